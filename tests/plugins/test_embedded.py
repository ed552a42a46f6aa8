"""Objects that some fields of a record make together, in a merge."""

from dataclasses import replace
from typing import Any

import pytest

from gql_crm import Embedded, EntityAccess, Field, FoundList, FoundNode, Module, RowScope
from gql_crm.access import profile_of
from gql_crm.plugins.embedded import embedded_of
from gql_crm.schema.visibility import restrict
from tests.plugins.declarations import entity, merged, module, names_of, only_problem
from tests.schema.test_built import built

SIZE = Embedded(key="size", name="FlatSize", fields={"rooms": "rooms", "area": "area"}, without="plan")


def flats(*objects: Embedded, **more: Any) -> Module:
    fields = (
        Field(key="rooms", kind="INTEGER"),
        Field(key="area", kind="DECIMAL"),
        Field(key="plan", kind="TEXT"),
        Field(key="keepers", kind="MULTI_REFERENCE", target="User"),
    )
    return module("flats", entity("Flat", "flats", *fields, embedded=objects), **more)


def test_an_object_stands_in_the_schema_beside_its_fields() -> None:
    types: Any = built(merged(flats(SIZE))).type_map
    assert list(types["FlatSize"].fields) == ["rooms", "area"]
    assert {"size", "rooms", "area"} <= types["Flat"].fields.keys()
    assert "size" not in types["FlatFilter"].fields
    assert "size" not in types["CreateFlatInput"].fields


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (replace(SIZE, name="flat size"), '"flat size" is no name of a type'),
        (replace(SIZE, name="Contact"), '"Contact"'),
        (replace(SIZE, key="Size"), '"Size" is no name of a field'),
        (replace(SIZE, key="rooms"), '"rooms"'),
        (replace(SIZE, key="timeline"), '"timeline"'),
        (replace(SIZE, fields={}), "it has no members"),
        (replace(SIZE, fields={"Rooms": "rooms"}), '"Rooms" is no name of a field'),
        (replace(SIZE, fields={"rooms": "rom"}), 'it shows "rom", which is no field of Flat'),
        (replace(SIZE, fields={"keepers": "keepers"}), '"keepers", which holds no value of its own'),
        (replace(SIZE, without="nothing"), 'it shows "nothing"'),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_stand_leaves_its_module_out_and_says_why(wrong: Embedded, told: str) -> None:
    catalog = merged(flats(wrong))
    assert names_of(catalog) == []
    assert told in only_problem(catalog)


@pytest.mark.parametrize("hidden", ["rooms", "plan"])
def test_who_cannot_read_one_of_its_fields_has_no_object(hidden: str) -> None:
    everything = EntityAccess(RowScope.ALL, True, RowScope.ALL, RowScope.ALL)
    hiding = replace(everything, hidden=frozenset({hidden}))
    catalog = merged(flats(SIZE, permissions={"member": {"Flat": hiding}}))
    member = restrict(catalog, profile_of(["member"], catalog.permissions))
    assert embedded_of(member.entity("Flat")) == {}
    assert embedded_of(catalog.entity("Flat")) == {"size": SIZE}
    types: Any = built(member).type_map
    assert "FlatSize" not in types
    assert "size" not in types["Flat"].fields


def test_a_found_list_shows_objects_of_its_own_entity_alone() -> None:
    node = FoundNode(name="SeenFlat", entity="Flat", record="flat", embedded=(SIZE,))
    seen = FoundList(key="seen", entity="Tour", node=node, through="flats")
    tour = entity("Tour", "tours", Field(key="flats", kind="MULTI_REFERENCE", target="Flat"))
    there = flats(SIZE)
    good = replace(there, entities=(*there.entities, tour), found_lists=(seen,))
    types: Any = built(merged(good)).type_map
    assert "size" in types["SeenFlat"].fields
    bare = flats()
    bad = replace(bare, entities=(*bare.entities, tour), found_lists=(seen,))
    assert 'it shows "size", which Flat does not have' in only_problem(merged(bad))
