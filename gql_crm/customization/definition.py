"""The inputs of createField and updateField → definitions of fields."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from gql_crm.errors import UserError
from gql_crm.fields.field import ChoiceOption, Field, LocalizedText
from gql_crm.fields.kind import ValueProblem
from gql_crm.fields.numbers import parse_decimal
from gql_crm.fields.rollup import rollup_from_json
from gql_crm.text import snake_case

ATTRIBUTES: Mapping[str, str] = {
    **{
        name: snake_case(name)
        for name in (
            *("label", "helpText", "required", "unique", "default", "immutable", "min", "max", "minLength"),
            *("maxLength", "precision", "scale", "pattern", "options", "section", "position", "indexed"),
            *("visibleWhen", "requiredWhen", "uniqueWithin", "schema", "rollUp", "expression", "rollup"),
        )
    },
    "targetEntity": "target",
    "valueKind": "result",
    "inverse": "inverse",
}
"""Options of the inputs → attributes of `Field`."""


def new_field(given: Mapping[str, Any], language: str) -> tuple[Field, list[UserError]]:
    """Make a field of a `CreateFieldInput`; `language` is that of texts without one."""
    return changed_field(Field(key=given["key"], kind=given["kind"]), given, language)


def changed_field(field: Field, given: Mapping[str, Any], language: str) -> tuple[Field, list[UserError]]:
    """Apply an input: what is absent stays, null is the option's default."""
    blank = Field(key="", kind="")
    changes: dict[str, Any] = {}
    faults: list[UserError] = []
    for name, attribute in ATTRIBUTES.items():
        if name not in given:
            continue
        value = given[name]
        try:
            changes[attribute] = (
                getattr(blank, attribute) if value is None else _read(attribute, value, language)
            )
        except ValueProblem as problem:
            faults.append(UserError("VALIDATION", (name,), str(problem)))
    return replace(field, **changes), faults


def _read(attribute: str, value: Any, language: str) -> Any:
    if attribute in {"label", "help_text"}:
        return localized(value, language)
    if attribute in {"min", "max"}:
        number: Decimal = parse_decimal(value)
        return number
    if attribute == "unique_within":
        return tuple(value)
    if attribute == "rollup":
        return rollup_from_json({name: one for name, one in value.items() if one is not None})
    return _options(value, language) if attribute == "options" else value


def localized(value: str | LocalizedText, language: str) -> LocalizedText:
    """Return a text by language; `language` is that of a text without one."""
    return {language: value} if isinstance(value, str) else dict(value)


def _options(given: Sequence[Mapping[str, Any]], language: str) -> tuple[ChoiceOption, ...]:
    """Options without a position keep the order in which they are given."""
    return tuple(
        ChoiceOption(
            value=option["value"],
            label=localized(option.get("label") or {}, language),
            color=option.get("color"),
            active=option.get("active", True) is not False,
            position=index if option.get("position") is None else option["position"],
        )
        for index, option in enumerate(given, 1)
    )
