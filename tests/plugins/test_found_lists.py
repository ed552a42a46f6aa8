"""Lists that are found, in a merge: what they are made of must be there and comparable."""

from dataclasses import replace
from typing import Any

import pytest

from gql_crm import (
    EntityAccess,
    EventKind,
    Field,
    Fits,
    FoundList,
    FoundNode,
    Mark,
    Module,
    RowScope,
    Watch,
    Wish,
)
from gql_crm.access import profile_of
from gql_crm.schema.visibility import restrict
from tests.plugins.declarations import entity, merged, module, names_of, only_problem

FLAT = entity("Flat", "flats", Field(key="rooms", kind="INTEGER"), Field(key="rent", kind="MONEY"))
SEEKER = entity(
    "Seeker",
    "seekers",
    Field(key="roomsMin", kind="INTEGER"),
    Field(key="rentMax", kind="MONEY"),
    Field(key="titles", kind="MULTI_CHOICE", free_choice=True),
)
NODE = FoundNode(name="FlatMatch", entity="Flat", record="flat", finder="seeker", score=True)
ROOMS = Wish(key="roomsMin", of=("rooms",), fits=Fits.AT_LEAST)
RENT = Wish(key="rentMax", of=("rent",), fits=Fits.AT_MOST)
TITLES = Wish(key="titles", of=("title",), fits=Fits.ONE_OF)
MATCHES = FoundList(key="matches", entity="Seeker", node=NODE, wishes=(ROOMS, RENT))


def flats(*lists: FoundList, **more: Any) -> Module:
    return module("flats", FLAT, SEEKER, found_lists=lists, **more)


def test_a_found_list_is_in_the_catalog_of_its_entity() -> None:
    catalog = merged(flats(MATCHES))
    assert catalog.problems == ()
    assert catalog.entity("Seeker").found == {"matches": MATCHES}


