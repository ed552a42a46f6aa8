"""Fields of modules: administrators change what may differ in a workspace, the rest is the program's."""

from typing import Any

import pytest

from gql_crm.testing import Crm, Template, open_crm
from gql_crm.workspace import Workspace
from tests.workspace.workers import database_of

UPDATE = """
mutation ($entity: String!, $key: String!, $input: UpdateFieldInput!) {
  updateField(entity: $entity, key: $key, input: $input) {
    field { key label required default section position options { value label active } }
    userErrors { code field message }
  }
}
"""
CREATE = """
mutation ($input: CreateContactInput!) {
  createContact(input: $input) {
    contact { lastName leadSource }
    userErrors { code field message }
  }
}
"""
SOURCES = ("website", "phone", "email", "referral", "advertisement", "event", "other")


async def update(crm: Crm, key: str, entity: str = "Contact", **given: Any) -> dict[str, Any]:
    answered = await crm.data(UPDATE, entity=entity, key=key, input=given)
    changed: dict[str, Any] = answered["updateField"]
    return changed


async def changed(crm: Crm, key: str, entity: str = "Contact", **given: Any) -> dict[str, Any]:
    answered = await update(crm, key, entity, **given)
    assert answered["userErrors"] == []
    field: dict[str, Any] = answered["field"]
    return field


async def faults(crm: Crm, key: str, entity: str = "Contact", **given: Any) -> list[tuple[str, str, str]]:
    answered = await update(crm, key, entity, **given)
    assert answered["field"] is None
    return [(error["code"], ".".join(error["field"]), error["message"]) for error in answered["userErrors"]]


async def created(crm: Crm, **values: Any) -> dict[str, Any]:
    answered: dict[str, Any] = (await crm.data(CREATE, input=values))["createContact"]
    return answered


def sources(*more: dict[str, Any], inactive: str = "") -> list[dict[str, Any]]:
    return [*({"value": value, "active": value != inactive} for value in SOURCES), *more]


async def test_a_core_field_can_be_required_and_optional_again(crm: Crm) -> None:
    assert (await changed(crm, "lastName", required=True))["required"] is True
    refused = await created(crm, firstName="Ona")
    assert [(error["code"], error["field"]) for error in refused["userErrors"]] == [
        ("REQUIRED", ["lastName"])
    ]
    assert (await changed(crm, "lastName", required=None))["required"] is False
    assert (await created(crm, firstName="Ona"))["userErrors"] == []


async def test_what_a_module_asks_for_can_be_made_optional(crm: Crm) -> None:
    create = (
        'mutation { createOrganization(input: { website: "https://example.com" }) { userErrors { code } } }'
    )
    assert (await crm.data(create))["createOrganization"]["userErrors"] == [{"code": "REQUIRED"}]
    await changed(crm, "name", "Organization", required=False)
    assert (await crm.data(create))["createOrganization"]["userErrors"] == []


async def test_labels_are_the_workspaces_own(crm: Crm) -> None:
    label = {"en": "Surname", "lt": "Pavardė", "fa": "نام خانوادگی"}
    assert (await changed(crm, "lastName", label=label))["label"] == "Surname"
    assert (await changed(crm, "lastName", label=None))["label"] == "Last name"


async def test_a_default_fills_new_records(crm: Crm) -> None:
    assert (await changed(crm, "leadSource", default="referral"))["default"] == "referral"
    assert (await created(crm, lastName="Dvořák"))["contact"]["leadSource"] == "referral"
    ((code, field, message),) = await faults(crm, "leadSource", default="nobody")
    assert (code, field) == ("VALIDATION", "default")
    assert '"nobody"' in message


async def test_options_are_added_and_put_out_of_use(crm: Crm) -> None:
    fair = {"value": "fair", "label": {"en": "Trade fair", "cs": "Veletrh", "bg": "Панаир"}}
    field = await changed(crm, "leadSource", options=sources(fair, inactive="website"))
    assert [option["value"] for option in field["options"]] == [*SOURCES, "fair"]
    assert [option["label"] for option in field["options"]][1::6] == ["Phone call", "Trade fair"]
    assert (await created(crm, lastName="Петров", leadSource="fair"))["contact"]["leadSource"] == "fair"
    refused = await created(crm, lastName="Петров", leadSource="website")
    assert [error["field"] for error in refused["userErrors"]] == [["leadSource"]]


