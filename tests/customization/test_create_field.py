import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from gql_crm.customization import CATALOG_CHANNEL, Customization, load
from gql_crm.errors import UserErrors
from gql_crm.fields.field import Field
from tests.records.world import World, errors, only_error


async def create(world: World, **given: Any) -> None:
    async with world.customization() as customization:
        await customization.create_field(given)


async def test_a_field_is_in_the_catalog_and_can_be_written(world: World) -> None:
    async with world.customization() as customization:
        keys, catalog = await customization.create_field(
            {
                "entity": "Contact",
                "key": "budget",
                "kind": "MONEY",
                "label": {"en": "Budget", "lt": "Biudžetas"},
                "min": "0",
                "section": "Money",
                "position": 3,
            }
        )
    assert (keys, catalog.version) == ([("Contact", "budget")], 2)
    field = catalog.entity("Contact").fields["budget"]
    assert field.field.label == {"en": "Budget", "lt": "Biudžetas"}
    assert field.field_id == f"custom:{await world.value('SELECT id FROM custom_field')}"
    assert world.catalog.hash == catalog.hash
    id_ = await world.create("Contact", budget={"amount": "10", "currency": "EUR"})
    assert (await world.row("people_contact", id_))["custom"] == {
        field.field_id: {"amount": "10", "currency": "EUR"}
    }
    with pytest.raises(UserErrors) as caught:
        await world.create("Contact", budget={"amount": "-1", "currency": "EUR"})
    assert only_error(caught).code == "VALIDATION"


async def test_the_version_rises_and_workers_are_told_when_it_commits(world: World) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    listener = await asyncpg.connect(world.owner_dsn)
    await listener.add_listener(CATALOG_CHANNEL, lambda *given: heard.put_nowait(given[3]))
    async with world.customization() as customization:
        await customization.create_field({"entity": "Contact", "key": "a", "kind": "TEXT"})
        await asyncio.sleep(0.05)
        assert heard.empty()
    assert await asyncio.wait_for(heard.get(), 5) == "2"
    await listener.close()
    async with world.database.connection() as connection:
        assert (await load(connection)).version == 2


async def test_many_fields_are_created_together(world: World) -> None:
    inputs = [{"entity": "Contact", "key": f"f{number}", "kind": "TEXT"} for number in range(20)]
    async with world.customization() as customization:
        keys, catalog = await customization.create_fields(inputs)
    assert keys == [("Contact", f"f{number}") for number in range(20)]
    assert catalog.version == 2


async def test_of_many_fields_one_fault_refuses_all_and_names_the_element(world: World) -> None:
    inputs: list[dict[str, Any]] = [
        {"entity": "Contact", "key": "good", "kind": "TEXT"},
        {"entity": "Contact", "key": "good", "kind": "TEXT"},
        {
            "entity": "Contact",
            "key": "Bad key",
            "kind": "DECIMAL",
            "scale": 3,
            "precision": 2,
            "maxLength": 3,
        },
        {"entity": "Nobody", "key": "x", "kind": "CHOICE"},
        {"entity": "Contact", "key": "boss", "kind": "REFERENCE", "targetEntity": "Bos"},
    ]
    with pytest.raises(UserErrors) as caught:
        async with world.customization() as customization:
            await customization.create_fields(inputs)
    found = {(error.element_index, error.code, ".".join(error.field)) for error in caught.value.errors}
    assert found == {
        (1, "DUPLICATE", "key"),
        (2, "VALIDATION", "key"),
        (2, "VALIDATION", "scale"),
        (2, "VALIDATION", "maxLength"),
        (3, "NOT_FOUND", "entity"),
        (3, "REQUIRED", "options"),
        (4, "NOT_FOUND", "targetEntity"),
    }
    assert await world.value("SELECT count(*) FROM custom_field") == 0
    assert await world.value("SELECT version FROM catalog_state") == 1


