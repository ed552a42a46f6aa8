"""Changes of the catalog under idempotency keys: done once, answered alike by whichever worker is asked."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from gql_crm.clock import system_clock
from gql_crm.jobs import enqueue
from gql_crm.testing import Template
from tests.workspace.workers import Workers, two_workers, version_of

_FIELD = """{
  key kind label retired deprecation { reason removeOn } options { value } graphqlName index { state }
}"""
_ANSWER = "catalogVersion userErrors { code field message }"
CREATE_FIELD = f"""mutation ($input: CreateFieldInput!) {{
  createField(input: $input) {{ field {_FIELD} job {{ kind }} {_ANSWER} }}
}}"""
CREATE_ENTITY = f"""mutation ($input: CreateEntityInput!) {{
  createEntity(input: $input) {{ entity {{ name plural fields {_FIELD} }} job {{ id kind }} {_ANSWER} }}
}}"""
BOAT = {
    "name": "Boat",
    "plural": "boats",
    "label": {"lt": "Laivas", "fa": "قایق"},
    "fields": [{"key": "title", "kind": "TEXT"}, {"key": "depth", "kind": "DECIMAL", "indexed": True}],
}


def of_field(name: str, arguments: str = "", key: str = "colour") -> str:
    more = f", {arguments}" if arguments else ""
    return f"""mutation {{ {name}(entity: "Contact", key: "{key}"{more}) {{
      field {_FIELD} job {{ id kind }} {_ANSWER} }} }}"""


def of_entity(name: str, arguments: str = "", called: str = "Boat") -> str:
    more = f", {arguments}" if arguments else ""
    return f"""mutation {{ {name}(name: "{called}"{more}) {{
      entity {{ name plural label fields {{ key }} }} job {{ id kind }} {_ANSWER} }} }}"""


def of_rule(name: str, arguments: str) -> str:
    rule = "validationRule { key condition message label fields enabled origin }"
    return f"mutation {{ {name}({arguments}) {{ {rule} {_ANSWER} }} }}"


def of_duplicates(name: str, arguments: str) -> str:
    rule = "duplicateRule { name label fields score enabled origin complete }"
    return f"mutation {{ {name}({arguments}) {{ {rule} {_ANSWER} }} }}"


def of_relations(name: str, arguments: str) -> str:
    return f"mutation {{ {name}({arguments}) {{ relationType {{ key label active }} {_ANSWER} }} }}"


STEPS: tuple[tuple[str, Mapping[str, Any] | None], ...] = (
    (
        CREATE_FIELD,
        {"input": {"entity": "Contact", "key": "colour", "kind": "TEXT", "label": {"cs": "Barva"}}},
    ),
    (
        f"""mutation {{ createFields(inputs: [
          {{entity: "Contact", key: "one", kind: INTEGER}}, {{entity: "Organization", key: "two", kind: DATE}}
        ]) {{ fields {_FIELD} {_ANSWER} }} }}""",
        None,
    ),
    (of_field("updateField", 'input: {label: "Цвят", indexed: true}'), None),
    (of_field("updateField", "input: {required: true}", key="email"), None),
    (of_field("renameField", 'newKey: "paint"'), None),
    (of_field("deprecateField", 'input: {reason: "Old.", removeOn: "2091-01-31"}', key="paint"), None),
    (of_field("undeprecateField", key="paint"), None),
    (of_field("retireField", key="paint"), None),
    (of_field("restoreField", key="paint"), None),
    (of_field("convertField", "input: {kind: INTEGER}", key="paint"), None),
    (of_field("deleteField", 'confirm: "one"', key="one"), None),
    (CREATE_ENTITY, {"input": BOAT}),
    (of_entity("updateEntity", 'input: {label: "Ship"}'), None),
    (of_entity("renameEntity", 'newName: "Vessel", newPlural: "vessels"'), None),
    (of_entity("retireEntity", called="Vessel"), None),
    (of_entity("restoreEntity", called="Vessel"), None),
    (of_entity("deleteEntity", 'confirm: "Vessel"', called="Vessel"), None),
    (
        of_rule(
            "createValidationRule",
            'input: {entity: "Contact", key: "named", condition: "size(lastName) > 1", message: {fa: "نام"},'
            ' fields: ["lastName"]}',
        ),
        None,
    ),
    (of_rule("updateValidationRule", 'entity: "Contact", key: "named", input: {enabled: false}'), None),
    (of_rule("deleteValidationRule", 'entity: "Contact", key: "named"'), None),
    (
        of_duplicates(
            "createDuplicateRule",
            'input: {entity: "Contact", name: "sameTitle", fields: ["jobTitle"], score: 0.5}',
        ),
        None,
    ),
    (of_duplicates("updateDuplicateRule", 'entity: "Contact", name: "sameTitle", input: {score: 0.6}'), None),
    (of_duplicates("deleteDuplicateRule", 'entity: "Contact", name: "sameTitle"'), None),
    (of_relations("createRelationType", 'input: {key: "GUARDS", label: "Saugo"}'), None),
    (of_relations("updateRelationType", 'key: "GUARDS", input: {active: false}'), None),
    (f'mutation {{ deleteRelationType(key: "GUARDS") {{ deletedKey {_ANSWER} }} }}', None),
    (
        'mutation { updateWorkspace(input: {name: "Uostas"}) { workspace { name } userErrors { code } } }',
        None,
    ),
    (
        """mutation { updateCarDealershipSettings(input: {reservationDays: 9}) {
          carDealershipSettings { reservationDays } userErrors { code } } }""",
        None,
    ),
    (f'mutation {{ disableModule(name: "car_dealership") {{ module {{ name enabled }} {_ANSWER} }} }}', None),
    (f'mutation {{ enableModule(name: "car_dealership") {{ module {{ name enabled }} {_ANSWER} }} }}', None),
)


@pytest_asyncio.fixture(scope="module")
async def workers(crm_template: Template) -> AsyncIterator[Workers]:
    """Two workers whom all tests of this file ask; the second one hears of no change."""
    async with two_workers(crm_template, owns=True) as opened:
        yield opened


def new_key() -> str:
    return uuid4().hex


def payload(answer: Mapping[str, Any]) -> dict[str, Any]:
    assert "errors" not in answer, answer
    (found,) = answer["data"].values()
    assert found["userErrors"] == [], found
    return dict(found)


async def test_every_change_is_done_once_and_answered_alike_by_another_worker(workers: Workers) -> None:
    for document, variables in STEPS:
        key = new_key()
        first = await workers.speaking.execute(document, variables, idempotency_key=key)
        payload(first)
        version = version_of(workers.speaking)
        for worker in (workers.deaf, workers.speaking):
            again = await worker.execute(document, variables, idempotency_key=key)
            assert again == first, document
            assert version_of(worker) == version, document


async def test_all_mutations_of_the_catalog_are_among_these(workers: Workers) -> None:
    asked = " ".join(document for document, _ in STEPS)
    mutation = workers.speaking.workspace.live.versions.unrestricted.schema.mutation_type
    assert mutation
    payloads = {
        name: str(field.type).removesuffix("!")
        for name, field in mutation.fields.items()
        if {"catalogVersion", "workspace", "carDealershipSettings"}
        & set(getattr(_named(field.type), "fields", ()))
    }
    assert {name for name in payloads if f" {name}(" not in asked} == set()


def _named(type_: Any) -> Any:
    return getattr(type_, "of_type", type_)


async def test_a_change_that_is_asked_for_twenty_times_at_once_is_made_once(workers: Workers) -> None:
    for document, given in (
        (CREATE_FIELD, {"entity": "Contact", "key": "mood", "kind": "TEXT"}),
        (CREATE_ENTITY, {**BOAT, "name": "Raft", "plural": "rafts"}),
    ):
        key = new_key()
        asked = [workers.speaking, workers.deaf] * 10
        answers = await asyncio.gather(
            *(worker.execute(document, {"input": given}, idempotency_key=key) for worker in asked)
        )
        payload(answers[0])
        assert all(answer == answers[0] for answer in answers)
    fields = "SELECT count(*) FROM custom_field WHERE key = 'mood'"
    assert await workers.sql(fields) == 1
    assert await workers.sql("SELECT count(*) FROM custom_entity WHERE name = 'Raft'") == 1


async def test_a_key_belongs_to_the_change_that_it_came_with_first(workers: Workers) -> None:
    key = new_key()
    given = {"entity": "Contact", "key": "shoe", "kind": "INTEGER"}
    payload(await workers.speaking.execute(CREATE_FIELD, {"input": given}, idempotency_key=key))
    other = {"input": {**given, "key": "hat"}}
    for document, variables in ((CREATE_FIELD, other), (CREATE_ENTITY, {"input": BOAT})):
        refused = await workers.deaf.execute(document, variables, idempotency_key=key)
        assert refused["errors"][0]["extensions"]["code"] == "IDEMPOTENCY_MISMATCH"
    assert await workers.sql("SELECT count(*) FROM custom_field WHERE key = 'hat'") == 0


@pytest.mark.parametrize(
    ("document", "given"),
    [
        (CREATE_FIELD, {"entity": "Contact", "key": "displayName", "kind": "TEXT"}),
        (CREATE_ENTITY, {**BOAT, "name": "Contact"}),
    ],
    ids=["field", "entity"],
)
async def test_a_change_that_was_refused_is_tried_again(
    workers: Workers, document: str, given: Mapping[str, Any]
) -> None:
    kept = await workers.sql("SELECT count(*) FROM idempotency_key")
    for _ in range(2):
        answer = await workers.speaking.execute(document, {"input": given}, idempotency_key="refused")
        (refused,) = answer["data"].values()
        assert [error["code"] for error in refused["userErrors"]] != []
    assert await workers.sql("SELECT count(*) FROM idempotency_key") == kept


async def test_a_change_that_is_cut_off_before_its_commit_is_made_by_the_next_request(
    workers: Workers,
) -> None:
    """The first one dies while it holds the key and waits for the catalog, as a worker that is killed."""
    given = {"input": {**BOAT, "name": "Canoe", "plural": "canoes"}}
    key = new_key()
    blocker = await asyncpg.connect(workers.dsn)
    held = blocker.transaction()
    await held.start()
    await blocker.execute("SELECT 1 FROM catalog_state FOR UPDATE")
    first = asyncio.create_task(workers.speaking.execute(CREATE_FIELD, _canoe_field(), idempotency_key=key))
    waiting = (
        "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    async with asyncio.timeout(10):
        while (pid := await blocker.fetchval(waiting)) is None:  # noqa: ASYNC110 (a session that waits announces nothing)
            await asyncio.sleep(0.01)
    await blocker.execute("SELECT pg_terminate_backend($1)", pid)
    assert "errors" in await first
    await held.rollback()
    await blocker.close()
    made = payload(await workers.deaf.execute(CREATE_FIELD, _canoe_field(), idempotency_key=key))
    assert made["field"]["key"] == "paddle"
    assert payload(await workers.speaking.execute(CREATE_ENTITY, given, idempotency_key=new_key()))


def _canoe_field() -> dict[str, Any]:
    return {"input": {"entity": "Contact", "key": "paddle", "kind": "TEXT"}}


async def test_the_answer_tells_of_the_field_as_it_is_by_then(workers: Workers) -> None:
    key = new_key()
    given = {"input": {"entity": "Contact", "key": "pet", "kind": "TEXT"}}
    first = payload(await workers.speaking.execute(CREATE_FIELD, given, idempotency_key=key))
    payload(await workers.speaking.execute(of_field("renameField", 'newKey: "beast"', key="pet")))
    again = payload(await workers.deaf.execute(CREATE_FIELD, given, idempotency_key=key))
    assert again["field"]["key"] == "beast"
    assert again["catalogVersion"] == first["catalogVersion"]
    payload(await workers.speaking.execute(of_field("deleteField", 'confirm: "beast"', key="beast")))
    gone = payload(await workers.deaf.execute(CREATE_FIELD, given, idempotency_key=key))
    assert gone["field"] is None


async def test_a_deletion_is_told_again_when_another_field_has_the_key(workers: Workers) -> None:
    create = {"input": {"entity": "Contact", "key": "toy", "kind": "CHOICE", "options": [{"value": "kite"}]}}
    payload(await workers.speaking.execute(CREATE_FIELD, create))
    key, delete = new_key(), of_field("deleteField", 'confirm: "toy"', key="toy")
    first = await workers.speaking.execute(delete, idempotency_key=key)
    assert payload(first)["field"]["options"] == [{"value": "kite"}]
    other = {"input": {"entity": "Contact", "key": "toy", "kind": "DATE"}}
    payload(await workers.speaking.execute(CREATE_FIELD, other))
    again = await workers.deaf.execute(delete, idempotency_key=key)
    assert payload(again)["field"] == payload(first)["field"]


async def test_whoever_is_no_administrator_any_more_is_refused(workers: Workers) -> None:
    key, given = new_key(), {"input": {"entity": "Contact", "key": "rank", "kind": "TEXT"}}
    payload(await workers.speaking.execute(CREATE_FIELD, given, idempotency_key=key))
    demoted = replace(workers.speaking.admin, role_keys=("member",))
    answer = await workers.speaking.execute(CREATE_FIELD, given, actor=demoted, idempotency_key=key)
    assert answer["data"]["createField"]["userErrors"][0]["code"] == "FORBIDDEN"
    assert answer["data"]["createField"]["field"] is None


async def test_a_job_is_queued_again_once(workers: Workers) -> None:
    crm = workers.speaking
    async with crm.workspace.database.transaction() as connection:
        id_ = await enqueue(connection, "field.index", {}, actor_id=crm.admin.user_id, now=system_clock())
        await connection.execute("UPDATE job SET state = 'FAILED' WHERE id = $1", id_)
    retry = "mutation ($id: ID!) { retryJob(id: $id) { job { id } userErrors { code } } }"
    key = new_key()
    first = await crm.execute(retry, {"id": str(id_)}, idempotency_key=key)
    assert payload(first)["job"] == {"id": str(id_)}
    assert await workers.deaf.execute(retry, {"id": str(id_)}, idempotency_key=key) == first
    refused = await crm.execute(retry, {"id": str(id_)}, idempotency_key=new_key())
    assert refused["data"]["retryJob"]["userErrors"] == [{"code": "INVALID_STATE"}]
