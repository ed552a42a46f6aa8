"""The state machine of a visit: each transition, each guard."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gql_crm.testing import Crm

LIPA = {"name": "Магазин Липа", "isOutlet": True, "outletCode": "SF-001"}
NOBODY = "01890a5d-ac96-774b-bcce-b302099a8057"

MUTATION = """
  mutation ($input: {input_type}!) {{
    {name}(input: $input) {{
      visit {{
        id displayName status plannedAt startedAt endedAt note cancelReason
        gpsIn {{ latitude longitude }} gpsOut {{ latitude longitude }}
        outlet {{ name }} agent {{ name }} owner {{ name }}
      }}
      userErrors {{ code field message }}
    }}
  }}
"""


async def call(crm: Crm, name: str, *, actor: Any = None, **input: Any) -> dict[str, Any]:
    """Run an operation on a visit and return its payload."""
    document = MUTATION.format(name=name, input_type=f"{name[0].upper()}{name[1:]}Input")
    payload: dict[str, Any] = (await crm.data(document, actor=actor, input=input))[name]
    return payload


async def visit(crm: Crm, name: str, *, actor: Any = None, **input: Any) -> dict[str, Any]:
    """Run an operation that must succeed and return the visit."""
    payload = await call(crm, name, actor=actor, **input)
    assert payload["userErrors"] == []
    shown: dict[str, Any] = payload["visit"]
    return shown


def faults(payload: dict[str, Any]) -> list[tuple[str, str]]:
    assert payload["visit"] is None
    return sorted((error["code"], ".".join(error["field"])) for error in payload["userErrors"])


async def outlet(crm: Crm, **values: Any) -> str:
    """Create an outlet and return its id."""
    return str((await crm.create("Organization", {**LIPA, **values})).id)


async def planned(crm: Crm) -> str:
    plan = await visit(crm, "planVisit", outletId=await outlet(crm), plannedAt="2026-03-02T09:00:00Z")
    return str(plan["id"])


async def going_on(crm: Crm, started: str = "2026-03-02T09:05:00Z", code: str = "SF-001") -> str:
    start = await visit(crm, "startVisit", outletId=await outlet(crm, outletCode=code), startedAt=started)
    return str(start["id"])


async def in_state(crm: Crm, state: str) -> str:
    """Lead a visit into a state and return its id."""
    if state == "PLANNED":
        return await planned(crm)
    id_ = await going_on(crm)
    if state == "COMPLETED":
        await visit(crm, "completeVisit", visitId=id_, endedAt="2026-03-02T10:00:00Z")
    elif state == "CANCELLED":
        await visit(crm, "cancelVisit", visitId=id_)
    return id_


async def test_a_planned_visit_waits_for_its_agent(crm: Crm) -> None:
    maria = await crm.user("Мария Иванова")
    shown = await visit(
        crm,
        "planVisit",
        outletId=await outlet(crm),
        agentId=str(maria.user_id),
        plannedAt="2026-03-02T09:00:00Z",
    )
    del shown["id"]
    assert shown == {
        "displayName": "Магазин Липа",
        "status": "PLANNED",
        "plannedAt": "2026-03-02T09:00:00+00:00",
        "startedAt": None,
        "endedAt": None,
        "note": None,
        "cancelReason": None,
        "gpsIn": None,
        "gpsOut": None,
        "outlet": {"name": "Магазин Липа"},
        "agent": {"name": "Мария Иванова"},
        "owner": {"name": "Мария Иванова"},
    }


async def test_a_plan_needs_outlet_and_time(crm: Crm) -> None:
    assert faults(await call(crm, "planVisit")) == [("REQUIRED", "outletId"), ("REQUIRED", "plannedAt")]
    assert faults(await call(crm, "planVisit", outletId=await outlet(crm), plannedAt=None)) == [
        ("REQUIRED", "plannedAt")
    ]


async def test_a_time_that_is_none_is_told_at_its_place(crm: Crm) -> None:
    id_ = await outlet(crm)
    payload = await call(crm, "planVisit", outletId=id_, plannedAt="tomorrow")
    assert faults(payload) == [("VALIDATION", "plannedAt")]
    assert faults(await call(crm, "startVisit", outletId=id_, startedAt="2026-03-02")) == [
        ("VALIDATION", "startedAt")
    ]


@pytest.mark.parametrize("name", ["planVisit", "startVisit"])
async def test_only_outlets_are_visited(crm: Crm, name: str) -> None:
    office = await crm.create("Organization", {"name": "Счетоводна кантора"})
    input = {"plannedAt": "2026-03-02T09:00:00Z"} if name == "planVisit" else {}
    payload = await call(crm, name, outletId=str(office.id), **input)
    assert faults(payload) == [("VALIDATION", "outletId")]
    assert payload["userErrors"][0]["message"].startswith('"Счетоводна кантора" is no outlet')


@pytest.mark.parametrize("name", ["planVisit", "startVisit"])
async def test_who_is_not_there_is_named_where_the_client_named_them(crm: Crm, name: str) -> None:
    input = {"plannedAt": "2026-03-02T09:00:00Z"} if name == "planVisit" else {}
    nowhere = await call(crm, name, outletId=NOBODY, **input)
    assert faults(nowhere) == [("NOT_FOUND", "outletId")]
    nobody = await call(crm, name, outletId=await outlet(crm), agentId=NOBODY, **input)
    assert set(faults(nobody)) == {("NOT_FOUND", "agentId")}


async def test_an_id_that_is_no_id_is_bad_input(crm: Crm) -> None:
    document = MUTATION.format(name="startVisit", input_type="StartVisitInput")
    answer = await crm.execute(document, {"input": {"visitId": "12"}})
    assert answer["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT", "field": ["visitId"]}


async def test_a_client_may_make_the_id_of_a_new_visit(crm: Crm) -> None:
    id_ = "01890a5d-ac96-774b-bcce-b302099a8058"
    assert (await visit(crm, "startVisit", id=id_, outletId=await outlet(crm)))["id"] == id_


async def test_a_planned_visit_begins(crm: Crm) -> None:
    id_ = await planned(crm)
    before = datetime.now(UTC)
    shown = await visit(crm, "startVisit", visitId=id_)
    assert (shown["id"], shown["status"]) == (id_, "IN_PROGRESS")
    assert shown["plannedAt"] == "2026-03-02T09:00:00+00:00"
    assert before <= datetime.fromisoformat(shown["startedAt"]) <= datetime.now(UTC)


async def test_a_visit_begins_unplanned_with_the_viewer(crm: Crm) -> None:
    maria = await crm.user("Мария Иванова")
    id_ = str((await crm.create("Organization", LIPA, actor=maria)).id)
    shown = await visit(crm, "startVisit", actor=maria, outletId=id_, startedAt="2026-03-02T09:05:00+02:00")
    assert (shown["status"], shown["startedAt"]) == ("IN_PROGRESS", "2026-03-02T07:05:00+00:00")
    assert shown["agent"] == shown["owner"] == {"name": "Мария Иванова"}


async def test_an_outlet_is_chosen_first(crm: Crm) -> None:
    assert faults(await call(crm, "startVisit")) == [("REQUIRED", "outletId")]


async def test_the_outlet_of_a_planned_visit_may_be_repeated_but_not_changed(crm: Crm) -> None:
    id_, other = await planned(crm), await outlet(crm, outletCode="SF-002")
    assert faults(await call(crm, "startVisit", visitId=id_, outletId=other)) == [("VALIDATION", "outletId")]
    data = await crm.data("query ($id: ID!) { visit(id: $id) { outlet { id } } }", id=id_)
    same = data["visit"]["outlet"]["id"]
    assert (await visit(crm, "startVisit", visitId=id_, outletId=same))["status"] == "IN_PROGRESS"


async def test_a_planned_visit_keeps_its_id(crm: Crm) -> None:
    payload = await call(crm, "startVisit", visitId=await planned(crm), id=NOBODY)
    assert faults(payload) == [("VALIDATION", "id")]


async def test_a_colleague_may_go_instead(crm: Crm) -> None:
    maria = await crm.user("Мария Иванова")
    shown = await visit(crm, "startVisit", visitId=await planned(crm), agentId=str(maria.user_id))
    assert shown["agent"] == shown["owner"] == {"name": "Мария Иванова"}


async def test_a_planned_visit_does_not_begin_where_there_is_no_outlet_any_more(crm: Crm) -> None:
    id_ = await planned(crm)
    organizations = await crm.data("{ organizations { nodes { id } } }")
    await crm.data(
        """mutation ($id: ID!) {
          updateOrganization(id: $id, input: {isOutlet: false}) { userErrors { code } }
        }""",
        id=organizations["organizations"]["nodes"][0]["id"],
    )
    assert faults(await call(crm, "startVisit", visitId=id_)) == [("VALIDATION", "outletId")]


async def test_an_agent_has_one_visit_at_a_time(crm: Crm) -> None:
    second, plan = await outlet(crm, outletCode="SF-002"), await planned(crm)
    first = await visit(crm, "startVisit", outletId=second)
    for input in ({"outletId": second}, {"visitId": plan}):
        assert faults(await call(crm, "startVisit", **input)) == [("INVALID_STATE", "agentId")]
    maria = await crm.user("Мария Иванова")
    await visit(crm, "startVisit", outletId=second, agentId=str(maria.user_id))
    await visit(crm, "completeVisit", visitId=first["id"])
    await visit(crm, "startVisit", visitId=plan)


async def test_of_visits_that_begin_at_once_one_does(crm: Crm) -> None:
    id_ = await outlet(crm)
    payloads = await asyncio.gather(*(call(crm, "startVisit", outletId=id_) for _ in range(8)))
    refused = [faults(payload) for payload in payloads if payload["userErrors"]]
    assert refused == [[("INVALID_STATE", "agentId")]] * 7
    data = await crm.data("{ visits(filter: {status: {eq: IN_PROGRESS}}) { totalCount } }")
    assert data["visits"]["totalCount"] == 1


async def test_a_visit_is_completed_with_a_note(crm: Crm) -> None:
    shown = await visit(
        crm,
        "completeVisit",
        visitId=await going_on(crm),
        endedAt="2026-03-02T09:40:00Z",
        note="Рафтовете са подредени.",
    )
    assert (shown["status"], shown["endedAt"], shown["note"]) == (
        "COMPLETED",
        "2026-03-02T09:40:00+00:00",
        "Рафтовете са подредени.",
    )


async def test_a_visit_ends_now_unless_a_time_is_given(crm: Crm) -> None:
    id_, before = await going_on(crm), datetime.now(UTC)
    ended = (await visit(crm, "completeVisit", visitId=id_))["endedAt"]
    assert before <= datetime.fromisoformat(ended) <= datetime.now(UTC)


async def test_a_device_whose_clock_is_ahead_ends_its_visits(crm: Crm) -> None:
    ahead = (datetime.now(UTC) + timedelta(minutes=10)).replace(microsecond=0)
    for name in ("completeVisit", "cancelVisit"):
        ended = await visit(crm, name, visitId=await going_on(crm, ahead.isoformat(), code=name))
        assert datetime.fromisoformat(ended["endedAt"]) == ahead


async def test_a_visit_does_not_end_before_it_begins(crm: Crm) -> None:
    id_ = await going_on(crm)
    payload = await call(crm, "completeVisit", visitId=id_, endedAt="2026-03-02T09:04:59Z")
    assert faults(payload) == [("VALIDATION", "endedAt")]
    data = await crm.data("query ($id: ID!) { visit(id: $id) { status endedAt } }", id=id_)
    assert data["visit"] == {"status": "IN_PROGRESS", "endedAt": None}


async def test_times_lie_not_far_ahead(crm: Crm) -> None:
    tomorrow = datetime.now(UTC) + timedelta(hours=25)
    payload = await call(crm, "startVisit", outletId=await outlet(crm), startedAt=tomorrow.isoformat())
    assert faults(payload) == [("VALIDATION", "startedAt")]
    id_ = str((await visit(crm, "startVisit", outletId=await outlet(crm, outletCode="SF-002")))["id"])
    payload = await call(crm, "completeVisit", visitId=id_, endedAt=tomorrow.isoformat())
    assert faults(payload) == [("VALIDATION", "endedAt")]


async def test_a_planned_visit_is_called_off(crm: Crm) -> None:
    shown = await visit(crm, "cancelVisit", visitId=await planned(crm), reason="Обектът е в ремонт")
    assert (shown["status"], shown["cancelReason"], shown["endedAt"]) == (
        "CANCELLED",
        "Обектът е в ремонт",
        None,
    )


async def test_a_visit_is_broken_off_and_the_agent_is_free(crm: Crm) -> None:
    shown = await visit(crm, "cancelVisit", visitId=await going_on(crm))
    assert (shown["status"], shown["cancelReason"]) == ("CANCELLED", None)
    assert shown["endedAt"] is not None
    await visit(crm, "startVisit", outletId=await outlet(crm, outletCode="SF-002"))


ALLOWED = {
    "startVisit": {"PLANNED"},
    "completeVisit": {"IN_PROGRESS"},
    "cancelVisit": {"PLANNED", "IN_PROGRESS"},
    "amendVisit": {"COMPLETED"},
}


@pytest.mark.parametrize(
    ("name", "state"),
    [
        (name, state)
        for name, states in ALLOWED.items()
        for state in ("PLANNED", "IN_PROGRESS", "COMPLETED", "CANCELLED")
        if state not in states
    ],
)
async def test_nothing_else_leads_from_state_to_state(crm: Crm, name: str, state: str) -> None:
    id_ = await in_state(crm, state)
    payload = await call(crm, name, visitId=id_)
    assert faults(payload) == [("INVALID_STATE", "visitId")]
    assert payload["userErrors"][0]["message"].startswith(f"The visit is {state}; only one that is ")
    data = await crm.data("query ($id: ID!) { visit(id: $id) { status } }", id=id_)
    assert data["visit"]["status"] == state


@pytest.mark.parametrize("name", ALLOWED)
async def test_a_visit_that_is_not_there_is_named(crm: Crm, name: str) -> None:
    assert faults(await call(crm, name, visitId=NOBODY)) == [("NOT_FOUND", "visitId")]


async def test_a_completed_visit_is_amended_by_its_agent(crm: Crm) -> None:
    maria = await crm.user("Мария Иванова")
    place = str((await crm.create("Organization", LIPA, actor=maria)).id)
    started = (datetime.now(UTC) - timedelta(hours=2)).isoformat()
    id_ = (await visit(crm, "startVisit", actor=maria, outletId=place, startedAt=started))["id"]
    await visit(crm, "completeVisit", actor=maria, visitId=id_, note="Стар текст")
    ended = (datetime.now(UTC) - timedelta(hours=1)).replace(microsecond=0)
    shown = await visit(
        crm, "amendVisit", actor=maria, visitId=id_, note="Нов текст", endedAt=ended.isoformat()
    )
    assert (shown["status"], shown["note"]) == ("COMPLETED", "Нов текст")
    assert datetime.fromisoformat(shown["endedAt"]) == ended
    kept = await visit(crm, "amendVisit", actor=maria, visitId=id_)
    assert kept["note"] == "Нов текст"
    assert (await visit(crm, "amendVisit", actor=maria, visitId=id_, note=None))["note"] is None


async def test_a_colleague_does_not_amend_a_visit(crm: Crm) -> None:
    team = await crm.create("Team", {"name": "София"})
    maria, petar = [await crm.user(name, teams=[team]) for name in ("Мария", "Петър")]
    place = str((await crm.create("Organization", {**LIPA, "teamId": str(team.id)}, actor=maria)).id)
    id_ = (await visit(crm, "startVisit", actor=maria, outletId=place))["id"]
    await visit(crm, "completeVisit", actor=maria, visitId=id_)
    payload = await call(crm, "amendVisit", actor=petar, visitId=id_, note="Чужда бележка")
    assert faults(payload) == [("FORBIDDEN", "visitId")]


async def test_a_visit_of_long_ago_stays_as_it_is(crm: Crm) -> None:
    id_ = await in_state(crm, "COMPLETED")
    payload = await call(crm, "amendVisit", visitId=id_, note="Късно")
    assert faults(payload) == [("INVALID_STATE", "visitId")]
    assert "24 hours" in payload["userErrors"][0]["message"]


async def test_the_team_that_cares_for_the_outlet_sees_the_visit(crm: Crm) -> None:
    team = await crm.create("Team", {"name": "София"})
    maria, petar = [await crm.user(name, teams=[team]) for name in ("Мария", "Петър")]
    stranger = await crm.user("Йордан")
    place = str((await crm.create("Organization", {**LIPA, "teamId": str(team.id)}, actor=maria)).id)
    await visit(crm, "startVisit", actor=maria, outletId=place)
    counts = {
        actor.user_id: (await crm.data("{ visits { totalCount } }", actor=actor))["visits"]["totalCount"]
        for actor in (maria, petar, stranger)
    }
    assert list(counts.values()) == [1, 1, 0]


@pytest.mark.parametrize(
    "value",
    ['status: "COMPLETED"', 'startedAt: "2026-03-02T09:00:00Z"', f'agentId: "{NOBODY}"', 'note: "Бележка"'],
)
async def test_what_operations_decide_no_input_has(crm: Crm, value: str) -> None:
    id_ = await planned(crm)
    for document in (
        f'mutation {{ updateVisit(id: "{id_}", input: {{{value}}}) {{ visit {{ id }} }} }}',
        f"mutation {{ createVisit(input: {{{value}}}) {{ visit {{ id }} }} }}",
    ):
        answer = await crm.execute(document)
        assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_plan_is_put_off_and_custom_fields_of_it_are_written(crm: Crm) -> None:
    id_ = await planned(crm)
    await crm.data(
        'mutation { createField(input: {entity: "Visit", key: "car", kind: TEXT}) { userErrors { code } } }'
    )
    data = await crm.data(
        """mutation ($id: ID!) {
          updateVisit(id: $id, input: {plannedAt: "2026-03-03T09:00:00Z", car: "CB 0000 XX"}) {
            visit { plannedAt car }
            userErrors { code field }
          }
        }""",
        id=id_,
    )
    assert data["updateVisit"] == {
        "visit": {"plannedAt": "2026-03-03T09:00:00+00:00", "car": "CB 0000 XX"},
        "userErrors": [],
    }


async def test_visits_are_found_by_outlet_and_agent(crm: Crm) -> None:
    maria = await crm.user("Мария Иванова")
    id_ = await outlet(crm, name="МАГАЗИН ПЕТЪР")
    await visit(crm, "startVisit", outletId=id_, agentId=str(maria.user_id))
    await visit(crm, "startVisit", outletId=await outlet(crm, outletCode="SF-002"))
    data = await crm.data(
        """{
          searched: visits(search: "петър") { nodes { outlet { name } } }
          filtered: visits(filter: {agent: {name: {contains: "мария"}}}) { nodes { outlet { name } } }
          inverse: organizations(filter: {visits: {some: {agent: {name: {contains: "ИВАНОВА"}}}}}) {
            nodes { name visits { totalCount nodes { status } } }
          }
        }"""
    )
    found = {"nodes": [{"outlet": {"name": "МАГАЗИН ПЕТЪР"}}]}
    assert data["searched"] == data["filtered"] == found
    assert data["inverse"]["nodes"] == [
        {"name": "МАГАЗИН ПЕТЪР", "visits": {"totalCount": 1, "nodes": [{"status": "IN_PROGRESS"}]}}
    ]
