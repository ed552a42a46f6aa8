"""Timelines as clients read them."""

from datetime import timedelta
from typing import Any

import pytest

from gql_crm.access import Actor
from tests.story import (
    IVO,
    LONER,
    NOW,
    RASA,
    Story,
    contact,
    listing,
    organization,
    own_story,
    story,
    story_template,
)

__all__ = ["own_story", "story", "story_template"]

TIMELINE = """
query ($id: ID!, $kinds: [EventKind!], $occurred: DateTimeFilter, $first: Int, $after: String, $last: Int,
  $before: String, $order: TimelineOrder) {
  node(id: $id) {
    ... on Record {
      timeline(kinds: $kinds, occurredAt: $occurred, first: $first, after: $after, last: $last,
        before: $before, order: $order) {
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        nodes { ...told }
      }
    }
  }
}
"""
TOLD = """
fragment told on Event {
  __typename id kind occurredAt recordedAt note
  actor { name }
  subject { id displayName recordType }
  related { id }
  ... on RecordCreatedEvent { copyOf { id } }
  ... on RecordUpdatedEvent { changes { field oldValue newValue eventId } }
  ... on OwnerChangedEvent { fromOwner { name } toOwner { name } }
  ... on StatusChangedEvent { statusField fromStatus toStatus reason }
  ... on LinkedEvent { relation other { displayName } }
  ... on UnlinkedEvent { relation other { displayName } }
  ... on LoggedEvent { title }
  ... on RepricedEvent { oldPrice { amount currency } newPrice { amount currency } }
  ... on ShownEvent { visitor { firstName } companions { firstName } minutes verdict }
}
"""
LOG = (
    "mutation ($input: LogEventInput!) { logEvent(input: $input) { event { ...told }"
    " userErrors { code field message } } }" + TOLD
)


async def timeline(
    story: Story, id_: str, *kinds: str, actor: Actor | None = None, **values: Any
) -> dict[str, Any]:
    given = {**values, "kinds": list(kinds)} if kinds else values
    data = await story.data(TIMELINE + TOLD, actor=actor, id=id_, **given)
    connection: dict[str, Any] = data["node"]["timeline"]
    return connection


async def events(
    story: Story, id_: str, *kinds: str, actor: Actor | None = None, **values: Any
) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = (await timeline(story, id_, *kinds, actor=actor, **values))["nodes"]
    return nodes


async def subjects(story: Story, id_: str, *kinds: str, **values: Any) -> set[str]:
    """The ids of the records whose events the timeline tells."""
    return {event["subject"]["id"] for event in await events(story, id_, *kinds, first=200, **values)}


async def update(
    story: Story, entity: str, id_: str, *, actor: Actor | None = None, **values: Any
) -> dict[str, Any]:
    document = (
        f"mutation ($id: ID!, $input: Update{entity}Input!) {{ update{entity}(id: $id, input: $input)"
        " { userErrors { code field message } } }"
    )
    payload: dict[str, Any] = (await story.data(document, actor=actor, id=id_, input=values))[
        f"update{entity}"
    ]
    assert payload["userErrors"] == []
    return payload


async def log(story: Story, *, actor: Actor | None = None, **values: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await story.data(LOG, actor=actor, input=values))["logEvent"]
    return payload


async def done(story: Story, mutation: str, *, actor: Actor | None = None, **variables: Any) -> Any:
    (payload,) = (await story.data(mutation, actor=actor, **variables)).values()
    assert payload["userErrors"] == []
    return payload


async def test_a_new_record_begins_its_timeline_with_its_creation(story: Story) -> None:
    (created,) = await events(story, contact(9), "RECORD_CREATED")
    assert created["__typename"] == "RecordCreatedEvent"
    assert created["actor"] == {"name": "Administrator"}
    assert created["subject"] == {"id": contact(9), "displayName": "Иван Йорданов", "recordType": "Contact"}
    assert created["note"] is None
    assert created["related"] == []
    assert created["copyOf"] is None
    assert created["occurredAt"] == created["recordedAt"] == "2026-02-13T12:51:00+00:00"


