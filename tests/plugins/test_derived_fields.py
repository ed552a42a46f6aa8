"""Formulas and roll-ups of modules: what they may read, and what leaves their module out."""

from dataclasses import replace
from typing import Any

import pytest

from gql_crm import Child, Field, Relation, Rollup, RollupFunction
from gql_crm.fields.storage import FormulaStorage, RollupStorage
from gql_crm.plugins.catalog import Catalog
from tests.plugins.declarations import custom, entity, merged, module, names_of, only_problem


def formula(key: str, expression: str, **more: Any) -> Field:
    return Field(key=key, kind="FORMULA", expression=expression, **more)


def rolled(key: str, list_: str, function: RollupFunction = RollupFunction.COUNT, **more: Any) -> Field:
    return Field(key=key, kind="ROLLUP", rollup=Rollup(list=list_, function=function, **more))


def houses(*fields: Field, **more: Any) -> Catalog:
    lodger = Field(key="house", kind="REFERENCE", target="House", inverse="lodgers")
    bills = Child(key="bills", name="Bill", fields=(Field(key="sum", kind="MONEY"),))
    house = entity(
        "House",
        "houses",
        Field(key="rooms", kind="INTEGER"),
        Field(key="rent", kind="MONEY"),
        Field(key="landlord", kind="REFERENCE", target="Contact", inverse="lets"),
        *fields,
        children=(bills,),
    )
    guests = Relation(key="guests", singular="guest", source="House", target="Contact", inverse="stays")
    extensions = {"Contact": (lodger, *more.pop("contact", ()))}
    return merged(module("houses", house, relations=(guests,), fields=extensions, **more))


def kinds_of(catalog: Catalog, entity_name: str = "House") -> dict[str, str]:
    assert catalog.problems == ()
    fields = catalog.entity(entity_name).fields
    return {key: one.kind.name for key, one in fields.items() if one.derived}


def test_they_stand_on_entities_of_the_module_and_on_others() -> None:
    catalog = houses(
        formula("perRoom", "rent / rooms", result="MONEY"),
        formula("sign", 'title & " · " & landlord.lastName'),
        rolled("heads", "lodgers"),
        rolled("paid", "bills", RollupFunction.SUM, field="sum"),
        rolled("eldest", "guests", RollupFunction.MIN, field="birthdate"),
        contact=(
            formula("houseRooms", "house.rooms"),
            rolled("income", "lets", RollupFunction.SUM, field="rent"),
        ),
    )
    assert kinds_of(catalog) == {
        "perRoom": "MONEY",
        "sign": "TEXT",
        "heads": "INTEGER",
        "paid": "MONEY",
        "eldest": "DATE",
    }
    assert kinds_of(catalog, "Contact") == {"houseRooms": "DECIMAL", "income": "MONEY"}
    house = catalog.entity("House").fields
    assert isinstance(house["perRoom"].storage, FormulaStorage)
    assert isinstance(house["heads"].storage, RollupStorage)
    assert not house["perRoom"].field.writable


def test_they_read_each_other_in_any_order() -> None:
    catalog = houses(
        formula("fourfold", "twice * 2"),
        formula("twice", "rooms * 2"),
        rolled("rich", "lodgers", RollupFunction.SUM, field="wealth", filter={"wealth": {"gt": "10"}}),
        contact=(formula("wealth", "house.fourfold + 1"),),
    )
    assert kinds_of(catalog) == {"fourfold": "DECIMAL", "twice": "DECIMAL", "rich": "DECIMAL"}
    reads = catalog.entity("House").fields["fourfold"].reads
    assert reads == {catalog.entity("House").fields["twice"].field_id}


def test_a_later_module_reads_them() -> None:
    first = module("first", entity("House", "houses", formula("twice", "rooms * 2"), ROOMS))
    second = module("second", fields={"House": (formula("more", "twice + 1"),)})
    assert kinds_of(merged(first, second)) == {"twice": "DECIMAL", "more": "DECIMAL"}


