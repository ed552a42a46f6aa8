"""Copies: a new record that begins with what the actor may read and write of another one."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from gql_crm import sql
from gql_crm.database.late import begun
from gql_crm.errors import UserError, UserErrors
from gql_crm.journal import EVENT, name_record
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.records.checks import Sight, check
from gql_crm.records.proposal import Path, Reference
from gql_crm.records.ref import Ref
from gql_crm.records.statements import run
from gql_crm.records.unit import Records
from gql_crm.records.validation import Validator
from gql_crm.timeline import CREATED


async def copy(records: Records, entity: str, id: UUID, values: Mapping[str, Any]) -> Ref:
    """Write a new record with the values and children of another one; `values` go before those.

    Unique values and what is declared as `copied=False` are not copied, nor are links of relations, which
    would change the lists of other records; only those are of which a record needs some. Records that the
    actor cannot see are left out.
    """
    declared, access = records.known(entity)
    if not access.create:
        raise UserErrors([UserError("FORBIDDEN", (), f"You may not create a record of {entity}.")])
    validator = Validator.of(declared, access, records.value_context)
    validator.inputs.check(declared.names.create_input, values.keys() - {"id"})
    keys = (
        *validator.copied_fields(values),
        *validator.copied_children(values),
        *validator.copied_lists(values),
    )
    await begun(records.connection)  # what the copy is made of is told by a second statement
    original = await records.read(entity, id, *keys)
    references = list(_references(declared, original))
    sight = Sight(records.catalog, records.actor, records.profile)
    absent = {error.field for error in await check(records.connection, sight, references, [], id)}
    seen = _without(original, (reference for reference in references if reference.path in absent))
    proposal = validator.copy(values, seen, owner=records.actor.user_id)
    made = await records.add(declared, proposal, values.get("id"))
    await run(records.connection, name_record("copyOf", id, _creation(made.id)))
    return made


def _creation(id_: UUID) -> sql.Select:
    """Select the event that tells of the creation of a record."""
    created = sql.all_of(
        sql.equal(sql.Column("e", "subject_id"), sql.Parameter(id_, "uuid")),
        sql.equal(sql.Column("e", "kind"), sql.Constant(CREATED)),
    )
    return sql.Select((sql.Item(sql.Column("e", "id"), "id"),), sql.Table(EVENT, "e"), where=created, limit=1)


def _references(declared: CatalogEntity, original: Mapping[str, Any]) -> Iterator[Reference]:
    """Find the records that a record and its children refer to, each with its place in `original`."""
    for key, value in original.items():
        if key in declared.children:
            fields = declared.children[key].fields
            for index, row in enumerate(value):
                for name, part in row.items():
                    if name in fields:
                        yield from _referred((key, str(index), name), fields[name], part)
        elif key in declared.all_fields:
            yield from _referred((key,), declared.all_fields[key], value)
        else:
            target = declared.lists[key].target
            yield from (Reference((key, str(id_)), target, id_) for id_ in value)


def _referred(path: Path, field: CatalogField, value: Any) -> Iterator[Reference]:
    if field.target and value is not None:
        locked = field.field.restrict_delete
        if field.kind.many:
            yield from (Reference((*path, str(id_)), field.target, id_, locked) for id_ in value)
        else:
            yield Reference(path, field.target, value, locked)


def _without(original: Mapping[str, Any], references: Iterator[Reference]) -> Mapping[str, Any]:
    """Return the values without these references."""
    left: dict[str, Any] = {
        key: [dict(row) for row in value] if isinstance(value, list) else value
        for key, value in original.items()
    }
    for reference in references:
        key, *rest = reference.path
        if len(rest) > 1:
            left[key][int(rest[0])][rest[1]] = None
        elif rest:
            left[key] = tuple(id_ for id_ in left[key] if id_ != reference.id)
        else:
            left[key] = None
    return left
