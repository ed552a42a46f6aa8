"""The query `planFieldChange`: what a change of a field would break, before it is made."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLString,
)

from gql_crm import sql
from gql_crm.customization import (
    Break,
    BreakKind,
    FieldPlan,
    FieldPlans,
    Survey,
    UnfitValue,
    WantedChange,
    WantedConversion,
    deleting,
    deprecating,
    renaming,
    retiring,
    updating,
)
from gql_crm.errors import ClientError
from gql_crm.fields.costs import ListSize, listing, weighing
from gql_crm.fields.scalars import JSON
from gql_crm.persisted import load_documents
from gql_crm.reads.views import SAVED_VIEW
from gql_crm.records import Ref
from gql_crm.schema.computing import complete_loaded
from gql_crm.schema.context import Info, OperationContext
from gql_crm.schema.field_plan_clients import MOST_VIEWS, Clients, View
from gql_crm.schema.loading import load_references
from gql_crm.schema.members import Member, object_of
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.rollup_types import filter_faults
from gql_crm.schema.shared_types import non_null_list
from gql_crm.schema.weights import COUNT

_NAME = GraphQLNonNull(GraphQLString)
_VIEW_MEMBERS: Final = ("name", "entity", "columns", "filter", "orderBy")
_EXAMPLES: Final = ListSize(5, fields=("examples",))

_COMPLETE: Final = (
    "Whether everything was looked at: false where more than 10,000 records hold a value, or more than 1,000 "
    "persisted documents name the field."
)
_BREAKS: Mapping[BreakKind, str] = {
    BreakKind.DOCUMENT: "A persisted document: the schema would refuse it, or it names an option that goes.",
    BreakKind.SAVED_VIEW: "A saved view that would not fit any more.",
    BreakKind.VALIDATION_RULE: "A rule between fields that reads the field.",
    BreakKind.CONDITION: "Another field with a condition that reads the field.",
    BreakKind.FORMULA: "A formula or a roll-up that reads the field.",
    BreakKind.DUPLICATE_RULE: "A rule for duplicates that compares the field.",
    BreakKind.UNIQUE_SCOPE: "Another field whose values are unique within those of the field.",
    BreakKind.LIST: "The list that a reference gives to its target.",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A value that would not do."""

    record: Ref
    value: Any
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan, with what it does to clients."""

    plan: FieldPlan
    breaks: Sequence[Break]
    complete: bool
    examples: Sequence[Example]

    @property
    def values(self) -> Survey:
        """What records hold."""
        return self.plan.values or Survey()


def add_field_plan_types(registry: TypeRegistry) -> None:
    """Add the types and the query; `Record` and `UpdateFieldInput` are there before."""
    change = registry.add(_change_input(registry))
    arguments = {
        "entity": GraphQLArgument(_NAME, description="Name of the entity."),
        "key": GraphQLArgument(_NAME, description="The field's key."),
        "change": GraphQLArgument(GraphQLNonNull(change), description="What would be changed."),
    }
    plan = registry.add(
        object_of("FieldChangePlan", "What a change of a field would do.", _members(registry))
    )
    registry.queries["planFieldChange"] = GraphQLField(
        GraphQLNonNull(plan),
        arguments,
        _plan,
        description=(
            "What a change of a field would break, and which values would not do; nothing is changed."
            " Administrators only."
        ),
        extensions={**weighing(COUNT), **listing(_EXAMPLES)},
    )


def _change_input(registry: TypeRegistry) -> GraphQLInputObjectType:
    update = registry.input("UpdateFieldInput")
    return GraphQLInputObjectType(
        "PlanFieldChangeInput",
        {
            "update": GraphQLInputField(update, description="What `updateField` would get as its input."),
            "convert": GraphQLInputField(
                registry.input("ConvertFieldInput"), description="What `convertField` would get as its input."
            ),
            "rename": GraphQLInputField(GraphQLString, description="The key that it would get."),
            "retire": GraphQLInputField(GraphQLBoolean, description="True: it would leave the inputs."),
            "delete": GraphQLInputField(GraphQLBoolean, description="True: it would be deleted."),
            "deprecate": GraphQLInputField(
                registry.input("DeprecateFieldInput"),
                description="What `deprecateField` would get as its input; the removal is looked at.",
            ),
        },
        description="A change of a field, one of these.",
        is_one_of=True,
    )


def _members(registry: TypeRegistry) -> Mapping[str, Member]:
    values = {kind.value: GraphQLEnumValue(kind.value, description=text) for kind, text in _BREAKS.items()}
    kind = registry.add(
        GraphQLEnumType("FieldBreakKind", values, description="What a change of a field breaks.")
    )
    broken = registry.add(
        object_of("FieldBreak", "Something that a change of a field breaks.", _of_break(kind), free=True)
    )
    record = cast("GraphQLInterfaceType", registry.types["Record"])
    example = registry.add(object_of("UnfitValue", "A value that would not do.", _of_example(record)))
    return {
        "records": (
            GraphQLNonNull(GraphQLInt),
            lambda a, _: a.values.held,
            "How many records hold a value, deleted ones among them; see `complete`.",
        ),
        "unfit": (
            GraphQLNonNull(GraphQLInt),
            lambda a, _: a.values.unfit,
            "How many of these values the field would not take any more.",
        ),
        "examples": (
            non_null_list(example),
            lambda a, _: a.examples,
            "Some of them, of records that you see.",
        ),
        "breaks": (non_null_list(broken), lambda a, _: a.breaks, "What would not be as before."),
        "complete": (
            GraphQLNonNull(GraphQLBoolean),
            lambda a, _: a.complete,
            _COMPLETE,
        ),
        "userErrors": (
            non_null_list(registry.object("UserError")),
            lambda a, _: [error.as_dict() for error in a.plan.errors],
            "Why the change would be refused; empty when it would be made.",
        ),
    }


def _of_break(kind: GraphQLEnumType) -> Mapping[str, Member]:
    return {
        "kind": (GraphQLNonNull(kind), lambda b, _: b.kind.value, "What it is."),
        "name": (_NAME, lambda b, _: b.name, "Its key, or the names of its operations."),
        "clients": (
            non_null_list(GraphQLString),
            lambda b, _: list(b.clients),
            "Who has the document.",
        ),
        "reason": (_NAME, lambda b, _: b.reason, "A sentence for a person."),
    }


def _of_example(record: GraphQLInterfaceType) -> Mapping[str, Member]:
    return {
        "record": (record, lambda e, _: e.record, "The record that holds it."),
        "value": (JSON, lambda e, _: e.value, "The value."),
        "reason": (_NAME, lambda e, _: e.reason, "Why it would not do."),
    }


_CHANGES: Mapping[str, Callable[[Any], WantedChange | WantedConversion]] = {
    "update": updating,
    "convert": WantedConversion,
    "rename": renaming,
    "retire": lambda _: retiring(),
    "delete": lambda _: deleting(),
    "deprecate": deprecating,
}


async def _plan(_source: object, info: Info, *, entity: str, key: str, change: Mapping[str, Any]) -> Answer:
    context = info.context
    if not context.actor.is_admin:
        raise ClientError("FORBIDDEN", "Only administrators may plan changes of fields.")
    ((name, given),) = change.items()
    if given is False:
        raise ClientError("BAD_USER_INPUT", f"change.{name}: expected true.")
    made_of = (context.database, context.contributions, context.actor, context.profile, context.now)
    plans = FieldPlans(*made_of, filter_faults=filter_faults(context))
    plan = await plans.plan(_CHANGES[name](given), entity, key)
    found, complete = await _of_clients(context, plan)
    examples = [_example(entity, one) for one in plan.values.examples] if plan.values else []
    complete = complete and (plan.values is None or plan.values.complete)
    answer = Answer(plan, [*plan.breaks, *found], complete, examples)
    await complete_loaded(context, await load_references(info, answer))
    return answer


def _example(entity: str, unfit: UnfitValue) -> Example:
    return Example(Ref(entity, unfit.record_id), unfit.value, unfit.reason)


async def _of_clients(context: OperationContext, plan: FieldPlan) -> tuple[list[Break], bool]:
    """Hold documents and views against the schema as it would be."""
    if plan.after is None:
        return [], True
    async with context.database.connection() as connection:
        documents = await load_documents(connection)
    views = await _views(context)
    async with context.plugins.schema_of(plan.after) as after:
        clients = Clients(plan, context.version.schema, after)
        return await asyncio.to_thread(clients.breaks, documents, views)


async def _views(context: OperationContext) -> list[View]:
    """Return the saved views that the administrator sees."""
    entity = context.version.whole.entities.get(SAVED_VIEW)
    if entity is None:
        return []
    stored = (entity.fields[key].storage.stored("v").value for key in _VIEW_MEMBERS)
    select = sql.Select(
        tuple(sql.Item(value, f"m{place}") for place, value in enumerate(stored)),
        sql.Table(entity.table, "v"),
        where=sql.all_of(sql.IsNull(sql.Column("v", "deleted_at")), context.scope().visible(entity, "v")),
        order=(sql.OrderKey(sql.Column("v", "id")),),
        limit=MOST_VIEWS,
    )
    statement = sql.compile_statement(select)
    async with context.database.connection() as connection:
        rows = await connection.fetch(statement.text, *statement.parameters)
    return [View(row["m0"], row["m1"], row["m2"] or (), row["m3"], row["m4"]) for row in rows]
