"""Which currency numbers get that become money, and which amounts may lose theirs."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from gql_crm import sql
from gql_crm.customization.record_passes import ROW
from gql_crm.customization.session import CatalogChange
from gql_crm.errors import UserError
from gql_crm.fields.kind import FieldKind, ValueProblem
from gql_crm.fields.kinds.money import currency_code
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.records.statements import fetch

_MONEY: Final = "MONEY"
_PATH: Final = ("currency",)


async def currency_of(
    change: CatalogChange, owner: CatalogEntity, field: CatalogField, given: Mapping[str, Any]
) -> str:
    """Return the currency that is given, else the only one that records hold, else the workspace's."""
    if given.get("currency"):
        return str(given["currency"])
    held = await _held(change, owner, field) if field.kind.name == _MONEY else []
    return held[0] if len(held) == 1 else change.state.settings.default_currency


def currency_faults(field: CatalogField, kind: FieldKind, given: Mapping[str, Any]) -> Iterator[UserError]:
    """Find what is wrong with a currency that is given."""
    currency = given.get("currency")
    if currency is None:
        return
    if _MONEY not in {field.kind.name, kind.name}:
        text = f'"currency" is for amounts of money; neither {field.kind.name} nor {kind.name} has any.'
        yield UserError("VALIDATION", _PATH, text)
        return
    try:
        currency_code(currency)
    except ValueProblem as problem:
        yield UserError("VALIDATION", _PATH, str(problem))


async def _held(change: CatalogChange, owner: CatalogEntity, field: CatalogField) -> list[str]:
    """Return the currencies that records hold, two at most."""
    _, currency = field.storage.stored(ROW).parts
    select = sql.Select(
        (sql.Item(currency, "currency"),),
        sql.Table(owner.table, ROW),
        where=sql.IsNull(currency, negated=True),
        group=(currency,),
        limit=2,
    )
    return [row["currency"] for row in await fetch(change.connection, select)]
