"""A deleted team gives nobody access."""

from gql_crm.testing import Crm

DELETE = "mutation ($id: ID!) { deleteTeam(id: $id) { deletedId } }"


async def test_members_of_a_deleted_team_lose_its_records_until_it_is_restored(crm: Crm) -> None:
    team = await crm.create("Team", {"name": "Brno"})
    member = await crm.user("Eva", teams=[team])
    await crm.create("Contact", {"firstName": "Ivo", "teamId": str(team.id)})

    async def seen() -> int:
        count: int = (await crm.data("{ contacts { totalCount } }", actor=member))["contacts"]["totalCount"]
        return count

    assert await seen() == 1
    await crm.data(DELETE, id=str(team.id))
    assert await seen() == 0
    await crm.data("mutation ($id: ID!) { restoreTeam(id: $id) { team { id } } }", id=str(team.id))
    assert await seen() == 1
