"""Rules of modules before writes, and their work after commits."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from gql_crm import (
    AfterCommit,
    BeforeWrite,
    CommittedWrite,
    Module,
    ProposedWrite,
    Records,
    UserError,
    UserErrors,
)
from gql_crm.clock import system_clock
from gql_crm.customization.store import publish
from gql_crm.customization.writers import shut_writers_out
from gql_crm.plugins.merge import merge
from gql_crm.plugins.problem import CatalogProblem
from gql_crm.testing import Crm, Template, open_crm

CREATE = """mutation ($input: CreateContactInput!) { createContact(input: $input) {
  contact { id firstName lastName displayName version }
  warnings { code message }
  userErrors { code field message }
} }"""
UPDATE = """mutation ($id: ID!, $input: UpdateContactInput!) { updateContact(id: $id, input: $input) {
  contact { firstName lastName displayName version }
  warnings { code }
  userErrors { code field }
} }"""


@dataclass
class Behaviour:
    """What the module's functions do in a test, and what they were given."""

    rule: Callable[[ProposedWrite], Any] = lambda _write: None
    work: Callable[[CommittedWrite], None] = lambda _write: None
    renames: bool = False
    asked: list[ProposedWrite] = field(default_factory=list)
    told: list[CommittedWrite] = field(default_factory=list)
    catalogs: list[int] = field(default_factory=list)


now: list[Behaviour] = []


def _rule(write: ProposedWrite) -> Any:
    now[-1].asked.append(write)
    return now[-1].rule(write)


async def _rule_that_awaits(write: ProposedWrite) -> Any:
    answer = _rule(write)
    return await answer if asyncio.iscoroutine(answer) else answer


async def _work(write: CommittedWrite, records: Records) -> None:
    now[-1].told.append(write)
    now[-1].catalogs.append(records.catalog.version)
    await records.update("Contact", write.record_id, {"middleName": f"was {write.old.get('firstName')}"})
    now[-1].work(write)
    if now[-1].renames:
        await records.update("Contact", write.record_id, {"firstName": "Renamed"})


NAMES = ("firstName", "lastName")
NO_FUNCTION: Any = 5
RULE = BeforeWrite(
    entity="Contact", fields=NAMES, run=_rule, actions=("CREATED", "UPDATED", "DELETED", "RESTORED")
)
MODULES = (
    Module(
        name="naming",
        version="1",
        requires=("people",),
        before_write=(RULE,),
        after_commit=(AfterCommit(name="greet", entity="Contact", fields=("firstName",), run=_work),),
    ),
    Module(
        name="strictness",
        version="1",
        requires=("people",),
        before_write=(
            BeforeWrite(entity="Organization", fields=("name",), run=_rule_that_awaits, required=True),
        ),
    ),
)


@pytest_asyncio.fixture(scope="module")
async def hooked_template(crm_template: Template) -> Template:
    return await crm_template.with_modules(MODULES)


@pytest_asyncio.fixture
async def crm(hooked_template: Template, behaviour: Behaviour) -> AsyncIterator[Crm]:
    async with open_crm(hooked_template) as opened:
        yield opened


@pytest.fixture
def behaviour() -> Behaviour:
    now[:] = [Behaviour()]
    return now[-1]


async def create(crm: Crm, **values: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await crm.data(CREATE, input=values))["createContact"]
    return payload


async def update(crm: Crm, id: str, **values: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await crm.data(UPDATE, id=id, input=values))["updateContact"]
    return payload


async def test_a_rule_changes_what_is_written(crm: Crm, behaviour: Behaviour) -> None:
    behaviour.rule = lambda write: {"lastName": write.values["firstName"].upper()}
    payload = await create(crm, firstName="Ona")
    assert payload["contact"]["displayName"] == "Ona ONA"
    assert payload["warnings"] == []
    found = await crm.data('{ contacts(search: "ona ona") { totalCount } }')
    assert found["contacts"]["totalCount"] == 1


async def test_a_rule_sees_the_record_before_and_after(crm: Crm, behaviour: Behaviour) -> None:
    contact = (await create(crm, firstName="Ona", lastName="Jonaitė"))["contact"]
    behaviour.rule = lambda _write: {"lastName": None}
    changed = await update(crm, contact["id"], firstName="Rasa")
    assert changed["contact"] == {
        "firstName": "Rasa",
        "lastName": None,
        "displayName": "Rasa",
        "version": 2,
    }
    created, updated = behaviour.asked
    assert (created.action, created.before) == ("CREATED", {})
    assert str(created.id) == contact["id"]
    assert updated.before == {"firstName": "Ona", "lastName": "Jonaitė"}
    assert updated.values == {"firstName": "Rasa", "lastName": "Jonaitė"}


