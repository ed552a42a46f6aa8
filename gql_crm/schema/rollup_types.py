"""What roll-ups look like in the API, and how their filters are judged: as lists judge theirs."""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLEnumType, GraphQLEnumValue, GraphQLNonNull, GraphQLString

from gql_crm import sql
from gql_crm.customization.rollups import FilterFaults
from gql_crm.errors import ClientError
from gql_crm.fields.fitting import Fault, coerced, faults_of_arguments
from gql_crm.fields.rollup import Rollup, RollupFunction
from gql_crm.fields.scalars import JSON
from gql_crm.fields.storage import RollupStorage
from gql_crm.plugins.catalog import Catalog, CatalogChild, CatalogEntity, CatalogField
from gql_crm.plugins.rolled_members import shown_rollup
from gql_crm.reads.filters import filter_condition
from gql_crm.schema.context import OperationContext
from gql_crm.schema.members import InputMember, Member, input_of, object_of
from gql_crm.schema.registry import TypeRegistry

_TEXT = GraphQLNonNull(GraphQLString)
_FUNCTIONS: Mapping[RollupFunction, str] = {
    RollupFunction.COUNT: "How many records there are.",
    RollupFunction.SUM: "What a number or an amount adds up to.",
    RollupFunction.AVG: "The average, exact to 10 digits after the point.",
    RollupFunction.MIN: "The least value.",
    RollupFunction.MAX: "The greatest value.",
    RollupFunction.LATEST: "The value of the latest record that has one.",
}
_LIST = "A list of the entity, or a reference that leads to it and makes no list: `Visit.boat`."
_FIELD = "The field of the records in the list that is added up or compared; COUNT has none."
_BY = "Of LATEST: the field that says which record is the latest; without it, when records were made."
_FILTER = "Which records count, as the list's argument `filter` has it."


def rollup_member(registry: TypeRegistry) -> Member:
    """Add the types; return what the catalog tells of a roll-up."""
    values = {one.value: GraphQLEnumValue(one.value, description=text) for one, text in _FUNCTIONS.items()}
    function = registry.add(
        GraphQLEnumType("RollupFunction", values, description="What is made of the records of a list.")
    )
    members: Mapping[str, Member] = {
        "list": (_TEXT, lambda r, _: r.list, _LIST),
        "function": (GraphQLNonNull(function), lambda r, _: r.function.value, "What is made of them."),
        "field": (GraphQLString, lambda r, _: r.field, _FIELD),
        "by": (GraphQLString, lambda r, _: r.by, _BY),
        "filter": (JSON, lambda r, _: r.filter, _FILTER),
    }
    text = "What a ROLLUP makes of the records of a list, with the names that fields have now."
    type_ = registry.add(object_of("CatalogRollup", text, members, free=True))
    return type_, _shown, "What a ROLLUP makes its values of."


def rollup_option(registry: TypeRegistry) -> InputMember:
    """Add the input of a roll-up; return the option of fields."""
    function: Any = registry.types["RollupFunction"]
    members: Mapping[str, InputMember] = {
        "list": (_TEXT, _LIST),
        "function": (GraphQLNonNull(function), "What is made of them."),
        "field": (GraphQLString, _FIELD),
        "by": (GraphQLString, _BY),
        "filter": (JSON, _FILTER),
    }
    type_ = registry.add(input_of("RollupInput", "What a ROLLUP makes of the records of a list.", members))
    return type_, "Of a ROLLUP: its list and what it makes of the records there; an update gives all of it."


def filter_faults(context: OperationContext) -> FilterFaults:
    """Return what judges filters by the schema of who asks: first types, then what lists refuse."""

    def judge(name: str, given: Mapping[str, Any]) -> list[Fault]:
        schema, rolled = context.version.schema, _rolled(context.version.whole, name)
        if rolled is None or f"{name}Filter" not in schema.type_map:
            text = f"Records of {name} cannot be filtered before the next request; create the field in one."
            return [Fault(("filter",), text)]
        found = faults_of_arguments(schema, name, given, None)
        if found:
            return found
        filter_, _ = coerced(schema, name, given, None)
        scope = context.scope()
        try:
            filter_condition(scope, rolled, scope.alias(), sql.given(filter_), ("filter",))
        except ClientError as problem:
            return [Fault(("filter",), str(problem))]
        return []

    return judge


def _rolled(catalog: Catalog, name: str) -> CatalogEntity | CatalogChild | None:
    children = (child for entity in catalog.entities.values() for child in entity.children.values())
    return catalog.entities.get(name) or next((child for child in children if child.name == name), None)


def _shown(field: CatalogField, context: OperationContext) -> Rollup | None:
    if not isinstance(field.storage, RollupStorage):
        return None
    catalog = context.catalog_after_change or context.version.whole
    return shown_rollup(catalog.entities, field.storage)
