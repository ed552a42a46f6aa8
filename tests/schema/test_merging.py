"""Merging as a client sees it: whose values win, what moves, what is told, and taking it back."""

from datetime import UTC, datetime
from typing import Any

import pytest

from gql_crm.access import Actor
from gql_crm.testing import Crm

MERGE = """
mutation (
  $target: ID!, $sources: [ID!]!, $dry: Boolean,
  $choose: [MergeChoiceInput!], $versions: [ExpectedVersionInput!]
) {
  mergeContacts(
    targetId: $target, sourceIds: $sources, choose: $choose, dryRun: $dry, expectedVersions: $versions
  ) {
    contact {
      id firstName lastName email phone jobTitle contactTypes organization { name } consents { purpose }
      mergedRecords { id displayName history { totalCount } }
    }
    merge { id sourceIds moved { entity field count } }
    warnings { code message recordIds }
    userErrors { code field message }
  }
}
"""
MERGE_FIRMS = """
mutation ($target: ID!, $sources: [ID!]!) {
  mergeOrganizations(targetId: $target, sourceIds: $sources) {
    organization { id name website contacts(orderBy: [{ firstName: ASC }]) { nodes { firstName } } }
    merge { id moved { entity field count } }
    userErrors { code field message }
  }
}
"""
UNDO = """
mutation ($id: ID!) {
  undoMerge(id: $id) {
    record { id displayName }
    restored { id displayName deletedAt mergedInto { id } }
    warnings { code message recordIds }
    userErrors { code field message }
  }
}
"""
CONTACT = """
query ($id: ID!) {
  contact(id: $id) {
    firstName lastName email phone jobTitle contactTypes version deletedAt
    organization { name } consents { purpose } mergedInto { id displayName } mergedRecords { id }
  }
}
"""
UPDATE = """
mutation ($id: ID!, $input: UpdateContactInput!) {
  updateContact(id: $id, input: $input) { userErrors { code message } }
}
"""


async def made(crm: Crm, entity: str = "Contact", actor: Actor | None = None, **values: Any) -> str:
    return str((await crm.create(entity, values, actor=actor)).id)


async def done(crm: Crm, query: str, actor: Actor | None = None, /, **variables: Any) -> dict[str, Any]:
    (result,) = (await crm.data(query, actor=actor, **variables)).values()
    return dict(result)


async def merged(crm: Crm, target: str, *sources: str, **more: Any) -> dict[str, Any]:
    result = await done(crm, MERGE, target=target, sources=list(sources), **more)
    assert result["userErrors"] == []
    return result


async def contact(crm: Crm, id_: str) -> dict[str, Any]:
    return dict((await crm.data(CONTACT, id=id_))["contact"])


async def test_the_target_keeps_its_values_and_empty_ones_are_filled_in_order(crm: Crm) -> None:
    target = await made(crm, firstName="Šarūnas", email="sarunas@example.com", contactTypes=["Buyer"])
    one = await made(
        crm, firstName="Sarunas", lastName="Sutkus", email="s@example.com", contactTypes=["Seller", "Buyer"]
    )
    two = await made(crm, lastName="Sutkutis", phone="+37061234567", jobTitle="Direktorius")
    answer = await merged(crm, target, one, two)
    keys = ("firstName", "lastName", "email", "phone", "jobTitle")
    assert {key: answer["contact"][key] for key in keys} == {
        "firstName": "Šarūnas", "lastName": "Sutkus", "email": "sarunas@example.com",
        "phone": "+37061234567", "jobTitle": "Direktorius",
    }  # fmt: skip
    assert answer["contact"]["contactTypes"] == ["Buyer", "Seller"]
    assert [one["id"] for one in answer["contact"]["mergedRecords"]] == sorted([one, two], reverse=True)
    assert answer["merge"]["sourceIds"] == [one, two]


