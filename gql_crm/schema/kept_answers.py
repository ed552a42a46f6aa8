"""What a mutation answered with ↔ text that is kept: references, codes, plain values, nothing of records.

Whatever is no plain value of JSON stands as an object with one member, which says what it is.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Final
from uuid import UUID

import orjson
from graphql import GraphQLSchema

from gql_crm.errors import UserError, Warning_
from gql_crm.records import DuplicateMatch, MovedCount, Ref
from gql_crm.schema.change_made import ChangeMade
from gql_crm.schema.payload import (
    CommentPayload,
    CommentsPayload,
    DeletedMany,
    Deletion,
    ManyPayload,
    MergePayload,
    MergeReport,
    Payload,
    RefList,
    RenamedTag,
    UndoMergePayload,
)

_CORE: Final[Mapping[str, type]] = {
    cls.__name__: cls
    for cls in (
        *(Payload, ManyPayload, RefList, Deletion, DeletedMany, RenamedTag, UserError, Warning_),
        *(DuplicateMatch, MergePayload, MergeReport, MovedCount, UndoMergePayload),
        *(CommentPayload, CommentsPayload, ChangeMade),
    )
}
_TEXTS: Final[Mapping[type, tuple[str, Callable[[Any], str], Callable[[str], Any]]]] = {
    datetime: ("datetime", datetime.isoformat, datetime.fromisoformat),
    date: ("date", date.isoformat, date.fromisoformat),
    time: ("time", time.isoformat, time.fromisoformat),
    Decimal: ("decimal", str, Decimal),
    UUID: ("uuid", str, UUID),
}
_READERS: Final = {name: read for name, _, read in _TEXTS.values()}


class CannotKeep(Exception):  # noqa: N818 (a property of the value)
    """A value is of a class of which nobody knows how it is kept."""


def kept_text(answer: object) -> str:
    """Return the text of an operation's answer. Raises CannotKeep."""
    try:
        return orjson.dumps(_kept(answer)).decode()
    except orjson.JSONEncodeError as problem:
        raise CannotKeep(str(problem)) from problem


def answer_of(text: str, schema: GraphQLSchema) -> Any:
    """Return the answer as the operation gave it. Raises CannotKeep when its types are not there any more."""
    return _answer(orjson.loads(text), schema)


def _kept(value: Any) -> Any:
    if isinstance(value, Enum):
        return _kept(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [_kept(one) for one in value]
    return dict([_named(value)])


def _named(value: Any) -> tuple[str, Any]:
    """Return what a value is, and its content."""
    if isinstance(value, Ref):
        return "ref", [value.entity, str(value.id)]
    if type(value) in _TEXTS:
        name, write, _ = _TEXTS[type(value)]
        return name, write(value)
    if isinstance(value, Mapping):
        return "map", {str(key): _kept(one) for key, one in value.items()}
    return "object", [_type_name(value), {key: _kept(one) for key, one in _members(value).items()}]


def _type_name(value: object) -> str:
    for name, cls in _CORE.items():
        if isinstance(value, cls):
            return name
    definition = getattr(type(value), "__strawberry_definition__", None)
    if definition is None:
        raise CannotKeep(f"{type(value).__name__} is neither a plain value nor a type of the schema")
    name_: str = definition.name
    return name_


def _members(value: Any) -> Mapping[str, Any]:
    if isinstance(value, Payload):
        return {one.name: getattr(value, one.name) for one in dataclasses.fields(Payload)}
    if hasattr(value, "__dict__"):
        return dict(vars(value))
    return {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}


def _answer(kept: Any, schema: GraphQLSchema) -> Any:
    if isinstance(kept, list):
        return [_answer(one, schema) for one in kept]
    if not isinstance(kept, dict):
        return kept
    [(what, content)] = kept.items()
    if what == "ref":
        return Ref(content[0], UUID(content[1]))
    if what == "map":
        return {key: _answer(one, schema) for key, one in content.items()}
    if what == "object":
        return _object(content[0], {key: _answer(one, schema) for key, one in content[1].items()}, schema)
    return _READERS[what](content)


def _object(name: str, members: Mapping[str, Any], schema: GraphQLSchema) -> Any:
    """Make an object as it was, without its class's own way of making it."""
    type_ = schema.get_type(name)
    definition = type_.extensions.get("strawberry-definition") if type_ else None
    cls: Any = _CORE.get(name) or getattr(definition, "origin", None)
    if cls is None:
        raise CannotKeep(f'there is no type "{name}" any more')
    made = cls.__new__(cls)
    for key, value in members.items():
        object.__setattr__(made, key, value)
    return made
