from decimal import Decimal
from typing import Any

import pytest

from gql_crm.fields.definition import definition_problems
from gql_crm.fields.field import ChoiceOption, Field
from gql_crm.fields.kind import ValueContext
from gql_crm.fields.kinds import DEFAULT_KINDS
from gql_crm.fields.rollup import Rollup
from tests.fields.kind_cases import KINDS


def problems(kind: str = "TEXT", key: str = "budget", **options: Any) -> list[tuple[str, str, str]]:
    field = Field(key=key, kind=kind, **options)
    found = definition_problems(field, KINDS[kind], DEFAULT_KINDS, ValueContext("LT"))
    return [(problem.option, problem.message, problem.code) for problem in found]


def messages(kind: str = "TEXT", key: str = "budget", **options: Any) -> list[str]:
    return [f"{option}: {text}" for option, text, _ in problems(kind, key, **options)]


@pytest.mark.parametrize("kind", [kind.name for kind in DEFAULT_KINDS])
def test_a_plain_definition_of_every_kind_stands(kind: str) -> None:
    options = {"options": (ChoiceOption("A"),)}
    needed: dict[str, dict[str, Any]] = {
        "CHOICE": options,
        "MULTI_CHOICE": options,
        "FORMULA": {"expression": "price * 2"},
        "ROLLUP": {"rollup": Rollup(list="contacts")},
        "REFERENCE": {"target": "Contact"},
        "MULTI_REFERENCE": {"target": "Contact"},
    }
    assert problems(kind, **needed.get(kind, {})) == []


@pytest.mark.parametrize("key", ["budget", "b", "a" * 63, "vatId2"])
def test_a_key_is_a_graphql_name_in_camel_case(key: str) -> None:
    assert problems(key=key) == []


@pytest.mark.parametrize(
    ("key", "suggestion"),
    [("Budget", "budget"), ("first_name", "firstName"), ("Mėnesio pajamos", "menesioPajamos"), ("2nd", "nd")],
)
def test_a_bad_key_is_refused_with_a_good_one(key: str, suggestion: str) -> None:
    [(option, text, code)] = problems(key=key)
    assert (option, code) == ("key", "VALIDATION")
    assert text.startswith(f'"{key}" cannot be a key')
    assert text.endswith(f'Try "{suggestion}".')


@pytest.mark.parametrize("key", ["бюджет", "__typename", "a" * 64, "a b\n", "$"])
def test_any_other_key_is_refused(key: str) -> None:
    assert [option for option, _, _ in problems(key=key)] == ["key"]


def test_a_missing_key_is_required() -> None:
    assert [(option, code) for option, _, code in problems(key="")] == [("key", "REQUIRED")]


@pytest.mark.parametrize(
    "key", ["id", "owner", "ownerId", "createdAt", "and", "isNull", "tags", "timeline", "true"]
)
def test_names_that_every_record_has_are_reserved(key: str) -> None:
    assert messages(key=key) == [
        f'key: "{key}" is the name of something that every record has; try "{key}Value" or another name.'
    ]


@pytest.mark.parametrize(
    ("kind", "options", "option", "kinds"),
    [
        ("BOOLEAN", {"min": Decimal(1)}, "min", '"INTEGER", "DECIMAL", "PERCENT" and "MONEY"'),
        ("INTEGER", {"max_length": 5}, "maxLength", '"TEXT", "LONG_TEXT", "RICH_TEXT", "EMAIL" and "URL"'),
        ("TEXT", {"precision": 5}, "precision", '"DECIMAL" and "MONEY"'),
        ("TEXT", {"target": "Contact"}, "targetEntity", '"REFERENCE" and "MULTI_REFERENCE"'),
        ("DATE", {"options": (ChoiceOption("A"),)}, "options", '"CHOICE" and "MULTI_CHOICE"'),
        (
            "DATE",
            {"pattern": "a"},
            "pattern",
            '"TEXT", "LONG_TEXT", "RICH_TEXT", "EMAIL", "URL" and "AUTONUMBER"',
        ),
    ],
)
def test_an_option_of_other_kinds_is_refused_and_they_are_named(
    kind: str, options: dict[str, Any], option: str, kinds: str
) -> None:
    assert messages(kind, **options) == [
        f'{option}: "{option}" does not apply to the kind {kind}; it is an option of {kinds}.'
    ]


@pytest.mark.parametrize("kind", ["LONG_TEXT", "BOOLEAN"])
def test_kinds_that_cannot_be_unique_say_so(kind: str) -> None:
    assert messages(kind, unique=True)[0].startswith(f'unique: "unique" does not apply to the kind {kind}')


