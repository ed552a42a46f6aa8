"""Reads the records that an operation answers with: one statement for all of them."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from dataclasses import field as attribute
from types import SimpleNamespace
from typing import Any, TypeAlias

from graphql import FieldNode, GraphQLList, GraphQLNonNull, GraphQLObjectType, is_abstract_type

from gql_crm import sql
from gql_crm.database import Connection
from gql_crm.reads import (
    Completion,
    PlanScope,
    ReadPlan,
    comment_by_id,
    comment_readers,
    comments_by_ids,
    completion_of,
    event_by_id,
    event_readers,
    record_by_id,
    records_by_ids,
    run_plan,
    selected_fields,
)
from gql_crm.records import COMMENT_TYPE, EVENT_TYPE, Ref
from gql_crm.schema.computing import Unfinished
from gql_crm.schema.context import Info, OperationContext, Path
from gql_crm.schema.payload import ManyPayload, MergePayload, Payload, RefList
from gql_crm.text import camel_case

Place: TypeAlias = tuple[Any, Sequence[FieldNode], Path]
"""The type of what stands at a place, the fields that ask for it, and its path."""

_UNKNOWN = SimpleNamespace(name="", fields=())
_TOLD_OF_RECORDS: Mapping[str, Callable[[PlanScope, sql.Node, str, Sequence[FieldNode]], sql.Node]] = {
    EVENT_TYPE: lambda scope, id_, name, nodes: event_by_id(scope, id_, name, nodes, event_readers()),
    COMMENT_TYPE: lambda scope, id_, _, nodes: comment_by_id(scope, id_, nodes, comment_readers()),
}
"""How what is no record is read."""
_NO_RECORDS = frozenset({"warnings", "userErrors", "merge", "job"})


async def load_references(
    info: Info, value: object, connection: Connection | None = None
) -> Mapping[Path, Unfinished]:
    """Read what the operation selects on every `Ref` inside `value` and keep it under its response path.

    `connection` is that of the transaction that wrote the records; without one, another is taken if there is
    anything to read. What is returned has to be completed.
    """
    place = info.return_type, info.field_nodes, tuple(info.path.as_list())
    return await load_at(info.context, place, value, connection)


async def load_at(
    context: OperationContext, place: Place, value: object, connection: Connection | None = None
) -> Mapping[Path, Unfinished]:
    """Do the same for a value that will stand at a place of the response."""
    found = _Found(context.scope())
    type_, nodes, root = place
    _collect(found, type_, nodes, value, root)
    context.loaded.update(found.misplaced)
    if not found.records:
        return {}
    keys = {str(index): path for index, path in enumerate(found.records)}
    plan = ReadPlan(dict(zip(keys, found.records.values(), strict=True)))
    async with nullcontext(connection) if connection else context.database.connection() as used:
        result = await run_plan(used, plan, on_statement=context.on_statement)
    read = {keys[key]: value for key, value in result.values.items()}
    context.loaded.update({path: context.fragment(value) for path, value in read.items()})
    context.loaded.update({keys[key]: failure for key, failure in result.failures.items()})
    return {
        path: Unfinished(completion, value)
        for path, completion in found.completions.items()
        if (value := read.get(path))
    }


@dataclass(slots=True)
class _Found:
    """What a result refers to, by response path."""

    scope: PlanScope
    records: dict[Path, sql.Node] = attribute(default_factory=dict)
    completions: dict[Path, Completion] = attribute(default_factory=dict)
    misplaced: dict[Path, Exception] = attribute(default_factory=dict)
    _known: dict[tuple[str, tuple[int, ...]], Completion | None] = attribute(default_factory=dict)

    def add(self, ref: Ref, type_: Any, nodes: Sequence[FieldNode], path: Path) -> None:
        """Add a record, or an event or comment, that stands where a type is asked for."""
        if ref.entity in _TOLD_OF_RECORDS:
            id_ = sql.Parameter(ref.id, "uuid")
            self.records[path] = _TOLD_OF_RECORDS[ref.entity](self.scope, id_, type_.name, nodes)
            if completion := completion_of(self.scope, type_, nodes):
                self.completions[path] = completion
            return
        object_type = self.scope.schema.get_type(ref.entity)
        entity = self.scope.catalog.entities.get(ref.entity)
        if entity is None or not isinstance(object_type, GraphQLObjectType):
            self.records[path] = sql.NULL
        elif type_ is not object_type and not _may_be(self.scope, type_, object_type):
            self.misplaced[path] = TypeError(f"a {ref.entity} was returned where {type_} is expected")
        else:
            self.records[path] = record_by_id(self.scope, entity, sql.Parameter(ref.id, "uuid"), nodes)
            if completion := self._completion(object_type, nodes):
                self.completions[path] = completion

    def add_all(self, refs: RefList, nodes: Sequence[FieldNode], path: Path) -> None:
        """Add a list of records, or of comments: one expression for all of them."""
        if refs.entity == COMMENT_TYPE:
            self.records[path] = comments_by_ids(self.scope, refs.ids, nodes, comment_readers())
        else:
            entity = self.scope.entity(refs.entity)
            self.records[path] = records_by_ids(self.scope, entity, refs.ids, nodes)
        object_type = self.scope.schema.get_type(refs.entity)
        if isinstance(object_type, GraphQLObjectType) and (
            completion := self._completion(object_type, nodes)
        ):
            self.completions[path] = completion

    def _completion(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Completion | None:
        """Look at a place once, however many records stand there."""
        key = (type_.name, tuple(id(node) for node in nodes))
        if key not in self._known:
            self._known[key] = completion_of(self.scope, type_, nodes)
        return self._known[key]


def _may_be(scope: PlanScope, type_: Any, object_type: GraphQLObjectType) -> bool:
    return is_abstract_type(type_) and scope.schema.is_sub_type(type_, object_type)


def _collect(found: _Found, type_: Any, nodes: Sequence[FieldNode], value: object, path: Path) -> None:
    while isinstance(type_, GraphQLNonNull):
        type_ = type_.of_type
    if isinstance(value, RefList):
        found.add_all(value, nodes, path)
    elif isinstance(type_, GraphQLList) and isinstance(value, Sequence):
        for index, item in enumerate(value):
            _collect(found, type_.of_type, nodes, item, (*path, index))
    elif isinstance(value, Ref):
        found.add(value, type_, nodes, path)
    elif value is not None and (concrete := _object_type(found.scope, type_, value)):
        for key, inner in selected_fields(found.scope, nodes, _conditions(type_, concrete)).items():
            name = inner[0].name.value
            if name in concrete.fields:
                _collect(found, concrete.fields[name].type, inner, _child(value, name), (*path, key))


def _object_type(scope: PlanScope, type_: Any, value: object) -> GraphQLObjectType | None:
    """Return the type that the value has where an interface or a union is asked for."""
    named = scope.schema.get_type(_definition_of(value).name) if is_abstract_type(type_) else type_
    return named if isinstance(named, GraphQLObjectType) else None


def _conditions(type_: Any, concrete: GraphQLObjectType) -> frozenset[str]:
    """Return the names that a fragment which applies to the object may be conditioned on."""
    return frozenset({type_.name, concrete.name, *(interface.name for interface in concrete.interfaces)})


def _child(value: object, name: str) -> object:
    if isinstance(value, Payload | MergePayload | ManyPayload):
        return _child_of_payload(value, name)
    if isinstance(value, Mapping):
        return value.get(name)
    for field in _definition_of(value).fields:
        if name in {field.graphql_name, camel_case(field.python_name)}:
            return getattr(value, field.python_name, None)
    return getattr(value, name, None)


def _child_of_payload(value: Payload | MergePayload | ManyPayload, name: str) -> object:
    if name in _NO_RECORDS:
        return None
    if name == "duplicates":
        return value.duplicates if isinstance(value, Payload) else None
    return value.records if isinstance(value, ManyPayload) else value.record


def _definition_of(value: object) -> Any:
    """Return what Strawberry knows of the value's class; of another class, nothing."""
    return getattr(type(value), "__strawberry_definition__", _UNKNOWN)
