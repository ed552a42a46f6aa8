"""What a new schema does to the clients of an old one: breaking, dangerous or safe, change by change.

graphql-core finds most of it, and words it. It is silent about `@deprecated` and `@oneOf`, which are added.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
)
from graphql.utilities import (
    BreakingChangeType,
    DangerousChangeType,
    SafeChangeType,
    SchemaChange,
    find_schema_changes,
)

Level: TypeAlias = Literal["breaking", "dangerous", "safe"]
LEVELS: Final[tuple[Level, ...]] = ("breaking", "dangerous", "safe")

_LEVEL_OF: Final[dict[type, Level]] = {
    BreakingChangeType: "breaking",
    DangerousChangeType: "dangerous",
    SafeChangeType: "safe",
}
_MEMBER: Final = re.compile(r"(?:@\w+|\w+\.\w+)(?:\(\w+:?\))?")
_TYPE: Final = (
    re.compile(r"(?:union type|implemented by) (\w+)"),
    re.compile(r"(?:Description of |Standard scalar )?(\w+)"),
)
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `coordinate` is a schema coordinate (`Contact.phone`, `Query.contacts(first:)`)."""

    level: Level
    code: str
    coordinate: str
    text: str


def changes(old: GraphQLSchema, new: GraphQLSchema) -> list[Change]:
    """Return all changes, the worst first, then by coordinate."""
    found = [*map(_change, find_schema_changes(old, new)), *_deprecations(old, new), *_one_ofs(old, new)]
    return sorted(found, key=lambda change: (LEVELS.index(change.level), change.coordinate, change.text))


def _change(found: SchemaChange) -> Change:
    text = found.description
    if found.type is SafeChangeType.DESCRIPTION_CHANGED:
        text = f"{text.partition(' has changed')[0]} has changed."  # the new one is in the new schema
    return Change(_LEVEL_OF[type(found.type)], found.type.name, _coordinate(text), _line(text))


def _coordinate(text: str) -> str:
    member = _MEMBER.search(text.partition('"')[0])
    if member:
        return re.sub(r"\((\w+):?\)", r"(\1:)", member[0])
    return next(named[1] for pattern in _TYPE if (named := pattern.search(text)))


def _line(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:_LONGEST]}…" if len(line) > _LONGEST else line


def _deprecations(old: GraphQLSchema, new: GraphQLSchema) -> Iterator[Change]:
    before = dict(_members(old))
    for coordinate, member in _members(new):
        if coordinate not in before:
            continue
        was, reason = before[coordinate].deprecation_reason, member.deprecation_reason
        if reason is not None and was is None:
            yield Change("safe", "DEPRECATED", coordinate, _line(f"{coordinate} was deprecated: {reason}"))
        elif reason is None and was is not None:
            yield Change("safe", "DEPRECATION_REMOVED", coordinate, f"{coordinate} is no longer deprecated.")


_Member: TypeAlias = GraphQLField | GraphQLArgument | GraphQLInputField | GraphQLEnumValue


def _members(schema: GraphQLSchema) -> Iterator[tuple[str, _Member]]:
    for type_ in schema.type_map.values():
        for name, member in _members_of(type_):
            coordinate = f"{type_.name}.{name}"
            yield coordinate, member
            if isinstance(member, GraphQLField):
                for argument_name, argument in member.args.items():
                    yield f"{coordinate}({argument_name}:)", argument


def _members_of(type_: GraphQLNamedType) -> list[tuple[str, _Member]]:
    if isinstance(type_, GraphQLEnumType):
        return list(type_.values.items())
    if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        return list(type_.fields.items())
    return list(type_.fields.items()) if isinstance(type_, GraphQLInputObjectType) else []


def _one_ofs(old: GraphQLSchema, new: GraphQLSchema) -> Iterator[Change]:
    for name, type_ in new.type_map.items():
        before = old.type_map.get(name)
        if not isinstance(type_, GraphQLInputObjectType) or not isinstance(before, GraphQLInputObjectType):
            continue
        if type_.is_one_of and not before.is_one_of:
            yield Change("breaking", "ONE_OF_ADDED", name, f"{name} takes exactly one of its fields now.")
        elif before.is_one_of and not type_.is_one_of:
            text = f"{name} takes several of its fields now."
            yield Change("safe", "ONE_OF_REMOVED", name, text)
