"""Of two that clash the later is refused whole, and both are named."""

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from gql_crm import ChoiceOption, Entity, Field, Module, Operation, Relation
from gql_crm.plugins.core_names import CORE_MUTATIONS, CORE_QUERIES, CORE_TYPES
from gql_crm.plugins.module import OperationKind
from tests.plugins.declarations import entity, merged, module, names_of, only_problem, operation

PROPERTY = entity("Property", "properties")
BASE = module("estate", PROPERTY)


def relation(key: str, singular: str, inverse: str, **more: Any) -> Relation:
    return Relation(key=key, singular=singular, source="Property", target="Contact", inverse=inverse, **more)


CLASHES = {
    "the same entity": (BASE, module("late", entity("Property", "estates")), "Property"),
    "the same plural": (BASE, module("late", entity("Estate", "properties")), "PropertiesPayload"),
    "a plural that is another's one": (
        BASE,
        module("late", entity("Estate", "property")),
        "PropertyPayload",
    ),
    "an entity called like a filter": (
        BASE,
        module("late", entity("PropertyFilter", "xs")),
        "PropertyFilter",
    ),
    "an entity called like a list filter": (
        BASE,
        module("late", entity("PropertyListFilter", "xs")),
        "PropertyListFilter",
    ),
    "an entity called like an input": (
        BASE,
        module("late", entity("CreatePropertyInput", "xs")),
        "CreatePropertyInput",
    ),
    "an entity called like a payload": (
        BASE,
        module("late", entity("PropertyPayload", "xs")),
        "PropertyPayload",
    ),
    "an entity called like a connection": (
        BASE,
        module("late", entity("PropertyConnection", "xs")),
        "PropertyConnection",
    ),
    "an entity called like a type of a later release": (
        BASE,
        module("late", entity("PropertyAggregate", "xs")),
        "PropertyAggregate",
    ),
    "a field of the same key": (
        module("estate", fields={"Contact": (Field(key="rank", kind="INTEGER"),)}),
        module("late", fields={"Contact": (Field(key="rank", kind="TEXT"),)}),
        "rank",
    ),
    "a field called like a reference's input": (
        module("estate", fields={"Contact": (Field(key="mentor", kind="REFERENCE", target="Contact"),)}),
        module("late", fields={"Contact": (Field(key="mentorId", kind="TEXT"),)}),
        "mentorId",
    ),
    "a reference whose input is a field": (
        module("estate", fields={"Contact": (Field(key="mentorId", kind="TEXT"),)}),
        module("late", fields={"Contact": (Field(key="mentor", kind="REFERENCE", target="Contact"),)}),
        "mentorId",
    ),
    "the same inverse": (
        module(
            "estate",
            entity(
                "Property", "properties", Field(key="a", kind="REFERENCE", target="Contact", inverse="owned")
            ),
        ),
        module(
            "late",
            entity("Car", "cars", Field(key="a", kind="REFERENCE", target="Contact", inverse="owned")),
        ),
        "owned",
    ),
    "a field called like an inverse": (
        module(
            "estate",
            entity(
                "Property", "properties", Field(key="a", kind="REFERENCE", target="Contact", inverse="owned")
            ),
        ),
        module("late", fields={"Contact": (Field(key="owned", kind="TEXT"),)}),
        "owned",
    ),
    "a field called like a relation's input": (
        module("estate", PROPERTY, relations=(relation("owners", "keeper", "properties"),)),
        module("late", fields={"Property": (Field(key="addKeeperIds", kind="TEXT"),)}),
        "addKeeperIds",
    ),
    "a relation whose input is a field": (
        module("estate", entity("Property", "properties", Field(key="keeperIds", kind="TEXT"))),
        module("late", relations=(relation("owners", "keeper", "properties"),)),
        "keeperIds",
    ),
    "relations with the same inverse": (
        module("estate", PROPERTY, relations=(relation("owners", "keeper", "properties"),)),
        module("late", relations=(relation("tenants", "tenant", "properties"),)),
        "properties",
    ),
    "the same operation": (
        module("estate", operations=(operation("answer"),)),
        module("late", operations=(operation("answer"),)),
        "answer",
    ),
    "an operation called like an entity's query": (
        BASE,
        module("late", operations=(operation("findDuplicateProperties"),)),
        "findDuplicateProperties",
    ),
    "a plural called like an operation": (
        module("estate", operations=(operation("cars"),)),
        module("late", entity("Car", "cars")),
        "cars",
    ),
    "an error code of the same name": (
        module("estate", error_codes={"SOLD": "It is sold."}),
        module("late", error_codes={"SOLD": "It was sold."}),
        "SOLD",
    ),
}


