"""What the database holds of links."""

import asyncio
from uuid import UUID

import asyncpg
import pytest

from gql_crm.clock import uuid7
from gql_crm.errors import UserErrors
from gql_crm.records import link, unlink
from tests.records.world import World, errors

INSERT = """
INSERT INTO record_link (id, relation_id, source_id, target_id, both_ways, created_at)
VALUES ($1, 'people:SPOUSE', $2, $3, $4, now())
"""
LINKS = "SELECT relation_id, source_id, target_id, note FROM record_link ORDER BY relation_id, note"


async def contacts(world: World, count: int) -> list[UUID]:
    """Contacts in the order of their ids."""
    return sorted([await world.create("Contact", firstName=f"Žydrė {number}") for number in range(count)])


async def linked(world: World, relation: str, from_id: UUID, to_id: UUID, note: str | None = None) -> None:
    async with world.records() as records:
        await link(records, relation, from_id, to_id, {"note": note})


async def rows(world: World) -> list[tuple[str, UUID, UUID, str | None]]:
    async with world.database.connection() as connection:
        return [tuple(row) for row in await connection.fetch(LINKS)]


async def test_the_database_keeps_links_once_with_two_ends_that_are_there(world: World) -> None:
    one, other = await contacts(world, 2)
    await linked(world, "SPOUSE", other, one)
    assert await rows(world) == [("people:SPOUSE", one, other, None)]  # in the order of the ids
    async with world.database.connection() as connection:
        for ends, failure in (
            ((one, other, True), asyncpg.UniqueViolationError),
            ((one, other, False), asyncpg.UniqueViolationError),
            ((other, one, True), asyncpg.CheckViolationError),
            ((one, one, False), asyncpg.CheckViolationError),
            ((one, uuid7(), False), asyncpg.ForeignKeyViolationError),
        ):
            with pytest.raises(failure):
                await connection.execute(INSERT, uuid7(), *ends)


async def test_of_many_who_link_at_once_one_does_it_and_nobody_fails(world: World) -> None:
    one, other = await contacts(world, 2)
    pairs = [(one, other), (other, one)] * 4
    await asyncio.gather(*(linked(world, "SPOUSE", *pair) for pair in pairs))
    assert await rows(world) == [("people:SPOUSE", one, other, None)]
    assert (await world.row("people_contact", one))["version"] == 2


async def test_a_refused_link_leaves_nothing_behind(world: World) -> None:
    one, other = await contacts(world, 2)
    async with world.records(world.member) as records:
        for attempt in (link(records, "SPOUSE", one, other, {}), unlink(records, "SPOUSE", one, other)):
            with pytest.raises(UserErrors) as caught:
                await attempt
            assert errors(caught) == [("NOT_FOUND", "fromId"), ("NOT_FOUND", "toId")]
    assert await rows(world) == []
