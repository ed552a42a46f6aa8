"""Unique values: rows whose primary key lets one record have a value, whoever asks at the same time."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gql_crm import sql
from gql_crm.errors import UserError
from gql_crm.plugins.catalog import CatalogField
from gql_crm.text import shown

_KEY_BYTES = 200
TABLE = "unique_value"


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that a record wants for itself."""

    field: CatalogField
    value_key: str
    text: str

    @property
    def place(self) -> tuple[str, str]:
        """The row's key."""
        return (self.field.field_id, self.value_key)


def value_key(field: CatalogField, value: Any) -> str:
    """Return the normal form that is compared; above 200 bytes its SHA-256."""
    normal = field.kind.unique_key(value)
    encoded = normal.encode()
    return normal if len(encoded) <= _KEY_BYTES else hashlib.sha256(encoded).hexdigest()


def claims_of(
    fields: Iterable[CatalogField], values: Mapping[str, Any], stored: Mapping[str, Any] | None = None
) -> list[Claim]:
    """Return what has to be claimed, in one order for all writers; an equal normal form is ours already."""
    claims = []
    for field in fields:
        value, old = values.get(field.key), (stored or {}).get(field.key)
        if not field.field.unique or value is None:
            continue
        key = value_key(field, value)
        if old is None or value_key(field, old) != key:
            claims.append(Claim(field, key, field.kind.export_text(value)))
    return sorted(claims, key=lambda claim: claim.place)


def kept_keys(fields: Iterable[CatalogField], changed: Mapping[str, Any]) -> dict[str, str | None]:
    """Return, by field id, the value key that each unique field among the changed ones has now."""
    return {
        field.field_id: None if changed[field.key] is None else value_key(field, changed[field.key])
        for field in fields
        if field.field.unique and field.key in changed
    }


def insert_claims(claims: Sequence[Claim], record_id: UUID) -> sql.Insert:
    """Return the INSERT that takes what is free, waiting for other writers, and returns the fields' ids."""
    rows = tuple(
        (
            sql.Parameter(claim.field.field_id, "text"),
            sql.Parameter("", "text"),
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


def free_others(record_id: UUID, kept: Mapping[str, str | None]) -> sql.Delete:
    """Return the DELETE that frees the values of fields, by id, but for the value key that each keeps."""
    conditions = []
    for field_id, key in kept.items():
        of_field = sql.equal(sql.Column("u", "field_id"), sql.Parameter(field_id, "text"))
        other = sql.Binary(sql.Column("u", "value_key"), "<>", sql.Parameter(key, "text"))
        conditions.append(of_field if key is None else sql.all_of(of_field, other))
    own = sql.equal(sql.Column("u", "record_id"), sql.Parameter(record_id, "uuid"))
    return sql.Delete(TABLE, "u", sql.all_of(own, sql.any_of(*conditions)))


def free_claims(claims: Sequence[Claim], record_id: UUID) -> sql.Delete:
    """Return the DELETE that gives claims back."""
    own = sql.equal(sql.Column("u", "record_id"), sql.Parameter(record_id, "uuid"))
    return sql.Delete(TABLE, "u", sql.all_of(own, among(claims, "u")))


def duplicate(claim: Claim) -> UserError:
    """Return the fault of a value that is taken; by which record is nobody's business."""
    name = claim.field.input_name
    return UserError("DUPLICATE", (name,), f'{shown(claim.text)} is taken; "{name}" must be unique.')


def lost_meanwhile(error: UserError, hidden: Collection[str]) -> UserError:
    """Return the same fault of a record that comes back; a field that the actor cannot see is not named."""
    text = "Another record has taken a unique value of this one meanwhile."
    shown_text = text if set(error.field) & set(hidden) else error.message
    return UserError(error.code, ("id",), shown_text)
