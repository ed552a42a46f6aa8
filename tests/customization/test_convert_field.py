"""A custom field gets another kind: a job converts its values, then all of it changes at once."""

import asyncio
from typing import Any

import pytest

from gql_crm.customization import conversion_job, field_conversion
from gql_crm.customization.stored_values import StoredValues
from gql_crm.testing import Crm
from tests.customization.checks import created, shape, told, update
from tests.customization.test_field_plan import broken, plan, with_clients

CONVERT = """
mutation ($key: String!, $input: ConvertFieldInput!) {
  convertField(entity: "Contact", key: $key, input: $input) {
    field { kind } job { id kind } userErrors { code field message }
  }
}
"""
JOB = "query ($id: ID!) { job(id: $id) { state error attempts } }"
HISTORY = """
query ($id: ID!) {
  contact(id: $id) { version history(field: "note") { nodes { id oldValue newValue origin } } }
}
"""


async def convert(crm: Crm, kind: str, key: str = "note", **more: Any) -> dict[str, Any]:
    answered = await crm.data(CONVERT, key=key, input={"kind": kind, **more})
    payload: dict[str, Any] = answered["convertField"]
    return payload


async def done(crm: Crm, asked: dict[str, Any]) -> dict[str, Any]:
    assert asked["userErrors"] == []
    await crm.run_jobs()
    await crm.workspace.live.refresh_if_stale()
    job: dict[str, Any] = (await crm.data(JOB, id=asked["job"]["id"]))["job"]
    return job


async def note(crm: Crm, id_: str) -> Any:
    return (await crm.data("query ($id: ID!) { contact(id: $id) { note } }", id=id_))["contact"]["note"]


async def document(crm: Crm, id_: str) -> dict[str, Any]:
    """What lies in the record's documents."""
    async with crm.workspace.database.connection() as connection:
        text = "SELECT custom || custom_long AS d FROM people_contact WHERE id = $1"
        row = await connection.fetchrow(text, id_)
    assert row is not None
    values: dict[str, Any] = row["d"]
    return values


CASES = [
    ("TEXT", {}, "LONG_TEXT", "Žemė прст زمین", "Žemė прст زمین"),
    ("TEXT", {}, "INTEGER", " ۱۲ ", 12),
    ("TEXT", {}, "DECIMAL", "12.50", "12.5"),
    ("TEXT", {}, "BOOLEAN", "Yes", True),
    ("TEXT", {}, "DATE", "2026-01-31", "2026-01-31"),
    ("TEXT", {}, "DATETIME", "2026-01-31T10:00:00+02:00", "2026-01-31T08:00:00+00:00"),
    ("TEXT", {}, "EMAIL", "ona@example.com", "ona@example.com"),
    ("TEXT", {}, "PHONE", "+370 612 34567", "+37061234567"),
    ("TEXT", {}, "URL", "https://example.com/", "https://example.com/"),
    ("INTEGER", {}, "DECIMAL", 7, "7"),
    ("INTEGER", {}, "TEXT", 7, "7"),
    ("DECIMAL", {}, "INTEGER", "7.0", 7),
    ("LONG_TEXT", {}, "TEXT", "one line", "one line"),
    ("DATE", {}, "DATETIME", "2026-07-01", "2026-07-01T00:00:00+00:00"),
    ("CHOICE", {"options": [{"value": "a", "label": {"en": "Aukštas"}}]}, "TEXT", "a", "Aukštas"),
    ("CHOICE", {"options": [{"value": "a"}]}, "MULTI_CHOICE", "a", ["a"]),
    ("MULTI_CHOICE", {"options": [{"value": "a"}]}, "CHOICE", ["a"], "a"),
    ("TEXT", {}, "JSON", '{"b": [1, "ž"]}', {"b": [1, "ž"]}),
    ("JSON", {}, "LONG_TEXT", {"b": [1, "ž"]}, '{"b":[1,"ž"]}'),
    ("TEXT", {"unique": True}, "INTEGER", " ۱۲ ", 12),
    ("TEXT", {}, "VIN", " 1m8gdm9ax-kp042788 ", "1M8GDM9AXKP042788"),
    ("VIN", {}, "TEXT", "1M8GDM9AXKP042788", "1M8GDM9AXKP042788"),
    ("EMAIL", {"unique": True}, "TEXT", "ona@example.com", "ona@example.com"),
]


