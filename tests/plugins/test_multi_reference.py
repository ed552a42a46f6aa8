"""Fields that refer to many records: the names that they take, the lists that they make."""

import pytest

from gql_crm import Field, Relation
from gql_crm.fields.storage import LinksStorage
from gql_crm.plugins.merge import CustomField
from tests.plugins.declarations import custom, entity, merged, module, names_of, only_problem

FRIENDS = Field(key="friends", kind="MULTI_REFERENCE", target="Contact", inverse="friendOf")


def test_the_field_is_among_the_fields_and_its_records_are_a_list() -> None:
    contact = merged(module("late", fields={"Contact": (FRIENDS,)})).entity("Contact")
    field, own, back = contact.fields["friends"], contact.lists["friends"], contact.lists["friendOf"]
    assert field.storage == LinksStorage(field.field_id)
    assert (own.target, own.field_id, own.side, own.own_field) == ("Contact", field.field_id, "source", field)
    assert (back.target, back.field_id, back.side, back.own_field) == (
        "Contact",
        field.field_id,
        "target",
        None,
    )
    assert own.inputs
    assert list(own.inputs) == ["friendsIds", "addFriendsIds", "removeFriendsIds"]
    assert back.inputs is None
    assert "friends" not in contact.value_fields


def test_a_field_of_the_entitys_own_module_lies_in_links_too() -> None:
    club = entity("Club", "clubs", Field(key="members", kind="MULTI_REFERENCE", target="Contact"))
    field = merged(module("late", club)).entity("Club").fields["members"]
    assert field.storage == LinksStorage("late:Club.members")


@pytest.mark.parametrize("key", ["friends", "friendsIds", "addFriendsIds", "removeFriendsIds"])
def test_all_names_that_are_made_of_the_key_are_taken(key: str) -> None:
    first = module("first", fields={"Contact": (FRIENDS,)})
    later = module("later", fields={"Contact": (Field(key=key, kind="TEXT"),)})
    catalog = merged(first, later)
    assert names_of(catalog) == ["first"]
    text = only_problem(catalog)
    assert '"later"' in text
    assert 'field "friends" of module "first"' in text


def test_it_takes_no_name_that_a_relation_has() -> None:
    relation = Relation(
        key="people", singular="friends", source="Club", target="Contact", inverse="memberships"
    )
    club = module("first", entity("Club", "clubs"), relations=(relation,))
    later = module(
        "later", fields={"Club": (Field(key="friends", kind="MULTI_REFERENCE", target="Contact"),)}
    )
    text = only_problem(merged(club, later))
    assert 'relation "people"' in text
    assert "friendsIds" in text


def test_a_clashing_inverse_leaves_none_of_the_names_taken() -> None:
    clashing = custom(1, "Contact", "pals", "MULTI_REFERENCE", target="Contact", inverse="firstName")
    catalog = merged(custom_fields=[clashing, custom(2, "Contact", "addPalsIds")])
    fields = catalog.entity("Contact").fields
    assert "addPalsIds" in fields
    assert "pals" not in catalog.entity("Contact").lists
    assert "palsCustom" in catalog.entity("Contact").lists


def test_a_retired_one_is_read_and_keeps_its_names() -> None:
    retired = CustomField(1, "Contact", FRIENDS, "custom:1", retired=True)
    catalog = merged(custom_fields=[retired, custom(2, "Contact", "addFriendsIds")])
    contact = catalog.entity("Contact")
    assert contact.lists["friends"].inputs is None
    assert "addFriendsIdsCustom" in contact.fields


def test_one_whose_target_is_not_there_waits() -> None:
    catalog = merged(custom_fields=[custom(1, "Contact", "cars", "MULTI_REFERENCE", target="Car")])
    contact = catalog.entity("Contact")
    assert "cars" not in {*contact.fields, *contact.lists}
    assert not catalog.problems
