"""Custom entities in the merge: they give way to what a release brings, and keep what is theirs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from gql_crm import Entity, Field
from gql_crm.plugins.catalog import CUSTOM, Catalog
from gql_crm.plugins.merge import Contributions, CustomEntity, merge
from gql_crm.plugins.module import Module
from tests.plugins.declarations import NOW, contributions, custom, entity, merged, module, only_problem

BOATS = module("marina", entity("Boat", "boats"))


def own(number: int, name: str = "Boat", plural: str = "boats", *display: str, **more: Any) -> CustomEntity:
    """A custom entity as it comes from the database."""
    return CustomEntity(number, Entity(name=name, plural=plural, fields=(), display=display), **more)


def given(*modules: Module, entities: Sequence[CustomEntity], **more: Any) -> Contributions:
    return replace(contributions(*modules, **more), custom_entities=entities)


def merged_with(*modules: Module, entities: Sequence[CustomEntity], **more: Any) -> Catalog:
    return merge(given(*modules, entities=entities, **more), version=1, now=NOW)


def test_it_is_an_entity_like_any_other_with_a_table_of_its_number() -> None:
    fields = [custom(5, "custom_3", "name"), custom(6, "custom_3", "mate", "REFERENCE", target="custom_3")]
    boat = merged_with(entities=[own(3, "Boat", "boats", "custom:5")], custom_fields=fields).entity("Boat")
    assert (boat.origin, boat.table, boat.stored_as, boat.retired) == (CUSTOM, "custom_3", "custom_3", False)
    assert boat.entity.display == ("name",)
    assert boat.fields["mate"].target == "Boat"


def test_modules_entities_are_stored_by_their_names() -> None:
    assert {name: one.stored_as for name, one in merged(BOATS).entities.items()} == {
        "Team": "Team",
        "User": "User",
        "Contact": "Contact",
        "Organization": "Organization",
        "Boat": "Boat",
    }


def test_a_release_that_takes_its_name_renames_it_and_nothing_of_theirs_is_mixed() -> None:
    fields = [custom(5, "custom_3", "name"), custom(6, "Contact", "boat", "REFERENCE", target="custom_3"),
              custom(7, "Boat", "berth")]  # fmt: skip
    catalog = merged_with(BOATS, entities=[own(3, "Boat", "boats", "custom:5")], custom_fields=fields)
    assert catalog.entity("Boat").origin == "marina"
    assert list(catalog.entity("Boat").fields) == ["title", "berth"]
    assert list(catalog.entity("BoatCustom").fields) == ["name"]
    assert catalog.entity("BoatCustom").entity.plural == "boatsCustom"
    assert catalog.entity("Contact").fields["boat"].target == "BoatCustom"
    problem = only_problem(catalog)
    for part in ('custom entity "Boat"', 'entity "Boat" of module "marina"', '"BoatCustom"', "renameEntity"):
        assert part in problem


def test_fields_of_a_modules_entity_do_not_join_a_custom_one_that_has_its_name_meanwhile() -> None:
    fields = [custom(5, "Boat", "berth"), custom(6, "Contact", "boat", "REFERENCE", target="Boat")]
    catalog = merged_with(entities=[own(3)], custom_fields=fields)
    assert list(catalog.entity("Boat").fields) == []
    assert "boat" not in catalog.entity("Contact").fields


def test_one_whose_second_name_is_taken_too_gets_a_free_one() -> None:
    entities = [own(3, "BoatCustom", "boatsCustom"), own(4)]
    for order in (entities, entities[::-1]):
        tables = {one.table for one in merged_with(BOATS, entities=order).entities.values()}
        assert {"custom_3", "custom_4"} <= tables


@pytest.mark.parametrize(("name", "plural"), [("boat", "boats"), ("Boat", "Boats"), ("Sheep", "sheep")])
def test_one_without_a_good_name_costs_itself(name: str, plural: str) -> None:
    catalog = merged_with(entities=[own(3, name, plural), own(4)])
    assert catalog.entity("Boat").table == "custom_4"
    assert f'"{name}" is left out' in only_problem(catalog)


def test_it_avoids_the_types_of_operations_and_kinds() -> None:
    contributed = replace(
        given(BOATS, entities=[own(3, "Tide", "tides")]), operation_types={"marina": ["Tide"]}
    )
    catalog = merge(contributed, version=1, now=NOW)
    assert "TideCustom" in catalog.entities
    assert 'an operation of module "marina"' in only_problem(catalog)
    assert "URLCustom" in merged_with(entities=[own(3, "URL", "urls")]).entities


def test_types_of_a_module_that_is_not_there_are_free() -> None:
    contributed = replace(given(entities=[own(3, "Tide", "tides")]), operation_types={"marina": ["Tide"]})
    assert "Tide" in merge(contributed, version=1, now=NOW).entities


def test_an_entity_that_has_not_changed_stays_the_same_object() -> None:
    fields = [custom(5, "custom_3", "owner2", "REFERENCE", target="Contact", inverse="boats")]
    first = given(entities=[own(3)], custom_fields=fields)
    before = merge(first, version=1, now=NOW)
    second = replace(first, custom_entities=[own(3), own(4, "Berth", "berths")])
    after = merge(second, version=2, now=NOW)
    for name in ("Contact", "Organization", "User", "Boat"):
        assert after.entity(name) is before.entity(name)
    assert after.hash != before.hash
    retired = merge(replace(first, custom_entities=[own(3, retired=True)]), version=3, now=NOW)
    assert retired.hash != before.hash
    assert retired.entity("Contact") is before.entity("Contact")


def test_no_module_is_called_as_what_belongs_to_users() -> None:
    problem = only_problem(merged(module("custom", entity("Field", "fields2"))))
    assert "choose another name for the module" in problem


def test_a_modules_field_may_not_lean_on_an_entity_of_users() -> None:
    leaning = module("leaning", fields={"Boat": (Field(key="rank", kind="INTEGER"),)})
    catalog = merged_with(leaning, entities=[own(3)])
    assert 'names the entity "Boat", which is not there' in only_problem(catalog)