async def test_an_update_tells_which_fields_changed_and_from_what_to_what(own_story: Story) -> None:
    await update(own_story, "Contact", contact(10), lastName="یوسفی‌نژاد", stars=4)
    (updated,) = await events(own_story, contact(10), "RECORD_UPDATED")
    changes = {one["field"]: (one["oldValue"], one["newValue"]) for one in updated["changes"]}
    assert changes == {"lastName": ("یوسفی", "یوسفی‌نژاد"), "stars": (None, 4)}
    assert {one["eventId"] for one in updated["changes"]} == {updated["id"]}


async def test_the_history_names_the_event_that_tells_of_a_change(own_story: Story) -> None:
    await update(own_story, "Contact", contact(1), ownerId=None)
    data = await own_story.data(
        'query ($id: ID!) { contact(id: $id) { history(field: "owner") { nodes { newValue eventId } } } }',
        id=contact(1),
    )
    lines = data["contact"]["history"]["nodes"]
    (changed,) = await events(own_story, contact(1), "OWNER_CHANGED")
    created = (await events(own_story, contact(1), "RECORD_CREATED"))[0]
    assert [(line["newValue"], line["eventId"]) for line in lines] == [
        (None, changed["id"]),
        (RASA, created["id"]),
    ]


async def test_another_owner_is_told_once_and_with_both_names(own_story: Story) -> None:
    await update(own_story, "Contact", contact(1), ownerId=IVO)
    told = await events(own_story, contact(1), "OWNER_CHANGED", "RECORD_UPDATED")
    assert [(one["kind"], one["fromOwner"], one["toOwner"]) for one in told] == [
        ("OWNER_CHANGED", {"name": "Rasa"}, {"name": "Ivo"})
    ]


async def test_another_owner_among_other_changes_is_told_beside_the_update(own_story: Story) -> None:
    await update(own_story, "Contact", contact(1), ownerId=IVO, stars=1)
    told = await events(own_story, contact(1), "OWNER_CHANGED", "RECORD_UPDATED")
    assert sorted(one["kind"] for one in told) == ["OWNER_CHANGED", "RECORD_UPDATED"]


async def test_a_status_is_told_by_the_field_that_the_entity_declares(own_story: Story) -> None:
    await update(own_story, "Listing", listing(1), stage="sold")
    await update(own_story, "Listing", listing(1), rooms=6)
    told = await events(own_story, listing(1), "STATUS_CHANGED", "RECORD_UPDATED")
    assert [one["kind"] for one in told] == ["STATUS_CHANGED", "RECORD_UPDATED"]
    assert {key: told[0][key] for key in ("statusField", "fromStatus", "toStatus", "reason")} == {
        "statusField": "stage",
        "fromStatus": "live",
        "toStatus": "sold",
        "reason": None,
    }


async def test_deleting_and_restoring_are_told_in_the_records_own_timeline_alone(own_story: Story) -> None:
    for verb in ("delete", "restore"):
        await done(
            own_story,
            f"mutation ($id: ID!) {{ {verb}Listing(id: $id) {{ userErrors {{ code }} }} }}",
            id=listing(1),
        )
        kinds = [one["kind"] for one in await events(own_story, listing(1), order="NEWEST_FIRST")]
        assert kinds[0] == {"delete": "RECORD_DELETED", "restore": "RECORD_RESTORED"}[verb]
        flows = await subjects(own_story, contact(1))
        assert (listing(1) in flows) is (verb == "restore")


async def test_a_copy_names_what_it_was_copied_from(own_story: Story) -> None:
    payload = await done(
        own_story,
        "mutation ($id: ID!) { copyContact(id: $id) { contact { id } userErrors { code } } }",
        id=contact(12),
    )
    (created,) = await events(own_story, payload["contact"]["id"])
    assert created["copyOf"] == {"id": contact(12)}


async def test_links_are_told_on_both_records_and_so_is_that_they_are_gone(own_story: Story) -> None:
    for mutation in ("linkRecords", "unlinkRecords"):
        await done(
            own_story,
            f"mutation ($one: ID!, $other: ID!) {{ {mutation}(input: {{ fromId: $one, toId: $other,"
            ' relation: "PARENT", note: "баща" }) { userErrors { code } } }',
            one=contact(7),
            other=contact(8),
        )
    for id_, other in ((contact(7), "Йоана Илиева"), (contact(8), "Петър Цветков")):
        told = await events(own_story, id_, "LINKED", "UNLINKED")
        own = [one for one in told if one["subject"]["id"] == id_]
        assert [(one["kind"], one["relation"], one["other"]["displayName"]) for one in own] == [
            ("LINKED", "PARENT", other),
            ("UNLINKED", "PARENT", other),
        ]
        assert own[0]["note"] == "баща"
        assert await events(own_story, id_, "RECORD_UPDATED") == []


