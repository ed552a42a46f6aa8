"""Whatever is written and selected, a mutation answers what a query reads next, and refuses as at first.

`HYPOTHESIS_PROFILE=thorough` tries hundreds of documents.
"""

import os
from collections.abc import AsyncIterator, Mapping
from itertools import count
from typing import Any
from uuid import UUID

import pytest_asyncio
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gql_crm.access import Actor
from gql_crm.testing import Crm, Template, open_crm
from tests.story import (
    IVO,
    LONER,
    NOW,
    PRAHA,
    RASA,
    SOFIA,
    VILNIUS,
    contact,
    organization,
    story_template,
)

__all__ = ["story_template"]

EXAMPLES = 300 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 12
OF_THE_ROW = (
    "id version recordType __typename",
    "firstName lastName email",
    "name: lastName last: lastName",
    "displayName",
    "label: displayName initials",
    "age employer",
    "budget { amount currency }",
    "price: budget { c: currency __typename } budget { amount }",
    "stars nextCall lastCall vip score hobbies nickname oldCode",
    "memo description",
    "memo @include(if: $yes)",
    "stars @skip(if: $yes) note: memo @skip(if: $no)",
    "... on Contact { jobTitle ...named }",
    "... on Record { displayName createdBy { displayName } }",
    "organization { name displayName }",
    "organization { size parent { name } }",
    "broker { name } lenders(first: 3) { totalCount nodes { name } }",
    "owner { name } team { name } updatedBy { displayName }",
    "createdAt updatedAt deletedAt",
)
"""What a statement that writes can answer by itself, most of it."""
SELECTIONS = (
    *OF_THE_ROW,
    "organization { contacts(first: 3) { totalCount nodes { displayName } } }",
    "mentor { displayName mentees(first: 3) { totalCount } }",
    "mentees(first: 2) { nodes { firstName } }",
    "soldListings(first: 2) { totalCount nodes { title seller { firstName } } }",
    "viewedListings(first: $most) { nodes { title } }",
    "isFavorite shares { access user { name } }",
    "mergedInto { id } mergedRecords { id }",
    "tags consents { purpose basis }",
    "timeline(first: 2) { totalCount nodes { kind } }",
    "history(first: 1) { totalCount nodes { field oldValue newValue } }",
    "comments(first: 2) { totalCount }",
    "relatedRecords(first: 2) { totalCount }",
)
TEXTS = st.sampled_from(["Jūratė", "Žukauskienė", "Řehoř", "Цветков", "علی", "O'Neil_50%", "  "])
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "firstName": TEXTS,
    "lastName": TEXTS,
    "email": st.sampled_from(["jurate@example.com", "rasa@example.com", "no address"]),
    "birthdate": st.sampled_from(["1980-05-17", "1991-11-30"]),
    "jobTitle": TEXTS,
    "description": TEXTS,
    "memo": st.sampled_from(["ilgas", "dlouhý\nřádek", "x" * 9_000]),
    "stars": st.integers(-1, 6),
    "vip": st.booleans(),
    "score": st.sampled_from(["4.5", "10"]),
    "nextCall": st.just("2026-03-16"),
    "lastCall": st.just("2026-03-01T08:00:00+02:00"),
    "hobbies": st.lists(st.sampled_from(["chess", "skiing", "sailing"]), unique=True),
    "budget": st.sampled_from([{"amount": "1.25", "currency": "EUR"}, {"amount": "9", "currency": "CZK"}]),
    "nickname": TEXTS,
    "doNotCall": st.booleans(),
    "tags": st.lists(st.sampled_from(["VIP", "Žvėrynas"]), unique=True),
    "organizationId": st.sampled_from([organization(1), organization(2), organization(6)]),
    "brokerId": st.sampled_from([organization(5), organization(6)]),
    "mentorId": st.sampled_from([contact(1), contact(15)]),
    "ownerId": st.sampled_from([RASA, IVO, LONER]),
    "teamId": st.sampled_from([VILNIUS, PRAHA, SOFIA]),
}
CONDITIONS = "$yes: Boolean = true, $no: Boolean = false, $most: Int = 2"
ALWAYS = "id @include(if: $yes) status @skip(if: $no) sold: soldListings(first: $most) { totalCount }"
PAYLOAD = "contact { ...selected } userErrors { code field message } warnings { code }"
CREATE = f"""
mutation ($input: CreateContactInput!, {CONDITIONS}) {{
  written: createContact(input: $input, skipDuplicateCheck: true) {{ {PAYLOAD} }}
}}
"""
UPDATE = f"""
mutation ($id: ID!, $input: UpdateContactInput!, $version: Int, {CONDITIONS}) {{
  written: updateContact(id: $id, input: $input, expectedVersion: $version) {{ {PAYLOAD} }}
}}
"""
READ = f"query ($id: ID!, {CONDITIONS}) {{ contact(id: $id) {{ ...selected }} }}"
DELETE = "mutation ($id: ID!) { deleteContact(id: $id) { userErrors { code } } }"
SHARE = "mutation ($i: ShareRecordInput!) { shareRecord(input: $i) { userErrors { code } } }"