@pytest.mark.parametrize(("kind", "options", "to", "before", "after"), CASES)
async def test_values_become_values_of_the_other_kind(
    crm: Crm, kind: str, options: dict[str, Any], to: str, before: Any, after: Any
) -> None:
    assert await shape(crm, {"key": "note", "kind": kind, **options}) == []
    holder, empty = await created(crm, note=before), await created(crm)
    asked = await convert(crm, to)
    assert asked["field"] == {"kind": kind}
    assert await note(crm, empty) is None
    assert (await done(crm, asked))["error"] is None
    assert (await note(crm, holder), await note(crm, empty)) == (after, None)
    (key,) = await document(crm, holder)
    assert key != crm.workspace.live.versions.catalog.entity("Contact").fields["note"].field_id
    assert await document(crm, empty) == {}
    contact = (await crm.data(HISTORY, id=holder))["contact"]
    assert contact["version"] == 1
    assert [one["newValue"] is not None for one in contact["history"]["nodes"]] == [True]
    assert await update(crm, holder, note=after) == []
    assert (await crm.data(HISTORY, id=holder))["contact"]["version"] == 1  # it is the value that it has


async def test_texts_become_options_with_their_own_labels(crm: Crm) -> None:
    assert await shape(crm, {"key": "note", "kind": "TEXT"}) == []
    ids = [await created(crm, note=text) for text in ("Vilnius", "vilnius ", "София", "تهران", "Sofia")]
    asked = await convert(crm, "CHOICE")
    late = await created(crm, note="Brno")
    assert (await done(crm, asked))["state"] == "SUCCEEDED"
    field = crm.workspace.live.versions.catalog.entity("Contact").fields["note"].field
    labels = {option.value: next(iter(option.label.values())) for option in field.options}
    assert sorted(labels.values()) == sorted(["Vilnius", "София", "تهران", "Sofia", "Brno"])
    shown = [labels[await note(crm, id_)] for id_ in [*ids, late]]
    assert shown == ["Vilnius", "Vilnius", "София", "تهران", "Sofia", "Brno"]
    found = await crm.data(
        "query ($v: String) { contacts(filter: {note: {eq: $v}}) { totalCount } }", v=await note(crm, ids[0])
    )
    assert found["contacts"]["totalCount"] == 2


async def test_what_cannot_be_converted_is_refused_with_its_number_and_examples(crm: Crm) -> None:
    assert await shape(crm, {"key": "note", "kind": "TEXT"}) == []
    for text in ("12", "dvylika", "дванадесет"):
        await created(crm, note=text)
    asked = await convert(crm, "INTEGER")
    assert told(asked["userErrors"]) == [("VALIDATION", "unconvertible")]
    message = asked["userErrors"][0]["message"]
    assert message.startswith("2 values cannot be converted.")
    assert '"dvylika"' in message
    assert asked["job"] is None
    foretold = await plan(crm, "note", convert={"kind": "INTEGER"})
    assert (foretold["records"], foretold["unfit"]) == (3, 2)
    assert [one["value"] for one in foretold["examples"]] == ["dvylika", "дванадесет"]
    assert foretold["userErrors"] == asked["userErrors"]


