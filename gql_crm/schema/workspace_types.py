"""`workspace` and `updateWorkspace`: settings that everybody shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.customization import Customization, WorkspaceSettings, load
from gql_crm.database import Connection
from gql_crm.errors import UserError
from gql_crm.fields.scalars import COUNTRY_CODE, CURRENCY_CODE
from gql_crm.plugins.catalog import Catalog
from gql_crm.schema.catalog_changes import CatalogMutation
from gql_crm.schema.change_made import ChangeMade
from gql_crm.schema.context import Info, OperationContext
from gql_crm.schema.members import InputMember, Member, enum_of, input_of, object_of, required_input
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list, user_errors_field

_TEXT = GraphQLNonNull(GraphQLString)


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """The workspace's settings after a change."""

    workspace: object = None
    errors: Sequence[UserError] = ()


_Changed: TypeAlias = tuple[WorkspaceSettings, int]


def add_workspace_types(registry: TypeRegistry) -> None:
    """Add the types of the settings, the query and the mutation."""
    days = ("MONDAY", "SUNDAY", "SATURDAY")
    week_start = registry.add(enum_of("WeekStart", "The day on which weeks begin.", days))
    calendars = ("GREGORIAN", "PERSIAN")
    calendar = registry.add(enum_of("Calendar", "The calendar in which people read dates.", calendars))
    description = "Settings that everybody in the workspace shares."
    workspace = registry.add(object_of("Workspace", description, _members(week_start, calendar)))
    registry.queries["workspace"] = GraphQLField(
        GraphQLNonNull(workspace), {}, lambda _s, info: info.context.settings, description=description
    )
    changes = "Settings to change; what is absent stays."
    change = registry.add(input_of("UpdateWorkspaceInput", changes, _input_members(week_start, calendar)))
    payload = registry.add(_payload(registry, workspace))
    registry.mutations["updateWorkspace"] = GraphQLField(
        GraphQLNonNull(payload),
        {"input": required_input(change)},
        _update,
        description="Change the workspace's settings.",
    )


def _members(week_start: GraphQLEnumType, calendar: GraphQLEnumType) -> Mapping[str, Member]:
    return {
        "name": (_TEXT, lambda w, _: w.name, "What the workspace is called."),
        "defaultCurrency": (
            GraphQLNonNull(CURRENCY_CODE),
            lambda w, _: w.default_currency,
            "Currency of amounts that name none.",
        ),
        "defaultCountry": (
            COUNTRY_CODE,
            lambda w, _: w.default_country,
            "Country of phone numbers that name none.",
        ),
        "timeZone": (_TEXT, lambda w, _: w.time_zone, "IANA time zone in which days begin."),
        "languages": (
            non_null_list(GraphQLString),
            lambda w, _: list(w.languages),
            "Languages of labels, BCP 47.",
        ),
        "weekStart": (GraphQLNonNull(week_start), lambda w, _: w.week_start, "The day on which weeks begin."),
        "calendar": (
            GraphQLNonNull(calendar),
            lambda w, _: w.calendar,
            "The calendar in which people read dates.",
        ),
    }


def _input_members(week_start: GraphQLEnumType, calendar: GraphQLEnumType) -> Mapping[str, InputMember]:
    return {
        "name": (GraphQLString, "What the workspace is called."),
        "defaultCurrency": (CURRENCY_CODE, "Currency of amounts that name none, ISO 4217."),
        "defaultCountry": (COUNTRY_CODE, "Country of phone numbers that name none, ISO 3166-1."),
        "timeZone": (GraphQLString, "IANA time zone, such as Europe/Vilnius."),
        "languages": (GraphQLList(GraphQLNonNull(GraphQLString)), "Languages of labels, BCP 47."),
        "weekStart": (week_start, "The day on which weeks begin."),
        "calendar": (calendar, "The calendar in which people read dates."),
    }


def _payload(registry: TypeRegistry, workspace: GraphQLObjectType) -> GraphQLObjectType:
    settings = GraphQLField(
        workspace, resolve=lambda s, _i: s.workspace, description="The settings as they are now."
    )
    fields = {"workspace": settings, "userErrors": user_errors_field(registry.object("UserError"))}
    return GraphQLObjectType("WorkspacePayload", fields, description="Result of a change of the workspace.")


def _made(changed: _Changed) -> ChangeMade:
    return ChangeMade(changed[1])


async def _told(context: OperationContext, changed: _Changed) -> SettingsChange:
    settings, context.changed_catalog = changed
    return SettingsChange(settings)


async def _told_again(context: OperationContext, _made: ChangeMade, _catalog: Catalog) -> SettingsChange:
    async with context.database.connection() as connection:
        return SettingsChange((await load(connection)).settings)


_WORKSPACE: Final = CatalogMutation(_made, _told, _told_again, lambda errors: SettingsChange(errors=errors))


async def _update(_source: object, info: Info, input: Mapping[str, Any]) -> SettingsChange:
    context = info.context

    async def run(connection: Connection) -> _Changed:
        made_of = (connection, context.contributions, context.actor, context.now)
        return await Customization(*made_of).update_workspace(input)

    return await _WORKSPACE.in_transaction(info, run)
