"""Fields that users should not use any more, and that are removed on a day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from gql_crm.customization.session import CatalogChange
from gql_crm.customization.settings import WorkspaceSettings
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.definition import reason_problems
from gql_crm.fields.field import Deprecation
from gql_crm.fields.kind import ValueContext, ValueProblem
from gql_crm.fields.kinds.date import DateKind
from gql_crm.plugins.merge import CustomField


def today_of(settings: WorkspaceSettings, now: datetime) -> date:
    """Return the day that it is in a workspace: fields are removed when it begins."""
    return now.astimezone(ZoneInfo(settings.time_zone)).date()


def deprecated_field(change: CatalogChange, entity: str, key: str, given: Mapping[str, Any]) -> CustomField:
    """Return the field with a reason and a day of a `DeprecateFieldInput`; raises `UserErrors`."""
    _, field, custom = change.custom_field(entity, key, "deprecated")
    reason: str = given["reason"].strip()
    faults = [UserError("VALIDATION", ("reason",), text) for text in reason_problems(reason)]
    today = today_of(change.state.settings, change.now)
    day = today
    try:
        day = DateKind().parse(given["removeOn"], field.field, ValueContext())
    except ValueProblem as problem:
        faults.append(UserError("VALIDATION", ("removeOn",), str(problem)))
    else:
        if day <= today:
            text = f'"{day}" has begun already; expected a day after {today}. "deleteField" removes it now.'
            faults.append(UserError("VALIDATION", ("removeOn",), text))
    if faults:
        raise UserErrors(faults)
    return replace(custom, field=replace(custom.field, deprecation=Deprecation(reason, day)))


def kept_field(change: CatalogChange, entity: str, key: str) -> CustomField:
    """Return the field without a day on which it is removed; raises `UserErrors`."""
    _, _, custom = change.custom_field(entity, key, "kept")
    if custom.field.deprecation is None:
        raise UserErrors([UserError("INVALID_STATE", ("key",), f'"{key}" of {entity} is not deprecated.')])
    return replace(custom, field=replace(custom.field, deprecation=None))
