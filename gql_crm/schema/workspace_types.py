"""`workspace` and `updateWorkspace`: settings that everybody shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.customization import Customization
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.scalars import COUNTRY_CODE, CURRENCY_CODE
from gql_crm.schema.context import Info
from gql_crm.schema.members import InputMember, Member, enum_of, input_of, object_of, required_input
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list, user_errors_field

_TEXT = GraphQLNonNull(GraphQLString)


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """The workspace's settings after a change."""

    workspace: object = None
    errors: Sequence[UserError] = ()


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


async def _update(_source: object, info: Info, input: Mapping[str, Any]) -> SettingsChange:
    context = info.context
    try:
        async with context.database.transaction() as connection:
            customization = Customization(connection, context.contributions, context.actor, context.now)
            settings, version = await customization.update_workspace(input)
    except UserErrors as error:
        return SettingsChange(errors=error.errors)
    context.changed_catalog = version
    return SettingsChange(settings)