async def test_they_are_cleared_if_that_is_said_and_history_keeps_them(crm: Crm) -> None:
    assert await shape(crm, {"key": "note", "kind": "TEXT"}) == []
    good, bad = await created(crm, note="12"), await created(crm, note="dvylika")
    assert (await done(crm, await convert(crm, "INTEGER", unconvertible="CLEAR")))["state"] == "SUCCEEDED"
    assert (await note(crm, good), await note(crm, bad)) == (12, None)
    contact = (await crm.data(HISTORY, id=bad))["contact"]
    assert contact["version"] == 2
    changes = [(one["oldValue"], one["newValue"], one["origin"]) for one in contact["history"]["nodes"]]
    assert sorted(changes, key=str) == [("dvylika", None, "JOB"), (None, "dvylika", "API")]
    assert (await crm.data(HISTORY, id=good))["contact"]["version"] == 1
    cleared = next(one["id"] for one in contact["history"]["nodes"] if one["oldValue"] == "dvylika")
    revert = "mutation ($id: ID!) { revertChange(changeId: $id) { userErrors { code } } }"
    assert (await crm.data(revert, id=cleared))["revertChange"]["userErrors"] == [{"code": "VALIDATION"}]


async def test_more_than_can_be_cleared_at_once_is_refused(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field_conversion, "MOST_CLEARED", 1)
    assert await shape(crm, {"key": "note", "kind": "TEXT"}) == []
    for text in ("a", "b"):
        await created(crm, note=text)
    asked = await convert(crm, "INTEGER", unconvertible="CLEAR")
    assert told(asked["userErrors"]) == [("VALIDATION", "unconvertible")]


async def test_a_value_that_comes_too_late_stops_the_job_and_nothing_is_left_behind(crm: Crm) -> None:
    assert await shape(crm, {"key": "note", "kind": "TEXT"}) == []
    early = await created(crm, note="12")
    asked = await convert(crm, "INTEGER")
    late = await created(crm, note="trylika")
    job = await done(crm, asked)
    assert job["state"] == "FAILED"
    assert job["error"].startswith("One value cannot be converted.")
    assert (await note(crm, early), await note(crm, late)) == ("12", "trylika")
    assert len(await document(crm, early)) == 1
    assert await update(crm, late, note="13") == []
    assert (await done(crm, await convert(crm, "INTEGER")))["state"] == "SUCCEEDED"
    assert (await note(crm, early), await note(crm, late)) == (12, 13)


async def test_deleted_records_are_converted_too(crm: Crm) -> None:
    assert await shape(crm, {"key": "note", "kind": "TEXT"}) == []
    ref = await crm.create("Contact", {"note": "12"})
    async with crm.records(crm.admin) as records:
        await records.delete("Contact", ref.id)
    await done(crm, await convert(crm, "INTEGER"))
    async with crm.records(crm.admin) as records:
        await records.restore("Contact", ref.id)
    assert await note(crm, str(ref.id)) == 12


async def test_what_the_definition_says_goes_along(crm: Crm) -> None:
    given = {"label": {"lt": "Metai", "fa": "سال"}, "default": "5", "maxLength": 9, "position": 3}
    assert await shape(crm, {"key": "note", "kind": "TEXT", **given}) == []
    asked = await convert(crm, "INTEGER", min="1", max="10")
    await crm.data(
        'mutation { renameField(entity: "Contact", key: "note", newKey: "years") { userErrors { code } } }'
    )
    assert (await done(crm, asked))["state"] == "SUCCEEDED"
    field = crm.workspace.live.versions.catalog.entity("Contact").fields["years"].field
    assert (field.kind, field.default, field.position, field.max_length) == ("INTEGER", 5, 3, None)
    assert (field.label, str(field.min), str(field.max)) == (given["label"], "1", "10")
    answered = await crm.data('mutation { createContact(input: {lastName: "A"}) { contact { years } } }')
    assert answered["createContact"]["contact"]["years"] == 5


