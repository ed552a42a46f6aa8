"""What a deal brings the agency, and whom of it."""

from typing import Any

import pytest

from gql_crm.testing import Crm

DEAL = """
mutation ($input: RecordDealInput!) {
  recordDeal(input: $input) {
    deal {
      commission { percent amount { amount currency } }
      agents { user { name } share amount { amount currency } }
    }
    userErrors { code field message }
  }
}
"""


async def flat(crm: Crm) -> str:
    price = {"amount": "185000", "currency": "EUR"}
    create = "mutation ($input: CreatePropertyInput!) { createProperty(input: $input) { property { id } } }"
    given = {"title": "Butas Žvėryne", "city": "Vilnius", "listPrice": price}
    id_ = (await crm.data(create, input=given))["createProperty"]["property"]["id"]
    activate = """
    mutation ($id: ID!) { activateProperty(input: {propertyId: $id}) { userErrors { message } } }
    """
    assert (await crm.data(activate, id=id_))["activateProperty"]["userErrors"] == []
    return str(id_)


async def sold(crm: Crm, **given: Any) -> dict[str, Any]:
    """Record that a flat was sold for 100 000 euros; return the payload."""
    buyer = str((await crm.create("Contact", {"firstName": "Jonas", "lastName": "Žukauskas"})).id)
    deal = {
        "propertyId": await flat(crm),
        "buyerContactIds": [buyer],
        "closePrice": {"amount": "100000", "currency": "EUR"},
        **given,
    }
    payload: dict[str, Any] = (await crm.data(DEAL, input=deal))["recordDeal"]
    return payload


async def agents(crm: Crm, **shares: str) -> list[dict[str, str]]:
    return [{"userId": str((await crm.user(name)).user_id), "share": share} for name, share in shares.items()]


def euros(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


async def test_agents_share_the_commission_to_the_cent(crm: Crm) -> None:
    shared = await agents(crm, Rasa="33.333", Ivo="33.333", Eva="33.334")
    made = await sold(crm, commission={"amount": euros("1000")}, agents=shared)
    assert made["userErrors"] == []
    assert made["deal"]["commission"] == {"percent": None, "amount": euros("1000")}
    assert made["deal"]["agents"] == [
        {"user": {"name": "Rasa"}, "share": "33.333", "amount": euros("333.33")},
        {"user": {"name": "Ivo"}, "share": "33.333", "amount": euros("333.33")},
        {"user": {"name": "Eva"}, "share": "33.334", "amount": euros("333.34")},
    ]


async def test_a_share_of_the_price_is_shared_out_too(crm: Crm) -> None:
    made = await sold(crm, commission={"percent": "2.5"}, agents=await agents(crm, Rasa="60", Ivo="40"))
    assert made["deal"]["commission"] == {"percent": "2.5", "amount": None}
    assert [one["amount"] for one in made["deal"]["agents"]] == [euros("1500"), euros("1000")]


async def test_without_a_commission_agents_have_shares_alone(crm: Crm) -> None:
    made = await sold(crm, agents=await agents(crm, Rasa="100"))
    assert made["deal"] == {
        "commission": None,
        "agents": [{"user": {"name": "Rasa"}, "share": "100", "amount": None}],
    }


async def test_an_amount_that_was_agreed_stays(crm: Crm) -> None:
    [rasa, ivo] = await agents(crm, Rasa="50", Ivo="50")
    agreed = [{**rasa, "amount": euros("700")}, ivo]
    made = await sold(crm, commission={"amount": euros("1000")}, agents=agreed)
    assert [one["amount"] for one in made["deal"]["agents"]] == [euros("700"), euros("500")]


@pytest.mark.parametrize(
    ("shares", "place"),
    [(("60", "30"), ["agents"]), (("60", "50"), ["agents"]), (("x", "50"), ["agents", "0", "share"])],
)
async def test_shares_that_are_not_the_whole_are_refused(
    crm: Crm, shares: tuple[str, str], place: list[str]
) -> None:
    named = await agents(crm, **dict(zip(("Rasa", "Ivo"), shares, strict=True)))
    refused = await sold(crm, agents=named, commission={"amount": euros("1000")})
    assert refused["deal"] is None
    assert [(one["code"], one["field"]) for one in refused["userErrors"]] == [("VALIDATION", place)]


async def test_an_agent_is_named_once_and_is_somebody(crm: Crm) -> None:
    [rasa] = await agents(crm, Rasa="50")
    twice = await sold(crm, agents=[rasa, {**rasa, "userId": rasa["userId"].upper()}])
    assert [one["field"] for one in twice["userErrors"]] == [["agents", "1", "userId"]]
    nobody = {"userId": "01990000-0000-7000-8000-000000000001", "share": "50"}
    unknown = await sold(crm, agents=[rasa, nobody])
    assert [(one["code"], one["field"]) for one in unknown["userErrors"]] == [
        ("NOT_FOUND", ["agents", "1", "userId"])
    ]