class Life:
    """The story as its users write it; `alone` counts writes that were one statement of their own."""

    def __init__(self, crm: Crm, actors: list[Actor]) -> None:
        self.crm = crm
        self.actors = actors
        self.alone = 0
        self._unlike = count()
        crm.workspace.on_statement = self._note

    def _note(self, statement: str) -> None:
        self.alone += "gql_crm_may_write" in statement

    def unmet(self, document: str) -> str:
        """Return a document like another one, which nobody has sent before."""
        return f"{document} # {next(self._unlike)}"

    async def made(self, *, deleted: bool) -> str:
        """Make a contact of Rasa's, whom Ivo may change; return its id."""
        ref = await self.crm.create(
            "Contact", {"lastName": "Petrauskienė", "stars": 3, "ownerId": RASA, "teamId": VILNIUS}
        )
        shared = {"recordId": str(ref.id), "userId": IVO, "access": "WRITE"}
        assert (await self.crm.data(SHARE, i=shared))["shareRecord"]["userErrors"] == []
        if deleted:
            assert (await self.crm.data(DELETE, id=str(ref.id)))["deleteContact"]["userErrors"] == []
        return str(ref.id)


@pytest_asyncio.fixture(scope="module")
async def life(story_template: Template) -> AsyncIterator[Life]:
    async with open_crm(story_template, clock=lambda: NOW) as crm:
        users = [await crm.workspace.actor_of_user(UUID(user)) for user in (RASA, IVO, LONER)]
        life = Life(crm, [crm.admin, *(user for user in users if user)])
        document = f"{CREATE} fragment selected on Contact {{ {ALWAYS} displayName }}"
        for name in ("Rūta", "Řehoř", "شیرین"):
            await crm.data(document, input={"lastName": name})
        assert life.alone == len(("Řehoř", "شیرین"))  # else the laws would tell nothing
        yield life


@st.composite
def fragments(draw: st.DrawFn) -> str:
    offered = draw(st.sampled_from([SELECTIONS, OF_THE_ROW]))
    chosen = draw(st.lists(st.sampled_from(offered), min_size=1, max_size=4, unique=True))
    named = "fragment named on Contact { firstName displayName }"
    selected = f"fragment selected on Contact {{ {ALWAYS} {' '.join(chosen)} }}"
    return selected + (named if "...named" in selected else "")


@st.composite
def inputs(draw: st.DrawFn) -> dict[str, Any]:
    keys = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=4, unique=True))
    return {key: draw(st.none() | VALUES[key]) for key in keys}


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # each example is a life of its own: nothing to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_a_change_answers_what_is_read_next(life: Life, data: st.DataObject) -> None:
    selected = data.draw(fragments(), label="fragments")
    actor = data.draw(st.sampled_from(life.actors), label="actor")
    deleted = data.draw(st.integers(0, 9), label="deleted") == 0
    id_, twin = await life.made(deleted=deleted), await life.made(deleted=deleted)
    for _ in range(5):
        version = data.draw(st.sampled_from([None, None, None, 1, 2]), label="version")
        given_ = {"input": data.draw(inputs(), label="input"), "version": version}
        told = await life.crm.execute(UPDATE + selected, {"id": id_, **given_}, actor=actor)
        read = await life.crm.execute(READ + selected, {"id": id_}, actor=actor)
        first = await life.crm.execute(life.unmet(UPDATE + selected), {"id": twin, **given_}, actor=actor)
        assert _refusals(told, id_) == _refusals(first, twin)
        _agree(told, read)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # each example is a life of its own: nothing to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_a_new_record_is_answered_as_it_is_read_next(life: Life, data: st.DataObject) -> None:
    selected = data.draw(fragments(), label="fragments")
    actor = data.draw(st.sampled_from(life.actors), label="actor")
    for _ in range(4):
        given_ = {"input": {"lastName": "Čapek", **data.draw(inputs(), label="input")}}
        told = await life.crm.execute(CREATE + selected, given_, actor=actor)
        assert "errors" not in told, told["errors"]
        if record := told["data"]["written"]["contact"]:
            _agree(told, await life.crm.execute(READ + selected, {"id": record["id"]}, actor=actor))
        first = await life.crm.execute(life.unmet(CREATE + selected), given_, actor=actor)
        assert _refusals(told, "") == _refusals(first, "")


def _refusals(answer: Mapping[str, Any], id_: str) -> str:
    """Return what an answer refuses, whichever of two records it is about, in whatever order it does so."""
    written = (answer.get("data") or {}).get("written") or {}
    faults = [sorted(map(str, written.get(key) or ())) for key in ("userErrors", "warnings")]
    told = (answer.get("errors"), *faults)
    return str(told).replace(id_, "…") if id_ else str(told)


def _agree(told: Mapping[str, Any], read: Mapping[str, Any]) -> None:
    assert "errors" not in told, told["errors"]
    written = told["data"]["written"]
    codes = [error["code"] for error in written["userErrors"]]
    if codes and "CONFLICT" not in codes:  # which answers with the record all the same
        assert written["contact"] is None
    else:
        assert written["contact"] == read["data"]["contact"]