@pytest.mark.parametrize(
    ("kind", "to", "more", "error"),
    [
        ("TEXT", "GEO_POINT", {}, ("VALIDATION", "kind")),
        ("GEO_POINT", "TEXT", {}, ("VALIDATION", "kind")),
        ("INTEGER", "MONEY", {"currency": "EUX"}, ("VALIDATION", "currency")),
        ("INTEGER", "TEXT", {"currency": "EUR"}, ("VALIDATION", "currency")),
        ("TEXT", "TEXT", {}, ("VALIDATION", "kind")),
        ("TEXT", "INTEGER", {"pattern": "[0-9]+"}, ("VALIDATION", "pattern")),
        ("INTEGER", "DECIMAL", {"scale": 99}, ("VALIDATION", "scale")),
        ("TEXT", "CHOICE", {}, ("REQUIRED", "options")),
    ],
)
async def test_what_cannot_be_is_refused(
    crm: Crm, kind: str, to: str, more: dict[str, Any], error: tuple[str, str]
) -> None:
    assert await shape(crm, {"key": "note", "kind": kind}) == []
    asked = await convert(crm, to, **more)
    assert told(asked["userErrors"]) == [error]
    assert await crm.run_jobs() == 0


@pytest.mark.parametrize(
    ("field", "other", "code"),
    [
        ({}, {"kind": "TEXT", "unique": True, "uniqueWithin": ["note"]}, "IN_USE"),
        ({}, {"kind": "TEXT", "requiredWhen": 'note.startsWith("a")'}, "IN_USE"),
        ({}, {"kind": "FORMULA", "expression": 'concat(note, "x")'}, "IN_USE"),
    ],
)
async def test_what_depends_on_the_values_is_in_the_way(
    crm: Crm, field: dict[str, Any], other: dict[str, Any], code: str
) -> None:
    assert await shape(crm, {"key": "note", "kind": "TEXT", **field}) == []
    if other:
        assert await shape(crm, {"key": "other", **other}) == []
    assert told((await convert(crm, "INTEGER"))["userErrors"]) == [(code, "kind")]


async def test_one_conversion_of_a_field_is_made_at_a_time(crm: Crm) -> None:
    assert await shape(crm, {"key": "note", "kind": "TEXT"}) == []
    asked = await convert(crm, "INTEGER")
    assert told((await convert(crm, "DATE"))["userErrors"]) == [("INVALID_STATE", "key")]
    assert (await done(crm, asked))["state"] == "SUCCEEDED"
    assert (await convert(crm, "TEXT"))["userErrors"] == []


async def test_a_field_can_be_converted_there_and_back(crm: Crm) -> None:
    assert await shape(crm, {"key": "note", "kind": "INTEGER", "indexed": True}) == []
    ids = [await created(crm, note=number) for number in (3, 1, 2)]
    await crm.run_jobs()
    for kind in ("TEXT", "DECIMAL", "INTEGER"):
        await done(crm, await convert(crm, kind))
    assert [await note(crm, id_) for id_ in ids] == [3, 1, 2]
    assert {len(await document(crm, id_)) for id_ in ids} == {1}
    answered = await crm.data(
        "{ contacts(orderBy: [{note: ASC}], filter: {note: {gt: 0}}) { nodes { note } }"
        " catalog { entities { name fields { key index { state } } } } }"
    )
    assert [one["note"] for one in answered["contacts"]["nodes"]] == [1, 2, 3]
    (contact,) = [one for one in answered["catalog"]["entities"] if one["name"] == "Contact"]
    (index,) = [one["index"] for one in contact["fields"] if one["key"] == "note"]
    assert index == {"state": "READY"}


async def test_searches_find_what_the_field_holds_then(crm: Crm) -> None:
    assert await shape(crm, {"key": "note", "kind": "LONG_TEXT"}, {"key": "size", "kind": "INTEGER"}) == []
    await created(crm, note="ypatingas", size=998877)
    search = "query ($q: String!) { contacts(search: $q) { totalCount } }"
    assert (await crm.data(search, q="998877"))["contacts"]["totalCount"] == 0
    await done(crm, await convert(crm, "TEXT", key="size"))
    await done(crm, await convert(crm, "TEXT"))
    for words in ("998877", "ypating"):
        assert (await crm.data(search, q=words))["contacts"]["totalCount"] == 1
    await done(crm, await convert(crm, "INTEGER", key="size"))
    assert (await crm.data(search, q="998877"))["contacts"]["totalCount"] == 0