@pytest.mark.parametrize(
    ("entity", "key", "kind", "other"),
    [
        ("Contact", "firstName", "TEXT", 'module "people"'),
        ("Contact", "rank", "TEXT", 'module "studio"'),
        ("Contact", "organizationId", "TEXT", 'field "organization"'),
        ("Contact", "owner", "TEXT", "the core"),
        ("Contact", "ownerId", "TEXT", "the core"),
        ("Contact", "timeline", "TEXT", "the core"),
        ("Contact", "projects", "TEXT", 'module "studio"'),
        ("Project", "addPersonIds", "TEXT", 'relation "people"'),
        ("Contact", "hobby", "TEXT", 'custom field "hobby"'),
        ("Contact", "hobbyId", "TEXT", None),
    ],
)
async def test_a_name_that_is_taken_is_refused_naming_both(
    world: World, entity: str, key: str, kind: str, other: str | None
) -> None:
    await create(world, entity="Contact", key="hobby", kind="TEXT")
    if other is None:
        await create(world, entity=entity, key=key, kind=kind)
        return
    with pytest.raises(UserErrors) as caught:
        await create(world, entity=entity, key=key, kind=kind)
    error = only_error(caught)
    assert (error.code, error.field) == ("DUPLICATE", ("key",))
    assert f'Custom field "{key}"' in error.message
    assert other in error.message


@pytest.mark.parametrize("key", ["Budget", "1st", "mėnuo", "a-b", "", "__x", "a" * 64, "first name"])
async def test_a_key_that_is_no_graphql_name_is_refused(world: World, key: str) -> None:
    with pytest.raises(UserErrors) as caught:
        await create(world, entity="Contact", key=key, kind="TEXT")
    error = only_error(caught)
    assert error.field == ("key",)
    assert error.code in {"VALIDATION", "REQUIRED"}


async def test_a_key_that_is_no_name_is_answered_with_one(world: World) -> None:
    with pytest.raises(UserErrors) as caught:
        await create(world, entity="Contact", key="Mėnesio pajamos", kind="TEXT")
    assert '"menesioPajamos"' in only_error(caught).message


async def test_an_unknown_kind_is_refused(world: World) -> None:
    with pytest.raises(UserErrors) as caught:
        await create(world, entity="Contact", key="x", kind="MONNEY")
    assert errors(caught) == [("VALIDATION", "kind")]
    assert 'Did you mean "MONEY"' in only_error(caught).message


async def test_only_administrators_change_the_catalog(world: World) -> None:
    changes: list[Callable[[Customization], Awaitable[object]]] = [
        lambda c: c.create_field({"entity": "Contact", "key": "x", "kind": "TEXT"}),
        lambda c: c.create_fields([]),
        lambda c: c.update_field("Contact", "x", {}),
        lambda c: c.rename_field("Contact", "x", "y"),
        lambda c: c.retire_field("Contact", "x"),
        lambda c: c.restore_field("Contact", "x"),
        lambda c: c.update_workspace({"name": "X"}),
    ]
    for change in changes:
        with pytest.raises(UserErrors) as caught:
            async with world.customization(world.member) as customization:
                await change(customization)
        assert errors(caught) == [("FORBIDDEN", "")]


async def test_fields_added_at_once_all_come_in(world: World) -> None:
    await asyncio.gather(*(create(world, entity="Contact", key=f"f{n}", kind="TEXT") for n in range(12)))
    await world.refresh()
    assert {f"f{n}" for n in range(12)} <= world.catalog.entity("Contact").fields.keys()
    assert world.catalog.version == 13


async def test_of_two_who_want_one_key_at_once_one_gets_it(world: World) -> None:
    attempts = (create(world, entity="Contact", key="same", kind="TEXT") for _ in range(2))
    outcome = await asyncio.gather(*attempts, return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcome) == ["NoneType", "UserErrors"]


