"""Kinds of events in a merge: each key is taken once, and payloads agree with each other."""

from typing import Any

import pytest

from gql_crm import Entity, EventKind, Field, FieldChanged, Module
from gql_crm.plugins.core_event_kinds import CORE_KINDS
from gql_crm.plugins.core_names import CORE_TYPES
from gql_crm.plugins.event_merge import payload_type
from gql_crm.plugins.names import event_type
from tests.plugins.declarations import entity, merged, module, names_of, only_problem


def kind(key: str, *fields: Field, **more: Any) -> EventKind:
    return EventKind(key=key, fields=fields, **more)


def telling(*kinds: EventKind, name: str = "late", entities: tuple[Entity, ...] = ()) -> Module:
    return module(name, *entities, requires=("people",), event_kinds=kinds)


def test_a_kind_is_in_the_catalog_with_its_origin_type_and_fields() -> None:
    catalog = merged(telling(kind("STOCK_WATCH_STARTED", Field(key="watch", kind="TEXT"))))
    assert catalog.problems == ()
    found = catalog.event_kinds["STOCK_WATCH_STARTED"]
    assert (found.origin, found.type_name, list(found.fields)) == (
        "late",
        "StockWatchStartedEvent",
        ["watch"],
    )


def test_the_kinds_of_the_core_are_always_there_and_their_types_are_reserved() -> None:
    catalog = merged()
    assert {one.key for one in CORE_KINDS} <= catalog.event_kinds.keys()
    assert {event_type(one.key) for one in CORE_KINDS} <= CORE_TYPES


def test_a_reference_may_name_any_record() -> None:
    catalog = merged(telling(kind("MET", Field(key="place", kind="REFERENCE", target="Record"))))
    assert catalog.problems == ()
    assert payload_type(catalog.event_kinds["MET"].fields["place"]) == "Record"


def test_fields_of_one_name_may_be_in_many_kinds_if_they_are_of_one_type() -> None:
    price = Field(key="price", kind="MONEY")
    assert merged(telling(kind("SOLD", price), kind("BOUGHT", price))).problems == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Field(key="price", kind="MONEY"), Field(key="price", kind="DECIMAL")),
        (Field(key="price", kind="MONEY"), Field(key="price", kind="MONEY", nullable=False)),
        (
            Field(key="price", kind="REFERENCE", target="Contact"),
            Field(key="price", kind="REFERENCE", target="Organization"),
        ),
        (
            Field(key="price", kind="REFERENCE", target="Contact"),
            Field(key="price", kind="MULTI_REFERENCE", target="Contact"),
        ),
    ],
    ids=["kind", "null", "target", "many"],
)
def test_fields_of_one_name_and_two_types_are_refused_and_both_kinds_are_named(
    one: Field, other: Field
) -> None:
    catalog = merged(telling(kind("SOLD", one), name="early"), telling(kind("BOUGHT", other)))
    text = only_problem(catalog)
    assert 'field "price" of event kind "BOUGHT" of module "late"' in text
    assert 'in the event kind "SOLD" of "early"; fields of one name have one type over all kinds' in text
    assert "BOUGHT" not in catalog.event_kinds


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        (kind("record created"), "that is no key; expected capital letters"),
        (kind("LOGGED"), '"LOGGED" of module "late" has a key that "gql_crm" has already taken'),
        (kind("TWICE", Field(key="a", kind="TEXT"), Field(key="a", kind="TEXT")), 'two fields "a"'),
        (kind("X", Field(key="sequence", kind="TEXT")), '"sequence" is the name of something that every'),
        (kind("X", Field(key="a", kind="TEXT", unique=True)), '"unique" of the field "a" has no meaning'),
        (kind("X", Field(key="a", kind="PRICE")), 'has the kind "PRICE", which nothing has registered'),
        (
            kind("X", Field(key="a", kind="REFERENCE", target="Boat")),
            'names the entity "Boat", which is not there; there are Record, Contact',
        ),
        (
            kind("X", told_changes=(FieldChanged(entity="Contact", field="boat", old="a", new="b"),)),
            'tells of "boat", which is no field of Contact that holds one value',
        ),
        (
            kind(
                "X",
                Field(key="a", kind="TEXT"),
                told_changes=(FieldChanged(entity="Contact", field="birthdate", old="a", new="a"),),
            ),
            'needs a field "a" of the kind DATE to tell of changes',
        ),
        (kind("CONTACT", Field(key="a", kind="TEXT"), label={"lt": " "}), "is empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.key,
)
def test_a_kind_that_cannot_stand_costs_its_module(declared: EventKind, told: str) -> None:
    catalog = merged(telling(declared))
    assert told in only_problem(catalog)
    assert "late" not in names_of(catalog)


def test_a_type_that_an_entity_has_is_no_kinds_any_more() -> None:
    catalog = merged(telling(kind("BOAT_SOLD"), entities=(entity("BoatSoldEvent", "boatSoldEvents"),)))
    assert 'wants the type "BoatSoldEvent"' in only_problem(catalog)


@pytest.mark.parametrize("status", ["colour", "weight"])
def test_a_status_is_a_field_that_can_be_told(status: str) -> None:
    boat = entity("Boat", "boats", Field(key="weight", kind="DECIMAL"), status=status)
    assert f'the status of Boat is "{status}"' in only_problem(merged(telling(entities=(boat,))))


def test_other_kinds_and_another_status_make_another_catalog() -> None:
    boat = entity("Boat", "boats", Field(key="state", kind="TEXT"))
    afloat = entity("Boat", "boats", Field(key="state", kind="TEXT"), status="state")
    hashes = {
        merged(one).hash
        for one in (
            telling(entities=(boat,)),
            telling(kind("SUNK"), entities=(boat,)),
            telling(entities=(afloat,)),
        )
    }
    assert len(hashes) == 3


def test_a_reference_in_a_payload_may_roll_up_and_nothing_else() -> None:
    place = Field(key="place", kind="REFERENCE", target="Contact", roll_up=True)
    assert merged(telling(kind("MET", place))).problems == ()
    text = Field(key="place", kind="TEXT", roll_up=True)
    assert '"roll_up" of the field "place" has no meaning' in only_problem(merged(telling(kind("MET", text))))
