"""Numbers that records get by themselves."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from gql_crm.testing import Crm, Template, open_crm

FIELD = """
mutation ($input: CreateFieldInput!) {
  createField(input: $input) {
    field { key kind pattern unique writable } job { id kind } userErrors { code field message }
  }
}
"""
CREATE = """
mutation ($input: CreateContactInput!) {
  createContact(input: $input) { contact { id number } userErrors { code field message } }
}
"""
NUMBERS = "{ contacts(first: 200, orderBy: [{number: ASC}]) { nodes { lastName number } } }"


class Clock:
    """A clock that tests set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


async def number(crm: Crm, pattern: str | None = None, **more: Any) -> dict[str, Any]:
    given = {"entity": "Contact", "key": "number", "kind": "AUTONUMBER", **more}
    given |= {"pattern": pattern} if pattern is not None else {}
    payload: dict[str, Any] = (await crm.data(FIELD, input=given))["createField"]
    return payload


async def create(crm: Crm, name: str = "Žukauskienė", **values: Any) -> str:
    payload = (await crm.data(CREATE, input={"lastName": name, **values}))["createContact"]
    assert payload["userErrors"] == []
    text: str = payload["contact"]["number"]
    return text


async def numbers(crm: Crm) -> list[tuple[str, str]]:
    nodes = (await crm.data(NUMBERS))["contacts"]["nodes"]
    return [(node["lastName"], node["number"]) for node in nodes]


async def test_records_are_numbered_from_one_on(crm: Crm) -> None:
    made = await number(crm)
    assert made["userErrors"] == []
    assert made["field"] == {
        "key": "number",
        "kind": "AUTONUMBER",
        "pattern": None,
        "unique": True,
        "writable": False,
    }
    assert [await create(crm) for _ in range(11)] == [str(place) for place in range(1, 12)]
    assert [text for _, text in await numbers(crm)] == [str(place) for place in range(1, 12)]


async def test_the_counter_begins_anew_with_the_year_of_the_workspace(crm_template: Template) -> None:
    clock = Clock(datetime(2026, 12, 31, 21, 59, tzinfo=UTC))
    async with open_crm(crm_template, clock=clock) as crm:
        zone = 'mutation { updateWorkspace(input: {timeZone: "Europe/Vilnius"}) { userErrors { message } } }'
        await crm.data(zone)
        await number(crm, "Sąskaita №{YYYY}/{####}")
        assert [await create(crm), await create(crm)] == ["Sąskaita №2026/0001", "Sąskaita №2026/0002"]
        clock.now = datetime(2026, 12, 31, 22, 0, tzinfo=UTC)  # midnight in Vilnius
        assert await create(crm) == "Sąskaita №2027/0001"


async def test_a_day_is_a_period_as_well(crm_template: Template) -> None:
    clock = Clock(datetime(2026, 3, 9, 12, tzinfo=UTC))
    async with open_crm(crm_template, clock=clock) as crm:
        await number(crm, "{DD}.{MM}.{YY}-{##}-شماره")
        assert await create(crm) == "09.03.26-01-شماره"
        clock.now = datetime(2026, 3, 10, 12, tzinfo=UTC)
        assert await create(crm) == "10.03.26-01-شماره"


async def test_of_fifty_creates_at_once_each_gets_a_number_of_its_own(crm: Crm) -> None:
    await number(crm, "{YYYY}-{####}")
    given = await asyncio.gather(*(create(crm) for _ in range(50)))
    assert sorted(text[5:] for text in given) == [f"{place:04d}" for place in range(1, 51)]


async def test_a_refused_record_takes_no_number(crm: Crm) -> None:
    await number(crm)
    await crm.data(FIELD, input={"entity": "Contact", "key": "card", "kind": "TEXT", "unique": True})
    assert await create(crm, card="A") == "1"
    refused = (await crm.data(CREATE, input={"lastName": "B", "card": "a"}))["createContact"]
    assert [error["code"] for error in refused["userErrors"]] == ["DUPLICATE"]
    many = """
    mutation ($inputs: [CreateContactInput!]!) {
      createContacts(inputs: $inputs, errorPolicy: BEST_EFFORT) {
        contacts { number } userErrors { code }
      }
    }
    """
    inputs = [{"lastName": "C"}, {"lastName": "D", "card": "A"}, {"lastName": "E", "card": "E"}]
    written = (await crm.data(many, inputs=inputs))["createContacts"]
    assert [one["number"] for one in written["contacts"]] == ["2", "3"]
    assert [error["code"] for error in written["userErrors"]] == ["DUPLICATE"]


async def test_nobody_writes_it(crm: Crm) -> None:
    await number(crm)
    answer = await crm.execute(CREATE, {"input": {"lastName": "A", "number": "7"}})
    assert 'has no field "number"' in answer["errors"][0]["message"]


async def test_a_copy_gets_a_number_of_its_own(crm: Crm) -> None:
    await number(crm)
    id_ = (await crm.data(CREATE, input={"lastName": "A"}))["createContact"]["contact"]["id"]
    copied = await crm.data(
        "mutation ($id: ID!) { copyContact(id: $id) { contact { number } userErrors { message } } }", id=id_
    )
    assert copied["copyContact"] == {"contact": {"number": "2"}, "userErrors": []}


