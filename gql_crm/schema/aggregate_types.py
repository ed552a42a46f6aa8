"""What a list tells of all its records: counts, sums, averages, extremes, groups.

Types without a member are left out, with the fields that would lead to them.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
)

from gql_crm.fields.composites import DATE_BUCKET
from gql_crm.fields.generated import GeneratedField, GeneratedInput, GeneratedObject
from gql_crm.fields.periods import TemporalKind
from gql_crm.fields.scalars import DECIMAL
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.reads import AVERAGE_SCALE, COUNT_LIMIT, MOST_COUNTED, MOST_DIMENSIONS, MOST_GROUPS
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list
from gql_crm.schema.weights import FREE
from gql_crm.schema.wording import deprecation

COUNT_PRECISION = GraphQLEnumType(
    "CountPrecision",
    {
        "EXACT": GraphQLEnumValue("EXACT", description="The list has so many records."),
        "AT_LEAST": GraphQLEnumValue("AT_LEAST", description="The list has more; counting stopped."),
    },
    description="Whether a count is the whole one.",
)

RECORD_COUNT = GraphQLObjectType(
    "RecordCount",
    {
        "value": GraphQLField(GraphQLNonNull(GraphQLInt), description="How many records were counted."),
        "precision": GraphQLField(
            GraphQLNonNull(COUNT_PRECISION), description="Whether the list has more than these."
        ),
    },
    description="A count that stops at a limit, so that it costs little however long the list is.",
)


def whole_list_fields(registry: TypeRegistry, entity: CatalogEntity) -> dict[str, GraphQLField]:
    """Return the members of a connection that are about the whole list."""
    names = entity.names
    limit = GraphQLArgument(
        GraphQLInt,
        default_value=COUNT_LIMIT,
        description=f"Counts so many at most, 1 to {MOST_COUNTED}.",
    )
    fields = {
        "count": GeneratedField(
            GraphQLNonNull(RECORD_COUNT),
            {"limit": limit},
            description="How many records the whole list has, counted up to a limit: cheap for long lists.",
        ),
        "aggregate": GraphQLField(
            GraphQLNonNull(registry.object(names.aggregate)),
            description="Count, sums, averages and extremes of all records of the list, whatever the page.",
        ),
    }
    if names.group in registry.types:
        by = GraphQLArgument(
            non_null_list(registry.input(names.group_by)),
            description=f"What the records of a group have in common: 1 to {MOST_DIMENSIONS} fields.",
        )
        first = GraphQLArgument(
            GraphQLInt,
            description=f"How many groups from the front, 1 to {MOST_GROUPS}, which is the default.",
        )
        fields["groups"] = GeneratedField(
            non_null_list(registry.object(names.group)),
            {"by": by, "first": first},
            description="All records of the list in groups, largest first, those of one size by their keys. "
            "Records without a value are a group, too.",
        )
    return fields


def aggregate_types(
    registry: TypeRegistry, entity: CatalogEntity
) -> Iterator[GraphQLObjectType | GraphQLInputObjectType]:
    """Return the types that the members of a connection lead to. System fields are no amounts."""
    names = entity.names
    if summable := [field for field in entity.fields.values() if field.kind.summable]:
        text = (
            f"A number for each field of {names.entity} that can be added up; null where there is no value."
        )
        yield _values(names.numbers, text, registry, summable, _number_type)
    if ordered := [field for field in entity.value_fields.values() if field.kind.has_extremes]:
        text = f"A value for each field of {names.entity} that has an order; null where there is none."
        yield _values(names.extremes, text, registry, ordered, _value_type)
    yield GeneratedObject(
        names.aggregate,
        lambda: _summary(registry, entity),
        description=f"What all {names.entity} records of a list come to.",
        extensions=FREE,
    )
    if grouped := [field for field in entity.value_fields.values() if field.kind.groupable]:
        yield from _group_types(registry, entity, grouped)


def _group_types(
    registry: TypeRegistry, entity: CatalogEntity, fields: list[CatalogField]
) -> Iterator[GraphQLObjectType | GraphQLInputObjectType]:
    names = entity.names
    text = (
        f"What the {names.entity} records of a group have in common. "
        "Null is no value, and what they are not grouped by."
    )
    yield _values(names.group_key, text, registry, fields, lambda field: _key_type(registry, field))
    yield GeneratedObject(
        names.group,
        lambda: {
            "key": GraphQLField(
                GraphQLNonNull(registry.object(names.group_key)),
                description="What the records have in common.",
            ),
            **_summary(registry, entity),
        },
        description=f"{names.entity} records of a list that have something in common.",
        extensions=FREE,
    )
    yield _group_by(registry, entity, fields)


def _summary(registry: TypeRegistry, entity: CatalogEntity) -> dict[str, GraphQLField]:
    """Return the members that aggregates and groups have alike."""
    names = entity.names
    members = {
        "count": GraphQLField(GraphQLNonNull(GraphQLInt), description="How many records there are."),
    }
    for name, type_name, text in (
        ("sum", names.numbers, "Exact sums."),
        ("avg", names.numbers, f"Averages, exact to {AVERAGE_SCALE} digits after the point."),
        ("min", names.extremes, "The least values, the earliest of dates and times."),
        ("max", names.extremes, "The greatest values, the latest of dates and times."),
    ):
        if type_name in registry.types:
            members[name] = GraphQLField(GraphQLNonNull(registry.object(type_name)), description=text)
    return members


def _values(
    name: str,
    description: str,
    registry: TypeRegistry,
    fields: list[CatalogField],
    type_of: Callable[[CatalogField], Any],
) -> GraphQLObjectType:
    return GeneratedObject(
        name,
        lambda: {
            field.key: GraphQLField(
                type_of(field),
                description=registry.described(field),
                deprecation_reason=deprecation(field),
            )
            for field in fields
        },
        description=description,
        extensions=FREE,
    )


def _number_type(field: CatalogField) -> Any:
    return DECIMAL if field.kind.unit is None else _value_type(field)


def _value_type(field: CatalogField) -> Any:
    """Amounts of different units are apart, in the order of their units."""
    type_ = field.kind.output_type
    return type_ if field.kind.unit is None else non_null_list(type_)


def _key_type(registry: TypeRegistry, field: CatalogField) -> Any:
    if field.target:
        return registry.object(field.target)
    return field.kind.group_type or field.kind.output_type


def _group_by(
    registry: TypeRegistry, entity: CatalogEntity, fields: list[CatalogField]
) -> GraphQLInputObjectType:
    def members() -> Mapping[str, GraphQLInputField]:
        return {
            field.key: GraphQLInputField(
                DATE_BUCKET if isinstance(field.kind, TemporalKind) else GraphQLBoolean,
                description=registry.described(field),
                deprecation_reason=deprecation(field),
            )
            for field in fields
        }

    text = f"A field of {entity.name} to group by: `true`, or a span of time for dates and times."
    return GeneratedInput(entity.names.group_by, members, description=text, is_one_of=True)
