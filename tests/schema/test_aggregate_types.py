"""Which types and members a list has for what all its records come to."""

from typing import Any

import pytest

from gql_crm import ChoiceOption, Field
from gql_crm.fields.kinds import DEFAULT_KINDS
from gql_crm.plugins.merge import CustomField
from gql_crm.plugins.names import EntityNames
from tests.plugins.declarations import custom, entity, merged, module, names_of, only_problem
from tests.schema.test_built import built

NOT = None
MEMBERS: dict[str, tuple[str | None, str | None, str | None, str | None]] = {
    "TEXT": (NOT, NOT, "String", "Boolean"),
    "LONG_TEXT": (NOT, NOT, NOT, NOT),
    "RICH_TEXT": (NOT, NOT, NOT, NOT),
    "INTEGER": ("Decimal", "Int", "Int", "Boolean"),
    "DECIMAL": ("Decimal", "Decimal", "Decimal", "Boolean"),
    "PERCENT": ("Decimal", "Decimal", "Decimal", "Boolean"),
    "MONEY": ("[Money!]!", "[Money!]!", "CurrencyCode", "Boolean"),
    "BOOLEAN": (NOT, NOT, "Boolean", "Boolean"),
    "DATE": (NOT, "Date", "Date", "DateBucket"),
    "DATETIME": (NOT, "DateTime", "Date", "DateBucket"),
    "TIME": (NOT, "Time", "Time", "Boolean"),
    "CHOICE": (NOT, NOT, "String", "Boolean"),
    "MULTI_CHOICE": (NOT, NOT, "String", "Boolean"),
    "EMAIL": (NOT, NOT, "EmailAddress", "Boolean"),
    "PHONE": (NOT, NOT, "PhoneNumber", "Boolean"),
    "URL": (NOT, NOT, "URL", "Boolean"),
    "ADDRESS": (NOT, NOT, NOT, NOT),
    "GEO_POINT": (NOT, NOT, NOT, NOT),
    "REFERENCE": (NOT, NOT, "Organization", "Boolean"),
    "MULTI_REFERENCE": (NOT, NOT, NOT, NOT),
    "USER": (NOT, NOT, "User", "Boolean"),
    "JSON": (NOT, NOT, NOT, NOT),
    "AUTONUMBER": (NOT, NOT, "String", "Boolean"),
    "FORMULA": (NOT, NOT, "String", "Boolean"),
    "ROLLUP": (NOT, NOT, "String", "Boolean"),
}


@pytest.mark.parametrize("kind", [kind.name for kind in DEFAULT_KINDS])
def test_a_field_is_where_its_kind_makes_sense_of_it(kind: str) -> None:
    options = {"target": "Organization"} if kind.endswith("REFERENCE") else {}
    fields = [custom(1, "Contact", "own", kind, **options), custom(2, "Contact", "other", "INTEGER")]
    types: Any = built(merged(custom_fields=fields)).type_map
    places = ("ContactNumbers", "ContactExtremes", "ContactGroupKey", "ContactGroupBy")
    found = [types[place].fields.get("own") for place in places]
    assert tuple(member and str(member.type) for member in found) == MEMBERS[kind]


def test_every_list_has_counts_aggregates_and_groups() -> None:
    catalog = merged(module("cars", entity("Car", "cars")))
    types: Any = built(catalog).type_map
    for one in catalog.entities.values():
        fields = types[one.names.connection].fields
        assert str(fields["count"].type) == "RecordCount!"
        assert str(fields["count"].args["limit"].type) == "Int"
        assert fields["count"].args["limit"].default_value == 10_000
        assert str(fields["aggregate"].type) == f"{one.name}Aggregate!"
        assert str(fields["groups"].type) == f"[{one.name}Group!]!"
        assert str(fields["groups"].args["by"].type) == f"[{one.name}GroupBy!]!"
        assert types[one.names.group_by].is_one_of


def test_an_entity_without_numbers_has_no_sums() -> None:
    types: Any = built(merged(module("cars", entity("Car", "cars")))).type_map
    assert "CarNumbers" not in types
    assert list(types["CarAggregate"].fields) == ["count", "min", "max"]
    assert list(types["CarGroup"].fields) == ["key", "count", "min", "max"]
    with_price = entity("Car", "cars", Field(key="price", kind="MONEY"))
    types = built(merged(module("cars", with_price))).type_map
    assert list(types["CarNumbers"].fields) == ["price"]
    assert list(types["CarAggregate"].fields) == ["count", "sum", "avg", "min", "max"]


def test_what_the_system_keeps_of_a_record_is_no_amount_but_groups() -> None:
    types: Any = built(merged(custom_fields=[custom(1, "Contact", "own", "INTEGER")])).type_map
    assert "version" not in types["ContactNumbers"].fields
    grouped = {"owner", "team", "createdAt", "createdBy", "updatedAt", "updatedBy", "version", "deletedAt"}
    assert grouped <= types["ContactGroupBy"].fields.keys()


def test_closed_states_are_grouped_by_their_enum() -> None:
    states = (ChoiceOption("NEW"), ChoiceOption("SOLD"))
    car = entity("Car", "cars", Field(key="state", kind="CHOICE", options=states, enum="CarState"))
    types: Any = built(merged(module("cars", car))).type_map
    assert str(types["CarGroupKey"].fields["state"].type) == "CarState"


def test_a_retired_field_is_deprecated_here_too() -> None:
    field = CustomField(1, "Contact", Field(key="old", kind="INTEGER"), "custom:1", retired=True)
    types: Any = built(merged(custom_fields=[field])).type_map
    for name in ("ContactNumbers", "ContactExtremes", "ContactGroupKey", "ContactGroupBy"):
        assert "retired" in types[name].fields["old"].deprecation_reason


@pytest.mark.parametrize("suffix", ["Aggregate", "Numbers", "Extremes", "Group", "GroupKey", "GroupBy"])
def test_no_module_takes_their_names(suffix: str) -> None:
    catalog = merged(module("late", entity(f"Contact{suffix}", "others")))
    assert names_of(catalog) == []
    problem = only_problem(catalog)
    assert f'"Contact{suffix}"' in problem
    assert 'entity "Contact" of module "people"' in problem
    first = merged(module("first", entity("CarGroup", "carGroups")), module("late", entity("Car", "cars")))
    assert names_of(first) == ["first"]
    assert 'entity "CarGroup" of module "first"' in only_problem(first)


@pytest.mark.parametrize("name", ["RecordCount", "CountPrecision", "DateBucket"])
def test_no_module_takes_the_names_of_the_types_that_all_lists_share(name: str) -> None:
    catalog = merged(module("late", entity(name, "others")))
    assert f'"{name}", which the core has already taken' in only_problem(catalog)


def test_all_names_are_among_those_that_an_entity_reserves() -> None:
    names = EntityNames("Car", "cars")
    made = {names.aggregate, names.numbers, names.extremes, names.group, names.group_key, names.group_by}
    assert made <= set(names.types())
