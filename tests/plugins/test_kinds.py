"""Field kinds of plugins: a kind that cannot be used costs itself and the fields of its kind."""

from typing import Any

import pytest

from gql_crm import Field, TextKind
from gql_crm.fields.composites import MONEY
from gql_crm.fields.kind import Component
from gql_crm.fields.kinds import DEFAULT_KINDS
from tests.plugins.declarations import entity, merged, module, names_of, only_problem

AMOUNT, NOTE = Component("_amount", "numeric", "numeric"), Component("_note", "text", "text")
FLAG = Component("", "boolean", "boolean")


class VinKind(TextKind):
    name = "VIN"
    description = "The number of a vehicle."


def changed(**attributes: Any) -> TextKind:
    """A kind with other attributes."""
    kind: TextKind = type("Changed", (VinKind,), attributes)()
    return kind


def test_a_kind_serves_fields_of_every_module_and_users() -> None:
    cars = module("cars", entity("Car", "cars", Field(key="vin", kind="VIN")))
    catalog = merged(cars, kinds=[VinKind()])
    assert not catalog.problems
    assert catalog.entity("Car").fields["vin"].kind is catalog.kinds["VIN"]


@pytest.mark.parametrize("name", [kind.name for kind in DEFAULT_KINDS])
def test_no_kind_takes_the_name_of_one_of_the_core(name: str) -> None:
    kind = changed(name=name)
    catalog = merged(kinds=[kind])
    assert catalog.kinds[name] is not kind
    problem = only_problem(catalog)
    assert f'"{name}" of "plugin"' in problem
    assert '"gql_crm"' in problem


def test_of_two_kinds_of_one_name_the_first_stays() -> None:
    first, second = VinKind(), VinKind()
    catalog = merged(kinds=[first, second])
    assert catalog.kinds["VIN"] is first
    assert '"VIN"' in only_problem(catalog)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (changed(name="no name"), "no name"),
        (changed(name=None), "name"),
        (changed(description=""), "description"),
        (changed(filter_name="Query"), "Query"),
        (changed(filter_name="no filter"), "no filter"),
        (changed(filter_name="ContactFilter"), "ContactFilter"),
        (changed(filter_name="CarConnection"), "CarConnection"),
        (changed(components=()), "components"),
        (changed(output_type=None), "output_type"),
        (changed(input_type="String"), "input_type"),
        (changed(warning_code="no code", warning_meaning="x"), "no code"),
        (changed(warning_code="TOO_OLD"), "TOO_OLD"),
        (changed(summable=True), "summable"),
        (changed(summable=True, components=(AMOUNT, AMOUNT)), "the unit"),
        (changed(has_extremes=True, components=(AMOUNT, AMOUNT)), "the unit"),
        (changed(summable=True, components=(AMOUNT, NOTE), unit=0), "numeric"),
        (changed(has_extremes=True, components=(FLAG,)), "timestamptz"),
        (changed(unit=1), "two components"),
        (changed(unit=2, components=(AMOUNT, NOTE)), "not 2"),
        (changed(output_type=MONEY), "group_type"),
    ],
)
def test_a_kind_that_cannot_be_used_is_left_out_and_named(kind: TextKind, told: str) -> None:
    catalog = merged(module("cars", entity("Car", "cars")), kinds=[kind])
    assert names_of(catalog) == ["cars"]
    assert kind not in catalog.kinds.values()
    assert told in only_problem(catalog)


def test_no_entity_takes_the_filter_of_a_kind() -> None:
    kind = changed(filter_name="VinMatch")
    catalog = merged(module("cars", entity("VinMatch", "matches")), kinds=[kind])
    assert names_of(catalog) == ["cars"]
    assert '"VinMatch"' in only_problem(catalog)
