"""Interfaces in a merge: each field is there, and of one type, in all of their entities."""

from collections.abc import Mapping
from typing import Any

import pytest

from gql_crm import ComputedField, Field, Interface, Module
from gql_crm.plugins.core_names import CORE_TYPES
from tests.plugins.declarations import entity, merged, module, names_of, only_problem


def party(
    *fields: str, entities: tuple[str, ...] = ("Contact", "Organization"), name: str = "Party"
) -> Interface:
    return Interface(name=name, entities=entities, fields=fields)


def declaring(*interfaces: Interface, **more: Any) -> Module:
    return module("late", requires=("people",), interfaces=interfaces, **more)


def computed(kind: str) -> tuple[ComputedField, ...]:
    return (ComputedField(key="score", kind=kind, needs=(), load=lambda rows, _: [None] * len(rows)),)


def test_an_interface_has_the_fields_that_its_entities_share() -> None:
    more = {
        "Contact": (Field(key="rank", kind="INTEGER"),),
        "Organization": (Field(key="rank", kind="INTEGER"),),
    }
    catalog = merged(
        declaring(
            party("displayName", "email", "rank", "score", "createdAt", "email"),
            fields=more,
            computed={"Contact": computed("INTEGER"), "Organization": computed("INTEGER")},
        )
    )
    assert catalog.problems == ()
    found = catalog.interfaces["Party"]
    assert (found.origin, found.entities) == ("late", ("Contact", "Organization"))
    assert found.fields == ("email", "rank", "score")  # the others are of every record


def test_lists_and_references_of_one_target_are_of_one_type() -> None:
    one = entity("One", "ones", Field(key="seller", kind="REFERENCE", target="Contact", inverse="soldOnes"),
                 Field(key="helpers", kind="MULTI_REFERENCE", target="User"))  # fmt: skip
    two = entity("Two", "twos", Field(key="seller", kind="REFERENCE", target="Contact", inverse="soldTwos"),
                 Field(key="helpers", kind="MULTI_REFERENCE", target="User"))  # fmt: skip
    interface = party("seller", "helpers", entities=("One", "Two"), name="Sold")
    late = module("late", one, two, requires=("people",), interfaces=(interface,))
    assert merged(late).interfaces["Sold"].fields == ("seller", "helpers")


FAULTS: Mapping[str, tuple[Module, str]] = {
    "a field that an entity lacks": (
        declaring(party("email", "firstName")),
        'interface "Party" of module "late" has the field "firstName", which Organization does not have.',
    ),
    "a field that nobody has": (declaring(party("emale")), 'Did you mean "email"?'),
    "a field of two types": (
        declaring(
            party("rank"),
            fields={
                "Contact": (Field(key="rank", kind="INTEGER"),),
                "Organization": (Field(key="rank", kind="TEXT"),),
            },
        ),
        (
            'interface "Party" of module "late" has the field "rank", which needs one type: '
            'it is Int in Contact (module "late") and String in Organization (module "late").'
        ),
    ),
    "a field of two modules": (
        declaring(party("employees"), fields={"Contact": (Field(key="employees", kind="DECIMAL"),)}),
        'it is Decimal in Contact (module "late") and Int in Organization (module "people").',
    ),
    "a computed field of two types": (
        declaring(
            party("score"), computed={"Contact": computed("INTEGER"), "Organization": computed("DECIMAL")}
        ),
        "it is Int in Contact",
    ),
    "an entity that is not there": (
        declaring(party("email", entities=("Contact", "Lead"))),
        'interface "Party" of module "late" names the entity "Lead", which is not there; there are Contact,',
    ),
    "no entity": (declaring(party("email", entities=())), "is over no entity; expected at least one."),
    "a name that is none": (declaring(party("email", name="party")), '"party" is no name of an interface'),
    "the name of an entity": (
        declaring(party("email", name="Contact")),
        (
            'interface "Contact" of module "late" wants the type "Contact", which entity "Contact" of module '
            '"people" has already taken.'
        ),
    ),
    "the name of an input": (declaring(party("email", name="ContactFilter")), '"ContactFilter"'),
    "one name twice": (
        declaring(party("email"), party("phone")),
        'which interface "Party" of module "late" has already taken.',
    ),
}


@pytest.mark.parametrize(("wrong", "reason"), FAULTS.values(), ids=FAULTS)
def test_an_interface_that_cannot_be_costs_its_module(wrong: Module, reason: str) -> None:
    catalog = merged(wrong)
    assert names_of(catalog) == []
    assert reason in only_problem(catalog)
    assert catalog.interfaces == {}


@pytest.mark.parametrize("name", sorted(CORE_TYPES))
def test_no_interface_takes_a_type_of_the_core(name: str) -> None:
    assert "the core" in only_problem(merged(declaring(party("email", name=name))))


def test_no_entity_takes_the_name_of_an_interface() -> None:
    catalog = merged(declaring(party("email")), module("later", entity("Party", "partys")))
    assert names_of(catalog) == ["late"]
    problem = only_problem(catalog)
    assert 'entity "Party" of module "later"' in problem
    assert 'interface "Party" of module "late"' in problem


def test_the_hash_tells_of_interfaces() -> None:
    assert merged(declaring(party("email"))).hash != merged(declaring(party("phone"))).hash
