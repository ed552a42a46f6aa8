"""Cases that are compared with a plain one of ours: other actors, variables, more fields, far pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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

_MEMBERS = {NARROW: "as a member who sees 0.01 %", BROAD: "as a member who sees 1 %"}
_TIMES = 1.5
_TIMES_FAR_AWAY = 1.2


@dataclass(frozen=True)
class Pair:
    """A case and the plain one that it may take `times` as long as; None: nothing is promised."""

    case: Case
    plain: Case
    difference: str
    times: float | None = _TIMES

    @classmethod
    def of(
        cls, plain: Case, suffix: str, difference: str, times: float | None = _TIMES, **changes: Any
    ) -> "Pair":
        """Vary a plain case."""
        case = plain.varied(suffix, f"{plain.title}, {difference}", **changes)
        return cls(case, plain, difference, times)


def pairs(there: Population, queries: Sequence[Case]) -> list[Pair]:
    """Return the cases that hang on the queries, and on a page of a timeline."""
    by_name = {case.name: case for case in queries}
    q2, q4 = by_name["Q2"], by_name["Q4"]
    by_variables = "filter and order as variables"
    q2_variables = [filter_of_q2(given) for given in q2.variables]
    q4_variables = [filter_of_q4(given) for given in q4.variables]
    return [
        *_by_members(q2),
        Pair.of(q2, "variables", by_variables, document=CONTACTS_BY_VARIABLES, variables=q2_variables),
        *_wide(q2),
        *_by_members(q4),
        Pair.of(q4, "variables", by_variables, document=OPPORTUNITIES_BY_VARIABLES, variables=q4_variables),
        *_by_members(_timeline(there)),
    ]


def pages(cursors: Sequence[str], number: int) -> Pair:
    """Return a far page of contacts by an indexed custom field, and the first one."""
    first = Case("pages", "50 contacts by an indexed custom field", PAGES, [{}])
    variables = [{"after": cursor} for cursor in cursors]
    return Pair.of(
        first, "far", f"page {number:,} instead of the first", _TIMES_FAR_AWAY, variables=variables
    )


def _by_members(plain: Case) -> list[Pair]:
    return [Pair.of(plain, f"as {name}", who, actor=name) for name, who in _MEMBERS.items()]


def _wide(q2: Case) -> list[Pair]:
    more = " ".join(
        f"{field.key} {{ amount currency }}" if field.kind == "MONEY" else field.key
        for field in wide_fields()[len(CONTACT_FIELDS) :]
    )
    document = CONTACTS_BY_CUSTOM_FIELD.replace(CUSTOM_FIELDS, f"{CUSTOM_FIELDS} {more}")
    return [
        Pair.of(q2, "of 60", "of records with 60 custom fields", workspace=WIDE),
        Pair.of(q2, "all 60", "all of 60 custom fields", times=None, workspace=WIDE, document=document),
    ]


def _timeline(there: Population) -> Case:
    count = there.events
    times = (there.time(count - number * count // 100, count) for number in range(VARIANTS))
    variables = [{"before": time.isoformat()} for time in times]
    return Case("timeline", "the 50 latest events before a time", TIMELINE, variables)
