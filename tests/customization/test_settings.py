from typing import Any

import pytest

from gql_crm.customization import WorkspaceSettings, load
from gql_crm.errors import UserErrors
from tests.records.world import World, errors

DEMO = {
    "name": "Žalia agentūra",
    "defaultCurrency": "EUR",
    "defaultCountry": "LT",
    "timeZone": "Europe/Vilnius",
    "languages": ["lt", "cs", "bg", "fa", "pt-BR"],
    "weekStart": "SATURDAY",
    "calendar": "PERSIAN",
}


async def update(world: World, given: dict[str, Any]) -> tuple[WorkspaceSettings, int]:
    async with world.customization() as customization:
        return await customization.update_workspace(given)


async def stored(world: World) -> WorkspaceSettings:
    async with world.database.connection() as connection:
        return (await load(connection)).settings


async def test_settings_are_kept_and_raise_the_version(world: World) -> None:
    settings, version = await update(world, DEMO)
    assert version == 2
    assert settings == await stored(world)
    assert (settings.name, settings.languages) == ("Žalia agentūra", ("lt", "cs", "bg", "fa", "pt-BR"))
    assert world.catalog.version == 2


async def test_what_is_absent_stays_and_the_country_may_be_cleared(world: World) -> None:
    await update(world, DEMO)
    settings, _ = await update(world, {"defaultCountry": None, "defaultCurrency": "CZK"})
    assert settings == await stored(world)
    assert (settings.default_country, settings.default_currency, settings.time_zone) == (
        None,
        "CZK",
        "Europe/Vilnius",
    )


async def test_everything_that_is_wrong_is_told_at_once(world: World) -> None:
    before = await stored(world)
    with pytest.raises(UserErrors) as caught:
        await update(
            world,
            {
                "name": " ",
                "defaultCurrency": "EURO",
                "defaultCountry": "Lietuva",
                "timeZone": "Vilnius",
                "languages": ["lt", "lt", "?"],
                "weekStart": "TUESDAY",
                "calendar": None,
            },
        )
    assert errors(caught) == [
        ("REQUIRED", "calendar"),
        ("VALIDATION", "defaultCountry"),
        ("VALIDATION", "defaultCurrency"),
        ("VALIDATION", "languages"),
        ("VALIDATION", "languages"),
        ("VALIDATION", "name"),
        ("VALIDATION", "timeZone"),
        ("VALIDATION", "weekStart"),
    ]
    assert await stored(world) == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("defaultCountry", "lt"),
        ("defaultCountry", "ZZ"),
        ("defaultCurrency", "eur"),
        ("timeZone", "../etc/passwd"),
        ("languages", []),
        ("languages", ["lithuanian"]),
    ],
)
async def test_a_wrong_setting_is_refused(world: World, name: str, value: Any) -> None:
    with pytest.raises(UserErrors) as caught:
        await update(world, {name: value})
    assert errors(caught) == [("VALIDATION", name)]
