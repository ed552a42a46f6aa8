"""What the catalog tells of how a field's values are made, or have to be made, and how long."""

from collections.abc import Mapping

from graphql import GraphQLEnumType, GraphQLNonNull, GraphQLString

from gql_crm.customization.formulas import shown_expression
from gql_crm.fields.scalars import DATE
from gql_crm.plugins.catalog import CatalogField
from gql_crm.schema.context import OperationContext
from gql_crm.schema.members import Member, object_of
from gql_crm.schema.registry import TypeRegistry


def making_members(kind: GraphQLEnumType, rollup: Member, deprecation: Member) -> Mapping[str, Member]:
    """Return the members of `CatalogField` that tell of it; `kind` is the enum of kinds."""
    return {
        "pattern": (
            GraphQLString,
            lambda f, _: f.field.pattern,
            "The regular expression of a text, or the pattern of an AUTONUMBER.",
        ),
        "expression": (GraphQLString, _expression, "The formula, with the names that fields have now."),
        "rollup": rollup,
        "deprecation": deprecation,
        "valueKind": (
            GraphQLNonNull(kind),
            lambda f, _: f.kind.name,
            "The kind of its values: another one than its own where they are computed.",
        ),
    }


def deprecation_member(registry: TypeRegistry) -> Member:
    """Return the member that tells when a field goes; its type is added."""
    members: Mapping[str, Member] = {
        "reason": (GraphQLNonNull(GraphQLString), lambda d, _: d.reason, "What to use instead."),
        "removeOn": (
            GraphQLNonNull(DATE),
            lambda d, _: d.remove_on.isoformat(),
            "The day on which it is removed; one of a module goes with the release that lacks it.",
        ),
    }
    type_ = registry.add(object_of("FieldDeprecation", "That a field will be removed.", members, free=True))
    return type_, lambda f, _: f.field.deprecation, "That it will be removed; null where it stays."


def _expression(field: CatalogField, context: OperationContext) -> str | None:
    if field.field.expression is None:
        return None
    return shown_expression(context.catalog_after_change or context.version.whole, field)