async def test_a_choice_says_whose_value_wins_also_an_empty_one(crm: Crm) -> None:
    target = await made(crm, firstName="Ona", jobTitle="A", email="a@example.com")
    source = await made(crm, firstName="Petrė", email="b@example.com")
    choose = [{"field": name, "recordId": source} for name in ("email", "jobTitle")]
    answer = await merged(crm, target, source, choose=choose)
    now = answer["contact"]
    assert (now["firstName"], now["email"], now["jobTitle"]) == ("Ona", "b@example.com", None)


async def test_children_are_united_and_equal_ones_are_there_once(crm: Crm) -> None:
    both = {"purpose": "Sutartis", "basis": "CONTRACT"}
    target = await made(crm, firstName="Ona", consents=[both])
    source = await made(crm, firstName="Ona", consents=[both, {"purpose": "Naujienos", "basis": "CONSENT"}])
    answer = await merged(crm, target, source)
    assert [one["purpose"] for one in answer["contact"]["consents"]] == ["Sutartis", "Naujienos"]


async def test_what_referred_to_the_sources_refers_to_the_target_with_its_history(crm: Crm) -> None:
    target = await made(crm, "Organization", name="Žvėryno namai")
    one = await made(crm, "Organization", name="Zveryno namai", website="https://example.com")
    person = await made(crm, firstName="Ona", organizationId=one)
    gone = await made(crm, firstName="Petras", organizationId=one)
    await crm.data("mutation ($id: ID!) { deleteContact(id: $id) { deletedId } }", id=gone)
    daughter = await made(crm, "Organization", name="Dukra", parentId=one)
    answer = await done(crm, MERGE_FIRMS, target=target, sources=[one])
    assert answer["organization"]["website"] == "https://example.com"
    assert answer["organization"]["contacts"]["nodes"] == [{"firstName": "Ona"}]
    assert answer["merge"]["moved"] == [
        {"entity": "Contact", "field": "organization", "count": 2},
        {"entity": "Organization", "field": "parent", "count": 1},
    ]
    history = """query ($id: ID!) { contact(id: $id) { version history(field: "organization", first: 1) {
      nodes { oldValue newValue actor { name } } } } }"""
    data = (await crm.data(history, id=person))["contact"]
    (line,) = data["history"]["nodes"]
    assert (data["version"], line["oldValue"], line["newValue"]) == (2, one, target)
    parent = await crm.data("query ($id: ID!) { organization(id: $id) { parent { id } } }", id=daughter)
    assert parent["organization"]["parent"] == {"id": target}
    await crm.data("mutation ($id: ID!) { restoreContact(id: $id) { userErrors { code } } }", id=gone)
    assert (await contact(crm, gone))["organization"] == {"name": "Žvėryno namai"}


async def test_no_record_refers_to_itself_afterwards(crm: Crm) -> None:
    query = "query ($id: ID!) { organization(id: $id) { parent { id } } }"
    target = await made(crm, "Organization", name="A")
    source = await made(crm, "Organization", name="B", parentId=target)
    await done(crm, MERGE_FIRMS, target=target, sources=[source])
    assert (await crm.data(query, id=target))["organization"] == {"parent": None}
    other = await made(crm, "Organization", name="C", parentId=target)
    await done(crm, MERGE_FIRMS, target=other, sources=[target])
    assert (await crm.data(query, id=other))["organization"] == {"parent": None}


async def test_a_merged_record_tells_where_it_went_and_what_it_was(crm: Crm) -> None:
    target = await made(crm, firstName="Řehoř")
    source = await made(crm, firstName="Rehor", email="rehor@example.com")
    await merged(crm, target, source)
    gone = await contact(crm, source)
    assert gone["deletedAt"]
    assert gone["mergedInto"] == {"id": target, "displayName": "Řehoř"}
    assert gone["email"] == "rehor@example.com"
    data = await crm.data(
        "query ($id: ID!) { node(id: $id) { ... on Record { mergedInto { id recordType } } } }", id=source
    )
    assert data["node"] == {"mergedInto": {"id": target, "recordType": "Contact"}}
    (line,) = (await crm.data(
        """query ($id: ID!) { contact(id: $id) { mergedRecords { history(field: "email") {
          nodes { newValue } } } } }""",
        id=target,
    ))["contact"]["mergedRecords"]  # fmt: skip
    assert line["history"]["nodes"] == [{"newValue": "rehor@example.com"}]