async def test_a_worker_that_dies_leaves_nothing_half_done(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion_job, "AT_ONCE", 2)
    assert await shape(crm, {"key": "note", "kind": "TEXT"}) == []
    ids = [await created(crm, note=str(number)) for number in range(5)]
    real, calls, seen = StoredValues.put, 0, []

    async def dying(*arguments: Any) -> None:
        nonlocal calls
        calls += 1
        await real(*arguments)
        if calls == 3:
            seen.extend([await note(crm, id_) for id_ in ids])
            raise OSError("the machine is gone")

    monkeypatch.setattr(StoredValues, "put", dying)
    job = await done(crm, await convert(crm, "INTEGER"))
    assert job == {"state": "SUCCEEDED", "error": None, "attempts": 2}
    assert seen == ["0", "1", "2", "3", "4"]
    assert [await note(crm, id_) for id_ in ids] == [0, 1, 2, 3, 4]
    assert {len(await document(crm, id_)) for id_ in ids} == {1}


async def test_what_is_written_meanwhile_is_converted_too(crm: Crm) -> None:
    assert await shape(crm, {"key": "note", "kind": "TEXT"}) == []
    ids = [await created(crm, note="0") for _ in range(60)]
    over = asyncio.Event()
    written: dict[str, str] = {}

    async def write(worker: int) -> None:
        number = 0
        while not over.is_set():
            number += 1
            id_, value = ids[2 * ((number * 7) % 30) + worker], str(number)
            answered = await crm.execute(WRITE, {"id": id_, "note": value})
            if "errors" in answered:  # the field is a number from here on
                return
            if answered["data"]["updateContact"]["userErrors"] == []:
                written[id_] = value

    writers = [asyncio.create_task(write(worker)) for worker in range(2)]
    await asyncio.sleep(0.1)
    job = await done(crm, await convert(crm, "INTEGER"))
    over.set()
    await asyncio.gather(*writers)
    assert job["state"] == "SUCCEEDED"
    assert len(written) > 2
    assert {id_: await note(crm, id_) for id_ in ids} == {id_: int(written.get(id_, "0")) for id_ in ids}


WRITE = """
mutation ($id: ID!, $note: String) { updateContact(id: $id, input: {note: $note}) { userErrors { code } } }
"""


async def test_the_plan_tells_which_documents_a_conversion_breaks(crm: Crm) -> None:

    await with_clients(crm)
    told_ = await plan(crm, "budget", convert={"kind": "TEXT"})
    assert told_["userErrors"] == []
    assert broken(told_) == ["Rich"]


MONEY = "query ($id: ID!) { contact(id: $id) { note { amount currency } } }"


async def money(crm: Crm, id_: str) -> Any:
    return (await crm.data(MONEY, id=id_))["contact"]["note"]


async def test_numbers_become_money_of_the_currency_that_is_given_or_the_workspace_s(crm: Crm) -> None:
    fields = [{"key": key, "kind": "DECIMAL"} for key in ("note", "other")]
    assert await shape(crm, *fields) == []
    id_ = await created(crm, note="12.50", other="3")
    assert (await done(crm, await convert(crm, "MONEY", currency="BGN")))["state"] == "SUCCEEDED"
    assert (await done(crm, await convert(crm, "MONEY", "other")))["state"] == "SUCCEEDED"
    assert await money(crm, id_) == {"amount": "12.5", "currency": "BGN"}
    other = await crm.data("query ($id: ID!) { contact(id: $id) { other { currency } } }", id=id_)
    own = (await crm.data("{ workspace { defaultCurrency } }"))["workspace"]["defaultCurrency"]
    assert other["contact"]["other"] == {"currency": own}


