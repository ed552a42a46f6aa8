"""Enums that modules name for their options: who may share one, and what cannot be one."""

from typing import Any

import pytest

from gql_crm import ChoiceOption, Field, Module
from gql_crm.fields.definition import definition_problems
from gql_crm.fields.kinds import DEFAULT_KINDS
from tests.fields.kind_cases import KINDS
from tests.plugins.declarations import entity, merged, module, names_of, only_problem, operation

STATES = (ChoiceOption("NEW", {"en": "New"}), ChoiceOption("OLD"))


def state(key: str = "state", **more: Any) -> Field:
    return Field(**{"key": key, "kind": "CHOICE", "enum": "CarState", "options": STATES, **more})


CARS = module("cars", entity("Car", "cars", state()))


def test_fields_of_one_module_share_an_enum_and_its_filters() -> None:
    both = entity("Car", "cars", state(), state("wanted"), state("tried", kind="MULTI_CHOICE"))
    catalog = merged(module("cars", both, settings=(state("first"),)))
    assert not catalog.problems
    kinds = [catalog.entity("Car").fields[key].kind for key in ("state", "wanted", "tried")]
    assert len({id(kind.output_type) for kind in kinds}) == 1
    assert [kind.filter_name for kind in kinds] == [
        "CarStateFilter",
        "CarStateFilter",
        "MultiCarStateFilter",
    ]
    assert [kind.name for kind in kinds] == ["CHOICE", "CHOICE", "MULTI_CHOICE"]


def test_a_module_that_requires_an_enums_module_shares_the_enum() -> None:
    late = module("late", requires=("cars",), fields={"Contact": (state(),)})
    catalog = merged(CARS, late)
    assert not catalog.problems
    assert catalog.entity("Contact").fields["state"].kind.output_type is (
        catalog.entity("Car").fields["state"].kind.output_type
    )


CLASHES: dict[str, tuple[Module, list[str]]] = {
    "a stranger's field": (
        module("late", fields={"Contact": (state(),)}),
        ['field "state" of Contact', '"CarState"', 'field "state" of Car of module "cars"'],
    ),
    "other options": (
        module("late", requires=("cars",), fields={"Contact": (state(options=STATES[:1]),)}),
        ['field "state" of Contact', '"CarState"', 'field "state" of Car of module "cars"'],
    ),
    "a stranger's setting": (
        module("late", settings=(state("first"),)),
        ['setting "first"', '"CarState"', 'field "state" of Car of module "cars"'],
    ),
    "an entity of the enum's name": (
        module("late", entity("CarState", "carStates")),
        ['"CarState"', 'entity "CarState" of module "late"', 'field "state" of Car of module "cars"'],
    ),
    "an entity of its filter's name": (
        module("late", entity("CarStateFilter", "xs")),
        ['"CarStateFilter"', 'field "state" of Car of module "cars"'],
    ),
    "an enum of an entity's name": (
        module("late", fields={"Contact": (state(enum="Car"),)}),
        ['"Car"', 'entity "Car" of module "cars"', 'field "state" of Contact of module "late"'],
    ),
    "an enum of a core type's name": (
        module("late", fields={"Contact": (state(enum="SortDirection"),)}),
        ['"SortDirection"', "the core"],
    ),
    "an enum whose filter the core has": (
        module("late", fields={"Contact": (state(enum="Text"),)}),
        ['"TextFilter"', "the core"],
    ),
}


@pytest.mark.parametrize(("late", "told"), CLASHES.values(), ids=CLASHES)
def test_of_an_enum_and_another_declaration_of_its_name_the_later_is_left_out_and_both_are_named(
    late: Module, told: list[str]
) -> None:
    catalog = merged(CARS, late)
    assert names_of(catalog) == ["cars"]
    problem = only_problem(catalog)
    assert all(part in problem for part in told), problem


def test_the_enum_of_a_module_that_is_left_out_is_free_for_the_next() -> None:
    wrong = module("wrong", fields={"Contact": (state(),)}, operations=(operation("contact"),))
    catalog = merged(wrong, CARS)
    assert names_of(catalog) == ["cars"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"kind": "TEXT", "options": ()}, '"enum" does not apply to the kind TEXT'),
        ({"enum": "carState"}, '"carState" cannot be an enum\'s name'),
        ({"enum": ""}, '"" cannot be an enum\'s name'),
        ({"options": (ChoiceOption("true"),)}, '"true" cannot be a value of an enum'),
    ],
)
def test_what_cannot_be_an_enum_is_refused_with_the_reason(given: dict[str, Any], told: str) -> None:
    field = state(**given)
    [problem] = definition_problems(field, KINDS[field.kind], DEFAULT_KINDS)
    assert problem.message.startswith(told)
    assert only_problem(merged(module("cars", entity("Car", "cars", field)))).count(told) == 1


def test_another_enum_makes_another_catalog_hash() -> None:
    renamed = module("cars", entity("Car", "cars", state(enum="State")))
    assert merged(CARS).hash != merged(renamed).hash
