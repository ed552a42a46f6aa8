"""A property that was sold or let: by whom, to whom, for how much."""

from decimal import Decimal

from gql_crm import Child, Embedded, Entity, Relation
from gql_crm_real_estate import options
from gql_crm_real_estate.declaring import field

_SET = {"writable": False}

COMMISSION = Embedded(
    key="commission",
    name="Commission",
    fields={"percent": "commissionPercent", "amount": "commissionAmount"},
    description="What the agency gets: a share of the price, an amount, or both.",
)

AGENTS = Child(
    key="agents",
    name="DealAgent",
    label={"en": "Agents", "lt": "Agentai"},
    description="Who of the agency made the deal, and what part of the commission is theirs.",
    fields=(
        field("user", "USER", "Agent", "Agentas", "Who.", required=True),
        field("share", "DECIMAL", "Share, per cent", "Dalis, proc.", "What part of the commission is theirs.",
              required=True, min=Decimal(0), max=Decimal(100), precision=6, scale=3),
        field("amount", "MONEY", "Amount", "Suma", "Their part of the commission.", min=Decimal(0)),
    ),
)  # fmt: skip

DEAL = Entity(
    name="Deal",
    plural="deals",
    label={"en": "Deal", "lt": "Sandoris"},
    plural_label={"en": "Deals", "lt": "Sandoriai"},
    description="A sale or a lease that was agreed.",
    display=("title",),
    mergeable=False,
    by_operations=True,
    embedded=(COMMISSION,),
    children=(AGENTS,),
    fields=(
        field("title", "TEXT", "Title", "Pavadinimas", "What the property was called.", **_SET),
        field("property", "REFERENCE", "Property", "NT objektas", "What was sold or let.",
              target="Property", inverse="deals", **_SET),
        field("buyerRequest", "REFERENCE", "Buyer request", "Pirkėjo užklausa", "The request it fulfils.",
              target="BuyerRequest", inverse="deals", **_SET),
        field("kind", "CHOICE", "Kind", "Rūšis", "Whether it was sold or let.",
              options=options.DEAL_KINDS, enum="DealKind", default="SALE", **_SET),
        field("closePrice", "MONEY", "Price", "Kaina", "For how much.", min=Decimal(0), **_SET),
        field("closeDate", "DATE", "Date", "Data", "When.", **_SET),
        field("commissionPercent", "DECIMAL", "Commission, per cent", "Komisinis, proc.",
              "The agency's share of the price.", min=Decimal(0), max=Decimal(100), precision=6, scale=3,
              **_SET),
        field("commissionAmount", "MONEY", "Commission", "Komisinis mokestis", "What the agency gets.",
              min=Decimal(0), **_SET),
        field("note", "LONG_TEXT", "Note", "Pastaba", "What is to be remembered of it.", **_SET),
    ),
)  # fmt: skip


def _side(
    key: str, singular: str, inverse: str, label: tuple[str, str], inverse_label: tuple[str, str]
) -> Relation:
    return Relation(
        key=key,
        singular=singular,
        source="Deal",
        target="Contact",
        inverse=inverse,
        label=dict(zip(("en", "lt"), label, strict=True)),
        inverse_label=dict(zip(("en", "lt"), inverse_label, strict=True)),
        description=f"The contacts who are the {key}.",
        inverse_description=f"The deals in which the contact is among the {key}.",
    )


SIDES = (
    _side(
        "buyers",
        "buyer",
        "dealsAsBuyer",
        ("Buyers", "Pirkėjai"),
        ("Bought or rented", "Pirko ar išsinuomojo"),
    ),
    _side(
        "sellers",
        "seller",
        "dealsAsSeller",
        ("Sellers", "Pardavėjai"),
        ("Sold or let", "Pardavė ar išnuomojo"),
    ),
)
