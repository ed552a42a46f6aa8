import pytest
from graphql import build_schema
from graphql.utilities import BreakingChangeType, DangerousChangeType

from gql_crm.cli.schema_changes import Change, changes

QUERY = "type Query { a: Int }"

# old, new, level, code, coordinate
CASES = [
    ("type T { a: Int }", "", "breaking", "TYPE_REMOVED", "T"),
    ("scalar T", "enum T { A }", "breaking", "TYPE_CHANGED_KIND", "T"),
    (
        "type T { a: Int } type S { a: Int } union U = T | S",
        "type T { a: Int } type S { a: Int } union U = T",
        "breaking",
        "TYPE_REMOVED_FROM_UNION",
        "U",
    ),
    ("enum E { A B }", "enum E { A }", "breaking", "VALUE_REMOVED_FROM_ENUM", "E.B"),
    ("input I { a: Int }", "input I { a: Int b: Int! }", "breaking", "REQUIRED_INPUT_FIELD_ADDED", "I.b"),
    (
        "interface N { a: Int } type T implements N { a: Int }",
        "interface N { a: Int } type T { a: Int }",
        "breaking",
        "IMPLEMENTED_INTERFACE_REMOVED",
        "T",
    ),
    ("type T { a: Int b: Int }", "type T { a: Int }", "breaking", "FIELD_REMOVED", "T.b"),
    ("type T { a: Int }", "type T { a: [Int] }", "breaking", "FIELD_CHANGED_KIND", "T.a"),
    ("type T { a: Int }", "type T { a(x: Int!): Int }", "breaking", "REQUIRED_ARG_ADDED", "T.a(x:)"),
    ("type T { a(x: Int): Int }", "type T { a: Int }", "breaking", "ARG_REMOVED", "T.a(x:)"),
    ("type T { a(x: Int): Int }", "type T { a(x: String): Int }", "breaking", "ARG_CHANGED_KIND", "T.a(x:)"),
    ("directive @d on FIELD", "", "breaking", "DIRECTIVE_REMOVED", "@d"),
    ("directive @d(x: Int) on FIELD", "directive @d on FIELD", "breaking", "DIRECTIVE_ARG_REMOVED", "@d(x:)"),
    (
        "directive @d on FIELD",
        "directive @d(x: Int!) on FIELD",
        "breaking",
        "REQUIRED_DIRECTIVE_ARG_ADDED",
        "@d(x:)",
    ),
    (
        "directive @d repeatable on FIELD",
        "directive @d on FIELD",
        "breaking",
        "DIRECTIVE_REPEATABLE_REMOVED",
        "@d",
    ),
    (
        "directive @d on FIELD | QUERY",
        "directive @d on FIELD",
        "breaking",
        "DIRECTIVE_LOCATION_REMOVED",
        "@d",
    ),
    ("input I { a: Int }", "input I @oneOf { a: Int }", "breaking", "ONE_OF_ADDED", "I"),
    ("enum E { A }", "enum E { A B }", "dangerous", "VALUE_ADDED_TO_ENUM", "E.B"),
    (
        "type T { a: Int } type S { a: Int } union U = T",
        "type T { a: Int } type S { a: Int } union U = T | S",
        "dangerous",
        "TYPE_ADDED_TO_UNION",
        "U",
    ),
    ("input I { a: Int }", "input I { a: Int b: Int }", "dangerous", "OPTIONAL_INPUT_FIELD_ADDED", "I.b"),
    ("type T { a: Int }", "type T { a(x: Int): Int }", "dangerous", "OPTIONAL_ARG_ADDED", "T.a(x:)"),
    (
        "interface N { a: Int } type T { a: Int }",
        "interface N { a: Int } type T implements N { a: Int }",
        "dangerous",
        "IMPLEMENTED_INTERFACE_ADDED",
        "T",
    ),
    (
        'type T { a(x: String = "E.F(g:)"): Int }',
        'type T { a(x: String = "H.I(j:)"): Int }',
        "dangerous",
        "ARG_DEFAULT_VALUE_CHANGE",
        "T.a(x:)",
    ),
    (
        "input I { a: Int = 1 }",
        "input I { a: Int = 2 }",
        "dangerous",
        "INPUT_FIELD_DEFAULT_VALUE_CHANGE",
        "I.a",
    ),
    ("", "type T { a: Int }", "safe", "TYPE_ADDED", "T"),
    ("type T { a: Int }", "type T { a: Int b: Int }", "safe", "FIELD_ADDED", "T.b"),
    ("type T { a: Int }", "type T { a: Int! }", "safe", "FIELD_CHANGED_KIND_SAFE", "T.a"),
    ('"x" type T { a: Int }', '"A.b" type T { a: Int }', "safe", "DESCRIPTION_CHANGED", "T"),
    ("type T { a: Int }", 'type T { "\\"B.c\\"" a: Int }', "safe", "DESCRIPTION_CHANGED", "T.a"),
    ("type T { a(x: Int): Int }", 'type T { a("y" x: Int): Int }', "safe", "DESCRIPTION_CHANGED", "T.a(x:)"),
    ("type T { a: Int }", 'type T { a: Int @deprecated(reason: "b.c") }', "safe", "DEPRECATED", "T.a"),
    (
        "type T { a(x: Int @deprecated): Int }",
        "type T { a(x: Int): Int }",
        "safe",
        "DEPRECATION_REMOVED",
        "T.a(x:)",
    ),
    ("enum E { A }", "enum E { A @deprecated }", "safe", "DEPRECATED", "E.A"),
    ("input I { a: Int }", "input I { a: Int @deprecated }", "safe", "DEPRECATED", "I.a"),
    ("input I @oneOf { a: Int }", "input I { a: Int }", "safe", "ONE_OF_REMOVED", "I"),
]


def found(old: str, new: str) -> list[Change]:
    return changes(build_schema(f"{QUERY} {old}"), build_schema(f"{QUERY} {new}"))


@pytest.mark.parametrize(("old", "new", "level", "code", "coordinate"), CASES)
def test_a_change_has_a_level_and_says_what_it_is_about(
    old: str, new: str, level: str, code: str, coordinate: str
) -> None:
    (change,) = found(old, new)
    assert (change.level, change.code, change.coordinate) == (level, code, coordinate)
    assert coordinate.partition("(")[0] in change.text


def test_every_change_that_may_hurt_is_among_the_cases() -> None:
    seen = {(level, code) for _, _, level, code, _ in CASES}
    known = {("breaking", kind.name) for kind in BreakingChangeType}
    assert known | {("dangerous", kind.name) for kind in DangerousChangeType} <= seen


def test_the_worst_comes_first_then_the_order_of_coordinates() -> None:
    listed = found("type T { b: Int a: Int c: Int }", "type T { c: Int! d: Int e(x: Int): Int }")
    assert [(change.level, change.coordinate) for change in listed] == [
        ("breaking", "T.a"),
        ("breaking", "T.b"),
        ("safe", "T.c"),
        ("safe", "T.d"),
        ("safe", "T.e"),
    ]


def test_a_change_is_one_line() -> None:
    (change,) = found("type T { a: Int }", 'type T { a: Int @deprecated(reason: "b\\nc") }')
    assert "\n" not in change.text


def test_the_same_schema_has_no_changes() -> None:
    assert found("type T { a: Int }", "type T { a: Int }") == []