async def test_money_becomes_a_number_where_all_of_it_is_of_one_currency(crm: Crm) -> None:
    assert await shape(crm, {"key": "note", "kind": "MONEY"}) == []
    id_ = await created(crm, note={"amount": "12.5", "currency": "CZK"})
    assert (await done(crm, await convert(crm, "DECIMAL")))["state"] == "SUCCEEDED"
    assert await note(crm, id_) == "12.5"


async def test_amounts_of_other_currencies_are_told_and_lost_only_if_that_is_said(crm: Crm) -> None:
    assert await shape(crm, {"key": "note", "kind": "MONEY"}) == []
    held = [{"amount": "1", "currency": code} for code in ("CZK", "CZK", "BGN")]
    ids = [await created(crm, note=one) for one in held]
    foretold = await plan(crm, "note", convert={"kind": "DECIMAL", "currency": "CZK"})
    assert (foretold["records"], foretold["unfit"]) == (3, 1)
    (example,) = foretold["examples"]
    assert (example["value"], example["reason"]) == (
        {"amount": "1", "currency": "BGN"},
        '"1 BGN" is no amount in CZK, the currency of the others.',
    )
    refused = await convert(crm, "DECIMAL", currency="CZK")
    assert told(refused["userErrors"]) == [("VALIDATION", "unconvertible")]
    asked = await convert(crm, "DECIMAL", currency="CZK", unconvertible="CLEAR")
    assert (await done(crm, asked))["state"] == "SUCCEEDED"
    assert [await note(crm, id_) for id_ in ids] == ["1", "1", None]


async def test_a_unique_field_stays_unique_in_the_normal_form_of_its_new_kind(crm: Crm) -> None:
    fields: list[dict[str, Any]] = [
        {"key": "office", "kind": "TEXT"},
        {"key": "note", "kind": "TEXT", "unique": True, "uniqueWithin": ["office"]},
    ]
    assert await shape(crm, *fields) == []
    await created(crm, note="7", office="Vilnius")
    await created(crm, note="۷", office="Brno")
    assert (await done(crm, await convert(crm, "INTEGER")))["state"] == "SUCCEEDED"
    refused = await crm.data(
        """mutation { createContact(input: {lastName: "B", note: 7, office: "Brno"}) {
          userErrors { code field } } }"""
    )
    assert refused["createContact"]["userErrors"] == [{"code": "DUPLICATE", "field": ["note"]}]
    await created(crm, note=7, office="Sofija")


async def test_values_that_would_no_longer_differ_are_told_and_refused(crm: Crm) -> None:
    assert await shape(crm, {"key": "note", "kind": "TEXT", "unique": True}) == []
    for text in ("7", "07", "8"):
        await created(crm, note=text)
    gone = await created(crm, note="08")
    await crm.data("mutation ($id: ID!) { deleteContact(id: $id) { userErrors { code } } }", id=gone)
    refused = await convert(crm, "INTEGER")
    assert told(refused["userErrors"]) == [("DUPLICATE", "kind")]
    assert refused["userErrors"][0]["message"].startswith(
        "Converted, they are no longer unique: One value is"
    )
    assert (await plan(crm, "note", convert={"kind": "INTEGER"}))["userErrors"] == refused["userErrors"]
    assert await crm.run_jobs() == 0


async def test_a_value_that_is_double_too_late_stops_the_job_and_all_stays_unique(crm: Crm) -> None:
    assert await shape(crm, {"key": "note", "kind": "TEXT", "unique": True}) == []
    first = await created(crm, note="7")
    asked = await convert(crm, "INTEGER")
    await created(crm, note="07")
    job = await done(crm, asked)
    assert job["state"] == "FAILED"
    assert "held by more than one record" in job["error"]
    assert await note(crm, first) == "7"
    again = 'mutation { createContact(input: {lastName: "B", note: "7"}) { userErrors { code } } }'
    assert (await crm.data(again))["createContact"]["userErrors"] == [{"code": "DUPLICATE"}]
