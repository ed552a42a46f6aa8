"""`X-GQL-CRM-Time-Zone`: where the client is says what "today" means."""

from datetime import datetime
from zoneinfo import ZoneInfo

import httpx

EAST, WEST = "Pacific/Kiritimati", "Etc/GMT+12"
"""Between them are 26 hours: it is never the same day in both."""


def test_today_is_a_day_of_the_time_zone_that_the_header_names(client: httpx.Client) -> None:
    create = """
    mutation ($day: Date) {
      createContact(input: {lastName: "Kiritimati", birthdate: $day}) { contact { id } }
    }
    """
    delete = "mutation ($id: ID!) { deleteContact(id: $id) { userErrors { message } } }"
    day = datetime.now(ZoneInfo(EAST)).date().isoformat()
    made = client.post("/graphql", json={"query": create, "variables": {"day": day}}).json()["data"]
    query = '{ contacts(filter: {birthdate: {today: true}, lastName: {eq: "Kiritimati"}}) { totalCount } }'
    found = {
        zone: client.post("/graphql", json={"query": query}, headers={"X-GQL-CRM-Time-Zone": zone}).json()[
            "data"
        ]["contacts"]["totalCount"]
        for zone in (EAST, WEST)
    }
    client.post("/graphql", json={"query": delete, "variables": made["createContact"]["contact"]})
    assert found == {EAST: 1, WEST: 0}


def test_an_unknown_time_zone_is_refused_before_anything_is_read(client: httpx.Client) -> None:
    response = client.post(
        "/graphql", json={"query": "{ __typename }"}, headers={"X-GQL-CRM-Time-Zone": "Mars/Olympus"}
    )
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert '"X-GQL-CRM-Time-Zone"' in error["message"]
    assert '"Mars/Olympus"' in error["message"]


def test_two_time_zones_contradict_each_other(client: httpx.Client) -> None:
    headers = [("X-GQL-CRM-Time-Zone", EAST), ("X-GQL-CRM-Time-Zone", WEST)]
    response = client.post("/graphql", json={"query": "{ __typename }"}, headers=headers)
    assert response.status_code == 400


def test_pages_of_allowed_origins_may_send_the_header(client: httpx.Client) -> None:
    asked = client.options(
        "/graphql",
        headers={
            "Origin": "https://app.example.com",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "x-gql-crm-time-zone",
        },
    )
    assert asked.status_code == 200
