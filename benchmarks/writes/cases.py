"""What is written: a contact with custom fields, and an opportunity's next stage."""

import time
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any
from uuid import UUID

from benchmarks.reads.cases.case import Case
from benchmarks.reads.dataset.custom_fields import CONTACT_FIELDS
from benchmarks.reads.dataset.population import BROAD, Population
from benchmarks.reads.module.opportunity import STAGES

W1, W2 = "W1", "W2"

CREATE = """
mutation ($input: CreateContactInput!) {
  createContact(input: $input) {
    contact {
      lastName
      segment loyaltyPoints creditLimit { amount currency } discount
      newsletter lastReviewOn interests customerNumber
    }
    warnings { code }
    userErrors { code }
  }
}
"""

CHANGE_STAGE = """
mutation ($id: ID!, $input: UpdateOpportunityInput!) {
  updateOpportunity(id: $id, input: $input) {
    opportunity { stage }
    warnings { code }
    userErrors { code }
  }
}
"""

_NEW_CONTACTS = 20_000
"""More than are written in a run at a time: the same one again would be a duplicate."""
_FIRST_NAMES = ("Rūta", "Šarūnas", "Řehoř", "Žofie", "Радка", "Пламен", "شیرین", "بهرام")
_LAST_NAMES = ("Kazlauskienė", "Žukauskas", "Dvořák", "Novotná", "Стоянова", "Петров", "رضایی", "احمدی")


def write_cases(there: Population) -> list[Case]:
    """Return what is written, by a member who may see one record in a hundred."""
    return [
        Case(W1, "create a contact with 8 custom fields", CREATE, list(_contacts(there)), actor=BROAD),
        Case(W2, "change the stage of an opportunity", CHANGE_STAGE, list(_stages(there)), actor=BROAD),
    ]


def of_another(contact: Mapping[str, Any]) -> dict[str, Any]:
    """Return a contact for another contender: nobody shall find that it is there already."""
    phone = contact["phone"].replace("+3706", "+3705")
    changed = {
        "firstName": f"Kita {contact['firstName']}",
        "email": f"kita.{contact['email']}",
        "phone": phone,
    }
    return {**contact, **changed}


def twins(there: Population) -> dict[str, str]:
    """Return whose stage another contender changes: nobody shall find that a change was made already."""
    ids = [str(one) for one in _opportunities(there)]
    return dict(zip(ids[::2], ids[1::2], strict=False))


def _contacts(there: Population) -> Iterator[dict[str, Any]]:
    random, run = Random("writes"), time.time_ns() // 1_000_000
    for number in range(max(500, int(_NEW_CONTACTS * there.scale))):
        custom = {field.key: field.made(random) for field in CONTACT_FIELDS}
        name = {
            "firstName": f"{random.choice(_FIRST_NAMES)} {run}-{number}",
            "lastName": random.choice(_LAST_NAMES),
        }
        reached = {"email": f"new{run}-{number}@example.com", "phone": f"+3706{(run + number) % 10**7:07}"}
        yield {"input": {**name, **reached, **custom}}


def _stages(there: Population) -> Iterator[dict[str, Any]]:
    """Give each opportunity one stage after the other; after the last one comes the first again."""
    ids = list(twins(there))
    for stage in STAGES:
        for id_ in ids:
            yield {"id": id_, "input": {"stage": stage}}


def _opportunities(there: Population) -> list[UUID]:
    mine = {owner.user for name, owner in there.users if name == BROAD}
    places = range(there.opportunities)
    return [there.opportunity(place) for place in places if there.owner(place).user in mine]
