"""Statements that read what a mutation of one record answers with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, cast

import asyncpg
import orjson
from graphql import FieldNode, GraphQLField, GraphQLObjectType, get_named_type

from gql_crm import sql
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads import PlanScope, selected_fields
from gql_crm.reads.kept import ReadStatement
from gql_crm.schema.payload import Payload
from gql_crm.schema.record_mutations import RecordMutation
from gql_crm.schema.running import TYPENAME

_EMPTY: Final = frozenset({"warnings", "userErrors"})
_DUPLICATES: Final = "duplicates"


class RecordWrite(NamedTuple):
    """The only field of an operation, a mutation of one record, with the arguments of a request."""

    node: FieldNode
    field: GraphQLField
    mutation: RecordMutation
    arguments: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The key of its answer."""
        return (self.node.alias or self.node.name).value


@dataclass(frozen=True, slots=True)
class PayloadStatement(ReadStatement):
    """A statement that reads the record of a payload; its members are the payload's."""

    constants: Mapping[str, Any] = field(default_factory=dict)
    """What members without a column are; without an entry, duplicates."""

    @property
    def reads_record(self) -> bool:
        """Whether anything of the record is selected."""
        return any(column is not None for _, column in self.members)

    def answer(self, row: asyncpg.Record | None, payload: Payload) -> Mapping[str, Any]:
        """Return the payload as JSON, where there is nothing to tell but the record."""
        duplicates: list[Any] | None = None if payload.duplicates is None else []
        return {
            key: _spliced(row[column] if row else None)
            if column is not None
            else self.constants.get(key, duplicates)
            for key, column in self.members
        }


def _spliced(value: bytes | None) -> orjson.Fragment | None:
    return None if value is None else orjson.Fragment(value)


class PayloadPlan(NamedTuple):
    """What a payload selects: columns, its members with their columns, and what is the same each time."""

    columns: Mapping[str, sql.Node]
    members: tuple[tuple[str, int | None], ...]
    constants: Mapping[str, Any]

    @property
    def items(self) -> tuple[sql.Item, ...]:
        """The columns as a statement returns them."""
        return tuple(
            sql.Item(sql.Cast(node, "json"), f"r{index}") for index, node in enumerate(self.columns.values())
        )


def plan_payload(
    scope: PlanScope,
    write: RecordWrite,
    entity: CatalogEntity,
    read: Callable[[Sequence[FieldNode]], sql.Node],
) -> PayloadPlan | None:
    """Plan what is selected of a payload; None where that is something that is not known here."""
    payload = cast("GraphQLObjectType", get_named_type(write.field.type))
    columns: dict[str, sql.Node] = {}
    members: list[tuple[str, int | None]] = []
    constants: dict[str, Any] = {}
    for key, nodes in selected_fields(scope, [write.node], frozenset({payload.name})).items():
        name = nodes[0].name.value
        if name == entity.names.one:
            members.append((key, len(columns)))
            columns[key] = read(nodes)
            continue
        members.append((key, None))
        if name in _EMPTY:
            constants[key] = []
        elif name == TYPENAME:
            constants[key] = payload.name
        elif name != _DUPLICATES:
            return None
    return PayloadPlan(columns, tuple(members), constants)
