"""The six queries of docs/performance.md, as a client writes them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.reads.cases.case import Case
from benchmarks.reads.dataset.population import Population
from benchmarks.reads.module.event import KINDS
from gql_crm.modules.people.organization import INDUSTRIES

CUSTOM_FIELDS = """
    segment loyaltyPoints creditLimit { amount currency } discount
    newsletter lastReviewOn interests customerNumber
"""

ONE_CONTACT = f"""
query ($id: ID!) {{
  contact(id: $id) {{
    id firstName lastName jobTitle email phone createdAt
    organization {{ id name industry }}
    owner {{ id name email }}
    {CUSTOM_FIELDS}
  }}
}}
"""

_CONTACT_ROW = f"id firstName lastName email organization {{ id name }} {CUSTOM_FIELDS}"

CONTACTS_BY_CUSTOM_FIELD = f"""
query ($from: Int!, $to: Int!) {{
  contacts(
    filter: {{loyaltyPoints: {{gte: $from, lt: $to}}}}, orderBy: [{{loyaltyPoints: DESC}}], first: 50
  ) {{ nodes {{ {_CONTACT_ROW} }} }}
}}
"""

CONTACTS_BY_VARIABLES = f"""
query ($filter: ContactFilter, $orderBy: [ContactOrder!]) {{
  contacts(filter: $filter, orderBy: $orderBy, first: 50) {{ nodes {{ {_CONTACT_ROW} }} }}
}}
"""

ORGANIZATIONS_WITH_CONTACTS_AND_EVENTS = """
query ($industry: String!) {
  organizations(filter: {type: {eq: "customer"}, industry: {eq: $industry}}, first: 20) {
    nodes {
      id name
      contacts(first: 10) {
        nodes {
          id firstName lastName email
          events(orderBy: [{occurredAt: DESC}], first: 5) { nodes { id kind occurredAt note } }
        }
      }
    }
  }
}
"""

_OPPORTUNITY_PAGE = """
    totalCount
    nodes {
      id name amount { amount currency } probability stage closeDate
      organization { id name }
      contact { id firstName lastName }
      product margin decisionOn
    }
"""

OPPORTUNITIES = f"""
query ($stage: String!, $amount: MoneyInput!) {{
  opportunities(
    filter: {{stage: {{eq: $stage}}, amount: {{gte: $amount}}}}, orderBy: [{{closeDate: ASC}}], first: 100
  ) {{ {_OPPORTUNITY_PAGE} }}
}}
"""

OPPORTUNITIES_BY_VARIABLES = f"""
query ($filter: OpportunityFilter, $orderBy: [OpportunityOrder!]) {{
  opportunities(filter: $filter, orderBy: $orderBy, first: 100) {{ {_OPPORTUNITY_PAGE} }}
}}
"""

EVENTS_OF_CONTACT = """
query ($contact: ID!, $kind: String!) {
  events(
    filter: {contactId: {eq: $contact}, kind: {eq: $kind}}, orderBy: [{occurredAt: DESC}], first: 30
  ) { nodes { id kind occurredAt note payload owner { id name } } }
}
"""

GROUPED_SUMS = """
query ($from: Date!) {
  opportunities(filter: {closeDate: {gte: $from}}) {
    groups(by: [{stage: true}]) { key { stage } count sum { amount { amount currency } } }
  }
}
"""

VARIANTS = 32


def query_cases(there: Population) -> list[Case]:
    """Return the six queries."""
    return [
        Case("Q1", "one contact, organization, owner, 8 custom fields", ONE_CONTACT, _contacts(there)),
        Case("Q2", "50 contacts by a custom field", CONTACTS_BY_CUSTOM_FIELD, _point_ranges()),
        Case(
            "Q3",
            "20 organizations × 10 contacts × 5 events",
            ORGANIZATIONS_WITH_CONTACTS_AND_EVENTS,
            [{"industry": option.value} for option in INDUSTRIES],
        ),
        Case("Q4", "100 opportunities, two filters, total count", OPPORTUNITIES, _opportunities()),
        Case("Q5", "30 events of one contact by kind", EVENTS_OF_CONTACT, list(_events(there))),
        Case("Q6", "sums of opportunities, grouped", GROUPED_SUMS, _close_dates()),
    ]


def filter_of_q2(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return variables of `CONTACTS_BY_VARIABLES` that ask the same as these of Q2."""
    wanted = {"loyaltyPoints": {"gte": given["from"], "lt": given["to"]}}
    return {"filter": wanted, "orderBy": [{"loyaltyPoints": "DESC"}]}


def filter_of_q4(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return variables of `OPPORTUNITIES_BY_VARIABLES` that ask the same as these of Q4."""
    wanted = {"stage": {"eq": given["stage"]}, "amount": {"gte": given["amount"]}}
    return {"filter": wanted, "orderBy": [{"closeDate": "ASC"}]}


def _contacts(there: Population) -> list[dict[str, Any]]:
    places = (number * there.contacts // VARIANTS for number in range(VARIANTS))
    return [{"id": str(there.contact(place))} for place in places]


def _point_ranges() -> list[dict[str, Any]]:
    """Return ranges that every second contact lies in."""
    return [{"from": 160 * number, "to": 5_000 + 160 * number} for number in range(VARIANTS)]


def _opportunities() -> list[dict[str, Any]]:
    stages: Sequence[str] = ("qualification", "analysis", "proposal", "negotiation")
    return [
        {"stage": stages[number % 4], "amount": {"amount": f"{50_000 + 5_000 * number}", "currency": "EUR"}}
        for number in range(VARIANTS)
    ]


def _events(there: Population) -> Iterator[dict[str, Any]]:
    for number in range(VARIANTS):
        contact = there.contact(there.busy_contact(number % there.busy_contacts))
        yield {"contact": str(contact), "kind": KINDS[number % len(KINDS)]}


def _close_dates() -> list[dict[str, Any]]:
    """Return days after which about half of all opportunities are closed."""
    return [{"from": f"2025-{1 + number % 4:02}-{1 + number // 4:02}"} for number in range(VARIANTS)]
