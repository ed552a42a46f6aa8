"""The explorer's tabs: examples of the modules that somebody may use."""

from dataclasses import replace

from gql_crm.access import Actor
from gql_crm.plugins.module import Module
from gql_crm.testing import Crm, Template, open_crm
from gql_crm.workspace import examples_for


async def labels(crm: Crm, *languages: str, actor: Actor | None = None) -> list[str]:
    return [one.label for one in await examples_for(crm.workspace, actor or crm.admin, languages)]


async def test_there_is_one_for_each_module_in_the_language_of_the_one_who_looks(crm: Crm) -> None:
    assert "Real estate" in await labels(crm)
    assert "Nekilnojamasis turtas" in await labels(crm, "lt-LT", "en")
    shown = {one.label: one.document for one in await examples_for(crm.workspace, crm.admin, ())}
    assert "listPropertyForOwner" in shown["Real estate"]


async def test_a_module_that_is_switched_off_has_none_until_it_is_on_again(crm: Crm) -> None:
    before = await labels(crm)
    await crm.data('mutation { disableModule(name: "real_estate") { userErrors { message } } }')
    assert await labels(crm) == [label for label in before if label != "Real estate"]
    await crm.data('mutation { enableModule(name: "real_estate") { userErrors { message } } }')
    assert sorted(await labels(crm)) == sorted(before)


async def test_examples_that_name_what_somebody_cannot_see_are_left_out(crm_template: Template) -> None:
    given = crm_template.contributions
    of_users = Module(name="roles", version="1", examples="query Roles { users { nodes { roleKeys } } }")
    broken = Module(name="broken", version="1", examples="query { nothing")
    silent = Module(name="silent", version="1")
    more = [("test", module) for module in (of_users, broken, silent)]
    template = replace(crm_template, contributions=replace(given, modules=[*given.modules, *more]))
    async with open_crm(template) as crm:
        member = await crm.user("Ona")
        assert "roles" in await labels(crm)
        assert not {"roles", "broken", "silent"} & set(await labels(crm, actor=member))
        assert "Real estate" in await labels(crm, actor=member)
        assert not {"broken", "silent"} & set(await labels(crm))
