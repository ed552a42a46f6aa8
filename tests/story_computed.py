"""What the agency's plugin computes, and what its contacts and organizations have in common."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gql_crm import ChoiceOption, ComputedField, Interface, OperationContext

Rows = Sequence[Mapping[str, Any]]


async def _ages(rows: Rows, context: OperationContext) -> list[int | None]:
    today = context.now.date()
    return [row["birthdate"] and _years(row["birthdate"], today) for row in rows]


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _employers(rows: Rows, _context: OperationContext) -> list[str | None]:
    names = [(row["organization.name"], row["organization.parent.name"]) for row in rows]
    return [f"{name} ({parent})" if parent else name for name, parent in names]


def _initials(rows: Rows, _context: OperationContext) -> list[str]:
    return ["".join(word[0] for word in row["displayName"].split()) for row in rows]


def _sizes(rows: Rows, _context: OperationContext) -> list[str | None]:
    return [row["employees"] and ("LARGE" if row["employees"] > 10 else "SMALL") for row in rows]


async def _prices(rows: Rows, _context: OperationContext) -> list[dict[str, Any] | None]:
    return [
        {"amount": round(row["price"].amount / row["area"], 2), "currency": row["price"].currency}
        if row["price"] and row["area"]
        else None
        for row in rows
    ]


def _are_admins(rows: Rows, _context: OperationContext) -> list[bool]:
    return ["admin" in (row["roleKeys"] or ()) for row in rows]


def _owners_are_admins(rows: Rows, _context: OperationContext) -> list[bool]:
    return ["admin" in (row["owner.roleKeys"] or ()) for row in rows]


INITIALS = ComputedField(key="initials", kind="TEXT", needs=("displayName",), load=_initials)

COMPUTED: Mapping[str, tuple[ComputedField, ...]] = {
    "Contact": (
        ComputedField(
            key="age",
            kind="INTEGER",
            needs=("birthdate",),
            load=_ages,
            label={"en": "Age", "cs": "Věk"},
            description="Age in full years.",
        ),
        ComputedField(
            key="employer",
            kind="TEXT",
            needs=("organization.name", "organization.parent.name"),
            load=_employers,
        ),
        ComputedField(
            key="ownerAdministers", kind="BOOLEAN", needs=("owner.roleKeys",), load=_owners_are_admins
        ),
        INITIALS,
    ),
    "Organization": (
        ComputedField(
            key="size",
            kind="CHOICE",
            enum="OrganizationSize",
            options=(ChoiceOption("SMALL", {"en": "Small"}), ChoiceOption("LARGE", {"en": "Large"})),
            needs=("employees",),
            load=_sizes,
        ),
        INITIALS,
    ),
    "User": (
        ComputedField(key="administers", kind="BOOLEAN", needs=("roleKeys",), load=_are_admins),
        INITIALS,
    ),
    "Listing": (ComputedField(key="pricePerMetre", kind="MONEY", needs=("price", "area"), load=_prices),),
}

PARTY = Interface(
    name="Party",
    description="Whom one may call.",
    entities=("Contact", "Organization"),
    fields=("displayName", "email", "phone", "initials"),
)