async def test_a_change_of_other_fields_asks_no_rule(crm: Crm, behaviour: Behaviour) -> None:
    contact = (await create(crm, firstName="Ona"))["contact"]
    await update(crm, contact["id"], middleName="X")
    assert len(behaviour.asked) == 1


async def test_a_rule_vetoes_with_user_errors(crm: Crm, behaviour: Behaviour) -> None:
    def veto(_write: ProposedWrite) -> None:
        raise UserErrors([UserError("VALIDATION", ("firstName",), "Not today.")])

    ref = await crm.create("Contact", {"firstName": "Ona"})
    behaviour.rule = veto
    payload = await create(crm, firstName="Rasa")
    assert payload["contact"] is None
    assert payload["userErrors"] == [{"code": "VALIDATION", "field": ["firstName"], "message": "Not today."}]
    deleted = await crm.data(
        "mutation ($id: ID!) { deleteContact(id: $id) { userErrors { code } } }", id=str(ref.id)
    )
    assert deleted["deleteContact"]["userErrors"] == [{"code": "VALIDATION"}]
    assert (await crm.data("{ contacts { totalCount } }"))["contacts"]["totalCount"] == 1


def _fails(_write: ProposedWrite) -> None:
    msg = "/srv/secret"
    raise OSError(msg)


def _exits(_write: ProposedWrite) -> None:
    raise SystemExit


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (_fails, "it failed"),
        (_exits, "it failed"),
        (lambda _: time.sleep(1), "it took longer than 0.5 s"),
        (lambda _: "nonsense", "it returned something else than values of its fields"),
        (lambda _: {"email": "x"}, "it returned something else than values of its fields"),
        (lambda _: {"lastName": 5}, "it returned what is no value"),
    ],
    ids=["raises", "exits", "blocks", "text", "foreign field", "no value"],
)
async def test_a_rule_that_fails_is_left_out_and_named(
    crm: Crm, behaviour: Behaviour, rule: Callable[[ProposedWrite], Any], reason: str
) -> None:
    behaviour.rule = rule
    with capture_logs() as lines:
        payload = await create(crm, firstName="Ona", lastName="Jonaitė")
    assert payload["contact"]["displayName"] == "Ona Jonaitė"
    (warning,) = payload["warnings"]
    assert warning["code"] == "PLUGIN_SKIPPED"
    assert warning["message"].startswith(
        f'The rule of the plugin "naming" for Contact was not kept: {reason}'
    )
    assert "secret" not in warning["message"]
    (line,) = [line for line in lines if line["event"] == "plugin failed"]
    assert (line["plugin"], line["id"] in warning["message"]) == ("naming", True)


@pytest.mark.parametrize("rule", [_fails, lambda _: asyncio.sleep(5)], ids=["raises", "awaits"])
async def test_a_rule_that_is_required_undoes_the_mutation(
    crm: Crm, behaviour: Behaviour, rule: Callable[[ProposedWrite], Any]
) -> None:
    behaviour.rule = rule
    answer = await crm.execute(
        'mutation { createOrganization(input: { name: "UAB" }) { userErrors { code } } }'
    )
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "PLUGIN_ERROR"
    assert error["extensions"]["plugin"] == "strictness"
    assert "nothing was written" in error["message"]
    assert (await crm.data("{ organizations { totalCount } }"))["organizations"]["totalCount"] == 0


async def test_work_follows_from_a_commit(crm: Crm, behaviour: Behaviour) -> None:
    contact = (await create(crm, firstName="Ona"))["contact"]
    await update(crm, contact["id"], firstName="Rasa")
    assert behaviour.told == []
    assert await crm.run_jobs() == 2
    first, second = behaviour.told
    assert (first.action, first.old, first.new) == ("CREATED", {"firstName": None}, {"firstName": "Ona"})
    assert (second.action, second.old, second.new) == (
        "UPDATED",
        {"firstName": "Ona"},
        {"firstName": "Rasa"},
    )
    assert (str(second.record_id), second.version) == (contact["id"], 2)
    data = await crm.data("{ contacts { nodes { middleName } } jobs { id kind state } }")
    assert data["contacts"]["nodes"] == [{"middleName": "was Ona"}]
    ids = {job["id"] for job in data["jobs"] if job["kind"] == "plugin.after_commit"}
    assert ids == {str(write.id) for write in behaviour.told}
    assert await crm.run_jobs() == 0


