"""Users are what their requests rely on."""

from dataclasses import replace
from typing import Any

import pytest

from gql_crm.testing import Crm

CREATE = """
mutation ($input: CreateUserInput!) {
  createUser(input: $input) { user { id locale timeZone } userErrors { code field message } }
}
"""
TODAY = "{ contacts(filter: {createdAt: {today: true}}) { totalCount } }"


async def created(crm: Crm, **values: Any) -> dict[str, Any]:
    input_ = {"name": "Rūta", "email": "ruta@example.com", **values}
    payload: dict[str, Any] = (await crm.data(CREATE, input=input_))["createUser"]
    return payload


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"timeZone": "Europe/Vilniu"}, '"Europe/Vilniu" is no time zone of IANA'),
        ({"locale": "lietuvių"}, '"lietuvių" is no language'),
    ],
)
async def test_a_language_or_time_zone_that_nobody_knows_is_refused(
    crm: Crm, values: dict[str, str], message: str
) -> None:
    payload = await created(crm, **values)
    (error,) = payload["userErrors"]
    assert (payload["user"], error["code"], error["field"]) == (None, "VALIDATION", list(values))
    assert message in error["message"]


async def test_a_user_may_have_any_language_and_time_zone_or_none(crm: Crm) -> None:
    payload = await created(crm, locale="fa", timeZone="Asia/Tehran")
    assert (payload["user"]["locale"], payload["user"]["timeZone"]) == ("fa", "Asia/Tehran")
    assert (await created(crm, email="x@example.com", locale=None))["userErrors"] == []


async def test_whose_time_zone_is_gone_has_the_days_of_the_workspace(crm: Crm) -> None:
    assert await crm.data(TODAY, actor=replace(crm.admin, time_zone="Europe/Vilniu")) == {
        "contacts": {"totalCount": 0}
    }
