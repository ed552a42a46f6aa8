"""What is wrong with the definition of a field: everything at once, each with the option that it concerns."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields as attributes
from typing import NamedTuple

from gql_crm.fields.definition_json import field_from_json, field_to_json
from gql_crm.fields.field import Field, LocalizedText
from gql_crm.fields.kind import FieldKind, ValueContext, ValueProblem
from gql_crm.fields.kinds.derived import DerivedKind
from gql_crm.fields.numbers import DIGITS_LIMIT, plain
from gql_crm.fields.pattern import compile_pattern
from gql_crm.fields.reserved_keys import KEY, RESERVED_KEYS
from gql_crm.fields.unsafe_text import unsafe_text
from gql_crm.text import camel_case, camel_key, listed, shown

__all__ = [
    "DefinitionProblem",
    "definition_problems",
    "field_from_json",
    "field_to_json",
    "localized_problems",
    "reason_problems",
]

LABEL_LIMIT = 200
REASON_LIMIT = 500
LENGTH_LIMIT = 1_000_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_COLOR = re.compile(r"#([0-9a-fA-F]{3}){1,2}")
"""The hexadecimal notation of CSS Color 4, section 5.2, without transparency: badges are opaque."""
_NO_CONTEXT = ValueContext()
_GRAPHQL_NAMES = {"target": "targetEntity", "result": "valueKind"}
_OF_SOME_KINDS = (
    "min",
    "max",
    "min_length",
    "max_length",
    "precision",
    "scale",
    "pattern",
    "expression",
    "rollup",
    "options",
    "target",
    "schema",
)


class DefinitionProblem(NamedTuple):
    """One fault: the option's name in GraphQL, a message for a person, and VALIDATION or REQUIRED."""

    option: str
    message: str
    code: str


def definition_problems(
    field: Field, kind: FieldKind, kinds: Iterable[FieldKind] = (), context: ValueContext = _NO_CONTEXT
) -> list[DefinitionProblem]:
    """Find every fault that the definition itself shows; whether the target exists is the caller's matter.

    `kinds` are all that there are, to say where an option would apply; `context` serves to read the default.
    """
    found = [
        *_key_problems(field.key),
        *_applicability_problems(field, kind, tuple(kinds)),
        *_condition_problems(field, kind),
        *_range_problems(field),
        *_length_problems(field),
        *_digit_problems(field),
        *_pattern_problems(field, kind),
        *_label_problems(field),
        *_deprecation_problems(field),
        *kind.definition_problems(field),
    ]
    if not found:  # a default can only be judged by options that stand
        found.extend(_default_problems(field, kind, context))
    return [DefinitionProblem(_graphql_name(option), text, _code(field, option)) for option, text in found]


def _graphql_name(option: str) -> str:
    return _GRAPHQL_NAMES.get(option) or camel_case(option)


def _code(field: Field, option: str) -> str:
    return "REQUIRED" if getattr(field, option) in (None, "", ()) else "VALIDATION"


def _key_problems(key: str) -> Iterator[tuple[str, str]]:
    if not key:
        yield "key", 'The key is missing; expected a name like "budget".'
    elif not KEY.fullmatch(key):
        suggestion = camel_key(key)
        hint = f" Try {shown(suggestion)}." if suggestion and suggestion not in RESERVED_KEYS else ""
        yield (
            "key",
            f"{shown(key)} cannot be a key; expected a small letter, then up to 62 letters and digits.{hint}",
        )
    elif key in RESERVED_KEYS:
        yield (
            "key",
            f'"{key}" is the name of something that every record has; try "{key}Value" or another name.',
        )


def _applicability_problems(
    field: Field, kind: FieldKind, kinds: tuple[FieldKind, ...]
) -> Iterator[tuple[str, str]]:
    for item in attributes(Field):
        given = item.name in _OF_SOME_KINDS and getattr(field, item.name) not in (None, ())
        if item.name == "target" and field.target == kind.target:
            continue
        if given and item.name not in kind.options:
            fitting = [other.name for other in kinds if item.name in other.options]
            yield item.name, _misplaced(_graphql_name(item.name), kind, fitting)
    if field.result is not None and not isinstance(kind, DerivedKind):
        derived = [other.name for other in kinds if isinstance(other, DerivedKind)]
        yield "result", _misplaced("valueKind", kind, derived)
    if field.unique and not kind.can_be_unique:
        yield "unique", _misplaced("unique", kind, [other.name for other in kinds if other.can_be_unique])
    if field.enum is not None and not kind.can_be_enum:
        yield "enum", _misplaced("enum", kind, [other.name for other in kinds if other.can_be_enum])
    if field.indexed and not kind.can_be_indexed:
        yield "indexed", _without_index(kind, [other.name for other in kinds if other.can_be_indexed])
    if field.roll_up and not kind.reference:
        yield "roll_up", _misplaced("rollUp", kind, [other.name for other in kinds if other.reference])
    if field.searchable and not kind.searchable:
        yield (
            "searchable",
            _misplaced("searchable", kind, [other.name for other in kinds if other.searchable]),
        )


