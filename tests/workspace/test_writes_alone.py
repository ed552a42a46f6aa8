"""A write that is one statement stays one write, whatever moves below it."""

import asyncio
from uuid import UUID

import asyncpg

from gql_crm.database.supervisor.folder import OWNER_ROLE
from gql_crm.testing import Crm, Template
from tests.customization.boats import DELETE, NAME, boat, boats, change, create_entity
from tests.workspace.test_kept_writes import UPDATE, Trips, made, waits_for_a_lock
from tests.workspace.workers import database_of, two_workers

CREATE_BOAT = """
mutation ($input: CreateBoatInput!) {
  createBoat(input: $input) { boat { id name } userErrors { code message } }
}
"""
UPDATE_BOAT = """
mutation ($id: ID!, $input: UpdateBoatInput!) {
  updateBoat(id: $id, input: $input) { boat { id name } userErrors { code message } }
}
"""
COPY_BOAT = """
mutation ($id: ID!, $input: CreateBoatInput) {
  copyBoat(id: $id, input: $input) { boat { id } userErrors { code message } }
}
"""
ALIKE = """
query ($input: CreateContactInput!) {
  findDuplicateContacts(input: $input) { record { id } }
}
"""


async def test_a_copy_and_what_it_is_a_copy_of_are_written_together(crm: Crm) -> None:
    """The second statement tells where the copy comes from: if it fails, there is no copy."""
    await create_entity(crm, fields=[NAME])
    id_ = await boat(crm, "Žuvėdra")
    for _ in range(3):
        async with Trips(crm) as trips:
            copied = await crm.data(COPY_BOAT, id=id_, input={"tags": []})
        assert copied["copyBoat"]["userErrors"] == []
        assert (trips.kinds[0], trips.kinds[-1]) == ("BEGIN", "COMMIT")


async def test_an_entity_that_is_gone_is_refused_by_the_newest_catalog(crm_template: Template) -> None:
    """Another worker has deleted it and its table; this one has not heard of that."""
    for warm_change in (False, True):
        async with two_workers(crm_template, owns=True) as workers:
            deaf = workers.deaf
            await boats(workers.speaking)
            for name in ("Žuvėdra", "Kiras", "Vėtra"):
                id_ = (await deaf.data(CREATE_BOAT, input={"name": name}))["createBoat"]["boat"]["id"]
                await deaf.data(UPDATE_BOAT, id=id_, input={"name": f"{name} II"})
            await change(workers.speaking, DELETE, name="Boat", confirm="Boat")
            owner = await asyncpg.connect(crm_template.server.dsn(OWNER_ROLE, await database_of(deaf)))
            try:
                await owner.execute("DROP TABLE custom_1")
            finally:
                await owner.close()
            document, variables = (UPDATE_BOAT, {"id": id_}) if warm_change else (CREATE_BOAT, {})
            refused = await deaf.execute(document, {**variables, "input": {"name": "Audra"}})
            assert {error["extensions"]["code"] for error in refused["errors"]} == {"BAD_USER_INPUT"}
            assert "Boat" in refused["errors"][0]["message"]


async def test_a_change_takes_away_keys_that_a_job_has_just_written(crm: Crm) -> None:
    """The job has locked the record and leaves its row as it is: the statement that waits sees no keys."""
    id_ = await made(crm, firstName="Ona", email="a@example.com")
    for email in ("b@example.com", "c@example.com"):
        await crm.data(UPDATE, id=id_, input={"email": email})
    database = crm.workspace.database
    async with database.transaction() as connection:  # as if there were rules that came later
        await connection.execute("UPDATE duplicate_fill SET filled_at = NULL")
        keys = await connection.fetch(
            "DELETE FROM duplicate_key WHERE record_id = $1 RETURNING rule_id, key, record_id", UUID(id_)
        )
    async with database.transaction() as connection:
        await connection.execute("SELECT FROM people_contact WHERE id = $1 FOR UPDATE", UUID(id_))
        for key in keys:
            await connection.execute("INSERT INTO duplicate_key VALUES ($1, $2, $3)", *key.values())
        changed = asyncio.create_task(crm.data(UPDATE, id=id_, input={"email": "d@example.com"}))
        await waits_for_a_lock(connection)
    assert (await changed)["updateContact"]["userErrors"] == []
    found = [
        len((await crm.data(ALIKE, input={"email": email}))["findDuplicateContacts"])
        for email in ("c@example.com", "d@example.com")
    ]
    assert found == [0, 1]