def test_only_texts_are_searchable() -> None:
    assert messages("DATE", searchable=True)[0].startswith(
        'searchable: "searchable" does not apply to the kind DATE'
    )
    assert messages("TEXT", searchable=True) == []
    assert messages("DATE", searchable=False) == []


@pytest.mark.parametrize(
    ("kind", "options", "expected"),
    [
        ("INTEGER", {"min": Decimal(5), "max": Decimal(4)}, 'min: "min" is 5, more than "max", which is 4.'),
        ("INTEGER", {"min": Decimal("NaN")}, 'min: "min" must be finite.'),
        ("INTEGER", {"max": Decimal("Infinity")}, 'max: "max" must be finite.'),
        (
            "TEXT",
            {"min_length": 5, "max_length": 4},
            'minLength: "minLength" is 5, more than "maxLength", which is 4.',
        ),
        ("TEXT", {"min_length": -1}, 'minLength: "minLength" is -1; expected 0 to 1000000.'),
        ("TEXT", {"max_length": 0}, 'maxLength: "maxLength" is 0; expected 1 to 1000000.'),
        ("DECIMAL", {"precision": 0}, 'precision: "precision" is 0; expected 1 to 60 digits.'),
        ("DECIMAL", {"scale": -1}, 'scale: "scale" is -1; expected 0 to 60 digits after the point.'),
        ("DECIMAL", {"precision": 2, "scale": 3}, 'scale: "scale" is 3, more than "precision", which is 2.'),
    ],
)
def test_limits_must_leave_room(kind: str, options: dict[str, Any], expected: str) -> None:
    assert messages(kind, **options) == [expected]


@pytest.mark.parametrize("pattern", ["[", "(?=a)", r"(a)\1", "a{5000}", "(" * 300, "a" * 501])
def test_a_pattern_must_compile(pattern: str) -> None:
    assert [option for option, _, _ in problems(pattern=pattern)] == ["pattern"]


def test_a_choice_needs_options() -> None:
    assert [(option, code) for option, _, code in problems("CHOICE")] == [("options", "REQUIRED")]


def test_a_reference_needs_a_target() -> None:
    assert [(option, code) for option, _, code in problems("REFERENCE")] == [("targetEntity", "REQUIRED")]
    assert problems("USER", target="User") == []
    assert [option for option, _, _ in problems("USER", target="Contact")] == ["targetEntity"]


def test_every_option_value_is_a_name_and_there_once() -> None:
    options = tuple(ChoiceOption(value) for value in ("A", "1st", "ž", "A", "a-b", "A"))
    assert messages("CHOICE", options=options) == [
        *(
            f'options: "{value}" cannot be an option\'s value; expected a letter, then letters, digits or _.'
            for value in ("1st", "ž", "a-b")
        ),
        'options: The option "A" is there more than once.',
    ]


def test_there_are_at_most_a_thousand_options() -> None:
    options = tuple(ChoiceOption(f"O{number}") for number in range(1_001))
    assert messages("CHOICE", options=options) == ["options: There are 1001 options; 1000 are the most."]
    assert messages("CHOICE", options=options[:1_000]) == []


def test_labels_are_texts_by_language() -> None:
    assert messages(label={"lt": "Biudžetas", "pt-BR": "Orçamento"}, help_text={"fa": "بودجه"}) == []
    assert [option for option, _, _ in problems(label={"lt": " ", "l t": "x", "en": "x" * 201})] == [
        "label"
    ] * 3
    assert [option for option, _, _ in problems(help_text={"en": ""})] == ["helpText"]
    options = (ChoiceOption("A", {"!": "x"}),)
    assert messages("CHOICE", options=options)[0].startswith(
        'options: The label of the option "A": "!" is no language'
    )


@pytest.mark.parametrize(
    ("kind", "default", "options"),
    [
        ("INTEGER", "abc", {}),
        ("INTEGER", 11, {"max": Decimal(10)}),
        ("CHOICE", "B", {"options": (ChoiceOption("A"),)}),
        ("MONEY", {"amount": "1"}, {}),
        ("DATE", "tomorrow", {}),
        ("REFERENCE", "5", {"target": "Contact"}),
    ],
)
def test_a_default_is_one_of_the_fields_own_values(kind: str, default: Any, options: dict[str, Any]) -> None:
    [(option, text, code)] = problems(kind, default=default, **options)
    assert (option, code) == ("default", "VALIDATION")
    assert text.startswith("The default is not one of the field's own values: ")


def test_a_default_may_depend_on_the_workspace() -> None:
    assert problems("PHONE", default="8 612 34567") == []


def test_all_faults_are_found_at_once() -> None:
    found = problems(
        "TEXT", "Bad Key", min=Decimal(1), min_length=3, max_length=2, pattern="[", label={"?": "x"}
    )
    assert [option for option, _, _ in found] == ["key", "min", "minLength", "pattern", "label"]