LINK = """mutation ($one: ID!, $other: ID!) {
  linkRecords(input: { fromId: $one, toId: $other, relation: "PARENT" }) { userErrors { code } } }"""


async def test_a_link_is_told_once_where_both_of_its_records_are_told(own_story: Story) -> None:
    one, other = contact(7), contact(8)
    await done(own_story, LINK, one=one, other=other)
    for id_ in (one, other):
        assert [told["subject"]["id"] for told in await events(own_story, id_, "LINKED")] == [id_]
    for id_ in (one, other):
        await update(own_story, "Contact", id_, ownerId=LONER)
    text = "{ dashboard { timeline(kinds: [LINKED]) { totalCount nodes { subject { id } } } } }"
    page = (await own_story.data(text, actor=own_story.loner))["dashboard"]["timeline"]
    assert page == {"totalCount": 1, "nodes": [{"subject": {"id": min(one, other)}}]}


async def test_a_link_of_records_that_are_one_by_now_is_told_once(own_story: Story) -> None:
    await done(own_story, LINK, one=contact(7), other=contact(8))
    await done(
        own_story,
        "mutation ($id: ID!, $sources: [ID!]!) {"
        " mergeContacts(targetId: $id, sourceIds: $sources) { userErrors { code } } }",
        id=contact(7),
        sources=[contact(8)],
    )
    assert len(await events(own_story, contact(7), "LINKED")) == 1


async def test_a_module_tells_of_changes_of_a_field_by_a_kind_of_its_own(own_story: Story) -> None:
    await update(own_story, "Listing", listing(1), price={"amount": "240000", "currency": "EUR"})
    await update(own_story, "Listing", listing(1), price=None)
    told = await events(own_story, contact(1), "REPRICED")
    assert [(one["oldPrice"], one["newPrice"]) for one in told] == [
        ({"amount": "250000", "currency": "EUR"}, {"amount": "240000", "currency": "EUR"}),
        ({"amount": "240000", "currency": "EUR"}, None),
    ]


async def test_events_flow_in_from_what_refers_to_the_record_and_from_relations_one_hop(story: Story) -> None:
    # Listings 1 and 5 are of this seller, whose listing 5 is deleted; 2 and 3 … have her among their viewers.
    assert await subjects(story, contact(1)) == {contact(1), listing(1), listing(2)}
    assert await subjects(story, contact(4)) == {contact(4), listing(1), listing(2), listing(3)}
    assert await subjects(story, listing(3)) == {listing(3)}
    assert await subjects(story, contact(2)) == {contact(2), listing(1)}


async def test_linked_records_tell_of_each_other_and_not_of_what_flows_into_the_other(
    own_story: Story,
) -> None:
    await done(
        own_story,
        "mutation ($one: ID!, $other: ID!) { linkRecords(input: { fromId: $one, toId: $other,"
        ' relation: "SPOUSE" }) { userErrors { code } } }',
        one=contact(9),
        other=contact(1),
    )
    assert await subjects(own_story, contact(9)) == {contact(9), contact(1)}
    assert await subjects(own_story, contact(1)) == {contact(1), contact(9), listing(1), listing(2)}


async def test_a_linked_record_that_somebody_does_not_see_flows_into_nothing_for_them(
    own_story: Story,
) -> None:
    await done(
        own_story,
        "mutation ($one: ID!, $other: ID!) { linkRecords(input: { fromId: $one, toId: $other,"
        ' relation: "SPOUSE" }) { userErrors { code } } }',
        one=contact(1),
        other=contact(4),
    )
    assert contact(4) in await subjects(own_story, contact(1))
    assert contact(4) not in await subjects(own_story, contact(1), actor=own_story.rasa)


async def test_a_relation_type_that_does_not_roll_up_keeps_the_events_apart(own_story: Story) -> None:
    await done(
        own_story,
        'mutation { createRelationType(input: { key: "NEIGHBOUR", label: { en: "Neighbour" },'
        ' fromEntity: "Contact", toEntity: "Contact", rollUp: false }) { userErrors { code message } } }',
    )
    await done(
        own_story,
        "mutation ($one: ID!, $other: ID!) { linkRecords(input: { fromId: $one, toId: $other,"
        ' relation: "NEIGHBOUR" }) { userErrors { code } } }',
        one=contact(9),
        other=contact(8),
    )
    assert await subjects(own_story, contact(9)) == {contact(9)}