async def test_options_that_people_have_added_stay_too(crm: Crm) -> None:
    await changed(crm, "leadSource", options=sources({"value": "fair"}))
    for options in (sources(), None):
        ((_, field, message),) = await faults(crm, "leadSource", options=options)
        assert (field, message.split(";")[0]) == ("options", 'The option "fair" must stay')


async def test_options_do_not_go(crm: Crm) -> None:
    found = await faults(crm, "leadSource", options=sources()[1:])
    assert found == [("VALIDATION", "options", 'The option "website" must stay; give it with active: false.')]


async def test_options_that_are_an_enum_are_the_programs(crm: Crm) -> None:
    status = [{"value": value} for value in ("KM", "MI", "ROD")]
    ((_, field, message),) = await faults(crm, "odometerUnit", "Vehicle", options=status)
    assert field == "options"
    assert '"ROD" cannot be added: the options are the enum OdometerUnit.' in message


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"unique": True}, "unique"),
        ({"indexed": True}, "indexed"),
        ({"uniqueWithin": ["status"]}, "uniqueWithin"),
    ],
)
async def test_the_rest_is_the_programs_own(crm: Crm, given: dict[str, Any], field: str) -> None:
    ((code, name, message),) = await faults(crm, "lastName", **given)
    assert (code, name) == ("VALIDATION", field)
    assert 'belongs to the module "people"' in message
    assert '"label", "helpText", "required"' in message


@pytest.mark.parametrize(
    ("key", "code", "said"),
    [
        ("lastNam", "NOT_FOUND", 'Contact has no field "lastNam". Did you mean "lastName"'),
        ("createdAt", "FORBIDDEN", '"createdAt" of Contact is part of every record and cannot be changed.'),
    ],
)
async def test_a_field_that_cannot_be_changed_is_told_with_the_way_out(
    crm: Crm, key: str, code: str, said: str
) -> None:
    ((found, field, message),) = await faults(crm, key, required=True)
    assert (found, field) == (code, "key")
    assert said in message


async def test_what_only_operations_set_is_not_asked_of_people(crm: Crm) -> None:
    ((_, field, message),) = await faults(crm, "status", "Visit", required=True)
    assert field == "required"
    assert 'only operations set "status"' in message


async def test_members_change_nothing(crm: Crm) -> None:
    member = await crm.user("Asta")
    answered = await crm.data(
        UPDATE, actor=member, entity="Contact", key="lastName", input={"required": True}
    )
    assert [error["code"] for error in answered["updateField"]["userErrors"]] == ["FORBIDDEN"]


async def test_other_workers_and_later_starts_see_it(crm: Crm, crm_template: Template) -> None:
    await changed(crm, "lastName", required=True, label={"en": "Surname"}, section="name", position=3)
    dsn = crm_template.server.dsn("gql_crm_owner", await database_of(crm))
    other = Crm(await Workspace.open(crm.workspace.settings, dsn=dsn), crm.admin)
    try:
        assert (await created(other, firstName="Ona"))["userErrors"][0]["field"] == ["lastName"]
        await changed(crm, "lastName", required=False)
        assert (await created(other, firstName="Ona"))["userErrors"] == []
    finally:
        await other.workspace.close()


async def test_a_custom_field_is_changed_as_before(crm_template: Template) -> None:
    async with open_crm(crm_template) as crm:
        create = 'mutation { createField(input: {entity: "Contact", key: "size", kind: TEXT, label: "Size"}) '
        await crm.data(create + "{ userErrors { code } } }")
        assert (await changed(crm, "size", maxLength=3))["key"] == "size"
        assert (await created(crm, size="1234"))["userErrors"][0]["field"] == ["size"]
