"""Fields that are to be removed: everybody is told, and on their day they go by themselves."""

from datetime import datetime
from typing import Any

import orjson
import pytest

from gql_crm.clock import system_clock
from gql_crm.customization import ask_for_removals
from gql_crm.persisted import import_documents, read_manifest
from gql_crm.testing import Crm
from tests.story import Story, contact, own_story, story_template

__all__ = ["own_story", "story_template"]

FIELD = "field { key deprecation { reason removeOn } } userErrors { code field message }"
DEPRECATE = f"""
mutation ($key: String!, $input: DeprecateFieldInput!) {{
  deprecateField(entity: "Contact", key: $key, input: $input) {{ {FIELD} catalogVersion }}
}}
"""
KEEP = f"""
mutation ($key: String!) {{ undeprecateField(entity: "Contact", key: $key) {{ {FIELD} }} }}
"""
RUN = "mutation ($asOf: DateTime!) { runDueJobs(asOf: $asOf) { runs { kind outcome error } } }"
FIELDS = '{ __type(name: "Contact") { fields(includeDeprecated: true) { name deprecationReason } } }'
INPUTS = """
query ($name: String!) {
  __type(name: $name) { inputFields(includeDeprecated: true) { name deprecationReason } }
}
"""
REASON = "Naudokite „budget“: score is computed from it."


async def deprecate(crm: Crm, key: str = "score", day: str = "2027-01-31", reason: str = REASON) -> Any:
    given = {"reason": reason, "removeOn": day}
    return (await crm.data(DEPRECATE, key=key, input=given))["deprecateField"]


async def reasons(crm: Crm) -> dict[str, str | None]:
    data = await crm.data(FIELDS)
    return {one["name"]: one["deprecationReason"] for one in data["__type"]["fields"]}


async def input_reasons(crm: Crm, name: str) -> dict[str, str | None]:
    data = await crm.data(INPUTS, name=name)
    return {one["name"]: one["deprecationReason"] for one in data["__type"]["inputFields"]}


async def run(crm: Crm, as_of: str) -> list[tuple[str, str]]:
    """Run what is due; return kinds and outcomes."""
    runs = (await crm.data(RUN, asOf=as_of))["runDueJobs"]["runs"]
    return [(one["kind"], one["outcome"]) for one in runs]


async def test_the_schema_says_until_when_a_field_is_there_and_why(own_story: Story) -> None:
    crm = own_story.crm
    payload = await deprecate(crm)
    assert payload["userErrors"] == []
    assert payload["field"]["deprecation"] == {"reason": REASON, "removeOn": "2027-01-31"}
    said = f"Until 2027-01-31: {REASON}"
    assert (await reasons(crm))["score"] == said
    assert (await reasons(crm))["stars"] is None
    for name in ("CreateContactInput", "UpdateContactInput", "ContactFilter", "ContactOrder"):
        told = await input_reasons(crm, name)
        assert (told["score"], told["stars"]) == (said, None), name
    read = "query ($id: ID!) { contact(id: $id) { score } }"
    assert (await crm.data(read, id=contact(1)))["contact"] == {"score": "4.5"}
    write = """
    mutation ($id: ID!) {
      updateContact(id: $id, input: {score: "5"}) { contact { score } userErrors { message } }
    }
    """
    assert (await crm.data(write, id=contact(1)))["updateContact"]["contact"] == {"score": "5"}


async def test_lists_of_references_are_deprecated_with_all_their_inputs(own_story: Story) -> None:
    crm = own_story.crm
    assert (await deprecate(crm, "lenders"))["userErrors"] == []
    told = await input_reasons(crm, "UpdateContactInput")
    said = f"Until 2027-01-31: {REASON}"
    assert [told[key] for key in ("lendersIds", "addLendersIds", "removeLendersIds")] == [said] * 3
    assert (await reasons(crm))["lenders"] == said


