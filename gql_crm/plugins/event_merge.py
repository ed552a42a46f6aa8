"""Kinds of events join a draft: their names are taken once, their payloads agree with each other."""

from collections.abc import Iterator
from typing import Final

from gql_crm.errors import DeclarationError
from gql_crm.fields.definition import localized_problems
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.storage import CustomStorage
from gql_crm.plugins.catalog import CatalogField
from gql_crm.plugins.core_event_kinds import CORE_KINDS
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.event_catalog import CatalogEventKind, ToldChange
from gql_crm.plugins.event_kinds import ANY_RECORD, EventKind
from gql_crm.plugins.module import Module
from gql_crm.plugins.names import CODE_NAME, event_type
from gql_crm.plugins.system import CORE

_PAYLOAD: Final = "payload"
_OF_EVERY_EVENT: Final = frozenset(
    {
        "sequence",
        "kind",
        "occurredAt",
        "recordedAt",
        "actor",
        "subject",
        "note",
        "related",
        "changes",
        "comment",
    }
)
_STATUS_KINDS: Final = ("CHOICE", "TEXT", "LONG_TEXT", "REFERENCE")
_OF_RECORDS: Final = ("unique", "inverse", "restrict_delete", "immutable", "default")
"""Options of fields that mean nothing in an event."""
_OF_REFERENCES: Final = ("REFERENCE", "MULTI_REFERENCE", "USER")


def add_core_event_kinds(draft: Draft) -> None:
    """Add the kinds of the core; their names are reserved."""
    for declared in CORE_KINDS:
        fields = {one.key: _placed(draft.kinds[one.kind], one, CORE, declared.key) for one in declared.fields}
        draft.event_kinds[declared.key] = CatalogEventKind(declared, CORE, fields)


def add_event_kinds(draft: Draft, module: Module) -> None:
    """Add a module's kinds to a draft that has its fields; `DeclarationError` names who is in the way."""
    for declared in module.event_kinds:
        where = f'event kind "{declared.key}" of module "{module.name}"'
        for problem in _problems(declared):
            msg = f"{where}: {problem}"
            raise DeclarationError(msg)
        if (taken := draft.event_kinds.get(declared.key)) is not None:
            msg = f'{where} has a key that "{taken.origin}" has already taken.'
            raise DeclarationError(msg)
        draft.types.take(event_type(declared.key), where, "type")
        fields = {}
        for one in declared.fields:
            at = f'field "{one.key}" of {where}'
            fields[one.key] = _placed(_kind_of(draft, module, one, at), one, module.name, declared.key)
            _check_type(draft, fields[one.key], at)
        kind = CatalogEventKind(declared, module.name, fields)
        _add_told(draft, kind, where)
        draft.event_kinds[declared.key] = kind


def check_statuses(draft: Draft, module: Module) -> None:
    """Raise `DeclarationError` for a status of an entity, or its reason, that cannot be told of."""
    for entity in module.entities:
        for option, key in (("status", entity.status), ("status_reason", entity.status_reason)):
            placed = draft.entities[entity.name].fields.get(key) if key else None
            if key and (placed is None or placed.kind.name not in _STATUS_KINDS):
                msg = (
                    f'the {option} of {entity.name} is "{key}", which is no field of it of a kind that tells:'
                    f" {', '.join(_STATUS_KINDS)}."
                )
                raise DeclarationError(msg)


def payload_type(placed: CatalogField) -> str:
    """Return the GraphQL type of a field of a payload. A record may be invisible, so it may be null."""
    name = placed.target or placed.kind.output_type.name
    if placed.kind.many:
        return f"[{name}!]!"
    listed = f"[{name}!]" if placed.kind.output_list else name
    return listed if placed.field.nullable or placed.target else f"{listed}!"


def _problems(declared: EventKind) -> Iterator[str]:
    if not CODE_NAME.fullmatch(declared.key):
        yield 'that is no key; expected capital letters, digits and "_", as in PRICE_CHANGED.'
    yield from (problem for _, problem in localized_problems("label", declared.label))
    keys = [one.key for one in declared.fields]
    for one in declared.fields:
        if one.key in _OF_EVERY_EVENT:
            yield f'"{one.key}" is the name of something that every event has.'
        if keys.count(one.key) > 1:
            yield f'there are two fields "{one.key}".'
        for option in _OF_RECORDS:
            if getattr(one, option):
                yield f'"{option}" of the field "{one.key}" has no meaning in an event.'
        if one.roll_up and one.kind not in _OF_REFERENCES:
            yield f'"roll_up" of the field "{one.key}" has no meaning for the kind {one.kind}.'


def _kind_of(draft: Draft, module: Module, declared: Field, where: str) -> FieldKind:
    kind = draft.kind_of(module, declared, where)
    target = declared.target or kind.target
    if kind.reference and target not in (ANY_RECORD, *draft.entities):
        there = ", ".join(sorted(draft.entities))
        msg = f'{where} names the entity "{target}", which is not there; there are {ANY_RECORD}, {there}.'
        raise DeclarationError(msg)
    return kind


def _placed(kind: FieldKind, declared: Field, origin: str, event: str) -> CatalogField:
    storage = CustomStorage(_PAYLOAD, declared.key, kind)
    return CatalogField(declared, kind, origin, f"{origin}:{event}.{declared.key}", storage)


def _check_type(draft: Draft, placed: CatalogField, where: str) -> None:
    """Refuse a field that another kind has with another type: one selection serves all kinds."""
    for other in draft.event_kinds.values():
        known = other.fields.get(placed.key)
        if known is not None and payload_type(known) != payload_type(placed):
            msg = (
                f"{where} is {payload_type(placed)}, but {payload_type(known)} in the event kind"
                f' "{other.key}" of "{other.origin}"; fields of one name have one type over all kinds.'
            )
            raise DeclarationError(msg)


def _add_told(draft: Draft, kind: CatalogEventKind, where: str) -> None:
    for told in kind.declared.told_changes:
        entity = draft.entities.get(told.entity)
        of_record = entity.fields.get(told.field) if entity else None
        if entity is None or of_record is None or of_record.kind.many:
            msg = f'{where} tells of "{told.field}", which is no field of {told.entity} that holds one value.'
            raise DeclarationError(msg)
        for key in (told.old, told.new):
            if key not in kind.fields or kind.fields[key].kind.name != of_record.kind.name:
                msg = f'{where} needs a field "{key}" of the kind {of_record.kind.name} to tell of changes.'
                raise DeclarationError(msg)
        entity.told.append(ToldChange(kind.key, of_record.field_id, told.field, told.old, told.new))