async def test_a_custom_reference_can_roll_up_and_be_told_not_to_any_more(own_story: Story) -> None:
    await done(
        own_story,
        'mutation { createField(input: { entity: "Organization", key: "keeper", kind: REFERENCE,'
        ' targetEntity: "Contact", label: { lt: "Prižiūrėtojas" }, rollUp: true })'
        " { userErrors { code message } } }",
    )
    await update(own_story, "Organization", organization(1), keeperId=contact(9))
    assert await subjects(own_story, contact(9)) == {contact(9), organization(1)}
    await done(
        own_story,
        'mutation { updateField(entity: "Organization", key: "keeper", input: { rollUp: false })'
        " { userErrors { code message } } }",
    )
    assert await subjects(own_story, contact(9)) == {contact(9)}


async def test_only_references_roll_up(own_story: Story) -> None:
    data = await own_story.data(
        'mutation { createField(input: { entity: "Contact", key: "height", kind: INTEGER, rollUp: true })'
        " { userErrors { code field message } } }"
    )
    (error,) = data["createField"]["userErrors"]
    assert (error["code"], error["field"]) == ("VALIDATION", ["rollUp"])
    assert '"rollUp" does not apply to the kind INTEGER' in error["message"]


async def test_each_event_is_told_once_however_many_ways_lead_to_its_record(own_story: Story) -> None:
    await update(own_story, "Listing", listing(1), addViewerIds=[contact(1)])
    ids = [event["id"] for event in await events(own_story, contact(1), first=200)]
    assert len(ids) == len(set(ids))
    assert await subjects(own_story, contact(1)) == {contact(1), listing(1), listing(2)}


async def test_a_record_is_read_with_what_was_merged_into_it_and_into_that(own_story: Story) -> None:
    await log(own_story, recordId=contact(9), title="Разговор")
    merge = (
        "mutation ($target: ID!, $sources: [ID!]!) { mergeContacts(targetId: $target, sourceIds: $sources)"
        " { userErrors { code message } } }"
    )
    await done(own_story, merge, target=contact(12), sources=[contact(9)])
    await done(own_story, merge, target=contact(8), sources=[contact(12)])
    told = await events(own_story, contact(8), "RECORD_CREATED", "LOGGED")
    assert [(one["kind"], one["title"] if one["kind"] == "LOGGED" else None) for one in told] == [
        ("RECORD_CREATED", None),
        ("RECORD_CREATED", None),
        ("RECORD_CREATED", None),
        ("LOGGED", "Разговор"),
    ]
    ids = [one["subject"]["id"] for one in told]
    assert ids == [contact(8), contact(12), contact(8), contact(12)]  # the next one that it was merged into


async def test_chosen_kinds_hide_all_others_and_are_counted_alone(own_story: Story) -> None:
    await update(own_story, "Listing", listing(1), stage="sold", rooms=1)
    page = await timeline(own_story, contact(1), "STATUS_CHANGED", "LOGGED")
    assert [one["kind"] for one in page["nodes"]] == ["STATUS_CHANGED"]
    assert page["totalCount"] == 1
    data = await own_story.data(
        "query ($id: ID!) { contact(id: $id) { timeline(kinds: []) { totalCount nodes { id } } } }",
        id=contact(1),
    )
    assert data["contact"]["timeline"] == {"totalCount": 0, "nodes": []}


async def test_somebodys_events_and_those_of_some_time_can_be_asked_for(own_story: Story) -> None:
    await update(own_story, "Contact", contact(1), actor=own_story.rasa, stars=1)
    data = await own_story.data(
        "query ($id: ID!, $user: ID!) { contact(id: $id) { timeline(actorId: $user) { totalCount } } }",
        id=contact(1),
        user=RASA,
    )
    assert data["contact"]["timeline"] == {"totalCount": 1}
    recent = {"gte": (NOW - timedelta(days=1)).isoformat()}
    assert len(await events(own_story, contact(1), occurred=recent)) == 1


