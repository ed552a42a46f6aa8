"""What the timelines of properties and their owners tell besides what the core tells of every record."""

from gql_crm import EventKind, Field, FieldChanged
from gql_crm_real_estate.options import OFFER_PREFERENCES

PRICE_CHANGED = EventKind(
    key="PRICE_CHANGED",
    label={"en": "Price changed", "lt": "Pakeista kaina"},
    description="Another price, or another rent, is asked for a property.",
    fields=(
        Field(
            key="oldPrice",
            kind="MONEY",
            label={"en": "Old price", "lt": "Ankstesnė kaina"},
            description="The price before; null where none was asked.",
        ),
        Field(
            key="newPrice",
            kind="MONEY",
            label={"en": "New price", "lt": "Nauja kaina"},
            description="The price since; null where none is asked any more.",
        ),
    ),
    told_changes=tuple(
        FieldChanged(entity="Property", field=price, old="oldPrice", new="newPrice")
        for price in ("listPrice", "leaseAmount")
    ),
)

_OFFER = Field(
    key="offer",
    kind="REFERENCE",
    target="CommercialOffer",
    label={"en": "Offer", "lt": "Pasiūlymas"},
    description="The offer.",
)
_CONTACT = Field(
    key="contact",
    kind="REFERENCE",
    target="Contact",
    roll_up=True,
    label={"en": "Contact", "lt": "Kontaktas"},
    description="To whom it was offered.",
)
_PROPERTY = Field(
    key="property",
    kind="REFERENCE",
    target="Property",
    roll_up=True,
    label={"en": "Property", "lt": "NT objektas"},
    description="The property that it is about.",
)

COMMERCIAL_OFFER = EventKind(
    key="COMMERCIAL_OFFER",
    label={"en": "Commercial offer", "lt": "Komercinis pasiūlymas"},
    description="A property was offered. It belongs to the request, or without one to the contact.",
    fields=(_OFFER, _CONTACT, _PROPERTY),
)
EXTERNAL_OFFER = EventKind(
    key="EXTERNAL_OFFER",
    label={"en": "Offer from elsewhere", "lt": "Pasiūlymas iš kitur"},
    description="A property that is advertised elsewhere was offered.",
    fields=(_OFFER, _CONTACT),
)
OFFER_RESPONSE = EventKind(
    key="OFFER_RESPONSE",
    label={"en": "Answer to an offer", "lt": "Atsakymas į pasiūlymą"},
    description="A contact said what they think of an offer.",
    fields=(
        _OFFER,
        _CONTACT,
        _PROPERTY,
        Field(
            key="preference",
            kind="CHOICE",
            enum="OfferPreference",
            options=OFFER_PREFERENCES,
            label={"en": "Preference", "lt": "Įvertinimas"},
            description="What they think of it.",
        ),
    ),
)
DEAL_RECORDED = EventKind(
    key="DEAL_RECORDED",
    label={"en": "Deal", "lt": "Sandoris"},
    description="A property was sold or let. It belongs to the request, or without one to the property.",
    fields=(
        Field(
            key="deal",
            kind="REFERENCE",
            target="Deal",
            label={"en": "Deal", "lt": "Sandoris"},
            description="The deal.",
        ),
        _PROPERTY,
        Field(
            key="parties",
            kind="MULTI_REFERENCE",
            target="Contact",
            roll_up=True,
            label={"en": "Parties", "lt": "Šalys"},
            description="The buyers and the sellers.",
        ),
    ),
)
REQUEST_MATCHED = EventKind(
    key="REQUEST_MATCHED",
    label={"en": "New matches", "lt": "Nauji tinkami objektai"},
    description="Properties newly fit a buyer request; what has been offered already is not among them.",
    fields=(
        Field(
            key="properties",
            kind="MULTI_REFERENCE",
            target="Property",
            label={"en": "Properties", "lt": "NT objektai"},
            description="The open properties that fit since the last time.",
        ),
    ),
)

EVENT_KINDS = (
    PRICE_CHANGED,
    COMMERCIAL_OFFER,
    EXTERNAL_OFFER,
    OFFER_RESPONSE,
    DEAL_RECORDED,
    REQUEST_MATCHED,
)