async def test_a_dry_run_answers_what_would_come_of_it_and_writes_nothing(crm: Crm) -> None:
    firm = await made(crm, "Organization", name="Имоти Шипка")
    target, source = (
        await made(crm, firstName="Петър"),
        await made(crm, organizationId=firm, lastName="Цветков"),
    )
    before = [await contact(crm, id_) for id_ in (target, source)]
    answer = await merged(crm, target, source, dry=True)
    assert answer["contact"]["lastName"] == "Цветков"
    assert answer["contact"]["organization"] == {"name": "Имоти Шипка"}
    assert answer["merge"]["id"] is None
    assert [await contact(crm, id_) for id_ in (target, source)] == before


async def test_undoing_brings_everything_back(crm: Crm) -> None:
    firm = await made(crm, "Organization", name="Řeka reality")
    target = await made(
        crm, firstName="علی", contactTypes=["Buyer"], consents=[{"purpose": "a", "basis": "CONTRACT"}]
    )
    source = await made(
        crm, firstName="علي", email="ali@example.com", organizationId=firm, contactTypes=["Seller"],
        consents=[{"purpose": "b", "basis": "CONTRACT"}],
    )  # fmt: skip
    before = [await contact(crm, id_) for id_ in (target, source)]
    id_ = (await merged(crm, target, source))["merge"]["id"]
    answer = await done(crm, UNDO, id=id_)
    assert answer["userErrors"] == []
    assert answer["warnings"] == []
    assert answer["restored"] == [{"id": source, "displayName": "علي", "deletedAt": None, "mergedInto": None}]
    after = [await contact(crm, one) for one in (target, source)]
    for one in (*before, *after):
        del one["version"]
    assert after == before
    again = await done(crm, UNDO, id=id_)
    assert [one["code"] for one in again["userErrors"]] == ["INVALID_STATE"]


async def test_what_changed_since_the_merge_stays_and_is_told(crm: Crm) -> None:
    target, source = await made(crm, firstName="Ona"), await made(crm, jobTitle="A", phone="+37061234567")
    await merged(crm, target, source)
    await crm.data(UPDATE, id=target, input={"jobTitle": "B"})
    answer = await done(crm, UNDO, id=source)
    assert [(one["code"], one["recordIds"]) for one in answer["warnings"]] == [("CHANGED_SINCE", [target])]
    assert '"jobTitle"' in answer["warnings"][0]["message"]
    now = await contact(crm, target)
    assert (now["jobTitle"], now["phone"]) == ("B", None)
    assert (await contact(crm, source))["jobTitle"] == "A"


async def test_references_made_since_the_merge_stay_with_the_target(crm: Crm) -> None:
    target, source = [await made(crm, "Organization", name=name) for name in ("A", "B")]
    moved, changed = [await made(crm, firstName=name, organizationId=source) for name in ("Ona", "Eva")]
    await done(crm, MERGE_FIRMS, target=target, sources=[source])
    newer = await made(crm, firstName="Ivo", organizationId=target)
    await crm.data(UPDATE, id=changed, input={"organizationId": None})
    answer = await done(crm, UNDO, id=source)
    assert [one["recordIds"] for one in answer["warnings"]] == [[changed]]
    organizations = [(await contact(crm, id_))["organization"] for id_ in (moved, newer, changed)]
    assert organizations == [{"name": "B"}, {"name": "A"}, None]