async def test_every_kind_can_be_a_custom_field_and_holds_its_value(world: World) -> None:
    organization = await world.create("Organization", name="Example")
    values: dict[str, Any] = {
        "TEXT": "علی",
        "LONG_TEXT": "a\nb",
        "RICH_TEXT": "**a**",
        "INTEGER": 2_000_000_000,
        "DECIMAL": "0.10",
        "PERCENT": "12.5",
        "MONEY": {"amount": "1.5", "currency": "CZK"},
        "BOOLEAN": False,
        "DATE": "2026-02-28",
        "DATETIME": "2026-02-28T10:00:00.123456Z",
        "TIME": "10:00",
        "CHOICE": "a",
        "MULTI_CHOICE": ["a"],
        "EMAIL": "a@example.com",
        "PHONE": "+37061234567",
        "URL": "https://example.com/",
        "ADDRESS": {"city": "Vilnius", "country": "LT"},
        "GEO_POINT": {"latitude": 54.69, "longitude": 25.28},
        "REFERENCE": str(organization),
        "MULTI_REFERENCE": [str(organization)],
        "USER": str(world.member.user_id),
        "JSON": {"a": [1, None]},
    }
    kinds = world.catalog.kinds.items()
    assert values.keys() == {n for n, kind in kinds if kind.placed(Field(key="x", kind=n)).writable}
    inputs, given = [], {}
    for kind, value in values.items():
        key = f"my{kind.title().replace('_', '')}"
        element: dict[str, Any] = {"entity": "Contact", "key": key, "kind": kind}
        if kind in {"REFERENCE", "MULTI_REFERENCE"}:
            element["targetEntity"] = "Organization"
        if "CHOICE" in kind:
            element["options"] = [{"value": "a"}]
        inputs.append(element)
        given[key + {"REFERENCE": "Id", "USER": "Id", "MULTI_REFERENCE": "Ids"}.get(kind, "")] = value
    async with world.customization() as customization:
        await customization.create_fields(inputs)
    id_ = await world.create("Contact", **given)
    await world.update("Contact", id_, given)
    assert (await world.row("people_contact", id_))["version"] == 1
    await world.update("Contact", id_, dict.fromkeys(given))
    row = await world.row("people_contact", id_)
    assert (row["custom"], row["custom_long"], row["version"]) == ({}, {}, 2)
    assert await world.value("SELECT count(*) FROM record_reference WHERE source_id = $1", id_) == 0


async def test_options_keep_their_order_and_labels(world: World) -> None:
    options = [{"value": "b", "label": "Bé"}, {"value": "a", "label": {"lt": "A"}, "color": "#f00"}]
    await create(world, entity="Contact", key="kind", kind="CHOICE", options=options)
    stored = world.catalog.entity("Contact").fields["kind"].field.options
    assert [(option.value, option.label, option.position) for option in stored] == [
        ("b", {"en": "Bé"}, 1),
        ("a", {"lt": "A"}, 2),
    ]


@pytest.mark.parametrize("color", ["grynai raudona", "#ff660", "#ff66001", "ff6600", "#ff6600;", ""])
async def test_a_colour_is_one_that_badges_can_have(world: World, color: str) -> None:
    options = [{"value": "a", "color": "#F60"}, {"value": "b", "color": color}]
    with pytest.raises(UserErrors, match='of the option "b"; expected one like "#f60"') as caught:
        await create(world, entity="Contact", key="kind", kind="CHOICE", options=options)
    assert errors(caught) == [("VALIDATION", "options")]


async def test_a_default_must_be_a_value_of_the_field(world: World) -> None:
    with pytest.raises(UserErrors) as caught:
        await create(world, entity="Contact", key="x", kind="INTEGER", max="5", default=6)
    assert errors(caught) == [("VALIDATION", "default")]
    await create(world, entity="Contact", key="x", kind="INTEGER", max="5", default=5)
    id_ = await world.create("Contact")
    assert list((await world.row("people_contact", id_))["custom"].values()) == [5]
