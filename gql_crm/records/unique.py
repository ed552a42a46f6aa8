"""Unique values: rows whose primary key lets one record have a value, whoever asks at the same time."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from gql_crm import sql
from gql_crm.errors import UserError
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.text import shown

_KEY_BYTES = 200
TABLE = "unique_value"


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that a record wants for itself, among those of its scope where the field has one."""

    entity: str
    field: CatalogField
    value_key: str
    text: str
    scope: str = ""
    within: tuple[tuple[CatalogField, Any], ...] = ()
    """What the record has of the fields that make the scope."""

    @property
    def place(self) -> tuple[str, str, str]:
        """The row's key."""
        return (self.field.field_id, self.scope, self.value_key)


def value_key(field: CatalogField, value: Any) -> str:
    """Return the normal form that is compared; above 200 bytes its SHA-256."""
    return _short(field.kind.unique_key(value))


def scope_key(field: CatalogField, entity: CatalogEntity, values: Mapping[str, Any]) -> str:
    """Return the normal form of what the record has of the fields that a value is unique within."""
    return _scope_key(_within(field, entity, values))


def _within(
    field: CatalogField, entity: CatalogEntity, values: Mapping[str, Any]
) -> tuple[tuple[CatalogField, Any], ...]:
    known = [entity.all_fields[key] for key in field.field.unique_within if key in entity.all_fields]
    return tuple((one, values.get(one.key)) for one in known)


def _scope_key(within: Sequence[tuple[CatalogField, Any]]) -> str:
    """Nothing is a value, too."""
    keys = [None if value is None else one.kind.unique_key(value) for one, value in within]
    return _short(orjson.dumps(keys).decode()) if keys else ""


def scope_keys(entity: CatalogEntity, changed: Collection[str] | None) -> set[str]:
    """Return the fields that decide what a change of some fields (None: of all) claims within scopes."""
    scoped = (_decisive(one) for one in _unique(entity) if one.field.unique_within)
    return {key for keys in scoped if changed is None or not keys.isdisjoint(changed) for key in keys}


def claims_of(
    entity: CatalogEntity,
    changed: Mapping[str, Any],
    stored: Mapping[str, Any] | None = None,
    *,
    only: CatalogField | None = None,
) -> list[Claim]:
    """Return what has to be claimed, in one order for all writers; an equal normal form is ours already."""
    claims = []
    for field in [only] if only else _concerned(entity, changed):
        claim = _claim(field, entity, {**(stored or {}), **changed})
        before = _claim(field, entity, stored) if stored else None
        if claim is not None and (before is None or before.place != claim.place):
            claims.append(claim)
    return sorted(claims, key=lambda claim: claim.place)


def kept_keys(
    entity: CatalogEntity, changed: Mapping[str, Any], stored: Mapping[str, Any]
) -> dict[str, tuple[str, str] | None]:
    """Return, by field id, scope and value key that each unique field which a change concerns has now."""
    claims = {
        field.field_id: _claim(field, entity, {**stored, **changed}) for field in _concerned(entity, changed)
    }
    return {id_: None if claim is None else (claim.scope, claim.value_key) for id_, claim in claims.items()}


def _concerned(entity: CatalogEntity, changed: Mapping[str, Any]) -> list[CatalogField]:
    return [field for field in _unique(entity) if not _decisive(field).isdisjoint(changed)]


def _unique(entity: CatalogEntity) -> Sequence[CatalogField]:
    fields = entity.fields.values()
    return entity.kept.get("unique", lambda: [field for field in fields if field.field.unique])


def _decisive(field: CatalogField) -> set[str]:
    return {field.key, *field.field.unique_within}


def _claim(field: CatalogField, entity: CatalogEntity, values: Mapping[str, Any]) -> Claim | None:
    value = values.get(field.key)
    if value is None:
        return None
    text, within = field.kind.export_text(value), _within(field, entity, values)
    return Claim(entity.name, field, value_key(field, value), text, _scope_key(within), within)


def _short(key: str) -> str:
    encoded = key.encode()
    return key if len(encoded) <= _KEY_BYTES else hashlib.sha256(encoded).hexdigest()


def insert_claims(claims: Sequence[Claim], record_id: UUID) -> sql.Insert:
    """Return the INSERT that takes what is free, waiting for other writers, and returns the fields' ids."""
    rows = tuple(
        (
            sql.Parameter(claim.field.field_id, "text"),
            sql.Parameter(claim.scope, "text"),
            sql.Parameter(claim.value_key, "text"),
            sql.Parameter(record_id, "uuid"),
        )
        for claim in claims
    )
    returned = sql.Item(sql.Column(TABLE, "field_id"), "name")
    columns = ("field_id", "scope", "value_key", "record_id")
    return sql.Insert(TABLE, columns, rows=rows, returning=(returned,), on_conflict_do_nothing=True)