ROOMS = Field(key="rooms", kind="INTEGER")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (
            formula("made", "romms * 2"),
            'field "made" of House: At character 1: House has no field "romms". Did you mean "rooms"?',
        ),
        (formula("made", "landlord.age"), 'At character 1: Contact has no field "age".'),
        (formula("made", "rooms +"), "the formula ends"),
        (formula("made", "title", result="INTEGER"), '(valueKind): What the formula yields can be "TEXT"'),
        (formula("made", "rooms", result="MONEY"), "it comes to a number without a currency"),
        (
            Field(key="made", kind="FORMULA"),
            'A FORMULA field needs an expression like "price * share / 100".',
        ),
        (formula("made", "rooms", required=True), '"required" does not apply to the kind FORMULA'),
        (rolled("made", "tenants"), 'field "made" of House (list): House has no list "tenants".'),
        (
            rolled("made", "lodgers", RollupFunction.SUM, field="lastName"),
            '(field): "lastName" is of the kind TEXT, of which there is no SUM.',
        ),
        (
            rolled("made", "lodgers", filter={"statsu": {"eq": "Active"}}),
            '(filter.statsu): Contact has no field "statsu". Did you mean "status"',
        ),
        (
            rolled("made", "lodgers", filter={"birthdate": {"after": "2020-01-01"}}),
            '(filter.birthdate.after): DATE has no operator "after".',
        ),
        (
            rolled("made", "lodgers", filter={"doNotCall": {"eq": "yes"}}),
            '(filter.doNotCall.eq): "yes" does not fit: Boolean cannot represent',
        ),
        (
            rolled("made", "bills", filter={"sum": {"currency": {"is": "EUR"}}}),
            '(filter.sum.currency.is): CHOICE has no operator "is".',
        ),
        (
            rolled("made", "lodgers", filter={"organizationId": "x"}),
            '(filter.organizationId): "x" is no condition; expected an object',
        ),
    ],
)
def test_what_cannot_stand_leaves_the_module_out_and_is_named(field: Field, said: str) -> None:
    catalog = houses(field)
    assert names_of(catalog) == []
    problem = only_problem(catalog)
    assert problem.startswith('Module "houses" of "plugin-houses" is left out: field "made" of House')
    assert said in problem


def test_fields_that_would_read_themselves_are_refused_and_the_way_is_named() -> None:
    catalog = houses(
        formula("one", "landlord.two"),
        formula("beside", "rooms"),
        rolled("three", "guests", RollupFunction.MAX, field="two"),
        contact=(formula("two", "house.three + 1"),),
    )
    assert names_of(catalog) == []
    text = "computed fields would read themselves: Contact.two → House.three → Contact.two."
    assert text in only_problem(catalog) or (
        "computed fields would read themselves: House.three → Contact.two → House.three."
        in only_problem(catalog)
    )


def test_what_is_unknown_is_told_rather_than_who_waits_for_it() -> None:
    catalog = houses(formula("one", "two * 2"), formula("two", "nothing * 2"))
    assert 'field "two" of House: At character 1: House has no field "nothing".' in only_problem(catalog)


def test_what_is_too_large_for_a_statement_is_refused() -> None:
    sums = [formula("f0", " + ".join(["rooms"] * 9))]
    sums += [formula(f"f{one}", " + ".join([f"f{one - 1}"] * 10)) for one in range(1, 3)]
    problem = only_problem(houses(*sums))
    assert 'field "f2" of House and what it reads have more than 2000 parts' in problem


@pytest.mark.parametrize(
    "fields",
    [
        {"children": (Child(key="bills", name="Bill", fields=(formula("made", "1"),)),)},
        {"display": ("made",)},
    ],
    ids=["children", "display"],
)
def test_only_fields_of_entities_are_computed_and_records_are_called_by_none(fields: dict[str, Any]) -> None:
    given = {"display": ("title",), **fields}
    house = entity("House", "houses", formula("made", "title"))
    catalog = merged(module("houses", replace(house, **given)))
    assert 'field "made" of' in only_problem(catalog)


def test_it_is_left_out_with_an_entity_that_is_not_there() -> None:
    catalog = merged(module("houses", fields={"Boat": (formula("made", "1"),)}))
    assert 'field "made" of Boat names the entity "Boat", which is not there' in only_problem(catalog)


def test_fields_of_users_are_not_read_by_modules_and_read_what_modules_compute() -> None:
    bound = {"twice": ("NUMBER", "houses:House.twice:FORMULA")}
    later = custom(1, "House", "more", "FORMULA", expression="twice + 1", bound=bound, result="DECIMAL")
    house = entity("House", "houses", ROOMS, formula("twice", "rooms * 2"))
    catalog = merged(module("houses", house), custom_fields=[later])
    assert kinds_of(catalog) == {"twice": "DECIMAL", "more": "DECIMAL"}
    reading = module("reader", fields={"House": (formula("wrong", "more + 1"),)})
    assert 'House has no field "more"' in only_problem(
        merged(module("houses", house), reading, custom_fields=[later])
    )