async def test_a_merged_record_is_restored_by_undoing_only(crm: Crm) -> None:
    target, source = await made(crm, firstName="Ona"), await made(crm, firstName="O.")
    await merged(crm, target, source)
    restore = "mutation ($id: ID!) { restoreContact(id: $id) { userErrors { code message } } }"
    (error,) = (await done(crm, restore, id=source))["userErrors"]
    assert error["code"] == "INVALID_STATE"
    assert "undoMerge" in error["message"]


async def test_merges_of_merges_are_undone_the_last_one_first(crm: Crm) -> None:
    one, two, three = [await made(crm, firstName=name) for name in ("A", "B", "C")]
    first = (await merged(crm, two, three))["merge"]["id"]
    second = (await merged(crm, one, two))["merge"]["id"]
    assert [e["code"] for e in (await done(crm, UNDO, id=first))["userErrors"]] == ["INVALID_STATE"]
    for id_ in (second, first):
        assert (await done(crm, UNDO, id=id_))["userErrors"] == []


async def test_who_may_not_change_all_of_them_merges_none(crm: Crm) -> None:
    member = await crm.user("Max", "member")
    own, other = await made(crm, actor=member, firstName="Ona"), await made(crm, firstName="Eva")
    answer = await done(crm, MERGE, member, target=own, sources=[other])
    assert [(one["code"], one["field"]) for one in answer["userErrors"]] == [
        ("NOT_FOUND", ["sourceIds", "0"])
    ]
    assert (await contact(crm, other))["deletedAt"] is None


@pytest.mark.parametrize(
    ("more", "code", "place"),
    [
        ({"versions": [{"id": "source", "version": 7}]}, "CONFLICT", ["sourceIds", "0"]),
        ({"choose": [{"field": "emial", "recordId": "source"}]}, "VALIDATION", ["choose", "0", "field"]),
        ({"choose": [{"field": "email", "recordId": "other"}]}, "VALIDATION", ["choose", "0", "recordId"]),
        ({"sources": ["target"]}, "VALIDATION", ["sourceIds", "0"]),
        ({"sources": ["source", "source"]}, "VALIDATION", ["sourceIds", "1"]),
        ({"sources": []}, "VALIDATION", ["sourceIds"]),
        ({"sources": ["deleted"]}, "INVALID_STATE", ["sourceIds", "0"]),
    ],
)
async def test_what_cannot_be_merged_is_told_with_its_place(
    crm: Crm, more: dict[str, Any], code: str, place: list[str]
) -> None:
    ids = {name: await made(crm, firstName=name) for name in ("target", "source", "other", "deleted")}
    await crm.data("mutation ($id: ID!) { deleteContact(id: $id) { deletedId } }", id=ids["deleted"])

    def named(value: Any) -> Any:
        if isinstance(value, list):
            return [named(one) for one in value]
        if isinstance(value, dict):
            return {key: named(one) for key, one in value.items()}
        return ids.get(value, value) if isinstance(value, str) else value

    given = {"target": "target", "sources": ["source"], **more}
    answer = await done(crm, MERGE, **{key: named(value) for key, value in given.items()})
    assert [(one["code"], one["field"]) for one in answer["userErrors"]] == [(code, place)]
    assert answer["contact"] is None


async def test_users_are_not_merged(crm: Crm) -> None:
    answer = await crm.execute("mutation { mergeUsers(targetId: 1, sourceIds: [2]) { userErrors { code } } }")
    assert "Cannot query field 'mergeUsers'" in answer["errors"][0]["message"]


async def test_keys_follow_the_merged(crm: Crm) -> None:
    query = "query ($i: CreateContactInput) { findDuplicateContacts(input: $i) { record { id } } }"
    target, source = await made(crm, firstName="Ona"), await made(crm, email="ona@example.com")
    asked = {"email": "ona@example.com"}
    merge = (await merged(crm, target, source))["merge"]["id"]
    assert (await crm.data(query, i=asked))["findDuplicateContacts"] == [{"record": {"id": target}}]
    await done(crm, UNDO, id=merge)
    assert (await crm.data(query, i=asked))["findDuplicateContacts"] == [{"record": {"id": source}}]


