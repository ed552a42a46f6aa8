"""Cases that are compared with a plain query of ours: other actors, variables, more fields, far pages."""

from benchmarks.reads.cases.case import Case
from benchmarks.reads.cases.queries import (
    CONTACTS_BY_CUSTOM_FIELD,
    CONTACTS_BY_VARIABLES,
    CUSTOM_FIELDS,
    OPPORTUNITIES_BY_VARIABLES,
    VARIANTS,
    filter_of_q2,
    filter_of_q4,
    query_cases,
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

MEMBERS = {NARROW: "who sees 0.01 %", BROAD: "who sees 1 %"}


def promise_cases(there: Population) -> list[tuple[Case, Case]]:
    """Return each case with the plain one that it is compared with."""
    queries = {case.name: case for case in query_cases(there)}
    q2, q4, timeline = queries["Q2"], queries["Q4"], _timeline(there)
    members = [
        (case.varied(f"as {name}", f"{case.title}, by a member {sees}", actor=name), case)
        for case in (q2, q4, timeline)
        for name, sees in MEMBERS.items()
    ]
    more = " ".join(
        f"{field.key} {{ amount currency }}" if field.kind == "MONEY" else field.key
        for field in wide_fields()[len(CONTACT_FIELDS) :]
    )
    all_fields = CONTACTS_BY_CUSTOM_FIELD.replace(CUSTOM_FIELDS, f"{CUSTOM_FIELDS} {more}")
    return [
        *members,
        (q2.varied("of 60", "the same 8 of 60 custom fields", workspace=WIDE), q2),
        (q2.varied("all 60", "all 60 custom fields", workspace=WIDE, document=all_fields), q2),
        (
            q2.varied(
                "variables",
                "filter and order as variables",
                document=CONTACTS_BY_VARIABLES,
                variables=[filter_of_q2(given) for given in q2.variables],
            ),
            q2,
        ),
        (
            q4.varied(
                "variables",
                "filter and order as variables",
                document=OPPORTUNITIES_BY_VARIABLES,
                variables=[filter_of_q4(given) for given in q4.variables],
            ),
            q4,
        ),
    ]


def first_page() -> Case:
    """Return the first page of contacts by an indexed field."""
    return Case("pages", "50 contacts by an indexed field, page 1", PAGES, [{}])


def _timeline(there: Population) -> Case:
    count = len(there.contacts_of_events)
    times = (there.time(count - number * count // 100, count) for number in range(VARIANTS))
    variables = [{"before": time.isoformat()} for time in times]
    return Case("timeline", "50 latest events before a time", TIMELINE, variables)
