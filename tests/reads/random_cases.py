"""Random modules with records, and a reader for everybody who may ask; what random queries are asked of."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest_asyncio
from graphql import GraphQLSchema, build_schema

from gql_crm.access import Actor
from gql_crm.testing import Crm, Template, open_crm
from tests.reads.random_module import POOLS, TAGS, RandomModule, random_module
from tests.reads.random_queries import FRAGMENTS, PARTS_OF_PARTS, SEARCHES
from tests.reads.random_records import Filling
from tests.reads.reference import Reader, View
from tests.reads.reference_aggregates import WEEK_STARTS
from tests.reads.reference_rows import learn_folding, load_reader

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
NOW = datetime(2026, 3, 15, 12, 30, tzinfo=UTC)
SEEDS = range(6) if THOROUGH else range(2)
ZONES = ("Asia/Tehran", "America/St_Johns", "Pacific/Apia")
ANY_COST = 1_000_000_000_000


class Case:
    """A module with its records, and a reader for everybody who may ask."""

    def __init__(self, made: RandomModule, crm: Crm) -> None:
        self.made = made
        self.crm = crm
        self.readers: list[tuple[Actor, Reader]] = []
        self.ids: dict[str, list[str]] = {}
        self.views: dict[str, list[View]] = {}
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
        teams = [str(above.id), str(below.id)]
        filling = Filling(crm, random, self.made.shapes, actors, teams)
        await filling.fill(full=self.made.full)
        self.ids, self.views = filling.ids, filling.views
        self.schema = build_schema(await crm.workspace.sdl(crm.admin))
        texts = [
            *FRAGMENTS,
            *PARTS_OF_PARTS,
            *SEARCHES,
            *TAGS,
            *(value for pool in POOLS.values() for value in pool if isinstance(value, str)),
            "61",
            "",
        ]
        everything = replace(
            await load_reader(crm, self.made.shapes, NOW),
            user=str(crm.admin.user_id),
            time_zone="Europe/Vilnius",
            week_start=week_start,
        )
        self.readers = [(crm.admin, everything)]
        for actor, sees, zone in zip(actors, (teams, teams[1:], []), ZONES, strict=True):
            reader = replace(everything, user=str(actor.user_id), teams=frozenset(sees), time_zone=zone)
            self.readers.append((replace(actor, time_zone=zone), reader))
        await learn_folding(crm, [reader for _, reader in self.readers], texts)


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