@pytest.mark.parametrize(("first", "late", "name"), CLASHES.values(), ids=CLASHES)
def test_of_two_modules_that_clash_the_later_is_left_out_and_both_are_named(
    first: Module, late: Module, name: str
) -> None:
    assert names_of(merged(first)) == ["estate"]
    catalog = merged(first, late)
    assert names_of(catalog) == ["estate"]
    problem = only_problem(catalog)
    assert 'module "late"' in problem.casefold()
    assert '"estate"' in problem
    assert f'"{name}"' in problem
    assert catalog.problems[0].origin == "late"


INDEPENDENT = {
    what: (first, late, name)
    for what, (first, late, name) in CLASHES.items()
    if not late.fields.get("Property") and not late.relations
}


@pytest.mark.parametrize(("first", "late", "name"), INDEPENDENT.values(), ids=INDEPENDENT)
def test_the_order_decides_which_of_them_stays(first: Module, late: Module, name: str) -> None:
    catalog = merged(late, first)
    assert names_of(catalog) == ["late"]
    problem = only_problem(catalog)
    assert f'"{name}"' in problem


@pytest.mark.parametrize("name", sorted(CORE_TYPES))
def test_no_entity_takes_a_type_of_the_core(name: str) -> None:
    catalog = merged(module("late", entity(name, "strangers")))
    assert names_of(catalog) == []
    assert "the core" in only_problem(catalog)


@pytest.mark.parametrize("name", sorted(CORE_QUERIES))
def test_no_operation_takes_a_query_of_the_core(name: str) -> None:
    assert f'"{name}", which the core has already taken' in only_problem(
        merged(module("late", operations=(operation(name),)))
    )


@pytest.mark.parametrize("name", sorted(CORE_MUTATIONS))
def test_no_operation_takes_a_mutation_of_the_core(name: str) -> None:
    late = Operation(OperationKind.MUTATION, name, operation("x").resolver)
    assert f'"{name}", which the core has already taken' in only_problem(
        merged(module("late", operations=(late,)))
    )


def test_no_module_takes_an_error_code_of_the_core() -> None:
    catalog = merged(module("late", error_codes={"VALIDATION": "Something else."}))
    assert names_of(catalog) == []
    assert '"VALIDATION"' in only_problem(catalog)
    assert "core" in only_problem(catalog)


def test_a_module_that_is_left_out_leaves_nothing_behind() -> None:
    late = module(
        "late",
        entity("Car", "cars"),
        entity("Property", "estates"),
        fields={"Contact": (Field(key="rank", kind="INTEGER"),)},
    )
    catalog = merged(BASE, late)
    assert "Car" not in catalog.entities
    assert "rank" not in catalog.entity("Contact").fields
    next_one = module("next", entity("Car", "cars"), fields={"Contact": (Field(key="rank", kind="TEXT"),)})
    assert names_of(merged(BASE, late, next_one)) == ["estate", "next"]


def test_a_module_may_be_there_once() -> None:
    catalog = merged(BASE, module("estate", entity("Car", "cars")))
    assert list(catalog.entities)[-1] == "Property"
    assert '"estate"' in only_problem(catalog)


def test_a_module_comes_behind_what_it_requires_in_whatever_order_they_were_found() -> None:
    late = module("late", entity("Car", "cars"), requires=("estate",))
    for order in ((BASE, late), (late, BASE)):
        assert names_of(merged(*order)) == ["estate", "late"]


def test_what_a_module_requires_must_be_there() -> None:
    catalog = merged(module("late", entity("Car", "cars"), requires=("estate",)))
    assert "late" not in names_of(catalog)
    assert 'requires the module "estate"' in only_problem(catalog)


def test_modules_that_require_each_other_are_both_refused() -> None:
    catalog = merged(module("one", requires=("two",)), module("two", requires=("one",)), module("fine"))
    assert names_of(catalog) == ["fine"]
    assert {problem.origin for problem in catalog.problems} == {"one", "two"}


def test_a_module_that_requires_one_that_was_left_out_is_left_out_too() -> None:
    refused = module("refused", entity("Contact", "people"))
    catalog = merged(refused, module("late", requires=("refused",)))
    assert names_of(catalog) == []
    assert [problem.origin for problem in catalog.problems] == ["refused", "late"]


