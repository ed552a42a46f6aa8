"""What is wrong with a module costs the module alone, is told in a sentence, and can be put right."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import strawberry

from gql_crm import EntityAccess, Field, Operation, RowScope
from gql_crm.database.errors import DatabaseUnavailable
from gql_crm.database.migrations import pending
from gql_crm.database.supervisor.folder import OWNER_ROLE
from gql_crm.plugins.module import Module
from gql_crm.settings import Settings
from gql_crm.testing import Crm, Template, open_crm
from gql_crm.workspace import Workspace, contributions
from gql_crm.workspace.setup import prepare
from tests.plugins.declarations import entity, module
from tests.plugins.fleet import install_fleet
from tests.workspace.test_module_tables import SECOND
from tests.workspace.test_modules import DISABLE, ENABLE, PROBLEMS, refusal, switch, switched
from tests.workspace.workers import CREATE_FIELD, database_of

SHIPS = "{ ships { nodes { title } } }"
PACE = "{ moduleSettings { tuned { pace other } } }"
SET = """
mutation ($input: UpdateTunedSettingsInput!) {
  updateTunedSettings(input: $input) { tunedSettings { pace other } userErrors { message } }
}
"""
NAME = Field(key="shopName", kind="TEXT", description="How friends call it.")
FIRST = module("first", requires=("people",), fields={"Contact": (NAME,)})
SECOND_OF_NAME = module("second", requires=("people",), fields={"Contact": (NAME,)})


@strawberry.type(name="Clash", description="What the one answers.")
class OneAnswer:
    x: int = strawberry.field(description="A number.", default=1)


@strawberry.type(name="Clash", description="What the other answers.")
class OtherAnswer:
    y: int = strawberry.field(description="A number.", default=2)


def one_answer() -> OneAnswer:
    return OneAnswer()


def other_answer() -> OtherAnswer:
    return OtherAnswer()


ONE = module(
    "one",
    operations=(
        Operation.query("oneAnswer", strawberry.field(resolver=one_answer, description="An answer.")),
    ),
)
OTHER = module(
    "other",
    operations=(
        Operation.query("otherAnswer", strawberry.field(resolver=other_answer, description="An answer.")),
    ),
)


def tuned(kind: str, **more: Any) -> Module:
    """A module whose setting has one kind in this release and another in that."""
    return module("tuned", settings=(Field(key="pace", kind=kind, **more), Field(key="other", kind="TEXT")))


def having(template: Template, *modules: Module) -> Template:
    given = template.contributions
    added = [(f"plugin-{one.name}", one) for one in modules]
    return replace(template, contributions=replace(given, modules=[*given.modules, *added]))


async def problems(crm: Crm) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await crm.data(PROBLEMS))["catalog"]["problems"]
    return found


async def dsn_of(crm: Crm, template: Template) -> str:
    return template.server.dsn(OWNER_ROLE, await database_of(crm))


async def restarted(crm: Crm, template: Template, *, installed: bool = False) -> Crm:
    """Open the database anew, with what a template contributes or with what is installed."""
    contributions = None if installed else template.contributions
    dsn = await dsn_of(crm, template)
    return Crm(await Workspace.open(Settings.load(), dsn=dsn, contributions=contributions), crm.admin)


@pytest.fixture
def fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installed plugin whose tables nobody has made."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return install_fleet(tmp_path)


@pytest.mark.parametrize(
    ("stored", "newer"),
    [
        ("abc", tuned("INTEGER", default=3)),
        ("abc", tuned("DECIMAL", default="3")),
        ("abc", tuned("DATE", default="2026-03-15")),
        ("abc", tuned("BOOLEAN", default=True)),
        ("abcdef", tuned("TEXT", max_length=3, default="ok")),
    ],
)
async def test_a_setting_that_a_newer_release_does_not_allow_any_more_is_its_default_again(
    crm_template: Template, stored: str, newer: Module
) -> None:
    async with open_crm(having(crm_template, tuned("TEXT"))) as crm:
        await crm.data(SET, input={"pace": stored})
        again = await restarted(crm, having(crm_template, newer))
        try:
            default = newer.settings[0].default
            assert (await again.data(PACE))["moduleSettings"]["tuned"]["pace"] == default
            changed = (await again.data(SET, input={"other": "x"}))["updateTunedSettings"]
            assert changed == {"tunedSettings": {"pace": default, "other": "x"}, "userErrors": []}
        finally:
            await again.workspace.close()


async def test_a_setting_whose_limits_have_moved_can_be_set_again(crm_template: Template) -> None:
    async with open_crm(having(crm_template, tuned("INTEGER"))) as crm:
        await crm.data(SET, input={"pace": 50})
        again = await restarted(crm, having(crm_template, tuned("INTEGER", max=Decimal(5))))
        try:
            assert (await again.data(PACE))["moduleSettings"]["tuned"]["pace"] is None
            await again.data(SET, input={"pace": 5})
            assert (await again.data(PACE))["moduleSettings"]["tuned"]["pace"] == 5
        finally:
            await again.workspace.close()


async def test_operations_that_did_not_fit_come_when_what_they_clashed_with_goes(
    crm_template: Template,
) -> None:
    async with open_crm(having(crm_template, ONE, OTHER)) as crm:
        (problem,) = await problems(crm)
        assert '"other" brings a type "Clash"' in problem["message"]
        assert await crm.data("{ oneAnswer { x } }") == {"oneAnswer": {"x": 1}}
        await switched(crm, DISABLE, "one")
        assert await problems(crm) == []
        assert await crm.data("{ otherAnswer { y } }") == {"otherAnswer": {"y": 2}}


async def test_a_module_is_refused_whose_operations_clash_with_those_of_one_that_came_meanwhile(
    crm_template: Template,
) -> None:
    async with open_crm(having(crm_template, ONE, OTHER)) as crm:
        await switched(crm, DISABLE, "one")
        code, message = await refusal(crm, ENABLE, "one")
        assert code == "VALIDATION"
        assert '"Clash"' in message
        assert '"other"' in message
        assert await crm.data("{ otherAnswer { y } }") == {"otherAnswer": {"y": 2}}


async def test_a_module_that_is_left_out_is_refused_again_with_the_reason(crm_template: Template) -> None:
    async with open_crm(having(crm_template, FIRST, SECOND_OF_NAME)) as crm:
        code, message = await refusal(crm, ENABLE, "second")
        assert code == "VALIDATION"
        assert 'field "shopName" of module "first" has already taken' in message


async def test_a_module_that_was_uninstalled_can_be_switched_off(crm_template: Template) -> None:
    async with open_crm(having(crm_template, FIRST)) as crm:
        again = await restarted(crm, crm_template)
        try:
            (problem,) = await problems(again)
            assert problem["origin"] == "first"
            answer = await switch(again, DISABLE, "first")
            assert answer["module"] is None
            assert answer["userErrors"] == []
            assert await problems(again) == []
            code, _ = await refusal(again, DISABLE, "first")
            assert code == "NOT_FOUND"
        finally:
            await again.workspace.close()


@pytest.mark.parametrize(
    ("seed", "told"),
    [
        ({"title": "a", "colour": "red"}, '"colour"'),
        ({"title": "a", "id": "first"}, '"first" is no id'),
        ("no mapping", "the server's log has the reason"),
    ],
)
async def test_a_seed_of_the_wrong_form_leaves_the_module_off_and_is_told(
    crm_template: Template, seed: Any, told: str
) -> None:
    shops = module("shops", entity("Store", "stores"), seeds={"Store": ({"title": "fine"}, seed)})
    async with open_crm(await crm_template.with_modules([shops])) as crm:
        await switched(crm, DISABLE, "shops")
        async with crm.workspace.database.connection() as connection:
            await connection.execute("DELETE FROM module_state WHERE name = 'shops'")
        code, message = await refusal(crm, ENABLE, "shops")
        assert code == "VALIDATION"
        assert "a seed of Store is refused" in message
        assert told in message
        assert "errors" in await crm.execute("{ stores { totalCount } }")


async def test_seeds_are_made_whatever_people_may_do(crm_template: Template) -> None:
    denied = {"admin": {"Store": EntityAccess(read=RowScope.ALL, read_only=frozenset({"title"}))}}
    seeds = {"Store": ({"title": "fine"},)}
    shops = module("shops", entity("Store", "stores"), permissions=denied, seeds=seeds)
    async with open_crm(await crm_template.with_modules([shops])) as crm:
        await switched(crm, DISABLE, "shops")
        async with crm.workspace.database.connection() as connection:
            await connection.execute("DELETE FROM module_state WHERE name = 'shops'")
        await switched(crm, ENABLE, "shops")
        assert (await crm.data("{ stores { totalCount } }"))["stores"]["totalCount"] == 1


async def test_permissions_of_a_role_that_is_not_there_cost_their_module(crm_template: Template) -> None:
    hidden = EntityAccess(read=RowScope.ALL, hidden=frozenset({"title"}))
    shops = module("shops", entity("Store", "stores"), permissions={"members": {"Store": hidden}})
    async with open_crm(having(crm_template, shops)) as crm:
        (problem,) = await problems(crm)
        assert 'the role "members", which is not there; there are admin, member' in problem["message"]


async def test_a_record_whose_whole_name_is_hidden_has_an_empty_one(crm_template: Template) -> None:
    hidden = {"member": {"Store": EntityAccess(read=RowScope.ALL, hidden=frozenset({"title"}))}}
    shops = module("shops", entity("Store", "stores"), permissions=hidden)
    async with open_crm(await crm_template.with_modules([shops])) as crm:
        await crm.create("Store", {"title": "Whispered"})
        read = await crm.data("{ stores { nodes { displayName } } }", actor=await crm.user("Rasa"))
        assert read["stores"]["nodes"] == [{"displayName": ""}]


async def test_the_name_of_a_custom_field_stays_taken_while_its_kind_is_switched_off(crm: Crm) -> None:
    field = {"entity": "Contact", "key": "plot", "kind": "CADASTRAL_NUMBER"}
    assert (await crm.data(CREATE_FIELD, input=field))["createField"]["userErrors"] == []
    await switched(crm, DISABLE, "real_estate")
    refused = await crm.data(CREATE_FIELD, input={**field, "kind": "TEXT"})
    (error,) = refused["createField"]["userErrors"]
    assert (error["code"], error["field"]) == ("DUPLICATE", ["key"])
    assert '"plot", whose module is switched off' in error["message"]
    await switched(crm, ENABLE, "real_estate")
    await crm.data("{ contacts { nodes { plot } } }")


async def test_who_writes_to_a_module_that_the_same_request_has_disabled_is_told_so(crm: Crm) -> None:
    answer = await crm.execute(
        'mutation { disableModule(name: "real_estate") { userErrors { code } }'
        ' createProperty(input: {title: "Namas"}) { property { id } } }'
    )
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert (
        error["message"]
        == 'There is no entity "Property" any more: it was deleted, or its module switched off.'
    )


@pytest.mark.parametrize(
    "migration", ["def broken(:\n", "x = undefined_name\n", "from gql_crm import NothingOfThatName\n"]
)
async def test_a_release_whose_migrations_do_not_load_costs_its_module_alone(
    crm: Crm, crm_template: Template, fleet: Path, migration: str
) -> None:
    wrong = fleet / "migrations" / "0002_wrong.py"
    wrong.write_text(migration)
    code, message = await refusal(crm, ENABLE, "fleet")
    assert code == "INVALID_STATE"
    assert "the server's log has the reason" in message
    wrong.unlink()
    await switched(crm, ENABLE, "fleet")
    wrong.write_text(migration)
    said: list[str] = []
    await prepare(Settings.load(), await dsn_of(crm, crm_template), progress=said.append)
    assert any('Module "fleet" is left out' in line for line in said)
    again = await restarted(crm, crm_template, installed=True)
    try:
        (problem,) = await problems(again)
        assert problem["origin"] == "fleet"
        assert "/" not in problem["message"]
        await again.data("{ contacts { totalCount } }")
    finally:
        await again.workspace.close()


async def test_a_running_server_has_a_module_again_whose_tables_an_operator_has_made(
    crm: Crm, crm_template: Template, fleet: Path
) -> None:
    await switched(crm, ENABLE, "fleet")
    (fleet / "migrations" / "0002_more.py").write_text(SECOND % "ALTER TABLE fleet_ship ADD x int")
    waiting = await restarted(crm, crm_template, installed=True)
    try:
        assert "errors" in await waiting.execute(SHIPS)
        await prepare(Settings.load(), await dsn_of(crm, crm_template), progress=lambda _: None)
        assert await waiting.data(SHIPS) == {"ships": {"nodes": [{"title": "Žuvėdra"}]}}
        assert await problems(waiting) == []
    finally:
        await waiting.workspace.close()


@pytest.mark.usefixtures("fleet")
async def test_a_server_that_cannot_ask_for_a_modules_tables_asks_again(
    crm: Crm, crm_template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = await restarted(crm, crm_template, installed=True)
    away = True

    async def pending_or_away(*arguments: Any, **more: Any) -> list[str]:
        if away:
            raise DatabaseUnavailable("PostgreSQL does not let us in: too many clients")
        return await pending(*arguments, **more)

    monkeypatch.setattr(contributions, "pending", pending_or_away)
    try:
        await switched(crm, ENABLE, "fleet")
        assert "errors" in await other.execute(SHIPS)
        away = False
        assert await other.data(SHIPS) == {"ships": {"nodes": [{"title": "Žuvėdra"}]}}
        assert await problems(other) == []
    finally:
        await other.workspace.close()