async def test_it_goes_when_its_day_begins_where_the_workspace_is(own_story: Story) -> None:
    crm = own_story.crm
    zone = 'mutation { updateWorkspace(input: {timeZone: "Europe/Vilnius"}) { userErrors { message } } }'
    await crm.data(zone)
    await deprecate(crm)
    assert await run(crm, "2027-01-30T21:59:00Z") == []
    assert "score" in await reasons(crm)
    done = await run(crm, "2027-01-30T22:01:00Z")
    assert done[0] == ("field.remove", "DONE")
    assert ("field.delete", "DONE") in [*done, *await run(crm, "2027-01-30T22:01:00Z")]
    assert "score" not in await reasons(crm)
    history = """
    query ($id: ID!) { contact(id: $id) { history { nodes { field } } } }
    """
    lines = (await crm.data(history, id=contact(1)))["contact"]["history"]["nodes"]
    assert "score" not in [one["field"] for one in lines]
    new = {"entity": "Contact", "key": "score", "kind": "TEXT"}
    create = "mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { message } } }"
    assert (await crm.data(create, input=new))["createField"]["userErrors"] == []
    read = "query ($id: ID!) { contact(id: $id) { score } }"
    assert (await crm.data(read, id=contact(1)))["contact"] == {"score": None}


async def test_its_day_is_moved_and_taken_back(own_story: Story) -> None:
    crm = own_story.crm
    await deprecate(crm)
    await deprecate(crm, day="2027-03-01", reason="Later.")
    assert (await reasons(crm))["score"] == "Until 2027-03-01: Later."
    assert await run(crm, "2027-02-01T12:00:00Z") == []
    payload = (await crm.data(KEEP, key="score"))["undeprecateField"]
    assert (payload["field"]["deprecation"], payload["userErrors"]) == (None, [])
    assert await run(crm, "2028-01-01T12:00:00Z") == []
    assert (await reasons(crm))["score"] is None
    again = (await crm.data(KEEP, key="score"))["undeprecateField"]["userErrors"]
    assert [(one["code"], one["field"]) for one in again] == [("INVALID_STATE", ["key"])]


async def test_a_job_that_comes_too_late_leaves_the_field(own_story: Story) -> None:
    """The day was taken back after the job had been asked for."""
    crm = own_story.crm
    await deprecate(crm, day="2026-03-16")
    later = datetime.fromisoformat("2026-03-17T12:00:00+00:00")
    async with crm.workspace.database.connection() as connection:
        for _ in range(2):
            await ask_for_removals(connection, later)
        count = await connection.fetchval("SELECT count(*) FROM job WHERE kind = 'field.remove'")
    assert count == 1
    await crm.data(KEEP, key="score")
    assert await run(crm, later.isoformat()) == [("field.remove", "DONE")]
    assert "score" in await reasons(crm)


async def test_what_still_reads_it_keeps_it_and_the_job_says_so(own_story: Story) -> None:
    crm = own_story.crm
    formula = {"entity": "Contact", "key": "twice", "kind": "FORMULA", "expression": "score * 2"}
    create = "mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { message } } }"
    await crm.data(create, input=formula)
    await deprecate(crm)
    runs = (await crm.data(RUN, asOf="2027-02-01T12:00:00Z"))["runDueJobs"]["runs"]
    assert [(one["kind"], one["outcome"]) for one in runs] == [("field.remove", "FAILED")]
    assert runs[0]["error"] == (
        '"score" of Contact was to be removed, and stays: "score" of Contact is read by "Contact.twice"; '
        "change or delete that first."
    )
    assert "score" in await reasons(crm)
    gone = (
        'mutation { deleteField(entity: "Contact", key: "twice", confirm: "twice") { userErrors { code } } }'
    )
    await crm.data(gone)
    failed = await crm.data("{ jobs(state: FAILED) { id kind } }")
    job = next(one["id"] for one in failed["jobs"] if one["kind"] == "field.remove")
    await crm.data("mutation ($id: ID!) { retryJob(id: $id) { userErrors { message } } }", id=job)
    assert ("field.remove", "DONE") in await run(crm, "2027-02-02T12:00:00Z")
    assert "score" not in await reasons(crm)