async def test_records_are_found_by_their_number(crm: Crm) -> None:
    await number(crm, "Č-{###}")
    for name in ("Žukauskienė", "Řehořová", "Петрова"):
        await create(crm, name)
    found = await crm.data(
        """
        {
          equal: contacts(filter: {number: {eq: "Č-002"}}) { nodes { lastName } }
          searched: contacts(search: "c-003") { nodes { lastName } }
        }
        """
    )
    assert found["equal"]["nodes"] == [{"lastName": "Řehořová"}]
    assert found["searched"]["nodes"] == [{"lastName": "Петрова"}]


async def test_records_that_were_there_get_the_first_numbers_in_their_order(crm: Crm) -> None:
    first = await crm.create("Contact", {"lastName": "Žukauskienė"})
    await crm.create("Contact", {"lastName": "Řehořová"})
    made = await number(crm, "{###}")
    assert made["job"]["kind"] == "field.number"
    assert await create(crm, "Петрова") == "003"
    await crm.run_jobs()
    assert await numbers(crm) == [("Žukauskienė", "001"), ("Řehořová", "002"), ("Петрова", "003")]
    found = await crm.data('{ contacts(search: "001") { nodes { id } } }')
    assert found["contacts"]["nodes"] == [{"id": str(first.id)}]
    job = (await crm.data("query ($id: ID!) { job(id: $id) { state error } }", id=made["job"]["id"]))["job"]
    assert job == {"state": "SUCCEEDED", "error": None}


async def test_a_job_that_is_done_twice_changes_nothing(crm: Crm) -> None:
    for name in "ABC":
        await crm.create("Contact", {"lastName": name})
    await number(crm)
    await crm.run_jobs()
    before = await numbers(crm)
    async with crm.workspace.database.connection() as connection:
        await connection.execute(
            "UPDATE job SET state = 'FAILED', finished_at = now() WHERE kind = 'field.number'"
        )
        id_ = await connection.fetchval("SELECT id::text FROM job WHERE kind = 'field.number'")
    await crm.data("mutation ($id: ID!) { retryJob(id: $id) { userErrors { message } } }", id=id_)
    assert await crm.run_jobs()
    assert await numbers(crm) == before == [("A", "1"), ("B", "2"), ("C", "3")]


async def test_a_deleted_record_keeps_its_number(crm: Crm) -> None:
    kept = await crm.create("Contact", {"lastName": "A"})
    async with crm.records(crm.admin) as records:
        await records.delete("Contact", kept.id)
    await number(crm)
    await crm.run_jobs()
    assert await create(crm, "B") == "2"
    restore = "mutation ($id: ID!) { restoreContact(id: $id) { contact { number } userErrors { code } } }"
    restored = (await crm.data(restore, id=str(kept.id)))["restoreContact"]
    assert restored == {"contact": {"number": "1"}, "userErrors": []}


async def test_a_new_pattern_passes_over_numbers_that_records_have(crm: Crm) -> None:
    await number(crm, "{YYYY}{##}")
    first = await create(crm)
    update = """
    mutation ($pattern: String) {
      updateField(entity: "Contact", key: "number", input: {pattern: $pattern}) { userErrors { message } }
    }
    """
    payload = (await crm.data(update, pattern=first[:5] + "{#}"))["updateField"]
    assert payload["userErrors"] == []
    assert await create(crm) == f"{first[:5]}2"


async def test_after_its_deletion_a_field_of_the_same_key_begins_anew(crm: Crm) -> None:
    await number(crm)
    await create(crm)
    delete = """
    mutation { deleteField(entity: "Contact", key: "number", confirm: "number") { userErrors { message } } }
    """
    await crm.data(delete)
    await crm.run_jobs()
    async with crm.workspace.database.connection() as connection:
        assert await connection.fetchval("SELECT count(*) FROM field_counter") == 0
    await number(crm)
    await crm.run_jobs()
    assert await create(crm) == "2"


async def test_a_retired_field_numbers_no_more(crm: Crm) -> None:
    await number(crm)
    await create(crm, "A")
    await crm.data('mutation { retireField(entity: "Contact", key: "number") { userErrors { message } } }')
    await crm.create("Contact", {"lastName": "B"})
    assert await numbers(crm) == [("A", "1"), ("B", None)]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{YYYY}", '"{YYYY}" has 0 counters; expected one like "{####}".'),
        ("{#}-{#}", '"{#}-{#}" has 2 counters; expected one like "{####}".'),
        (
            "{JJJJ}-{#}",
            '"{JJJJ}" means nothing in "{JJJJ}-{#}"; expected {YYYY}, {YY}, {MM}, {DD} or {####}.',
        ),
        ("{MM}-{#}", '"{MM}-{#}" has a month without its year, so that numbers would come again.'),
        ("{YYYY}{DD}-{#}", '"{YYYY}{DD}-{#}" has a day without its month, so that numbers would come again.'),
        ("{#", '"{#" has 0 counters; expected one like "{####}". A brace of "{#" has no partner.'),
        (" {#}", '" {#}" has a line break, NUL or space at an end.'),
        ("{#############}", 'The counter of "{#############}" is longer than 12 digits.'),
        ("x" * 40 + "{#}", f'"{"x" * 40}{{#}}" has more than 40 characters.'),
    ],
)
async def test_a_pattern_that_cannot_stand_is_refused(crm: Crm, pattern: str, said: str) -> None:
    errors = (await number(crm, pattern))["userErrors"]
    assert errors == [{"code": "VALIDATION", "field": ["pattern"], "message": said}]


async def test_options_that_make_no_sense_are_refused(crm: Crm) -> None:
    errors = (await number(crm, required=True, default="1"))["userErrors"]
    assert sorted(error["field"][0] for error in errors) == ["default", "required"]