async def test_the_order_is_chronological_unless_the_newest_are_wanted_first(story: Story) -> None:
    first = await events(story, contact(4))
    times = [one["occurredAt"] for one in first]
    assert times == sorted(times)
    newest = await events(story, contact(4), order="NEWEST_FIRST")
    assert [one["id"] for one in newest] == [one["id"] for one in reversed(first)]


@pytest.mark.parametrize("order", ["CHRONOLOGICAL", "NEWEST_FIRST"])
async def test_pages_from_either_end_give_the_same_events(story: Story, order: str) -> None:
    whole = [one["id"] for one in await events(story, contact(4), order=order)]
    assert len(whole) == 4
    forward, backward = list[str](), list[str]()
    page = await timeline(story, contact(4), first=1, order=order)
    while True:
        forward += [one["id"] for one in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        page = await timeline(story, contact(4), first=1, after=page["pageInfo"]["endCursor"], order=order)
    page = await timeline(story, contact(4), last=3, order=order)
    while True:
        backward[:0] = [one["id"] for one in page["nodes"]]
        if not page["pageInfo"]["hasPreviousPage"]:
            break
        page = await timeline(story, contact(4), last=3, before=page["pageInfo"]["startCursor"], order=order)
    assert forward == backward == whole


async def test_a_cursor_of_the_other_order_is_refused(story: Story) -> None:
    cursor = (await timeline(story, contact(4), first=1))["pageInfo"]["endCursor"]
    code, message = await story.refusal(TIMELINE + TOLD, id=contact(4), after=cursor, order="NEWEST_FIRST")
    assert (code, "another order" in message) == ("BAD_USER_INPUT", True)


async def test_pages_neither_repeat_nor_skip_while_events_are_added(own_story: Story) -> None:
    before = [one["id"] for one in await events(own_story, contact(4), order="NEWEST_FIRST")]
    seen, cursor = list[str](), None
    for number in range(len(before)):
        page = await timeline(own_story, contact(4), first=1, after=cursor, order="NEWEST_FIRST")
        seen += [one["id"] for one in page["nodes"]]
        cursor = page["pageInfo"]["endCursor"]
        await update(own_story, "Listing", listing(number % 3 + 1), rooms=number + 10)
        await log(own_story, recordId=contact(4), title="Seniai", occurredAt=f"202{number}-01-01T00:00:00Z")
    assert seen == before


async def test_who_does_not_see_a_record_does_not_see_its_events_and_they_are_not_counted(
    story: Story,
) -> None:
    # Rasa works in Vilnius: of this contact's listings she sees the one of her team.
    page = await timeline(story, contact(1), actor=story.rasa)
    assert {one["subject"]["id"] for one in page["nodes"]} == {contact(1), listing(1)}
    assert page["totalCount"] == len(page["nodes"]) == 2
    data = await story.data(TIMELINE + TOLD, actor=story.loner, id=contact(1))
    assert data["node"] is None


async def test_the_dashboard_tells_of_what_its_viewer_owns_the_newest_first(own_story: Story) -> None:
    query = (
        "query ($order: TimelineOrder) { dashboard { timeline(order: $order) { totalCount nodes { kind"
        " subject { id } } } } }"
    )
    default = "{ dashboard { timeline { totalCount nodes { kind occurredAt subject { id } } } } }"
    await update(own_story, "Contact", contact(3), actor=own_story.rasa, stars=1)
    page = (await own_story.data(default, actor=own_story.rasa))["dashboard"]["timeline"]
    assert page["nodes"][0] == {
        "kind": "RECORD_UPDATED",
        "occurredAt": "2026-03-15T12:30:00+00:00",
        "subject": {"id": contact(3)},
    }
    mine = {one["subject"]["id"] for one in page["nodes"]}
    assert mine == {contact(1), contact(3), contact(7), contact(12)}
    assert page["totalCount"] == 5
    turned = (await own_story.data(query, actor=own_story.rasa, order="CHRONOLOGICAL"))["dashboard"]
    assert turned["timeline"]["nodes"][-1]["kind"] == "RECORD_UPDATED"
    nothing = (await own_story.data(default, actor=own_story.loner))["dashboard"]["timeline"]
    assert nothing == {"totalCount": 0, "nodes": []}


async def test_a_person_writes_down_what_happened_long_ago(own_story: Story) -> None:
    payload = await log(
        own_story,
        actor=own_story.rasa,
        recordId=contact(1),
        title="Pokalbis apie sodybą",
        note="Kalbėjomės su Jūrate ir علی.",
        occurredAt="1998-05-04T10:00:00+03:00",
        relatedIds=[listing(1), contact(2)],
    )
    assert payload["userErrors"] == []
    event = payload["event"]
    assert (event["kind"], event["title"]) == ("LOGGED", "Pokalbis apie sodybą")
    assert event["note"] == "Kalbėjomės su Jūrate ir علی."
    assert event["occurredAt"] == "1998-05-04T07:00:00+00:00"
    assert event["recordedAt"] == "2026-03-15T12:30:00+00:00"
    assert event["actor"] == {"name": "Rasa"}
    assert event["related"] == [{"id": listing(1)}, {"id": contact(2)}]
    assert (await events(own_story, contact(1)))[0] == event


async def test_what_is_related_but_invisible_is_left_out(own_story: Story) -> None:
    await log(own_story, recordId=contact(1), title="Derybos", relatedIds=[listing(2), listing(1)])
    (event,) = await events(own_story, contact(1), "LOGGED", actor=own_story.rasa)
    assert event["related"] == [{"id": listing(1)}]


REFUSED: tuple[tuple[dict[str, Any], str, list[str]], ...] = (
    ({"recordId": contact(4)}, "NOT_FOUND", ["recordId"]),
    ({"recordId": contact(15)}, "NOT_FOUND", ["recordId"]),
    ({"relatedIds": [contact(2), contact(4)]}, "NOT_FOUND", ["relatedIds", "1"]),
    ({"occurredAt": "2026-03-15T12:31:00Z"}, "VALIDATION", ["occurredAt"]),
    ({"occurredAt": "0026-03-15T12:31:00Z"}, "VALIDATION", ["occurredAt"]),
    ({"title": "x" * 201}, "VALIDATION", ["title"]),
    ({"title": None, "note": "  "}, "REQUIRED", ["title"]),
    ({"note": "x" * 20_001}, "VALIDATION", ["note"]),
    ({"relatedIds": [contact(2)] * 51}, "VALIDATION", ["relatedIds"]),
)
"""Inputs of Rasa's, who sees neither the contact 4 nor the deleted 15."""


async def test_what_cannot_have_happened_is_refused_and_nothing_is_written(own_story: Story) -> None:
    for values, code, field in REFUSED:
        given = {"recordId": contact(1), "title": "Skambutis", **values}
        payload = await log(own_story, actor=own_story.rasa, **given)
        assert payload["event"] is None
        assert [(error["code"], error["field"]) for error in payload["userErrors"]] == [(code, field)]
    assert await events(own_story, contact(1), "LOGGED") == []


async def test_a_repeated_request_under_one_key_logs_one_event(own_story: Story) -> None:
    answers = []
    for _ in range(2):
        document = await own_story.crm.execute(
            LOG, {"input": {"recordId": contact(1), "title": "Skambutis"}}, idempotency_key="k-1"
        )
        answers.append(document["data"]["logEvent"]["event"])
    assert answers[0] == answers[1]
    assert [one["id"] for one in await events(own_story, contact(1), "LOGGED")] == [answers[0]["id"]]


async def test_kinds_are_in_the_catalog_with_labels_and_origin(story: Story) -> None:
    data = await story.data("{ catalog { eventKinds { key typeName label description origin } } }")
    kinds = {one["key"]: one for one in data["catalog"]["eventKinds"]}
    assert kinds["REPRICED"]["typeName"] == "RepricedEvent"
    assert kinds["REPRICED"]["origin"] == "agency"
    assert kinds["RECORD_CREATED"]["label"] == "Created"
    assert kinds["RECORD_CREATED"]["origin"] == "gql_crm"


async def test_kinds_of_a_module_that_is_switched_off_are_neither_told_nor_counted(own_story: Story) -> None:
    await done(own_story, 'mutation { disableModule(name: "agency") { userErrors { message } } }')
    data = await own_story.data(
        "query ($id: ID!) { contact(id: $id) { timeline { totalCount nodes { kind } } } }", id=contact(1)
    )
    assert data["contact"]["timeline"] == {"totalCount": 1, "nodes": [{"kind": "RECORD_CREATED"}]}
