"""Custom fields in the merge: they give way to what a release brings, and wait for what is switched off."""

from dataclasses import replace

from gql_crm import Field, TextKind
from gql_crm.plugins.catalog import CUSTOM
from tests.plugins.declarations import custom, entity, merged, module, only_problem


class VinKind(TextKind):
    name = "VIN"
    description = "The number of a vehicle."


def test_a_custom_field_is_a_field_of_its_entity_with_a_place_of_its_own() -> None:
    field = merged(custom_fields=[custom(7, "Contact", "budget", "MONEY")]).entity("Contact").fields["budget"]
    assert (field.origin, field.field_id, field.retired) == (CUSTOM, "custom:7", False)


def test_a_release_that_takes_a_custom_fields_key_renames_the_custom_field() -> None:
    release = module("late", fields={"Contact": (Field(key="budget", kind="MONEY"),)})
    catalog = merged(release, custom_fields=[custom(7, "Contact", "budget", "TEXT")])
    fields = catalog.entity("Contact").fields
    assert fields["budget"].origin == "late"
    assert (fields["budgetCustom"].origin, fields["budgetCustom"].field_id) == (CUSTOM, "custom:7")
    problem = only_problem(catalog)
    for part in ("budget", '"late"', "budgetCustom", "renameField"):
        assert part in problem


def test_a_release_that_takes_a_custom_references_input_renames_the_custom_field() -> None:
    release = module("late", fields={"Contact": (Field(key="agentId", kind="TEXT"),)})
    catalog = merged(release, custom_fields=[custom(7, "Contact", "agent", "REFERENCE", target="Contact")])
    fields = catalog.entity("Contact").fields
    assert {key for key, field in fields.items() if field.origin == CUSTOM} == {"agentCustom"}
    assert "agentId" in fields
    later = custom(8, "Contact", "agent")
    catalog = merged(
        release, custom_fields=[custom(7, "Contact", "agent", "REFERENCE", target="Contact"), later]
    )
    assert catalog.entity("Contact").fields["agent"].field_id == "custom:8"


def test_a_custom_field_whose_second_name_is_taken_too_gets_a_free_one() -> None:
    release = module("late", fields={"Contact": (Field(key="budget", kind="MONEY"),)})
    clashing = [custom(7, "Contact", "budgetCustom"), custom(8, "Contact", "budget")]
    for fields in (clashing, clashing[::-1]):
        contact = merged(release, custom_fields=fields).entity("Contact")
        there = {field.field_id for field in contact.fields.values() if field.origin == CUSTOM}
        assert there == {"custom:7", "custom:8"}


def test_no_custom_field_is_there_twice() -> None:
    release = module(
        "late",
        entity("Car", "cars", Field(key="a", kind="REFERENCE", target="Organization", inverse="cars")),
    )
    given = custom(7, "Contact", "firm", "REFERENCE", target="Organization", inverse="cars")
    contact = merged(release, custom_fields=[given]).entity("Contact")
    assert [key for key, field in contact.fields.items() if field.field_id == "custom:7"] == ["firmCustom"]


def test_custom_fields_of_what_is_not_there_wait_without_a_word() -> None:
    waiting = [
        custom(1, "Car", "colour"),
        custom(2, "Contact", "car", "REFERENCE", target="Car"),
        custom(3, "Contact", "vin", "VIN"),
    ]
    catalog = merged(custom_fields=waiting)
    assert not catalog.problems
    assert not {"car", "vin"} & catalog.entity("Contact").fields.keys()
    back = merged(module("late", entity("Car", "cars")), kinds=[VinKind()], custom_fields=waiting)
    assert {"car", "vin"} <= back.entity("Contact").fields.keys()
    assert "colour" in back.entity("Car").fields


def test_a_retired_field_keeps_its_key() -> None:
    retired = replace(custom(1, "Contact", "budget"), retired=True)
    catalog = merged(custom_fields=[retired])
    assert catalog.entity("Contact").fields["budget"].retired
    assert catalog.hash != merged(custom_fields=[custom(1, "Contact", "budget")]).hash


def test_a_custom_field_that_a_newer_kind_would_refuse_is_left_out_and_named() -> None:
    catalog = merged(custom_fields=[custom(1, "Contact", "not a name"), custom(2, "Contact", "fine")])
    assert "fine" in catalog.entity("Contact").fields
    assert "not a name" not in catalog.entity("Contact").fields
    assert "not a name" in only_problem(catalog)
