"""Whatever is merged, nothing refers to what is gone; and taken back, everything is as it was before."""

from random import Random
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from gql_crm.records import Choice, merge, undo_merge
from tests.records.world import World

TABLES = {
    "people_contact": "id",
    "people_organization": "id",
    "studio_project": "id",
    "people_contact_consent": "id",
    "studio_project_step": "id",
    "record": "id",
    "record_text": "record_id",
    "record_reference": "field_id, source_id, target_id",
    "unique_value": "field_id, value_key",
    "duplicate_key": "rule_id, key, record_id",
}
TOUCHED = {"version", "updated_at", "updated_by"}
"""What tells of changes themselves."""
REFERRING = (
    ("people_contact", "organization_id"),
    ("people_organization", "parent_id"),
    ("studio_project", "client_id"),
    ("studio_project_step", "person_id"),
)
NAMES = ("Ona", "Šarūnas", "Řehoř", "Петър", "علی", None)


class Cast:
    """Some people, organizations and projects that refer to each other in every way there is."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.contacts: list[UUID] = []
        self.organizations: list[UUID] = []
        self.projects: list[UUID] = []

    def one_of(self, ids: list[UUID]) -> str | None:
        return str(self.random.choice(ids)) if ids and self.random.random() < 0.7 else None

    def some_of(self, ids: list[UUID]) -> list[str]:
        return [str(id_) for id_ in ids if self.random.random() < 0.5]

    async def appear(self, world: World) -> None:
        choice = self.random.choice
        for number in range(4):
            name = f"{choice(('Žvėryno', 'Zveryno', 'Имоти'))} {choice('ab')}"
            parent = self.one_of(self.organizations)
            extra = {"website": choice((None, "https://example.com"))}
            self.organizations.append(
                await world.create("Organization", name=name, parentId=parent, **extra, employees=number)
            )
        for number in range(5):
            values: dict[str, Any] = {
                "firstName": choice(NAMES),
                "email": choice((None, f"a{number}@example.com", "same@example.com")),
                "organizationId": self.one_of(self.organizations),
                "mentorId": self.one_of(self.contacts),
                "contactTypes": choice((None, ["Buyer"], ["Seller", "Tenant"])),
                "rank": choice((None, number)),
                "consents": choice(([], [{"purpose": choice("xy"), "basis": "CONTRACT"}])),
            }
            self.contacts.append(await world.create("Contact", **values))
        for number in range(3):
            steps = [{"title": title, "personId": self.one_of(self.contacts)} for title in "ab"[:number]]
            settled = {"auditorsIds": self.some_of(self.contacts)}
            async with world.records() as records:
                ref = await records.create(
                    "Project",
                    {
                        "title": f"P{number}",
                        "clientId": self.one_of(self.organizations),
                        "backersIds": self.some_of(self.organizations),
                        "personIds": self.some_of(self.contacts),
                        "steps": steps,
                    },
                    settled=settled,
                )
            self.projects.append(ref.id)


async def everything(world: World) -> dict[str, list[dict[str, Any]]]:
    rows = {
        table: await world.fetch(f"SELECT * FROM {table} ORDER BY {key}") for table, key in TABLES.items()
    }
    return {
        table: [{key: value for key, value in row.items() if key not in TOUCHED} for row in found]
        for table, found in rows.items()
    }


async def check_nobody_refers_to(world: World, gone: list[UUID]) -> None:
    for table, column in REFERRING:
        own = "parent_id" if table.endswith("step") else "id"
        query = f"SELECT 1 FROM {table} WHERE {column} = ANY($1) AND {own} <> ALL($1)"
        assert await world.fetch(query, gone) == [], (table, column)
    links = "SELECT field_id FROM record_reference WHERE target_id = ANY($1) AND source_id <> ALL($1)"
    assert await world.fetch(links, gone) == []
    assert await world.fetch("SELECT 1 FROM people_organization WHERE parent_id = id") == []
    assert await world.fetch("SELECT 1 FROM record_reference WHERE source_id = target_id") == []


@pytest.mark.parametrize("seed", range(6))
async def test_a_merge_that_is_undone_leaves_everything_as_it_was(world: World, seed: int) -> None:
    random = Random(seed)
    cast = Cast(random)
    await cast.appear(world)
    for entity, ids in (("Contact", cast.contacts), ("Organization", cast.organizations)) * 2:
        target, *sources = random.sample(ids, k=random.randint(2, 3))
        names = {"Contact": ("email", "organization", "consents"), "Organization": ("name", "parent")}[entity]
        choices = [Choice(name, random.choice(sources)) for name in names if random.random() < 0.3]
        before = await everything(world)
        history = await world.value("SELECT count(*) FROM change")
        async with world.records() as records:
            merged = await merge(records, entity, target, sources, choices=choices)
        await check_nobody_refers_to(world, sources)
        where = "SELECT id FROM record WHERE merged_into = $1 AND deleted_at IS NOT NULL"
        assert {row["id"] for row in await world.fetch(where, target)} == set(sources)
        assert await world.value("SELECT count(*) FROM change") > history
        async with world.records() as records:
            await undo_merge(records, merged.id)
        assert records.warnings == []
        assert await everything(world) == before


async def test_rows_of_modules_that_are_gone_are_moved_and_come_back(world: World) -> None:
    target, source, other = [await world.create("Contact", firstName=name) for name in "ABC"]
    owner = await asyncpg.connect(world.owner_dsn)
    await owner.execute(
        "INSERT INTO module_state (name, enabled, first_enabled_at, changed_at)"
        " VALUES ('gone', false, now(), now());"
        "CREATE TABLE gone_thing"
        " (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), person uuid REFERENCES record)"
    )
    await owner.execute("INSERT INTO gone_thing (person) VALUES ($1), ($2)", source, other)
    links = "INSERT INTO record_reference (field_id, source_id, target_id) VALUES ('gone:f', $1, $2)"
    for id_ in (source, target):
        await owner.execute(links, other, id_)
    await owner.close()
    things = "SELECT array_agg(person ORDER BY person) FROM gone_thing"
    ends = "SELECT array_agg(target_id ORDER BY target_id) FROM record_reference WHERE field_id = 'gone:f'"
    async with world.records() as records:
        merged = await merge(records, "Contact", target, [source])
    assert await world.value(things) == [target, other]
    assert await world.value(ends) == [target]
    async with world.records() as records:
        await undo_merge(records, merged.id)
    assert await world.value(things) == [source, other]
    assert await world.value(ends) == [target, source]


async def test_a_member_moves_also_what_they_cannot_see(world: World) -> None:
    target, source = [await world.create("Contact", world.member, firstName=name) for name in "AB"]
    hidden = await world.create("Project", title="P", personIds=[str(source)])
    async with world.records(world.member) as records:
        merged = await merge(records, "Contact", target, [source])
    assert merged.moved == ()
    link = "SELECT target_id FROM record_reference WHERE source_id = $1"
    assert await world.value(link, hidden) == target


async def test_links_between_records_are_moved_none_doubled_and_none_to_itself(world: World) -> None:
    target, source, other, third = [await world.create("Contact", firstName=name) for name in "ABCD"]
    insert = (
        "INSERT INTO record_link (id, relation_id, source_id, target_id, both_ways, note, created_at)"
        " SELECT gen_random_uuid(), 'r', least(one, two), greatest(one, two), true, $3, now()"
        " FROM (SELECT $1::uuid AS one, $2::uuid AS two) AS ends"
    )
    async with world.database.connection() as connection:
        for one, two, note in (
            (source, other, "doubled"),
            (target, other, "kept"),
            (source, target, "to itself"),
            (third, source, "moved"),
            (source, await world.create("Contact"), "cut"),
        ):
            await connection.execute(insert, one, two, note)
    everything = "SELECT * FROM record_link ORDER BY id"
    before = await world.fetch(everything)
    async with world.records() as records:
        merged = await merge(records, "Contact", target, [source])
    after = {row["note"]: row for row in await world.fetch(everything)}
    assert after.keys() == {"kept", "moved", "cut"}
    assert all(target in {row["source_id"], row["target_id"]} for row in after.values())
    async with world.database.connection() as connection:
        await connection.execute("DELETE FROM record_link WHERE note = 'cut'")
    async with world.records() as records:
        await undo_merge(records, merged.id)
    assert await world.fetch(everything) == [row for row in before if row["note"] != "cut"]
