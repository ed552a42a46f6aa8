"""Children that a record owns: a list in the input is what becomes of them; those that it names are kept."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from gql_crm import sql
from gql_crm.clock import uuid7
from gql_crm.database.pool import Connection
from gql_crm.errors import ClientError
from gql_crm.fields.scalars import parse_id
from gql_crm.plugins.catalog import CatalogChild, CatalogField
from gql_crm.records.loading import value_items, values_of
from gql_crm.records.proposal import ChildRow, Path, Proposal, needed, with_path
from gql_crm.records.statements import fetch
from gql_crm.text import did_you_mean

MOST = 250
"""Most children that a record may have in one list."""
_ROW = "c"

Stored = Mapping[str, Sequence[ChildRow]]
"""What a record owns now, by the keys of the lists."""


def take_children(
    proposal: Proposal,
    child: CatalogChild,
    given: Sequence[Mapping[str, Any]] | None,
    stored: Sequence[ChildRow],
) -> None:
    """Judge a list of children; null is an empty one."""
    elements = given or ()
    if len(elements) > MOST:
        text = f'"{child.key}" has {len(elements)} elements; at most {MOST} are allowed.'
        proposal.fault("VALIDATION", (child.key,), text)
        return
    left = {row.id: row for row in stored}
    rows: list[ChildRow] = []
    for index, element in enumerate(elements):
        part = Proposal(proposal.context)
        place = (child.key, str(index))
        kept = _kept(part, child, element, left, {row.id for row in rows}, place)
        rows.append(_judged(part, child, element, kept, place))
        proposal.absorb(part, place)
    proposal.children[child.key] = tuple(rows)


def copy_children(proposal: Proposal, child: CatalogChild, originals: Sequence[Mapping[str, Any]]) -> None:
    """Add children like those of another record, with ids of their own."""
    rows: list[ChildRow] = []
    for index, original in enumerate(originals):
        part = Proposal(proposal.context)
        for name, field in child.inputs.items():
            value = original[field.key] if field.field.copied else None
            if value is not None:
                part.keep(name, field, value)
            elif not field.field.copied or needed(field):
                _fill(part, name, field)
        rows.append(ChildRow(uuid7(), {**dict.fromkeys(child.fields), **part.values}))
        proposal.absorb(part, (child.key, str(index)))
    proposal.children[child.key] = tuple(rows)


async def load_children(
    connection: Connection, children: Iterable[CatalogChild], parent: UUID
) -> dict[str, tuple[ChildRow, ...]]:
    """Return what a record owns in these lists, in order; it is locked by who asks."""
    return {child.key: await _load(connection, child, parent) for child in children}


async def _load(connection: Connection, child: CatalogChild, parent: UUID) -> tuple[ChildRow, ...]:
    fields = list(child.fields.values())
    select = sql.Select(
        (sql.Item(sql.Column(_ROW, "id"), "id"), *value_items(fields, _ROW)),
        sql.Table(child.table, _ROW),
        where=sql.equal(sql.Column(_ROW, "parent_id"), sql.Parameter(parent, "uuid")),
        order=(sql.OrderKey(sql.Column(_ROW, "position")),),
    )
    rows = await fetch(connection, select)
    return tuple(ChildRow(row["id"], values_of(fields, row)) for row in rows)


def _kept(
    part: Proposal,
    child: CatalogChild,
    element: Mapping[str, Any],
    left: dict[UUID, ChildRow],
    seen: set[UUID],
    place: Path,
) -> ChildRow | None:
    """Return the child that an element names; what stays is taken out of `left`."""
    given = element.get("id")
    if given is None:
        return None
    id_: UUID = with_path(parse_id, (*place, "id"), given)
    if id_ in seen:
        part.fault("VALIDATION", ("id",), f'"{id_}" stands in the list twice.')
    elif id_ not in left:
        text = f'The record has no {child.name} with the id "{id_}"; leave the id out to add one.'
        part.fault("NOT_FOUND", ("id",), text)
    return left.pop(id_, None) or ChildRow(id_, {})


def _judged(
    part: Proposal, child: CatalogChild, element: Mapping[str, Any], kept: ChildRow | None, place: Path
) -> ChildRow:
    inputs = child.inputs
    for name, raw in element.items():
        if name == "id":
            continue
        if name not in inputs:
            hint = did_you_mean(name, {"id", *inputs})
            msg = f'Field "{name}" is not defined by type "{child.names.input}".{hint}'
            raise ClientError("BAD_USER_INPUT", msg)
        field = inputs[name]
        old = kept.values.get(field.key) if kept else None
        if raw is None:
            part.clear(name, field, old)
        else:
            with_path(part.parse, (*place, name), name, field, raw, old)
    if kept is not None:
        return ChildRow(kept.id, {**kept.values, **part.values})
    for name, field in inputs.items():
        if name not in element:
            _fill(part, name, field)
    return ChildRow(uuid7(), {**dict.fromkeys(child.fields), **part.values})


def _fill(part: Proposal, name: str, field: CatalogField) -> None:
    if field.field.default is not None:
        part.parse(name, field, field.field.default, None)
    elif needed(field):
        part.fault("REQUIRED", (name,), f'"{name}" needs a value.')