WRONG = {
    "unknown kind": (module("late", entity("Car", "cars", Field(key="vin", kind="VIN"))), ['"vin"', '"VIN"']),
    "fields for an unknown entity": (
        module("late", fields={"Boat": (Field(key="length", kind="INTEGER"),)}),
        ['"length"', '"Boat"'],
    ),
    "reference to an unknown entity": (
        module("late", entity("Car", "cars", Field(key="boat", kind="REFERENCE", target="Boat"))),
        ['"boat"', '"Boat"'],
    ),
    "reference without target": (
        module("late", entity("Car", "cars", Field(key="boat", kind="REFERENCE"))),
        ['"boat"', "refers to"],
    ),
    "relation to an unknown entity": (
        module(
            "late",
            relations=(Relation(key="a", singular="a", source="Contact", target="Boat", inverse="b"),),
        ),
        ['"a"', '"Boat"'],
    ),
    "option of another kind": (
        module("late", entity("Car", "cars", Field(key="seats", kind="INTEGER", pattern="a+"))),
        ['"seats"', '"pattern"', "INTEGER"],
    ),
    "bounds that exclude each other": (
        module("late", entity("Car", "cars", Field(key="name", kind="TEXT", min_length=9, max_length=3))),
        ['"name"', "minLength"],
    ),
    "default that the field refuses": (
        module(
            "late",
            entity(
                "Car",
                "cars",
                Field(key="state", kind="CHOICE", options=(ChoiceOption("new"),), default="old"),
            ),
        ),
        ['"state"', '"old"'],
    ),
    "key that is no name": (module("late", entity("Car", "cars", Field(key="VIN", kind="TEXT"))), ['"VIN"']),
    "key of every record": (
        module("late", entity("Car", "cars", Field(key="owner", kind="TEXT"))),
        ['"owner"'],
    ),
    "two fields of one key": (
        module("late", entity("Car", "cars", Field(key="a", kind="TEXT"), Field(key="a", kind="TEXT"))),
        ['"a"'],
    ),
    "entity that is no type name": (module("late", entity("car", "cars")), ['"car"']),
    "entity that is not ASCII": (module("late", entity("Būstas", "homes")), ['"Būstas"']),
    "plural that is no field name": (module("late", entity("Car", "my cars")), ['"my cars"', '"Car"']),
    "module that is no name": (Module(name="Late Module", version="1"), ['"Late Module"']),
    "inverse that is no field name": (
        module(
            "late",
            entity("Car", "cars", Field(key="a", kind="REFERENCE", target="Contact", inverse="my-cars")),
        ),
        ['"my-cars"'],
    ),
    "relation that is no field name": (
        module("late", PROPERTY, relations=(relation("my owners", "keeper", "properties"),)),
        ['"my owners"'],
    ),
    "relation whose singular is no field name": (
        module("late", PROPERTY, relations=(relation("owners", "my keeper", "properties"),)),
        ['"my keeper"'],
    ),
    "relation whose inverse is no field name": (
        module("late", PROPERTY, relations=(relation("owners", "keeper", "my properties"),)),
        ['"my properties"'],
    ),
    "operation that is no field name": (
        module("late", operations=(operation("the answer"),)),
        ['"the answer"'],
    ),
    "error code that is no enum value": (
        module("late", error_codes={"all sold": "x"}),
        ['"all sold"'],
    ),
    "display of a field that is not there": (
        Module(
            name="late",
            version="1",
            entities=(
                Entity(
                    name="Car", plural="cars", fields=(Field(key="vin", kind="TEXT"),), display=("title",)
                ),
            ),
        ),
        ['"Car"', '"title"'],
    ),
    "fallback of a field that is not there": (
        module("late", entity("Car", "cars", display_fallback=("nosuch",))),
        ['"Car"', '"nosuch"'],
    ),
    "no sequence of entities": (Module(name="late", version="1", entities=None), ["late"]),  # type: ignore[arg-type]
    "a field that is none": (module("late", fields={"Contact": ("rank",)}), ["late"]),
    "a field with options of the wrong type": (
        module("late", entity("Car", "cars", Field(key="a", kind="TEXT", max_length="9"))),  # type: ignore[arg-type]
        ["late"],
    ),
}


