"""Cases that are compared with a plain one of ours: other actors, variables, more fields, far pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.reads.cases.case import Case
from benchmarks.reads.cases.queries import (
    CONTACTS_BY_CUSTOM_FIELD,
    CONTACTS_BY_VARIABLES,
    CUSTOM_FIELDS,
    OPPORTUNITIES_BY_VARIABLES,
    VARIANTS,
    filter_of_q2,
    filter_of_q4,
)
from benchmarks.reads.dataset.custom_fields import CONTACT_FIELDS, wide_fields
from benchmarks.reads.dataset.ground import WIDE
from benchmarks.reads.dataset.population import BROAD, NARROW, Population

TIMELINE = """
query ($before: DateTime!) {
  events(filter: {occurredAt: {lt: $before}}, orderBy: [{occurredAt: DESC}], first: 50) {
    nodes { id kind occurredAt note contact { id firstName lastName } }
  }
}
"""

PAGES = """
query ($after: String) {
  contacts(orderBy: [{loyaltyPoints: DESC}], first: 50, after: $after) {
    nodes { id firstName lastName email loyaltyPoints }
  }
}
"""

_MEMBERS = {NARROW: "a member who sees 0.01 %", BROAD: "a member who sees 1 %"}


@dataclass(frozen=True)
class Pair:
    """A case and the plain one that it may take `times` as long as; None: nothing is promised."""

    case: Case
    plain: Case
    times: float | None


def pairs(there: Population, queries: Sequence[Case]) -> list[Pair]:
    """Return the cases that hang on the queries, and on a page of a timeline."""
    by_name = {case.name: case for case in queries}
    q2, q4, timeline = by_name["Q2"], by_name["Q4"], _timeline(there)
    members = [
        Pair(plain.varied(f"as {name}", f"{plain.title}, as {who}", actor=name), plain, 1.5)
        for plain in (q2, q4, timeline)
        for name, who in _MEMBERS.items()
    ]
    return [
        *members,
        Pair(
            q2.varied(
                "variables",
                f"{q2.title}, filter and order as variables",
                document=CONTACTS_BY_VARIABLES,
                variables=[filter_of_q2(given) for given in q2.variables],
            ),
            q2,
            1.5,
        ),
        Pair(
            q4.varied(
                "variables",
                f"{q4.title}, filter and order as variables",
                document=OPPORTUNITIES_BY_VARIABLES,
                variables=[filter_of_q4(given) for given in q4.variables],
            ),
            q4,
            1.5,
        ),
        *_wide(q2),
    ]


def pages(cursors: Sequence[str], number: int) -> Pair:
    """Return a far page of contacts by an indexed custom field, and the first one."""
    first = Case("pages", "50 contacts by an indexed custom field, page 1", PAGES, [{}])
    far = first.varied(
        "far",
        f"50 contacts by an indexed custom field, page {number:,}",
        variables=[{"after": cursor} for cursor in cursors],
    )
    return Pair(far, first, 1.2)


def _wide(q2: Case) -> list[Pair]:
    more = " ".join(
        f"{field.key} {{ amount currency }}" if field.kind == "MONEY" else field.key
        for field in wide_fields()[len(CONTACT_FIELDS) :]
    )
    document = CONTACTS_BY_CUSTOM_FIELD.replace(CUSTOM_FIELDS, f"{CUSTOM_FIELDS} {more}")
    some = q2.varied("of 60", "50 contacts that have 60 custom fields, 8 of them", workspace=WIDE)
    all_of_them = q2.varied(
        "all 60", "50 contacts that have 60 custom fields, all of them", workspace=WIDE, document=document
    )
    return [Pair(some, q2, 1.5), Pair(all_of_them, q2, None)]


def _timeline(there: Population) -> Case:
    count = there.events
    times = (there.time(count - number * count // 100, count) for number in range(VARIANTS))
    variables = [{"before": time.isoformat()} for time in times]
    return Case("timeline", "the 50 latest events before a time", TIMELINE, variables)