async def test_under_a_key_a_merge_happens_once_and_is_answered_alike(crm: Crm) -> None:
    target, source = await made(crm, firstName="Ona"), await made(crm, email="ona@example.com")
    variables = {"target": target, "sources": [source]}
    first, second = [await crm.execute(MERGE, variables, idempotency_key="0199c9f4") for _ in range(2)]
    assert first == second
    assert first["data"]["mergeContacts"]["merge"]["id"]
    third = await done(crm, MERGE, **variables)
    assert [one["code"] for one in third["userErrors"]] == ["INVALID_STATE"]
    undo = [await crm.execute(UNDO, {"id": source}, idempotency_key="0199c9f5") for _ in range(2)]
    assert undo[0] == undo[1]
    assert undo[0]["data"]["undoMerge"]["restored"][0]["id"] == source


async def test_a_dry_run_takes_no_key(crm: Crm) -> None:
    target, source = await made(crm, firstName="Ona"), await made(crm, email="ona@example.com")
    variables = {"target": target, "sources": [source], "dry": True}
    for _ in range(2):
        answer = await crm.execute(MERGE, variables, idempotency_key="0199c9f4")
        assert answer["data"]["mergeContacts"]["contact"]["email"] == "ona@example.com"
    assert (await contact(crm, source))["deletedAt"] is None


async def test_the_past_of_merged_records_can_be_read(crm: Crm) -> None:
    target, source = await made(crm, firstName="Ona"), await made(crm, firstName="O.", email="o@example.com")
    query = "query ($id: ID!, $at: DateTime!) { recordAsOf(id: $id, at: $at) }"
    at = datetime.now(UTC).isoformat()
    await merged(crm, target, source)
    for id_, name, email in ((target, "Ona", None), (source, "O.", "o@example.com")):
        past = (await crm.data(query, id=id_, at=at))["recordAsOf"]
        assert (past["firstName"], past["email"], past["deletedAt"]) == (name, email, None)


async def test_tags_are_united_and_who_marked_a_source_has_the_target_marked(crm: Crm) -> None:
    target = await made(crm, firstName="Ona", tags=["VIP"])
    source = await made(crm, firstName="Ona", tags=["vip", "Žvėrynas", "ключов клиент"])
    read = "query ($id: ID!) { contact(id: $id) { tags isFavorite version } }"
    mark = "mutation ($id: ID!) { favoriteRecord(recordId: $id) { userErrors { code } } }"
    before = await done(crm, read, id=target)
    await done(crm, mark, id=source)
    answer = await merged(crm, target, source)
    after = await done(crm, read, id=target)
    assert after["tags"] == ["VIP", "Žvėrynas", "ключов клиент"]
    assert after["isFavorite"] is True
    assert (await done(crm, UNDO, id=answer["merge"]["id"]))["userErrors"] == []
    assert await done(crm, read, id=target) == before
    back = await done(crm, read, id=source)
    assert (back["tags"], back["isFavorite"]) == (["vip", "Žvėrynas", "ключов клиент"], True)


async def test_a_target_that_was_marked_before_stays_marked_when_the_merge_is_undone(crm: Crm) -> None:
    target, source = await made(crm, firstName="Ona"), await made(crm, firstName="Ona")
    mark = "mutation ($id: ID!) { favoriteRecord(recordId: $id) { userErrors { code } } }"
    for id_ in (target, source):
        await done(crm, mark, id=id_)
    answer = await merged(crm, target, source)
    assert (await done(crm, UNDO, id=answer["merge"]["id"]))["userErrors"] == []
    read = "query ($id: ID!) { contact(id: $id) { isFavorite } }"
    assert await done(crm, read, id=target) == {"isFavorite": True}
