from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from gql_crm.fields.definition import field_from_json, field_to_json
from gql_crm.fields.field import ChoiceOption, Deprecation, Field
from gql_crm.fields.rollup import Rollup, RollupFunction

TEXTS = st.text(max_size=20)
LABELS = st.dictionaries(st.sampled_from(["en", "lt", "fa"]), TEXTS)
NUMBERS = st.none() | st.integers(0, 60)
DECIMALS = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=3)
OPTIONS = st.builds(
    ChoiceOption, TEXTS, LABELS, color=st.none() | TEXTS, active=st.booleans(), position=st.integers(0, 9)
)
ROLLUPS = st.builds(
    Rollup,
    list=TEXTS,
    function=st.sampled_from(RollupFunction),
    field=st.none() | TEXTS,
    by=st.none() | TEXTS,
    filter=st.none() | st.dictionaries(TEXTS, TEXTS),
)
FIELDS = st.builds(
    Field,
    key=TEXTS,
    kind=st.sampled_from(["TEXT", "CHOICE", "MONEY"]),
    label=LABELS,
    help_text=LABELS,
    description=TEXTS,
    required=st.booleans(),
    unique=st.booleans(),
    indexed=st.booleans(),
    default=st.none() | st.booleans() | TEXTS | st.dictionaries(TEXTS, TEXTS),
    immutable=st.booleans(),
    min=DECIMALS,
    max=DECIMALS,
    min_length=NUMBERS,
    max_length=NUMBERS,
    precision=NUMBERS,
    scale=NUMBERS,
    pattern=st.none() | TEXTS,
    options=st.lists(OPTIONS, max_size=3).map(tuple),
    enum=st.none() | TEXTS,
    target=st.none() | TEXTS,
    inverse=st.none() | TEXTS,
    restrict_delete=st.booleans(),
    section=st.none() | TEXTS,
    position=st.integers(0, 100),
    quick_create=st.booleans(),
    searchable=st.none() | st.booleans(),
    writable=st.booleans(),
    nullable=st.booleans(),
    copied=st.booleans(),
    visible_when=st.none() | TEXTS,
    required_when=st.none() | TEXTS,
    unique_within=st.lists(TEXTS, max_size=3).map(tuple),
    schema=st.none() | st.dictionaries(TEXTS, TEXTS),
    roll_up=st.booleans(),
    free_choice=st.booleans(),
    expression=st.none() | TEXTS,
    bound=st.dictionaries(TEXTS, st.lists(TEXTS, max_size=3).map(tuple), max_size=3),
    result=st.none() | TEXTS,
    rollup=st.none() | ROLLUPS,
    deprecation=st.none() | st.builds(Deprecation, TEXTS, st.dates()),
)


@given(FIELDS)
def test_a_definition_comes_back_from_its_json(field: Field) -> None:
    assert field_from_json(orjson.loads(orjson.dumps(field_to_json(field)))) == field


def test_every_attribute_of_a_field_takes_part() -> None:
    built: Any = FIELDS
    assert set(built.wrapped_strategy.kwargs) == set(Field.__dataclass_fields__)


def test_defaults_are_left_out() -> None:
    assert field_to_json(Field(key="budget", kind="MONEY")) == {"key": "budget", "kind": "MONEY"}


def test_options_of_a_newer_release_are_passed_over() -> None:
    assert field_from_json({"key": "a", "kind": "TEXT", "hologram": True}) == Field(key="a", kind="TEXT")
