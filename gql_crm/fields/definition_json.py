"""Field definitions as JSON, the form in which custom fields are stored; defaults are left out."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from typing import Any

from gql_crm.fields.field import ChoiceOption, Deprecation, Field
from gql_crm.fields.numbers import plain
from gql_crm.fields.rollup import Rollup, rollup_from_json, rollup_to_json

_DECIMALS = frozenset({"min", "max"})


def field_to_json(field: Field) -> dict[str, Any]:
    """Return the definition as a JSON object with the names of `Field`'s attributes."""
    return _without_defaults(field, _option_value)


def field_from_json(document: Mapping[str, Any]) -> Field:
    """Read what `field_to_json` made; keys of a newer release are passed over."""
    known = {item.name for item in fields(Field)}
    values = {name: value for name, value in document.items() if name in known}
    for name in _DECIMALS & values.keys():
        values[name] = Decimal(values[name])
    if "bound" in values:
        values["bound"] = {path: tuple(leads_to) for path, leads_to in values["bound"].items()}
    if values.get("rollup") is not None:
        values["rollup"] = rollup_from_json(values["rollup"])
    if values.get("deprecation") is not None:
        given = values["deprecation"]
        values["deprecation"] = Deprecation(given["reason"], date.fromisoformat(given["remove_on"]))
    if "options" in values:
        values["options"] = tuple(ChoiceOption(**option) for option in values["options"])
    if "unique_within" in values:
        values["unique_within"] = tuple(values["unique_within"])
    return Field(**values)


def _option_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Rollup):
        return rollup_to_json(value)
    if isinstance(value, Deprecation):
        return {"reason": value.reason, "remove_on": value.remove_on.isoformat()}
    if isinstance(value, tuple):
        return [one if isinstance(one, str) else _without_defaults(one, _option_value) for one in value]
    return dict(value) if isinstance(value, Mapping) else value


def _without_defaults(definition: Any, convert: Any) -> dict[str, Any]:
    result = {}
    for item in fields(definition):
        value = getattr(definition, item.name)
        default = item.default_factory() if item.default_factory is not MISSING else item.default
        if value != default:
            result[item.name] = convert(value)
    return result