async def test_what_is_rolled_back_has_no_consequences(crm: Crm, behaviour: Behaviour) -> None:
    async with crm.workspace.database.connection() as connection:
        transaction = connection.transaction()
        await transaction.start()
        async with crm.records(crm.admin) as records:
            await replace(records, connection=connection).create("Contact", {"firstName": "Ona"})
        await transaction.rollback()
    assert await crm.run_jobs() == 0
    assert behaviour.told == []


async def test_a_change_of_other_fields_has_no_consequences(crm: Crm, behaviour: Behaviour) -> None:
    contact = (await create(crm, firstName="Ona"))["contact"]
    await crm.run_jobs()
    await update(crm, contact["id"], lastName="Jonaitė")
    assert await crm.run_jobs() == 0


async def test_nothing_follows_from_what_a_work_writes_itself(crm: Crm, behaviour: Behaviour) -> None:
    behaviour.renames = True
    await create(crm, firstName="Ona")
    assert await crm.run_jobs() == 1
    data = await crm.data("{ contacts { nodes { firstName } } }")
    assert data["contacts"]["nodes"] == [{"firstName": "Renamed"}]


async def test_a_rule_holds_for_members_too(crm: Crm, behaviour: Behaviour) -> None:
    behaviour.rule = lambda _write: {"lastName": "Of the rule"}
    member = await crm.user("Ivo")
    data = await crm.data(CREATE, input={"firstName": "Ona"}, actor=member)
    assert data["createContact"]["contact"]["lastName"] == "Of the rule"


async def test_work_that_fails_is_done_again_under_the_same_id(crm: Crm, behaviour: Behaviour) -> None:
    def fail_once(_write: CommittedWrite) -> None:
        if len(behaviour.told) == 1:
            raise OSError

    behaviour.work = fail_once
    await create(crm, firstName="Ona")
    with capture_logs() as lines:
        assert await crm.run_jobs() == 2
    assert {line["plugin"] for line in lines if line["event"] == "plugin failed"} == {"naming"}
    first, second = behaviour.told
    assert first == second
    data = await crm.data("{ contacts { nodes { version } } jobs { state attempts } }")
    assert data["contacts"]["nodes"] == [{"version": 2}]
    assert data["jobs"] == [{"state": "SUCCEEDED", "attempts": 2}]


@pytest.mark.parametrize(
    ("hooks", "told"),
    [
        ({"before_write": (replace(RULE, entity="Ghost"),)}, '"Ghost", which is not there'),
        ({"before_write": (replace(RULE, fields=("nose",)),)}, '"nose", which is no field of Contact'),
        ({"before_write": (replace(RULE, fields=()),)}, "names no fields"),
        ({"before_write": (replace(RULE, actions=("SOLD",)),)}, 'the action "SOLD"'),
        ({"before_write": (replace(RULE, run=NO_FUNCTION),)}, "is no function"),
        (
            {"after_commit": (AfterCommit(name="a", entity="Contact", run=lambda _write, _records: None),)},
            "is no coroutine function",
        ),
        ({"after_commit": (AfterCommit(name="a", entity="Contact", run=_work),) * 2}, 'two works "a"'),
    ],
)
async def test_a_module_whose_hooks_cannot_be_called_is_left_out(
    hooked_template: Template, hooks: dict[str, Any], told: str
) -> None:
    given = hooked_template.contributions
    wrong = Module(name="wrong", version="1", requires=("people",), **hooks)
    catalog = merge(replace(given, modules=[*given.modules, ("wrong", wrong)]), version=1, now=system_clock())
    (problem,) = [one for one in catalog.problems if one.origin == "wrong"]
    assert isinstance(problem, CatalogProblem)
    assert told in problem.message


async def test_work_writes_by_the_catalog_that_holds_among_the_writers(
    crm: Crm, behaviour: Behaviour
) -> None:
    """A change of the catalog that commits while the work waits for it is one that the work knows."""
    await create(crm, firstName="Ona")
    database, before = crm.workspace.database, crm.workspace.live.versions.catalog.version
    async with database.transaction() as connection:
        await shut_writers_out(connection)
        await publish(connection, before + 1)
        work = asyncio.create_task(crm.run_jobs())
        async with database.connection() as other, asyncio.timeout(60):
            waiting = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)"
            while not await other.fetchval(waiting):  # noqa: ASYNC110 (a lock announces nothing)
                await asyncio.sleep(0.01)
    assert await work == 1
    assert behaviour.catalogs == [before + 1]