def test_two_lists_may_have_the_same_node() -> None:
    other = replace(MATCHES, key="others", wishes=(ROOMS,))
    assert merged(flats(MATCHES, other)).problems == ()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (replace(MATCHES, wishes=()), 'neither "through" nor "wishes"'),
        (replace(MATCHES, through="nothing", wishes=()), '"nothing" is no list of Seeker'),
        (replace(MATCHES, key="title"), "title"),
        (replace(MATCHES, key="Matches"), '"Matches" is no name of a field'),
        (replace(MATCHES, entity="Nobody"), 'names the entity "Nobody", which is not there'),
        (replace(MATCHES, where={"nothing": "X"}), 'reads "nothing", which is no field of Flat'),
        (replace(MATCHES, wishes=(replace(ROOMS, of=("title",)),)), 'cannot be compared with "title"'),
        (replace(MATCHES, wishes=(replace(ROOMS, of=("rent",)),)), 'cannot be compared with "rent"'),
        (replace(MATCHES, wishes=(replace(ROOMS, of=()),)), "looks at no field"),
        (
            replace(MATCHES, wishes=(Wish(key="titles", of=("title",), fits=Fits.ALL_OF),)),
            'cannot be compared with "title"',
        ),
        (replace(MATCHES, led_by=("titles",)), 'led by "titles"; expected one wish of that key'),
        (replace(MATCHES, led_by=("rentMax",)), 'led by "rentMax"; expected one wish of that key, ONE_OF'),
        (
            replace(MATCHES, led_by=("titles",), wishes=(replace(TITLES, or_unknown=True),)),
            'led by "titles", a wish with "when" or "or_unknown"',
        ),
        (replace(MATCHES, led_by=("titles", "titles"), wishes=(TITLES,)), 'led by "titles" twice'),
        (replace(MATCHES, node=replace(NODE, name="flat")), '"flat" is no name of a type'),
        (replace(MATCHES, node=replace(NODE, name="Contact")), "Contact"),
        (replace(MATCHES, node=replace(NODE, finder="flat")), 'two members "flat"'),
        (replace(MATCHES, node=replace(NODE, fields={"x": "nothing"})), 'reads "nothing"'),
        (
            replace(MATCHES, node=replace(NODE, marks={"x": Mark(entity="Ghost", found="a", about="b")})),
            'names the entity "Ghost"',
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_stand_leaves_its_module_out_and_says_why(wrong: FoundList, told: str) -> None:
    catalog = merged(flats(wrong))
    assert names_of(catalog) == []
    assert told in only_problem(catalog)


FITTING = EventKind(
    key="FLATS_FOUND",
    fields=(
        Field(key="flats", kind="MULTI_REFERENCE", target="Flat"),
        Field(key="best", kind="REFERENCE", target="Flat"),
    ),
)
WATCH = Watch(event="FLATS_FOUND", records="flats", where={"title": "open"})


def test_a_watch_makes_changes_of_what_is_found_looked_at() -> None:
    catalog = merged(flats(replace(MATCHES, watch=WATCH), event_kinds=(FITTING,)))
    assert catalog.problems == ()
    assert catalog.write_hooks.watched == {"Flat": {"rooms", "rent"}}


@pytest.mark.parametrize(
    ("watch", "told"),
    [
        (replace(WATCH, event="NOTHING"), 'names the event kind "NOTHING", which is not there'),
        (replace(WATCH, records="best"), 'needs a field "best" of FLATS_FOUND that refers to many records'),
        (replace(WATCH, records="none"), 'needs a field "none" of FLATS_FOUND'),
        (replace(WATCH, unless="seen"), 'names the mark "seen", which its node does not have'),
        (replace(WATCH, where={"nothing": "X"}), 'reads "nothing", which is no field of Seeker'),
        (replace(WATCH, schedule="title"), 'goes by "title"; expected a field of choices'),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_watch_that_could_not_tell_leaves_its_module_out(watch: Watch, told: str) -> None:
    catalog = merged(flats(replace(MATCHES, watch=watch), event_kinds=(FITTING,)))
    assert names_of(catalog) == []
    assert told in only_problem(catalog)


LAST = Field(key="matchedAt", kind="DATETIME", label={"en": "Last match"})


def test_a_watch_gives_its_entity_a_field_that_nobody_writes() -> None:
    watched = replace(MATCHES, watch=replace(WATCH, last=LAST))
    catalog = merged(flats(watched, event_kinds=(FITTING,)))
    assert catalog.problems == ()
    added = catalog.entity("Seeker").fields["matchedAt"]
    assert (added.derived, added.field.writable, added.field.copied) == (True, False, False)
    assert added.field_id not in catalog.entity("Seeker").historic


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (replace(LAST, kind="TEXT"), 'is of the kind TEXT; expected "DATETIME"'),
        (
            replace(LAST, required=True),
            "has options of a field that is written; expected only key, kind, label",
        ),
        (replace(LAST, key="title"), '"title"'),
        (replace(LAST, key="Matched"), '"Matched" cannot be a key'),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_field_that_could_not_say_when_leaves_its_module_out(last: Field, told: str) -> None:
    catalog = merged(flats(replace(MATCHES, watch=replace(WATCH, last=last)), event_kinds=(FITTING,)))
    assert names_of(catalog) == []
    assert told in only_problem(catalog)


def test_two_nodes_of_one_name_have_to_be_the_same() -> None:
    other = replace(MATCHES, key="others", node=replace(NODE, score=False))
    assert 'nodes "FlatMatch" that differ' in only_problem(merged(flats(MATCHES, other)))


def test_who_cannot_read_what_fits_does_not_have_the_list() -> None:
    everything = EntityAccess(RowScope.ALL, True, RowScope.ALL, RowScope.ALL)
    hiding = replace(everything, hidden=frozenset({"rent"}))
    watched = replace(MATCHES, watch=replace(WATCH, last=LAST))
    permissions = {"member": {"Flat": hiding, "Seeker": everything}}
    catalog = merged(flats(watched, event_kinds=(FITTING,), permissions=permissions))
    member = restrict(catalog, profile_of(["member"], catalog.permissions))
    admin = restrict(catalog, profile_of(["admin"], catalog.permissions))
    assert member.entity("Seeker").found == {}
    assert admin.entity("Seeker").found == {"matches": watched}
    has_time = ["matchedAt" in one.entity("Seeker").fields for one in (member, admin)]
    assert has_time == [False, True]
