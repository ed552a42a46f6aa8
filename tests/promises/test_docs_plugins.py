"""The plugin that docs/plugins.md builds does what the page says."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from gql_crm.testing import Crm, Template, open_crm
from tests.promises.pages import run_python
from tests.promises.sources import ROOT


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    return run_python(ROOT / "docs" / "plugins.md", monkeypatch)


@pytest_asyncio.fixture
async def pets(crm_template: Template, page: dict[str, Any]) -> AsyncIterator[Crm]:
    """A CRM with the page's module, whose table is made without migrations."""
    more: dict[str, Any] = {
        name: page[name.upper()] for name in ("settings", "permissions", "seeds", "computed", "interfaces")
    }
    more |= {name: page[name.upper()] for name in ("before_write", "after_commit")}
    own = (page["OLDEST_PET"], *page["LOOKS_FOR"]["Contact"])
    more["fields"] = {"Contact": (*page["PETS"].fields["Contact"], *own)}
    more["entities"] = (replace(page["PET"], fields=(*page["PET"].fields, *page["WEIGHT"])),)
    more |= {"found_lists": page["WATCHED"], "event_kinds": page["EVENT_KINDS"]}
    module = replace(page["PETS"], operations=(page["ADOPT"],), models=None, migrations=None, **more)
    template = await crm_template.with_modules([module], page["register_field_kinds"]())
    async with open_crm(template) as crm:
        yield crm


async def test_the_test_of_the_page_passes(pets: Crm, page: dict[str, Any]) -> None:
    await page["test_a_pet_is_shown_by_its_name"](pets)


async def test_the_children_of_the_page_are_kept_by_their_ids(pets: Crm, page: dict[str, Any]) -> None:
    await page["test_a_vaccination_is_kept_by_its_id"](pets)


async def test_the_pets_of_the_page_tell_their_age(pets: Crm, page: dict[str, Any]) -> None:
    await page["test_a_pet_tells_its_age"](pets)


async def test_the_formulas_and_roll_ups_of_the_page_are_computed(pets: Crm, page: dict[str, Any]) -> None:
    await page["test_what_is_computed_of_pets"](pets)


async def test_the_living_beings_of_the_page_have_an_interface(pets: Crm, page: dict[str, Any]) -> None:
    await page["test_contacts_and_pets_are_living_beings"](pets)


async def test_the_keepers_of_the_page_find_pets(pets: Crm, page: dict[str, Any]) -> None:
    await page["test_a_keeper_finds_the_pets_that_fit"](pets)


async def test_the_keepers_of_the_page_are_told_of_pets(pets: Crm, page: dict[str, Any]) -> None:
    await page["test_a_keeper_is_told_of_the_pets_that_fit"](pets)


async def test_the_rules_and_works_of_the_page_hold(pets: Crm, page: dict[str, Any]) -> None:
    await page["test_rules_and_works_of_pets"](pets)


async def test_the_settings_of_the_page_are_set(pets: Crm) -> None:
    data = await pets.data(
        """mutation {
          updatePetsSettings(input: {trialDays: 30}) { petsSettings { trialDays } userErrors { code } }
        }"""
    )
    assert data["updatePetsSettings"] == {"petsSettings": {"trialDays": 30}, "userErrors": []}
    data = await pets.data("{ moduleSettings { pets { trialDays } } }")
    assert data["moduleSettings"]["pets"] == {"trialDays": 30}


async def test_the_permissions_of_the_page_let_members_see_all_pets(pets: Crm) -> None:
    await pets.create("Pet", {"name": "Rex"})
    data = await pets.data("{ pets { totalCount } }", actor=await pets.user("Tomáš"))
    assert data["pets"]["totalCount"] == 1


async def test_the_operation_of_the_page_writes_both_sides(pets: Crm) -> None:
    keeper = await pets.create("Contact", {"firstName": "Jonas"})
    data = await pets.data(
        """mutation ($keeper: ID!) {
          adoptPet(keeperId: $keeper, pet: {name: "Rex"}) {
            pet { name keepers { nodes { firstName pets { totalCount } } } }
            userErrors { code }
          }
        }""",
        keeper=str(keeper.id),
    )
    pet = {"name": "Rex", "keepers": {"nodes": [{"firstName": "Jonas", "pets": {"totalCount": 1}}]}}
    assert data["adoptPet"] == {"pet": pet, "userErrors": []}


async def test_the_operation_of_the_page_refuses(pets: Crm) -> None:
    keeper = await pets.create("Contact", {"firstName": "Jonas"})
    data = await pets.data(
        """mutation ($keeper: ID!) {
          adoptPet(keeperId: $keeper, pet: {name: "Rex", keeperIds: []}) {
            pet { id }
            userErrors { code field }
          }
        }""",
        keeper=str(keeper.id),
    )
    errors = [{"code": "VALIDATION", "field": ["pet", "keeperIds"]}]
    assert data["adoptPet"] == {"pet": None, "userErrors": errors}


async def test_the_kind_of_the_page_serves_custom_fields(pets: Crm) -> None:
    definition = '{entity: "Pet", key: "chip", kind: PET_CHIP}'
    await pets.data(f"mutation {{ createField(input: {definition}) {{ userErrors {{ code }} }} }}")
    data = await pets.data(
        'mutation { createPet(input: {name: "Rex", chip: "12"}) { userErrors { field message } } }'
    )
    text = '"12" is no microchip number; expected 15 digits.'
    assert data["createPet"]["userErrors"] == [{"field": ["chip"], "message": text}]
