"""What contacts of the demo have agreed to; drawn by their names, so that nothing else changes with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

from gql_crm.demo.people import Person

_NEWSLETTER = {"lt": "Naujienlaiškis", "cs": "Newsletter", "bg": "Бюлетин", "fa": "خبرنامه"}
_SERVICE = {
    "lt": "Sutarties vykdymas",
    "cs": "Plnění smlouvy",
    "bg": "Изпълнение на договор",
    "fa": "اجرای قرارداد",
}
_SUBSCRIBERS, _CLIENTS = 0.4, 0.3


def consents(
    person: Person, since: datetime, now: datetime, *, opted_out: bool
) -> Sequence[Mapping[str, Any]]:
    """Return a person's consents since they are known; who wants no mail has withdrawn the newsletter."""
    random = Random(person.email)
    language = person.country.language
    found: list[Mapping[str, Any]] = []
    if opted_out or random.random() < _SUBSCRIBERS:
        withdrawn = since + (now - since) * random.uniform(0.2, 0.9) if opted_out else None
        found.append(_consent(_NEWSLETTER[language], "CONSENT", since, withdrawn))
    if random.random() < _CLIENTS:
        found.append(_consent(_SERVICE[language], "CONTRACT", since, None))
    return found


def _consent(purpose: str, basis: str, given: datetime, withdrawn: datetime | None) -> Mapping[str, Any]:
    return {
        "purpose": purpose,
        "basis": basis,
        "givenAt": given.isoformat(),
        "withdrawnAt": withdrawn.replace(microsecond=0).isoformat() if withdrawn else None,
    }