def _condition_problems(field: Field, kind: FieldKind) -> Iterator[tuple[str, str]]:
    """What they say is the entity's matter; lists of records have none."""
    for name in ("visible_when", "required_when"):
        if getattr(field, name) is not None and kind.many:
            yield name, _misplaced(_graphql_name(name), kind, [])


def _misplaced(option: str, kind: FieldKind, fitting: list[str]) -> str:
    where = f"; it is an option of {listed(fitting)}" if fitting else ""
    return f'"{option}" does not apply to the kind {kind.name}{where}.'


def _without_index(kind: FieldKind, fitting: list[str]) -> str:
    if kind.reference:
        return f'"indexed" does not apply to the kind {kind.name}: references always have an index.'
    return _misplaced("indexed", kind, fitting)


def _range_problems(field: Field) -> Iterator[tuple[str, str]]:
    for name in ("min", "max"):
        bound = getattr(field, name)
        if bound is not None and not bound.is_finite():
            yield name, f'"{name}" must be finite.'
            return
    if field.min is not None and field.max is not None and field.min > field.max:
        yield "min", f'"min" is {plain(field.min)}, more than "max", which is {plain(field.max)}.'


def _length_problems(field: Field) -> Iterator[tuple[str, str]]:
    for name, least in (("min_length", 0), ("max_length", 1)):
        length = getattr(field, name)
        if length is not None and not least <= length <= LENGTH_LIMIT:
            yield name, f'"{camel_case(name)}" is {length}; expected {least} to {LENGTH_LIMIT}.'
    if field.min_length is not None and field.max_length is not None and field.min_length > field.max_length:
        yield (
            "min_length",
            f'"minLength" is {field.min_length}, more than "maxLength", which is {field.max_length}.',
        )


def _digit_problems(field: Field) -> Iterator[tuple[str, str]]:
    if field.precision is not None and not 1 <= field.precision <= DIGITS_LIMIT:
        yield "precision", f'"precision" is {field.precision}; expected 1 to {DIGITS_LIMIT} digits.'
    if field.scale is not None and not 0 <= field.scale <= DIGITS_LIMIT:
        yield "scale", f'"scale" is {field.scale}; expected 0 to {DIGITS_LIMIT} digits after the point.'
    elif field.scale is not None and field.precision is not None and field.scale > field.precision:
        yield "scale", f'"scale" is {field.scale}, more than "precision", which is {field.precision}.'


def _pattern_problems(field: Field, kind: FieldKind) -> Iterator[tuple[str, str]]:
    if field.pattern is None or not kind.pattern_of_values:
        return
    try:
        compile_pattern(field.pattern)
    except ValueProblem as problem:
        yield "pattern", str(problem)


def _label_problems(field: Field) -> Iterator[tuple[str, str]]:
    yield from localized_problems("label", field.label)
    yield from localized_problems("help_text", field.help_text, limit=2_000)
    for option in field.options:
        for _, text in localized_problems("options", option.label):
            yield "options", f"The label of the option {shown(option.value)}: {text}"
        if option.color is not None and not _COLOR.fullmatch(option.color):
            culprit = f"{shown(option.color)} is no colour of the option {shown(option.value)}"
            yield "options", f'{culprit}; expected one like "#f60" or "#ff6600".'


def _deprecation_problems(field: Field) -> Iterator[tuple[str, str]]:
    if field.deprecation is not None:
        for text in reason_problems(field.deprecation.reason):
            yield "deprecation", text


def reason_problems(reason: str) -> Iterator[str]:
    """Say what is wrong with why a field should not be used any more."""
    if not reason.strip():
        yield "The reason is empty; say what to use instead."
    elif len(reason) > REASON_LIMIT:
        yield f"The reason has {len(reason)} characters; {REASON_LIMIT} are the most."
    elif unsafe_text(reason) is not None:
        yield "The reason contains NUL or half of a surrogate pair."


def localized_problems(
    option: str, texts: LocalizedText, limit: int = LABEL_LIMIT
) -> Iterator[tuple[str, str]]:
    """Say what is wrong with texts by language: pairs of `option` and a sentence."""
    for language, text in texts.items():
        if not _LANGUAGE.fullmatch(language):
            yield option, f'{shown(language)} is no language; expected a tag of BCP 47 like "lt" or "pt-BR".'
        if not text.strip():
            yield (
                option,
                f"The text for the language {shown(language)} is empty; leave the language out instead.",
            )
        elif len(text) > limit:
            yield (
                option,
                f"The text for the language {shown(language)} has more than {limit} characters.",
            )
    if unsafe_text(texts) is not None:
        yield option, "A text contains NUL or half of a surrogate pair."


def _default_problems(field: Field, kind: FieldKind, context: ValueContext) -> Iterator[tuple[str, str]]:
    if field.default is None:
        return
    try:
        kind.parse(field.default, field, context)
    except ValueProblem as problem:
        yield "default", f"The default is not one of the field's own values: {problem}"
