from datetime import UTC, datetime
from itertools import pairwise
from random import Random
from typing import Any

from gql_crm import DemoContext
from gql_crm.testing import Crm, Template, open_crm
from gql_crm_merchandising.demo import load

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
EVERYTHING = """{
  outlets: organizations(filter: {isOutlet: {eq: true}}, orderBy: [{outletCode: ASC}], first: 200) {
    nodes {
      name outletCode channel chain openingHours visitFrequency nomenclatureId
      gps { latitude longitude }
      shippingAddress { street city postalCode country }
    }
  }
  products(orderBy: [{sku: ASC}], first: 200) {
    nodes { sku gtin name brand category unit price { amount currency } cost { amount currency } }
  }
  visits(orderBy: [{plannedAt: ASC}], first: 200) {
    nodes {
      displayName status plannedAt startedAt endedAt note cancelReason createdAt
      agent { name } outlet { name isOutlet } gpsIn { latitude } gpsOut { latitude } distanceIn distanceOut
    }
  }
  contacts(filter: {outletRole: {isNull: false}}, orderBy: [{firstName: ASC}], first: 200) {
    nodes { firstName outletRole organization { isOutlet } }
  }
}"""


async def loaded(crm: Crm) -> dict[str, Any]:
    team = await crm.create("Team", {"name": "Sofia"})
    maria = {"name": "Мария Иванова", "email": "maria@example.com", "locale": "bg", "roleKeys": ["member"]}
    owner = await crm.create("User", {**maria, "teamIds": [team.id]})
    for name in ("Петър", "Елена"):
        values = {"firstName": name, "preferredLanguage": "bg", "ownerId": owner.id, "teamId": team.id}
        await crm.create("Contact", values)
    async with crm.records(crm.admin) as records:
        await load(DemoContext(crm.workspace, records, Random("shops"), NOON))
    return await crm.data(EVERYTHING)


async def test_there_are_outlets_products_and_visits(crm: Crm) -> None:
    data = await loaded(crm)
    outlets, products, visits = (data[name]["nodes"] for name in ("outlets", "products", "visits"))
    assert (len(outlets), len(products), len(visits)) == (25, 40, 60)
    assert [outlet for outlet in outlets if None in outlet.values() and outlet["chain"]] == []
    assert {outlet["shippingAddress"]["country"] for outlet in outlets} == {"BG"}
    assert [product["gtin"] for product in products if not product["gtin"].startswith("380")] == []
    assert {product[name]["currency"] for product in products for name in ("price", "cost")} == {"EUR"}
    assert [p for p in products if float(p["cost"]["amount"]) >= float(p["price"]["amount"])] == []
    assert [contact["organization"] for contact in data["contacts"]["nodes"]] == [{"isOutlet": True}] * 2


async def test_visits_are_such_as_operations_leave_them(crm: Crm) -> None:
    visits = (await loaded(crm))["visits"]["nodes"]
    assert {visit["agent"]["name"] for visit in visits} == {"Мария Иванова"}
    assert all(visit["outlet"]["isOutlet"] and visit["displayName"] for visit in visits)
    states = [visit["status"] for visit in visits]
    assert states.count("IN_PROGRESS") == 1
    assert min(states.count(state) for state in ("PLANNED", "COMPLETED", "CANCELLED")) > 0
    for visit in visits:
        began, ended = visit["startedAt"] is not None, visit["endedAt"] is not None
        assert (began, ended) == (
            visit["status"] in {"IN_PROGRESS", "COMPLETED"},
            visit["status"] == "COMPLETED",
        )
        assert (visit["gpsIn"] is not None, visit["gpsOut"] is not None) == (began, ended)
        assert [(visit[key] or 0) < 100 for key in ("distanceIn", "distanceOut")] == [True, True]
        assert (visit["cancelReason"] is not None) is (visit["status"] == "CANCELLED")
        assert visit["createdAt"] <= NOON.isoformat()
        if visit["status"] == "PLANNED":
            assert datetime.fromisoformat(visit["plannedAt"]) > NOON


async def test_a_workspace_without_bulgarian_contacts_gets_products_alone(crm: Crm) -> None:
    async with crm.records(crm.admin) as records:
        await load(DemoContext(crm.workspace, records, Random("shops"), NOON))
    data = await crm.data("{ products { totalCount } organizations { totalCount } visits { totalCount } }")
    assert [data[name]["totalCount"] for name in ("products", "organizations", "visits")] == [40, 0, 0]


async def test_an_agent_is_at_one_place_at_a_time(crm: Crm) -> None:
    visits = (await loaded(crm))["visits"]["nodes"]
    times = sorted((visit["startedAt"], visit["endedAt"]) for visit in visits if visit["endedAt"])
    assert [late for (_, end), (late, _) in pairwise(times) if late < end] == []


async def test_demo_data_are_the_same_every_time(crm_template: Template) -> None:
    all_ = []
    for _ in range(2):
        async with open_crm(crm_template, clock=lambda: NOON) as crm:
            all_.append(await loaded(crm))
    assert all_[0] == all_[1]
