"""Values of unique fields that get another kind: what was different can be the same then."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from gql_crm import sql
from gql_crm.customization.held_values import AT_ONCE, HeldValues, told_double
from gql_crm.customization.record_passes import ROW
from gql_crm.database.pool import Connection
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.conversion import Side
from gql_crm.fields.kind import ValueProblem
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.records.loading import value_items, values_of
from gql_crm.records.statements import fetch
from gql_crm.records.unique import Claim, claims_of

_PATH: Final = ("kind",)


async def double_faults(
    connection: Connection,
    entity: CatalogEntity,
    field: CatalogField,
    target: Side,
    convert: Callable[[Any], Any],
) -> list[UserError]:
    """Return the fault of live records whose values are equal as those of the other kind, or are too many.

    Values that cannot be converted are another matter.
    """
    if not target.field.unique:
        return []
    becomes = replace(field, field=target.field, kind=target.kind)
    within = [entity.all_fields[key] for key in field.field.unique_within if key in entity.all_fields]
    fields = [field, *within]
    select = sql.Select(
        tuple(value_items(fields, ROW)),
        sql.Table(entity.table, ROW),
        where=HeldValues(connection, entity, field).live,
        limit=AT_ONCE + 1,
    )
    rows = await fetch(connection, select)
    if len(rows) > AT_ONCE:
        return [UserError("VALIDATION", _PATH, _too_many(field.key))]
    claims: list[Claim] = []
    for row in rows:
        values = values_of(fields, row)
        try:
            converted = {**values, field.key: convert(values[field.key])}
        except ValueProblem:
            continue
        claims.extend(claims_of(entity, converted, only=becomes))
    return _double(claims)


async def take_converted(connection: Connection, entity: CatalogEntity, field: CatalogField) -> None:
    """Make the values of a field that has got its kind unique, while writers wait; raises `UserErrors`."""
    held = HeldValues(connection, entity, field)
    faults: list[UserError] = []
    rows = await held.unique_rows(faults)
    if rows is None:
        faults.append(UserError("VALIDATION", _PATH, _too_many(field.key)))
    if faults or rows is None:
        raise UserErrors(faults)
    await held.take(rows)


def _double(claims: list[Claim]) -> list[UserError]:
    numbers = Counter(claim.place for claim in claims)
    texts = {claim.place: claim.text for claim in claims if numbers[claim.place] > 1}
    if not texts:
        return []
    return [
        UserError("DUPLICATE", _PATH, f"Converted, they are no longer unique: {told_double(texts.values())}")
    ]


def _too_many(key: str) -> str:
    return (
        f'More than {AT_ONCE} records hold a value of "{key}", which is unique: set unique to false, convert '
        "it, then set unique to true."
    )