@pytest.mark.parametrize(("late", "told"), WRONG.values(), ids=WRONG)
def test_a_declaration_that_cannot_stand_costs_its_module_and_says_what_is_wrong(
    late: Module, told: list[str]
) -> None:
    catalog = merged(BASE if "Property" not in {e.name for e in late.entities or ()} else module("x"), late)
    assert late not in catalog.modules
    problem = only_problem(catalog)
    assert f'"{late.name}"' in problem
    for part in told:
        assert part in problem


def test_fields_of_other_modules_entities_say_where_they_come_from_and_lie_outside_the_table() -> None:
    late = module(
        "late",
        fields={
            "Contact": (
                Field(key="rank", kind="INTEGER"),
                Field(key="mentor", kind="REFERENCE", target="Contact", inverse="mentees"),
            )
        },
    )
    contact = merged(late).entity("Contact")
    rank = contact.fields["rank"]
    assert (rank.origin, rank.field_id) == ("late", "late:Contact.rank:INTEGER")
    assert contact.origin == "people"
    assert contact.fields["mentor"].input_name == "mentorId"
    assert contact.lists["mentees"].target == "Contact"
    assert contact.lists["mentees"].origin == "late"
    assert type(rank.storage) is not type(contact.fields["firstName"].storage)


def test_a_field_whose_kind_changes_never_meets_values_of_the_old_kind() -> None:
    ids = {
        merged(module("late", fields={"Contact": (Field(key="rank", kind=kind),)}))
        .entity("Contact")
        .fields["rank"]
        .field_id
        for kind in ("INTEGER", "TEXT")
    }
    assert len(ids) == 2


def test_a_catalog_cannot_be_changed() -> None:
    catalog = merged(BASE)
    for thing, attribute in (
        (catalog, "version"),
        (catalog.entity("Contact"), "table"),
        (catalog.entity("Contact").fields["firstName"], "retired"),
        (catalog.modules[0], "name"),
    ):
        with pytest.raises(FrozenInstanceError):
            setattr(thing, attribute, "changed")


@pytest.mark.parametrize("mapping", ["entities", "kinds", "error_codes"])
def test_a_catalogs_tables_cannot_be_changed_either(mapping: str) -> None:
    catalog = merged(BASE)
    with pytest.raises(TypeError):
        getattr(catalog, mapping)["new"] = None
    for inner in ("fields", "lists", "system"):
        with pytest.raises(TypeError):
            getattr(catalog.entity("Contact"), inner)["new"] = None


def test_the_same_content_has_the_same_hash_whatever_the_version() -> None:
    assert merged(BASE, version=1).hash == merged(BASE, version=2).hash


CHANGED = {
    "a module less": (),
    "another version": (Module(name="estate", version="2", entities=(PROPERTY,)),),
    "another field": (module("estate", entity("Property", "properties", Field(key="a", kind="TEXT"))),),
    "another kind": (module("estate", entity("Property", "properties", Field(key="a", kind="DATE"))),),
    "another label": (
        module("estate", entity("Property", "properties", Field(key="a", kind="TEXT", label={"en": "A"}))),
    ),
    "another entity's label": (module("estate", entity("Property", "properties", label={"en": "House"})),),
    "another description": (module("estate", entity("Property", "properties", description="A house.")),),
    "another plural": (module("estate", entity("Property", "estates")),),
    "another inverse": (
        module(
            "estate",
            entity("Property", "properties", Field(key="a", kind="REFERENCE", target="Contact", inverse="b")),
        ),
    ),
    "another relation": (
        module("estate", PROPERTY, relations=(relation("owners", "keeper", "properties"),)),
    ),
    "a relation by other inputs": (
        module("estate", PROPERTY, relations=(relation("owners", "holder", "properties"),)),
    ),
    "another operation": (module("estate", PROPERTY, operations=(operation("answer"),)),),
    "another error code": (module("estate", PROPERTY, error_codes={"SOLD": "It is sold."}),),
}


def test_other_content_has_another_hash() -> None:
    hashes = {"as it was": merged(BASE).hash} | {
        what: merged(*modules).hash for what, modules in CHANGED.items()
    }
    alike = {
        what: sorted(other for other, value in hashes.items() if value == hash_ and other != what)
        for what, hash_ in hashes.items()
    }
    assert {what: others for what, others in alike.items() if others} == {}


def test_a_module_leaves_indexes_to_its_migrations() -> None:
    late = module("late", entity("Car", "cars", Field(key="name", kind="TEXT", indexed=True)))
    problem = only_problem(merged(late))
    assert 'field "name" of Car: "indexed" is for custom fields' in problem
