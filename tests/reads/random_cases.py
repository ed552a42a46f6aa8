"""Random modules with records, and a reader for everybody who may ask; what random queries are asked of."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any
from uuid import UUID

import pytest_asyncio
from graphql import GraphQLSchema, build_schema

from gql_crm.access import Actor
from gql_crm.testing import Crm, Template, open_crm
from tests.reads.random_module import POOLS, RandomModule, random_module, random_values
from tests.reads.random_queries import FRAGMENTS, SEARCHES
from tests.reads.reference import Reader, load_reader
from tests.reads.reference_aggregates import WEEK_STARTS

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
NOW = datetime(2026, 3, 15, 12, 30, tzinfo=UTC)
SEEDS = range(6) if THOROUGH else range(2)
GADGETS, VENDORS, DEVICES = 24, 8, 12
ZONES = ("Asia/Tehran", "America/St_Johns", "Pacific/Apia")
ANY_COST = 1_000_000_000_000


class Case:
    """A module with its records, and a reader for everybody who may ask."""

    def __init__(self, made: RandomModule, crm: Crm) -> None:
        self.made = made
        self.crm = crm
        self.readers: list[tuple[Actor, Reader]] = []
        self.ids: dict[str, list[str]] = {}
        self.schema = GraphQLSchema()
        """What a client makes of the schema's text."""

    async def fill(self, random: Random) -> None:
        crm = self.crm
        week_start = random.choice(sorted(WEEK_STARTS))
        await crm.data(
            "mutation ($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input)"
            " { userErrors { message } } }",
            input={"timeZone": "Europe/Vilnius", "weekStart": week_start},
        )
        create = (
            "mutation ($inputs: [CreateFieldInput!]!) { createFields(inputs: $inputs) { userErrors {"
            " message } } }"
        )
        assert (await crm.data(create, inputs=list(self.made.custom)))["createFields"]["userErrors"] == []
        define = (
            "mutation ($input: CreateEntityInput!) { createEntity(input: $input) { userErrors { message } } }"
        )
        assert (await crm.data(define, input=self.made.entity))["createEntity"]["userErrors"] == []
        await crm.data("{ __typename }")
        above = await crm.create("Team", {"name": "Above"})
        below = await crm.create("Team", {"name": "Below", "parentId": str(above.id)})
        actors = [
            await crm.user("Ona", teams=[above]),
            await crm.user("Петър", teams=[below]),
            await crm.user("علی"),
        ]
        owners = [None, *(str(actor.user_id) for actor in actors)]
        teams = [None, None, str(above.id), str(below.id)]
        ids: dict[str, list[str]] = {"Vendor": [], "Gadget": [], "User": [owner for owner in owners if owner]}
        async with crm.records(crm.admin) as records:
            for entity, count in (("Vendor", VENDORS), ("Gadget", GADGETS)):
                for _ in range(count):
                    values = random_values(random, self.made.shapes[entity])
                    values |= {"ownerId": random.choice(owners), "teamId": random.choice(teams)}
                    values |= self._links(random, entity, ids["Vendor"])
                    ids[entity].append(str((await records.create(entity, values)).id))
        ids["Device"] = await self._fill_devices(random, owners, teams, ids)
        async with crm.records(crm.admin) as records:
            for entity in ("Vendor", "Gadget", "Device"):
                for id_ in random.sample(ids[entity], k=len(ids[entity]) // 5):
                    await records.delete(entity, UUID(id_))
        self.ids = ids
        self.schema = build_schema(await crm.workspace.sdl(crm.admin))
        texts = [
            *FRAGMENTS,
            *SEARCHES,
            *(value for pool in POOLS.values() for value in pool if isinstance(value, str)),
            "61",
            "",
        ]
        everything = await load_reader(crm, self.made.shapes, texts, NOW)
        ids["GadgetPart"] = [row.id for row in everything.rows["GadgetPart"]]
        sees = [{str(above.id), str(below.id)}, {str(below.id)}, set()]
        everything = replace(everything, time_zone="Europe/Vilnius", week_start=week_start)
        self.readers = [(crm.admin, everything)]
        self.readers += [
            (
                replace(actor, time_zone=zone),
                replace(everything, user=str(actor.user_id), teams=frozenset(seen), time_zone=zone),
            )
            for actor, seen, zone in zip(actors, sees, ZONES, strict=True)
        ]

    async def _fill_devices(
        self,
        random: Random,
        owners: list[str | None],
        teams: list[str | None],
        ids: dict[str, list[str]],
    ) -> list[str]:
        made = []
        async with self.crm.records(self.crm.admin) as records:
            for _ in range(DEVICES):
                values = random_values(random, self.made.shapes["Device"])
                values |= {"ownerId": random.choice(owners), "teamId": random.choice(teams)}
                values |= {
                    "gadgetId": random.choice([None, *ids["Gadget"]]),
                    "keeperId": random.choice([None, *ids["Vendor"]]),
                    "sparesIds": random.sample(ids["Gadget"], k=random.choice((0, 1, 3))),
                }
                made.append(str((await records.create("Device", values)).id))
        return made

    def _links(self, random: Random, entity: str, vendors: list[str]) -> dict[str, Any]:
        one = [None, *vendors]
        if entity == "Vendor":
            return {"chiefId": random.choice(one)}
        several = {
            name: random.sample(vendors, k=random.choice((0, 1, 3)))
            for name in ("makerIds", "alliesIds", "circleIds")
        }
        parts = [
            {**random_values(random, self.made.shapes["GadgetPart"]), "sourceId": random.choice(one)}
            for _ in range(random.choice((0, 0, 1, 2, 3)))
        ]
        return {"vendorId": random.choice(one), "partnerId": random.choice(one), **several, "parts": parts}


@pytest_asyncio.fixture(scope="session")
async def cases(crm_template: Template) -> AsyncIterator[list[Case]]:
    async with AsyncExitStack() as stack:
        opened = []
        for seed in SEEDS:
            made = random_module(seed)
            template = await crm_template.with_modules([made.module])
            case = Case(
                made,
                await stack.enter_async_context(
                    open_crm(template, clock=lambda: NOW, limit_cost=ANY_COST, limit_operation_seconds=300)
                ),
            )
            await case.fill(Random(seed))
            opened.append(case)
        yield opened
