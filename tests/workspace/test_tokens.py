"""Tokens act as their user, narrowed by scopes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from gql_crm.access import Actor
from gql_crm.testing import Crm

CREATE_TOKEN = """
mutation ($input: CreateApiTokenInput!) {
  createApiToken(input: $input) {
    token { prefix scopes user { id } expiresAt } secret userErrors { code field message }
  }
}
"""
CREATE = 'mutation { createContact(input: {firstName: "Ona"}) { contact { id } userErrors { code } } }'
CREATE_FIELD = """
mutation { createField(input: {entity: "Contact", key: "x", kind: TEXT}) { userErrors { code } } }
"""


async def token(crm: Crm, actor: Actor | None = None, **values: Any) -> dict[str, Any]:
    owner = str((actor or crm.admin).user_id)
    given = {"userId": owner, "name": "script", **values}
    payload: dict[str, Any] = (await crm.data(CREATE_TOKEN, actor=actor, input=given))["createApiToken"]
    return payload


async def acting(crm: Crm, *scopes: str) -> Actor:
    made = await token(crm, scopes=list(scopes))
    actor = await crm.workspace.authenticate(made["secret"])
    assert actor is not None
    return actor


async def test_a_token_acts_as_its_user_and_its_secret_is_shown_once(crm: Crm) -> None:
    made = await token(crm)
    actor = await crm.workspace.authenticate(made["secret"])
    assert actor == crm.admin
    assert made["secret"].startswith(made["token"]["prefix"])
    assert made["token"]["user"] == {"id": str(crm.admin.user_id)}
    assert await crm.workspace.authenticate(made["secret"] + "x") is None


async def test_a_token_expires(crm: Crm) -> None:
    made = await token(crm, expiresAt="2030-01-01T00:00:00+02:00")
    assert made["token"]["expiresAt"] == "2029-12-31T22:00:00+00:00"
    crm.workspace.clock = lambda: datetime(2029, 12, 31, 21, 59, tzinfo=UTC)
    assert await crm.workspace.authenticate(made["secret"]) is not None
    crm.workspace.clock = lambda: datetime(2029, 12, 31, 22, tzinfo=UTC)
    assert await crm.workspace.authenticate(made["secret"]) is None


async def test_the_tokens_of_an_inactive_user_do_not_work(crm: Crm) -> None:
    member = await crm.user("Ona")
    made = await token(crm, member)
    await crm.data(
        f'mutation {{ updateUser(id: "{member.user_id}", input: {{active: false}}) {{ user {{ id }} }} }}'
    )
    assert await crm.workspace.authenticate(made["secret"]) is None


async def test_scopes_narrow_what_a_token_may_do(crm: Crm) -> None:
    reader, writer, admin = [await acting(crm, scope) for scope in ("read", "write", "admin")]
    for actor in (reader, writer, admin):
        assert (await crm.data("{ contacts { totalCount } }", actor=actor))["contacts"]["totalCount"] == 0
    refused = await crm.execute(CREATE, actor=reader)
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert "data" not in refused
    assert (await crm.data(CREATE, actor=writer))["createContact"]["contact"] is not None
    denied = await crm.data(CREATE_FIELD, actor=writer)
    assert denied == {"createField": {"userErrors": [{"code": "FORBIDDEN"}]}}
    assert await crm.data(CREATE_FIELD, actor=admin) == {"createField": {"userErrors": []}}


async def test_a_narrowed_token_cannot_make_a_wider_one(crm: Crm) -> None:
    writer = await acting(crm, "write")
    for scopes in (None, [], ["admin"], ["write", "admin"]):
        made = await token(crm, writer, scopes=scopes)
        assert made["secret"] is None
        assert {error["code"] for error in made["userErrors"]} == {"FORBIDDEN"}
    assert (await token(crm, writer, scopes=["read"]))["token"]["scopes"] == ["read"]


async def test_a_member_makes_tokens_for_itself_only(crm: Crm) -> None:
    member = await crm.user("Ona")
    assert (await token(crm, member))["userErrors"] == []
    made = await token(crm, member, userId=str(crm.admin.user_id))
    assert [(error["code"], error["field"]) for error in made["userErrors"]] == [("FORBIDDEN", ["userId"])]


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"name": " "}, "REQUIRED", ["name"]),
        ({"scopes": ["everything"]}, "VALIDATION", ["scopes", "0"]),
        ({"expiresAt": "tomorrow"}, "VALIDATION", ["expiresAt"]),
        ({"userId": "01890a5d-ac96-774b-bcce-b302099a8057"}, "NOT_FOUND", ["userId"]),
    ],
)
async def test_bad_input_makes_no_token(
    crm: Crm, values: dict[str, Any], code: str, field: list[str]
) -> None:
    made = await token(crm, **values)
    assert [(error["code"], error["field"]) for error in made["userErrors"]] == [(code, field)]
    assert made["secret"] is None
