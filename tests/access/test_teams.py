"""What an actor knows of their teams holds until somebody changes it; then the database tells."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypeAlias

import pytest

from gql_crm.access import Actor
from gql_crm.testing import Crm

COUNT = "{ contacts { totalCount } }"


@dataclass(frozen=True, slots=True)
class Praha:
    """Eva is in Praha, and Brno lies below; Ostrava does not. Each has a contact."""

    crm: Crm
    eva: Actor
    teams: Mapping[str, str]

    async def seen(self, actor: Actor | None = None) -> int:
        data = await self.crm.data(COUNT, actor=actor or self.eva)
        count: int = data["contacts"]["totalCount"]
        return count

    async def update_user(self, **input_: Any) -> None:
        await self._run("updateUser", "UpdateUserInput", str(self.eva.user_id), input_)

    async def update_team(self, name: str, **input_: Any) -> None:
        await self._run("updateTeam", "UpdateTeamInput", self.teams[name], input_)

    async def of_team(self, field: str, name: str) -> None:
        query = f"mutation ($id: ID!) {{ {field}(id: $id) {{ userErrors {{ message }} }} }}"
        assert (await self.crm.data(query, id=self.teams[name]))[field]["userErrors"] == []

    async def _run(self, field: str, type_: str, id_: str, input_: Mapping[str, Any]) -> None:
        query = (
            f"mutation ($id: ID!, $input: {type_}!) {{"
            f" {field}(id: $id, input: $input) {{ userErrors {{ message }} }} }}"
        )
        assert (await self.crm.data(query, id=id_, input=input_))[field]["userErrors"] == []


@pytest.fixture
async def praha(crm: Crm) -> Praha:
    teams = {"Praha": str((await crm.create("Team", {"name": "Praha"})).id)}
    for name, parent in (("Brno", teams["Praha"]), ("Ostrava", None)):
        teams[name] = str((await crm.create("Team", {"name": name, "parentId": parent})).id)
    for name, team in teams.items():
        await crm.create("Contact", {"lastName": f"Z {name}", "teamId": team})
    made = await crm.user("Eva")
    there = Praha(crm, made, MappingProxyType(teams))
    await there.update_user(teamIds=[teams["Praha"]])
    eva = await crm.workspace.actor_of_user(made.user_id)
    assert eva is not None
    return replace(there, eva=eva)


async def join(praha: Praha) -> None:
    await praha.update_user(addTeamIds=[praha.teams["Ostrava"]])


async def leave(praha: Praha) -> None:
    await praha.update_user(teamIds=[])


async def found_below(praha: Praha) -> None:
    team = await praha.crm.create("Team", {"name": "Jihlava", "parentId": praha.teams["Brno"]})
    await praha.crm.create("Contact", {"lastName": "Z Jihlavy", "teamId": str(team.id)})


async def move_below(praha: Praha) -> None:
    await praha.update_team("Ostrava", parentId=praha.teams["Brno"])


async def move_away(praha: Praha) -> None:
    await praha.update_team("Brno", parentId=None)


async def delete(praha: Praha) -> None:
    await praha.of_team("deleteTeam", "Praha")


async def delete_and_restore(praha: Praha) -> None:
    await delete(praha)
    await praha.of_team("restoreTeam", "Praha")


Change: TypeAlias = Callable[[Praha], Awaitable[None]]
CHANGES: Mapping[Change, int] = MappingProxyType(
    {join: 3, leave: 0, found_below: 3, move_below: 3, move_away: 1, delete: 0, delete_and_restore: 2}
)


@pytest.mark.parametrize(("change", "sees"), CHANGES.items(), ids=[one.__name__ for one in CHANGES])
async def test_a_change_of_teams_counts_for_actors_of_earlier_requests(
    praha: Praha, change: Change, sees: int
) -> None:
    for _ in range(2):  # planned, and kept
        assert await praha.seen() == 2
    await change(praha)
    for _ in range(2):
        assert await praha.seen() == sees
    newly = await praha.crm.workspace.actor_of_user(praha.eva.user_id)
    assert await praha.seen(newly) == sees


async def test_teams_that_are_known_are_not_looked_up(praha: Praha) -> None:
    told = replace(praha.eva, team_ids=())
    assert await praha.seen(told) == 0
    await praha.crm.user("Petr", teams=[])
    assert await praha.seen(told) == 0
    await join(praha)
    assert await praha.seen(told) == 3
