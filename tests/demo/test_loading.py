import asyncio
from datetime import UTC, datetime

import pytest_asyncio

from gql_crm.demo import load
from gql_crm.fields.field import Field
from gql_crm.plugins.module import Entity, Module
from gql_crm.testing import Crm, Template, open_crm
from tests.demo.conftest import quietly

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
COUNTS = """{
  contacts { totalCount } organizations { totalCount } users { totalCount } properties { totalCount }
}"""
EVERYTHING = """{
  contacts(first: 200) { nodes { id displayName email phone mobile birthdate createdAt description } }
  organizations(first: 200) { nodes { id name phone rating type } }
  properties(first: 200) { nodes { id title parcelNumber ownerContacts { nodes { id } } } }
}"""

GARDEN = Module(
    name="garden",
    version="1",
    entities=(
        Entity(name="Plant", plural="plants", display=("name",), fields=(Field(key="name", kind="TEXT"),)),
    ),
    demo="tests.demo.no_such_module",
)


@pytest_asyncio.fixture(scope="session")
async def garden_template(crm_template: Template) -> Template:
    """A CRM with a module whose demo data cannot be loaded."""
    return await crm_template.with_modules([GARDEN])


async def test_a_second_start_finds_what_the_first_one_left(crm: Crm) -> None:
    told: list[str] = []
    await load(crm.workspace, told.append)
    assert told == [
        "Loading demo data: an agency and its clients",
        'Loading demo data of the module "car_dealership"',
        'Loading demo data of the module "merchandising"',
        'Loading demo data of the module "real_estate"',
    ]
    before = await crm.data(COUNTS)
    told.clear()
    await load(crm.workspace, told.append)
    assert told == []
    assert await crm.data(COUNTS) == before


async def test_demo_data_are_the_same_every_time(crm_template: Template) -> None:
    loaded = []
    for _ in range(2):
        async with open_crm(crm_template, clock=lambda: NOON) as crm:
            await load(crm.workspace, quietly)
            loaded.append(await crm.data(EVERYTHING))
    assert loaded[0] == loaded[1]


async def test_a_workspace_that_is_in_use_is_left_alone(crm: Crm) -> None:
    await crm.create("Organization", {"name": "Ours"})
    await load(crm.workspace, quietly)
    data = await crm.data("{ organizations { totalCount } contacts { totalCount } workspace { name } }")
    assert data["organizations"]["totalCount"] == 1
    assert data["contacts"]["totalCount"] == 0
    assert data["workspace"]["name"] != "Demo agency"


async def test_what_was_deleted_does_not_come_back(crm: Crm) -> None:
    ours = await crm.create("Property", {"title": "Ours"})
    async with crm.records(crm.admin) as records:
        await records.delete("Property", ours.id)
    await load(crm.workspace, quietly)
    data = await crm.data(COUNTS)
    assert data["properties"]["totalCount"] == 0
    assert data["contacts"]["totalCount"] > 0


async def test_of_a_start_that_is_cut_off_nothing_stays(crm: Crm) -> None:
    def cut_off(_text: str) -> None:
        asyncio.get_running_loop().call_later(0.15, task.cancel)

    task = asyncio.ensure_future(load(crm.workspace, cut_off))
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    assert (await crm.data(COUNTS))["organizations"]["totalCount"] == 0
    await load(crm.workspace, quietly)
    assert (await crm.data(COUNTS))["contacts"]["totalCount"] > 0


async def test_a_module_whose_data_cannot_be_loaded_costs_only_them(garden_template: Template) -> None:
    told: list[str] = []
    async with open_crm(garden_template) as crm:
        await load(crm.workspace, told.append)
        data = await crm.data(COUNTS)
    assert data["properties"]["totalCount"] > 0
    assert told[-1].startswith('The demo data of the module "garden" are left out')
    assert "no_such_module" in told[-1]
