"""The queries as PostGraphile's schema has them; names that differ are given ours by aliases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from benchmarks.reads.contenders.postgraphile.shapes import grouped, with_money


@dataclass(frozen=True)
class Translated:
    """A document, and what becomes of the variables and of the answer."""

    document: str
    variables: Callable[[Mapping[str, Any]], dict[str, Any]] = dict
    answer: Callable[[Any], Any] = with_money


def _money(given: Mapping[str, Any]) -> dict[str, Any]:
    return {"stage": given["stage"], **given["amount"]}


_CUSTOM_FIELDS = """
    segment loyaltyPoints creditLimit discount newsletter lastReviewOn interests customerNumber
"""

_ONE_CONTACT = f"""
query ($id: UUID!) {{
  contact(rowId: $id) {{
    id: rowId firstName lastName jobTitle email phone createdAt
    organization {{ id: rowId name industry }}
    owner {{ id: rowId name email }}
    {_CUSTOM_FIELDS}
  }}
}}
"""

_CONTACTS_BY_CUSTOM_FIELD = f"""
query ($from: Int!, $to: Int!) {{
  contacts(
    filter: {{
      loyaltyPoints: {{greaterThanOrEqualTo: $from, lessThan: $to}}, deletedAt: {{isNull: true}}
    }}
    orderBy: [LOYALTY_POINTS_DESC, ROW_ID_DESC]
    first: 50
  ) {{
    nodes {{
      id: rowId firstName lastName email organization {{ id: rowId name }}
      {_CUSTOM_FIELDS}
    }}
  }}
}}
"""

_ORGANIZATIONS = """
query ($industry: String!) {
  organizations(
    filter: {
      type: {equalTo: "customer"}, industry: {equalTo: $industry}, deletedAt: {isNull: true}
    }
    orderBy: [ROW_ID_DESC]
    first: 20
  ) {
    nodes {
      id: rowId name
      contacts(filter: {deletedAt: {isNull: true}}, orderBy: [ROW_ID_DESC], first: 10) {
        nodes {
          id: rowId firstName lastName email
          events(
            filter: {deletedAt: {isNull: true}}, orderBy: [OCCURRED_AT_DESC, ROW_ID_DESC], first: 5
          ) { nodes { id: rowId kind occurredAt note } }
        }
      }
    }
  }
}
"""

_OPPORTUNITIES = """
query ($stage: String!, $amount: BigFloat!, $currency: String!) {
  opportunities(
    filter: {
      stage: {equalTo: $stage}, amountCurrency: {equalTo: $currency},
      amountAmount: {greaterThanOrEqualTo: $amount}, deletedAt: {isNull: true}
    }
    orderBy: [CLOSE_DATE_ASC, ROW_ID_ASC]
    first: 100
  ) {
    totalCount
    nodes {
      id: rowId name amountAmount amountCurrency probability stage closeDate
      organization { id: rowId name }
      contact { id: rowId firstName lastName }
      product margin decisionOn
    }
  }
}
"""

_EVENTS_OF_CONTACT = """
query ($contact: UUID!, $kind: String!) {
  events(
    filter: {contactId: {equalTo: $contact}, kind: {equalTo: $kind}, deletedAt: {isNull: true}}
    orderBy: [OCCURRED_AT_DESC, ROW_ID_DESC]
    first: 30
  ) { nodes { id: rowId kind occurredAt note payload owner { id: rowId name } } }
}
"""

_GROUPED_SUMS = """
query ($from: Date!) {
  opportunities(filter: {closeDate: {greaterThanOrEqualTo: $from}, deletedAt: {isNull: true}}) {
    groupedAggregates(groupBy: [STAGE, AMOUNT_CURRENCY]) {
      keys distinctCount { rowId } sum { amountAmount }
    }
  }
}
"""

TRANSLATED: Mapping[str, Translated] = MappingProxyType(
    {
        "Q1": Translated(_ONE_CONTACT),
        "Q2": Translated(_CONTACTS_BY_CUSTOM_FIELD),
        "Q3": Translated(_ORGANIZATIONS),
        "Q4": Translated(_OPPORTUNITIES, variables=_money),
        "Q5": Translated(_EVENTS_OF_CONTACT),
        "Q6": Translated(_GROUPED_SUMS, answer=grouped),
    }
)