async def test_a_renamed_or_changed_field_stays_deprecated(own_story: Story) -> None:
    crm = own_story.crm
    await deprecate(crm)
    rename = """
    mutation { renameField(entity: "Contact", key: "score", newKey: "points") { userErrors { message } } }
    """
    await crm.data(rename)
    change = """
    mutation {
      updateField(entity: "Contact", key: "points", input: {label: {lt: "Taškai"}}) { userErrors { message } }
    }
    """
    await crm.data(change)
    assert (await reasons(crm))["points"] == f"Until 2027-01-31: {REASON}"
    assert ("field.remove", "DONE") in await run(crm, "2027-02-01T12:00:00Z")
    assert "points" not in await reasons(crm)


async def test_a_retired_field_says_both(own_story: Story) -> None:
    crm = own_story.crm
    await deprecate(crm, "oldCode")
    assert (await reasons(crm))["oldCode"] == (
        f"The field is retired: it can be read, not written. Until 2027-01-31: {REASON}"
    )


@pytest.mark.parametrize(
    ("given", "code", "field", "said"),
    [
        (
            {"day": "2026-03-15"},
            "VALIDATION",
            "removeOn",
            '"2026-03-15" has begun already; expected a day',
        ),
        ({"day": "2027-02-30"}, "VALIDATION", "removeOn", '"2027-02-30"'),
        ({"reason": "  "}, "VALIDATION", "reason", "The reason is empty; say what to use instead."),
        ({"reason": "ž" * 501}, "VALIDATION", "reason", "The reason has 501 characters; 500 are the most."),
        ({"key": "lastName"}, "FORBIDDEN", "key", 'can be deprecated. "updateField" changes'),
        ({"key": "scre"}, "NOT_FOUND", "key", 'Contact has no custom field "scre". Did you mean "score"?'),
    ],
)
async def test_what_is_wrong_is_told(
    own_story: Story, given: dict[str, str], code: str, field: str, said: str
) -> None:
    errors = (await deprecate(own_story.crm, **given))["userErrors"]
    assert [(one["code"], one["field"]) for one in errors] == [(code, [field])]
    assert said in errors[0]["message"]


async def test_only_administrators_do_it(own_story: Story) -> None:
    given = {"reason": REASON, "removeOn": "2027-01-31"}
    payload = await own_story.data(DEPRECATE, key="score", input=given, actor=own_story.rasa)
    assert [one["code"] for one in payload["deprecateField"]["userErrors"]] == ["FORBIDDEN"]


PLAN = """
query ($change: PlanFieldChangeInput!) {
  planFieldChange(entity: "Contact", key: "score", change: $change) {
    records breaks { kind name clients } userErrors { code field }
  }
}
"""


async def test_the_plan_lists_documents_and_formulas_that_use_it(own_story: Story) -> None:
    crm = own_story.crm
    formula = {"entity": "Contact", "key": "twice", "kind": "FORMULA", "expression": "score * 2"}
    create = "mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { message } } }"
    await crm.data(create, input=formula)
    documents = {
        "scores": "query Scores { contacts { nodes { score } } }",
        "names": "query Names { contacts { nodes { lastName } } }",
    }
    manifest = read_manifest(orjson.dumps(documents))
    async with crm.workspace.database.transaction() as connection:
        await import_documents(connection, manifest, "telefonas", system_clock())
    asked = {"deprecate": {"reason": REASON, "removeOn": "2027-01-31"}}
    told = (await crm.data(PLAN, change=asked))["planFieldChange"]
    assert told["userErrors"] == []
    assert told["records"] == 2
    assert {(one["kind"], one["name"], tuple(one["clients"])) for one in told["breaks"]} == {
        ("FORMULA", "Contact.twice", ()),
        ("DOCUMENT", "Scores", ("telefonas",)),
    }
    assert (await reasons(crm))["score"] is None
    late = {"deprecate": {"reason": REASON, "removeOn": "2026-01-31"}}
    errors = (await crm.data(PLAN, change=late))["planFieldChange"]["userErrors"]
    assert errors == [{"code": "VALIDATION", "field": ["removeOn"]}]
