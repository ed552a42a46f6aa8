"""The custom fields of the dataset: what `createFields` is given, and values as the documents hold them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeAlias

Made: TypeAlias = Callable[[Random], Any]

WIDE_FIELDS = 60
"""How many custom fields contacts have in the second workspace."""

_SEGMENTS = ("retail", "wholesale", "public", "partner", "export")
_INTERESTS = ("service", "spareParts", "training", "leasing", "insurance", "upgrades")
_COMPETITORS = ("Baltija", "Nordic Trade", "Žalgiris ir partneriai", "Velký obchod", "Морава")


@dataclass(frozen=True)
class CustomField:
    """A custom field of the dataset, and how its values are made."""

    entity: str
    key: str
    kind: str
    made: Made
    options: tuple[str, ...] = ()
    indexed: bool = False

    @property
    def input(self) -> dict[str, Any]:
        """The field as an element of `createFields(inputs:)`."""
        given: dict[str, Any] = {"entity": self.entity, "key": self.key, "kind": self.kind}
        if self.options:
            given["options"] = [{"value": value} for value in self.options]
        return {**given, "label": {"en": self.key}, "indexed": self.indexed}


def _one_of(values: Sequence[str]) -> Made:
    return lambda random: random.choice(values)


def _some_of(values: Sequence[str]) -> Made:
    return lambda random: random.sample(values, random.randint(1, 3))


def _money(most: int) -> Made:
    def made(random: Random) -> dict[str, str]:
        return {"amount": f"{random.randrange(most)}.{random.randrange(11, 100)}", "currency": "EUR"}

    return made


def _day(random: Random) -> str:
    return f"2026-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def _flag(random: Random) -> bool:
    return random.random() < 0.5


def _number(prefix: str) -> Made:
    return lambda random: f"{prefix}-{random.randrange(1_000_000):06}"


def _whole(most: int) -> Made:
    return lambda random: random.randrange(most)


def _percent(random: Random) -> str:
    return f"{random.randrange(40)}.5"


def _contact(key: str, kind: str, made: Made, **more: Any) -> CustomField:
    return CustomField("Contact", key, kind, made, **more)


def _opportunity(key: str, kind: str, made: Made, **more: Any) -> CustomField:
    return CustomField("Opportunity", key, kind, made, **more)


LOYALTY_POINTS = 10_000
"""`loyaltyPoints` lie below this, evenly spread."""

CONTACT_FIELDS = (
    _contact("segment", "CHOICE", _one_of(_SEGMENTS), options=_SEGMENTS),
    _contact("loyaltyPoints", "INTEGER", _whole(LOYALTY_POINTS), indexed=True),
    _contact("creditLimit", "MONEY", _money(50_000)),
    _contact("discount", "PERCENT", _percent),
    _contact("newsletter", "BOOLEAN", _flag),
    _contact("lastReviewOn", "DATE", _day),
    _contact("interests", "MULTI_CHOICE", _some_of(_INTERESTS), options=_INTERESTS),
    _contact("customerNumber", "TEXT", _number("C")),
)
OPPORTUNITY_FIELDS = (
    _opportunity("product", "CHOICE", _one_of(_INTERESTS), options=_INTERESTS),
    _opportunity("competitor", "TEXT", _one_of(_COMPETITORS)),
    _opportunity("quoteNumber", "TEXT", _number("Q")),
    _opportunity("margin", "PERCENT", _percent),
    _opportunity("budget", "MONEY", _money(200_000)),
    _opportunity("decisionOn", "DATE", _day),
    _opportunity("strategic", "BOOLEAN", _flag),
    _opportunity("visits", "INTEGER", _whole(20)),
)
_MORE_KINDS: tuple[tuple[str, Made], ...] = (
    ("TEXT", _one_of(("Vilnius", "Kaunas", "Brno", "Пловдив", "تهران", "quarterly", "by appointment only"))),
    ("INTEGER", _whole(1_000)),
    ("DATE", _day),
    ("DECIMAL", _percent),
    ("BOOLEAN", _flag),
    ("MONEY", _money(9_000)),
)


def wide_fields(count: int = WIDE_FIELDS) -> tuple[CustomField, ...]:
    """Return the fields of contacts in the second workspace: the usual ones and so many more."""
    more = count - len(CONTACT_FIELDS)
    kinds = (_MORE_KINDS[number % len(_MORE_KINDS)] for number in range(more))
    return (*CONTACT_FIELDS, *(_contact(f"more{number}", *kind) for number, kind in enumerate(kinds, 1)))


def document(fields: Sequence[CustomField], keys: Mapping[str, str], random: Random) -> dict[str, Any]:
    """Make the JSON document that a record holds in its column `custom`, under the fields' storage keys."""
    return {keys[field.key]: field.made(random) for field in fields}