def among(claims: Sequence[Claim], alias: str) -> sql.Node:
    """Return the condition that a row is one of the claims."""
    return sql.any_of(
        *(
            sql.all_of(
                sql.equal(sql.Column(alias, "field_id"), sql.Parameter(claim.field.field_id, "text")),
                sql.equal(sql.Column(alias, "scope"), sql.Parameter(claim.scope, "text")),
                sql.equal(sql.Column(alias, "value_key"), sql.Parameter(claim.value_key, "text")),
            )
            for claim in claims
        )
    )


def select_taken(claims: Sequence[Claim], record_id: UUID) -> sql.Select:
    """Return the ids of the fields whose claims other records hold."""
    return sql.Select(
        (sql.Item(sql.Column("u", "field_id"), "name"),),
        sql.Table(TABLE, "u"),
        where=sql.all_of(
            among(claims, "u"),
            sql.Binary(sql.Column("u", "record_id"), "<>", sql.Parameter(record_id, "uuid")),
        ),
    )


def select_holder(claim: Claim) -> sql.Select:
    """Return the id of the record that holds the value."""
    return sql.Select(
        (sql.Item(sql.Column("u", "record_id"), "record_id"),),
        sql.Table(TABLE, "u"),
        where=among([claim], "u"),
    )


def free_all(record_id: UUID) -> sql.Delete:
    """Return the DELETE that frees every value of a record."""
    return sql.Delete(TABLE, "u", sql.equal(sql.Column("u", "record_id"), sql.Parameter(record_id, "uuid")))


def free_others(record_id: UUID, kept: Mapping[str, tuple[str, str] | None]) -> sql.Delete:
    """Return the DELETE that frees the values of fields, by id, but for the place that each keeps."""
    conditions: list[sql.Node] = []
    for field_id, place in kept.items():
        of_field = sql.equal(sql.Column("u", "field_id"), sql.Parameter(field_id, "text"))
        if place is None:
            conditions.append(of_field)
            continue
        others = [
            sql.Binary(sql.Column("u", column), "<>", sql.Parameter(key, "text"))
            for column, key in zip(("scope", "value_key"), place, strict=True)
        ]
        conditions.append(sql.all_of(of_field, sql.any_of(*others)))
    own = sql.equal(sql.Column("u", "record_id"), sql.Parameter(record_id, "uuid"))
    return sql.Delete(TABLE, "u", sql.all_of(own, sql.any_of(*conditions)))


def free_claims(claims: Sequence[Claim], record_id: UUID) -> sql.Delete:
    """Return the DELETE that gives claims back."""
    own = sql.equal(sql.Column("u", "record_id"), sql.Parameter(record_id, "uuid"))
    return sql.Delete(TABLE, "u", sql.all_of(own, among(claims, "u")))


def duplicate(claim: Claim, hidden: Collection[str], labels: Mapping[UUID, str]) -> UserError:
    """Return the fault of a value that is taken; by which record is nobody's business.

    `hidden` are keys of fields that the actor does not see, `labels` has the records of scopes that they see.
    """
    if claim.field.key in hidden:
        text = "Another record has a value that must be unique; it is in a field that you cannot see."
        return UserError("DUPLICATE", (), text)
    name = claim.field.input_name
    where, there = _where(claim.within, hidden, labels), " there" if claim.within else ""
    text = f'{shown(claim.text)} is taken{where}; "{name}" must be unique{there}.'
    return UserError("DUPLICATE", (name,), f"{text} Choose another value, or change the record that has it.")


def _where(
    within: Sequence[tuple[CatalogField, Any]], hidden: Collection[str], labels: Mapping[UUID, str]
) -> str:
    """Say which scope is meant, as far as the actor sees it."""
    seen = [
        f'"{field.input_name}" is {_told(field, value, labels)}'
        for field, value in within
        if field.key not in hidden
    ]
    if len(seen) == len(within):
        return f" where {' and '.join(seen)}" if seen else ""
    where = f", where {' and '.join(seen)}" if seen else ""
    return f" among the records of its group{where}"


def _told(field: CatalogField, value: Any, labels: Mapping[UUID, str]) -> str:
    if value is None:
        return "empty"
    if field.kind.reference:
        return shown(labels[value]) if value in labels else "a record that you cannot see"
    return shown(field.kind.export_text(value))


def lost_meanwhile(error: UserError) -> UserError:
    """Return the same fault of a record that comes back."""
    text = error.message if error.field else "Another record has taken a unique value of this one meanwhile."
    return UserError(error.code, ("id",), text)
