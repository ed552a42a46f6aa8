"""What the timelines of properties and their owners tell besides what the core tells of every record."""

from gql_crm import EventKind, Field, FieldChanged

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
