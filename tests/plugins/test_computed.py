"""Computed fields in a merge: what they need must be there, and their names are taken like others."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from gql_crm import ChoiceOption, ComputedField, EntityAccess, Field, Module, RowScope
from gql_crm.access import profile_of
from gql_crm.schema.visibility import restrict
from tests.plugins.declarations import custom, entity, merged, module, names_of, only_problem


def load(rows: Sequence[Mapping[str, Any]], _context: object) -> list[None]:
    return [None] * len(rows)


def computed(key: str, *needs: str, kind: str = "TEXT", **more: Any) -> ComputedField:
    return ComputedField(key=key, kind=kind, needs=needs, **{"load": load, **more})


def on_contact(*fields: ComputedField, name: str = "late", **more: Any) -> Module:
    return module(name, requires=("people",), computed={"Contact": fields}, **more)


def test_a_computed_field_may_need_fields_of_all_origins_and_paths() -> None:
    needs = (
        "firstName",
        "rank",
        "createdAt",
        "organization.name",
        "owner.team.name",
        "organization.id",
        "displayName",
    )
    catalog = merged(
        on_contact(computed("word", *needs), fields={"Contact": (Field(key="rank", kind="INTEGER"),)})
    )
    assert catalog.problems == ()
    found = catalog.entity("Contact").computed["word"]
    assert [need.name for need in found.needs] == ["id", *needs]
    assert found.origin == "late"
    assert {read for need in found.needs for read in need.reads} >= {
        ("Contact", "organization"),
        ("Organization", "name"),
        ("User", "team"),
        ("Team", "name"),
    }


def test_a_need_is_a_value_of_python() -> None:
    catalog = merged(on_contact(computed("word", "birthdate", "organization.parent.id")))
    document: dict[str, Any] = {
        "id": "018f0000-0004-7000-8000-000000000001",
        "birthdate": "1980-05-17",
        "organization": {"parent": {"id": "018f0000-0003-7000-8000-000000000002"}},
    }
    found = catalog.entity("Contact").computed["word"]
    row = found.row(document)
    assert {name: repr(value) for name, value in row.items()} == {
        "id": "UUID('018f0000-0004-7000-8000-000000000001')",
        "birthdate": "datetime.date(1980, 5, 17)",
        "organization.parent.id": "UUID('018f0000-0003-7000-8000-000000000002')",
    }
    assert found.row({**document, "organization": {"parent": None}})["organization.parent.id"] is None
    assert found.row({**document, "organization": None})["organization.parent.id"] is None


FAULTS: Mapping[str, tuple[Module, str]] = {
    "a field that is not there": (
        on_contact(computed("word", "firstname")),
        (
            'computed field "word" of Contact needs "firstname", which cannot be had: Contact has no field '
            '"firstname". Did you mean "firstName" or "lastName"?'
        ),
    ),
    "a field of the target that is not there": (
        on_contact(computed("word", "organization.rank")),
        'needs "organization.rank", which cannot be had: Organization has no field "rank".',
    ),
    "a reference without what is needed of it": (
        on_contact(computed("word", "organization")),
        (
            'needs "organization", which cannot be had: "organization" of Contact is a reference; '
            'name a field of its target, such as "organization.id".'
        ),
    ),
    "a path through a value": (
        on_contact(computed("word", "firstName.length")),
        '"firstName" of Contact is no reference to one record.',
    ),
    "a list": (
        on_contact(computed("word", "consents")),
        'needs "consents", which cannot be had: "consents" of Contact is a list.',
    ),
    "a list on the way": (
        on_contact(computed("word", "organization.contacts.firstName")),
        '"contacts" of Organization is a list.',
    ),
    "another computed field": (
        on_contact(computed("one", "firstName"), computed("two", "one")),
        '"two" of Contact needs "one", which cannot be had: "one" of Contact is computed itself.',
    ),
    "an entity that is not there": (
        module("late", computed={"Lead": (computed("word"),)}),
        'computed field "word" of Lead names the entity "Lead", which is not there; there are Contact,',
    ),
    "a kind that nothing has registered": (
        on_contact(computed("word", kind="HAIKU")),
        'computed field "word" of Contact has the kind "HAIKU", which nothing has registered',
    ),
    "a reference": (
        on_contact(computed("word", kind="USER")),
        'has the kind "USER"; a computed field holds a value and refers to no record.',
    ),
    "options without any": (on_contact(computed("word", kind="CHOICE")), "at least one option"),
    "no function": (
        on_contact(computed("word", load="load")),
        '"load" of the computed field "word" of Contact is no function.',
    ),
    "a key that is no name": (on_contact(computed("two words")), '"two words"'),
    "a key of every record": (on_contact(computed("owner")), '"owner"'),
    "the key of a field": (
        on_contact(computed("firstName")),
        (
            'computed field "firstName" of module "late" wants the name of a field of Contact "firstName", '
            'which field "firstName" of module "people" has already taken.'
        ),
    ),
    "the input of a reference": (
        on_contact(computed("organizationId")),
        'field "organization" of module "people"',
    ),
}


@pytest.mark.parametrize(("wrong", "reason"), FAULTS.values(), ids=FAULTS)
def test_a_computed_field_that_cannot_be_costs_its_module(wrong: Module, reason: str) -> None:
    catalog = merged(wrong)
    assert names_of(catalog) == []
    assert reason in only_problem(catalog)
    assert catalog.entity("Contact").computed == {}


def test_of_two_computed_fields_of_one_name_the_later_is_refused() -> None:
    catalog = merged(on_contact(computed("word"), name="early"), on_contact(computed("word")))
    assert names_of(catalog) == ["early"]
    problem = only_problem(catalog)
    assert 'computed field "word" of module "late"' in problem
    assert 'computed field "word" of module "early"' in problem


def test_a_custom_field_gives_way_to_a_computed_one() -> None:
    catalog = merged(on_contact(computed("word")), custom_fields=[custom(1, "Contact", "word")])
    contact = catalog.entity("Contact")
    assert "wordCustom" in contact.fields
    assert "word" in contact.computed


def test_an_own_entity_may_have_one_with_an_enum() -> None:
    options = (ChoiceOption("LOW", {"en": "Low"}), ChoiceOption("HIGH", {"en": "High"}))
    level = computed("level", "title", kind="CHOICE", options=options, enum="Level")
    catalog = merged(module("late", entity("Car", "cars"), computed={"Car": (level,)}))
    assert catalog.problems == ()
    assert catalog.entity("Car").computed["level"].kind.output_type.name == "Level"


def test_the_hash_tells_of_what_is_computed_and_not_how() -> None:
    def other(rows: Sequence[object], _context: object) -> list[None]:
        return [None] * len(rows)

    base = merged(on_contact(computed("word", "firstName"))).hash
    assert merged(on_contact(computed("word", "firstName", load=other))).hash == base
    for changed in (
        computed("word", "lastName"),
        computed("words", "firstName"),
        computed("word", "firstName", kind="LONG_TEXT"),
        computed("word", "firstName", label={"en": "Word"}),
    ):
        assert merged(on_contact(changed)).hash != base


CAR = entity(
    "Car", "cars", Field(key="cost", kind="MONEY"), Field(key="buyer", kind="REFERENCE", target="Contact")
)


def seen_by_members(*needs: str, hidden: str = "cost") -> bool:
    """Whether members see a computed field of cars with these needs, of which a field is hidden from them."""
    access = EntityAccess(read=RowScope.ALL, hidden=frozenset({hidden}))
    catalog = merged(
        module(
            "late",
            CAR,
            requires=("people",),
            computed={"Car": (computed("margin", *needs),)},
            permissions={"member": {"Car": access}},
        )
    )
    assert catalog.problems == ()
    restricted = restrict(catalog, profile_of(["member"], catalog.permissions))
    return "margin" in restricted.entity("Car").computed


def test_who_cannot_read_a_need_does_not_see_the_field() -> None:
    assert seen_by_members("title")
    assert seen_by_members("title", "buyer.firstName")
    assert not seen_by_members("title", "cost")
    assert not seen_by_members("title", "buyer.firstName", hidden="buyer")
    assert not seen_by_members("title", "owner.roleKeys")
    assert not seen_by_members("title", hidden="margin")


def test_a_role_cannot_hide_what_its_entity_does_not_have() -> None:
    access = EntityAccess(read=RowScope.ALL, hidden=frozenset({"margins"}))
    late = module(
        "late", CAR, computed={"Car": (computed("margin"),)}, permissions={"member": {"Car": access}}
    )
    assert '"margins", which Car does not have' in only_problem(merged(late))
