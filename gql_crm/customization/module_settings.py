"""Settings of modules: values of fields that belong to no record."""

from collections.abc import Mapping
from typing import Any

import structlog

from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind, ValueContext, ValueProblem
from gql_crm.plugins.module import Module

_NO_CONTEXT = ValueContext()

log = structlog.get_logger(__name__)


def settings_of(module: Module, kinds: Mapping[str, FieldKind], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return all settings of a module as Python values: what is stored, else the default, else None.

    What an earlier release of the module stored, and this one no longer allows, counts as not stored.
    """
    return {setting.key: _value(setting, kinds[setting.kind], stored) for setting in module.settings}


def judge_module_settings(
    module: Module,
    kinds: Mapping[str, FieldKind],
    stored: Mapping[str, Any],
    given: Mapping[str, Any],
    context: ValueContext,
) -> dict[str, Any]:
    """Return what is to be stored after a change; raise `UserErrors` with all its faults."""
    declared = {setting.key: setting for setting in module.settings}
    settings = {key: value for key, value in stored.items() if key in declared}
    faults: list[UserError] = []
    for key, raw in given.items():
        setting = declared[key]
        kind = kinds[setting.kind]
        if raw is None:
            settings.pop(key, None)
            if setting.required and setting.default is None:
                faults.append(UserError("REQUIRED", (key,), f'"{key}" needs a value.'))
            continue
        try:
            settings[key] = kind.dump(kind.parse(raw, setting, context))
        except ValueProblem as problem:
            faults.append(UserError("VALIDATION", (key, *problem.path), str(problem)))
    if faults:
        raise UserErrors(faults)
    return settings


def _value(setting: Field, kind: FieldKind, stored: Mapping[str, Any]) -> Any:
    if setting.key in stored:
        try:
            return kind.parse(stored[setting.key], setting, _NO_CONTEXT)
        except Exception:  # noqa: BLE001 (a value of another kind may fail in any way)
            log.warning("stored setting no longer fits", setting=setting.key, kind=kind.name)
    return None if setting.default is None else kind.parse(setting.default, setting, _NO_CONTEXT)
