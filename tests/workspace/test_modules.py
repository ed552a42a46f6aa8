"""Modules are switched on and off while the workspace runs: their types come and go, their data stay."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from gql_crm import EntityAccess, Field, RowScope
from gql_crm.testing import Crm, Template, open_crm
from tests.plugins.declarations import entity, module
from tests.workspace.workers import CREATE_FIELD, two_workers

ENABLE = """
mutation ($name: String!) {
  enableModule(name: $name) {
    module { name enabled } catalogVersion userErrors { code field message }
  }
}
"""
DISABLE = ENABLE.replace("enableModule", "disableModule")
PROPERTIES = "{ properties { nodes { title ownerContacts { nodes { displayName } } } } }"
CONTACT = "{ contacts { nodes { firstName propertyInterest properties { totalCount } } } }"
MODULES = "{ catalog { modules { name enabled } problems { origin message } } }"
PROBLEMS = "{ catalog { problems { origin message } } }"

RANK = Field(key="rank", kind="INTEGER", description="How good it is.")
SIZE = Field(key="size", kind="INTEGER", description="How many it has.", default=3)
NICKNAME = Field(key="shopName", kind="TEXT", description="How friends call it.")
STORE = entity("Store", "stores", Field(key="secret", kind="TEXT", description="Whispered."))
MEMBERS = {"Store": EntityAccess(read=RowScope.ALL, hidden=frozenset({"secret"}))}
SHOPS = module(
    "shops",
    STORE,
    requires=("people",),
    fields={"Contact": (NICKNAME,)},
    settings=(SIZE,),
    permissions={"member": MEMBERS},
    seeds={"Store": ({"title": "First"}, {"title": "Second"})},
)
CHAINS = module("chains", entity("Chain", "chains"), requires=("shops",))
RIVAL = module("rival", requires=("people",), fields={"Contact": (NICKNAME,)})
LEANING = module("leaning", fields={"Store": (RANK,)})


async def switch(crm: Crm, document: str, name: str, **more: Any) -> dict[str, Any]:
    (payload,) = (await crm.data(document, name=name, **more)).values()
    answer: dict[str, Any] = payload
    return answer


async def switched(crm: Crm, document: str, name: str) -> None:
    answer = await switch(crm, document, name)
    assert answer["userErrors"] == []
    assert answer["module"] == {"name": name, "enabled": document is ENABLE}


async def refusal(crm: Crm, document: str, name: str, **more: Any) -> tuple[str, str]:
    answer = await switch(crm, document, name, **more)
    assert answer["module"] is None
    assert answer["catalogVersion"] is None
    (error,) = answer["userErrors"]
    return error["code"], error["message"]


@pytest_asyncio.fixture(scope="module")
async def shops_template(crm_template: Template) -> Template:
    return await crm_template.with_modules([SHOPS, CHAINS, LEANING])


@pytest_asyncio.fixture
async def shops(shops_template: Template) -> AsyncIterator[Crm]:
    """A CRM where three modules that build on each other are installed and switched off."""
    async with open_crm(shops_template) as crm:
        for name in ("leaning", "chains", "shops"):
            await switched(crm, DISABLE, name)
        yield crm


async def sold_house(crm: Crm) -> None:
    owner = await crm.create("Contact", {"firstName": "Rūta", "propertyInterest": "SELL"})
    await crm.create("Property", {"title": "Namas", "ownerContactIds": [str(owner.id)]})


async def test_all_of_a_module_leaves_the_schema_and_comes_back_with_its_data(crm: Crm) -> None:
    await sold_house(crm)
    before = await crm.data(PROPERTIES), await crm.data(CONTACT)
    await switched(crm, DISABLE, "real_estate")
    for document in (
        PROPERTIES,
        CONTACT,
        "{ contacts(filter: {propertyInterest: {eq: SELL}}) { totalCount } }",
    ):
        answer = await crm.execute(document)
        assert "data" not in answer
        assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    sdl = await crm.workspace.sdl(crm.admin)
    for gone in ("type Property ", "CADASTRAL_NUMBER", "listPropertyForOwner", "propertyInterest"):
        assert gone not in sdl
    await switched(crm, ENABLE, "real_estate")
    assert (await crm.data(PROPERTIES), await crm.data(CONTACT)) == before


async def test_what_is_written_without_a_module_leaves_its_values_alone(crm: Crm) -> None:
    await sold_house(crm)
    (contact,) = (await crm.data("{ contacts { nodes { id } } }"))["contacts"]["nodes"]
    await switched(crm, DISABLE, "real_estate")
    document = (
        'mutation ($id: ID!) { updateContact(id: $id, input: {lastName: "K"}) { userErrors { code } } }'
    )
    await crm.data(document, id=contact["id"])
    await switched(crm, ENABLE, "real_estate")
    (contact,) = (await crm.data(CONTACT))["contacts"]["nodes"]
    assert contact == {"firstName": "Rūta", "propertyInterest": "SELL", "properties": {"totalCount": 1}}


async def test_custom_fields_of_a_modules_entity_and_kind_go_and_come_with_it(crm: Crm) -> None:
    for field in (
        {"entity": "Property", "key": "outlook", "kind": "TEXT"},
        {"entity": "Contact", "key": "plot", "kind": "CADASTRAL_NUMBER"},
        {"entity": "Contact", "key": "dream", "kind": "REFERENCE", "targetEntity": "Property"},
    ):
        assert (await crm.data(CREATE_FIELD, input=field))["createField"]["userErrors"] == []
    await crm.create("Property", {"title": "Namas", "outlook": "jūra"})
    await switched(crm, DISABLE, "real_estate")
    assert "errors" in await crm.execute("{ contacts { nodes { plot } } }")
    assert "errors" in await crm.execute("{ contacts { nodes { dream { id } } } }")
    await switched(crm, ENABLE, "real_estate")
    data = await crm.data("{ properties { nodes { outlook } } contacts { nodes { plot dream { id } } } }")
    assert data["properties"]["nodes"] == [{"outlook": "jūra"}]


async def test_a_field_for_an_entity_of_a_disabled_module_is_refused_with_its_name(crm: Crm) -> None:
    await switched(crm, DISABLE, "real_estate")
    field = {"entity": "Property", "key": "outlook", "kind": "TEXT"}
    (error,) = (await crm.data(CREATE_FIELD, input=field))["createField"]["userErrors"]
    assert error["code"] == "NOT_FOUND"
    assert error["message"] == 'The module "real_estate", which has the entity "Property", is not enabled.'


async def test_the_catalog_lists_modules_that_are_switched_off(crm: Crm) -> None:
    await switched(crm, DISABLE, "real_estate")
    modules = {one["name"]: one["enabled"] for one in (await crm.data(MODULES))["catalog"]["modules"]}
    assert modules["people"] is True
    assert modules["real_estate"] is False


async def test_switching_what_is_so_already_changes_nothing(crm: Crm) -> None:
    version = crm.workspace.live.versions.catalog.version
    await switched(crm, ENABLE, "real_estate")
    assert crm.workspace.live.versions.catalog.version == version
    await switched(crm, DISABLE, "real_estate")
    await switched(crm, DISABLE, "real_estate")
    assert crm.workspace.live.versions.catalog.version == version + 1


async def test_a_module_that_others_require_stays(shops: Crm) -> None:
    await switched(shops, ENABLE, "shops")
    await switched(shops, ENABLE, "chains")
    code, message = await refusal(shops, DISABLE, "shops")
    assert (code, message) == ("MODULE_IN_USE", '"chains" depends on the module "shops"; disable it first.')


async def test_a_module_whose_entity_others_extend_without_saying_so_stays(shops: Crm) -> None:
    await switched(shops, ENABLE, "shops")
    await switched(shops, ENABLE, "leaning")
    code, message = await refusal(shops, DISABLE, "shops")
    assert code == "MODULE_IN_USE"
    assert '"leaning"' in message


async def test_what_a_module_requires_must_be_enabled_first(shops: Crm) -> None:
    code, message = await refusal(shops, ENABLE, "chains")
    assert code == "INVALID_STATE"
    assert message == 'The module "chains" requires "shops", which is not enabled; enable that first.'


async def test_users_and_teams_cannot_be_switched_off(crm: Crm) -> None:
    code, _ = await refusal(crm, DISABLE, "identity")
    assert code == "MODULE_IN_USE"


@pytest.mark.parametrize("document", [ENABLE, DISABLE])
async def test_an_unknown_module_is_not_found_with_a_way_out(crm: Crm, document: str) -> None:
    code, message = await refusal(crm, document, "real_estat")
    assert code == "NOT_FOUND"
    assert 'Did you mean "real_estate"?' in message
    assert "refreshPlugins" in message


@pytest.mark.parametrize("document", [ENABLE, DISABLE])
async def test_only_administrators_switch_modules(crm: Crm, document: str) -> None:
    member = await crm.user("Rasa")
    code, _ = await refusal(crm, document, "real_estate", actor=member)
    assert code == "FORBIDDEN"


async def test_of_two_modules_with_one_field_the_later_is_refused_and_both_are_named(
    shops_template: Template,
) -> None:
    given = shops_template.contributions
    rival = replace(shops_template, contributions=replace(given, modules=[("rivals", RIVAL), *given.modules]))
    async with open_crm(rival) as crm:
        problems = (await crm.data(MODULES))["catalog"]["problems"]
        assert [problem["origin"] for problem in problems] == ["shops", "chains", "leaning"]
        for name in ("leaning", "chains", "shops", "rival"):
            await switched(crm, DISABLE, name)
        await switched(crm, ENABLE, "shops")
        code, message = await refusal(crm, ENABLE, "rival")
        assert code == "VALIDATION"
        assert '"rival"' in message
        assert '"shops"' in message
        assert '"shopName"' in message
        await switched(crm, DISABLE, "shops")
        await switched(crm, ENABLE, "rival")


async def test_a_module_whose_field_has_the_name_of_a_custom_field_waits_until_that_is_renamed(
    shops: Crm,
) -> None:
    field = {"entity": "Contact", "key": "shopName", "kind": "TEXT"}
    assert (await shops.data(CREATE_FIELD, input=field))["createField"]["userErrors"] == []
    code, message = await refusal(shops, ENABLE, "shops")
    assert code == "VALIDATION"
    assert '"Contact.shopName"' in message
    assert "renameField" in message
    arguments = 'entity: "Contact", key: "shopName", newKey: "alias"'
    await shops.data(f"mutation {{ renameField({arguments}) {{ userErrors {{ code }} }} }}")
    await switched(shops, ENABLE, "shops")
    await shops.data("{ contacts { nodes { shopName alias } } }")


async def test_seeds_are_made_at_the_first_time_only(shops: Crm) -> None:
    stores = "{ stores(orderBy: [{title: ASC}]) { nodes { title } } }"
    async with shops.workspace.database.connection() as connection:
        await connection.execute("DELETE FROM module_state WHERE name = 'shops'")
    await switched(shops, ENABLE, "shops")
    assert [one["title"] for one in (await shops.data(stores))["stores"]["nodes"]] == ["First", "Second"]
    await switched(shops, DISABLE, "shops")
    await switched(shops, ENABLE, "shops")
    assert len((await shops.data(stores))["stores"]["nodes"]) == 2


async def test_permissions_of_a_module_hold_for_its_entities(shops: Crm) -> None:
    await switched(shops, ENABLE, "shops")
    member = await shops.user("Rasa")
    await shops.data("{ stores { nodes { secret } } }")
    await shops.data("{ stores { nodes { title } } }", actor=member)
    assert "errors" in await shops.execute("{ stores { nodes { secret } } }", actor=member)
    create = 'mutation { createStore(input: {title: "x"}) { store { id } userErrors { code } } }'
    assert (await shops.data(create, actor=member))["createStore"]["userErrors"] == [{"code": "FORBIDDEN"}]


async def test_another_worker_follows_at_its_next_request(crm_template: Template) -> None:
    document = "{ properties { totalCount } }"
    async with two_workers(crm_template) as workers:
        await switched(workers.speaking, DISABLE, "real_estate")
        await workers.deaf.execute(document)  # the answer tells of a newer one
        async with asyncio.timeout(60):
            while "errors" not in await workers.deaf.execute(document):  # noqa: ASYNC110 (it tells nobody)
                await asyncio.sleep(0.01)
        await switched(workers.speaking, ENABLE, "real_estate")
        await workers.deaf.data(document)


async def test_a_write_of_a_disabled_module_is_refused_by_every_worker(crm_template: Template) -> None:
    create = 'mutation { createProperty(input: {title: "Namas"}) { property { id } } }'
    async with two_workers(crm_template) as workers:
        await workers.deaf.data(create)
        await switched(workers.speaking, DISABLE, "real_estate")
        assert "data" not in await workers.deaf.execute(create)
        await switched(workers.speaking, ENABLE, "real_estate")
        assert (await workers.deaf.data("{ properties { totalCount } }"))["properties"]["totalCount"] == 1


async def test_each_change_of_the_catalog_is_told_to_who_follows(crm: Crm) -> None:
    changes = crm.workspace.live.changes()
    first = asyncio.ensure_future(anext(changes))
    await asyncio.sleep(0)
    await switched(crm, DISABLE, "real_estate")
    change = await asyncio.wait_for(first, 5)
    catalog = crm.workspace.live.versions.catalog
    assert (change.version, change.hash) == (catalog.version, catalog.hash)
    before = catalog.hash
    await switched(crm, ENABLE, "real_estate")
    change = await asyncio.wait_for(anext(changes), 5)
    assert change.version == catalog.version + 1
    assert change.hash != before


async def test_the_hash_of_the_same_content_is_the_same_again(crm: Crm) -> None:
    before = crm.workspace.live.versions.catalog.hash
    await switched(crm, DISABLE, "real_estate")
    assert crm.workspace.live.versions.catalog.hash != before
    await switched(crm, ENABLE, "real_estate")
    assert crm.workspace.live.versions.catalog.hash == before
