"""Where a visit begins and ends, and how far from the outlet it may begin."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_crm.testing import Crm
from gql_crm_merchandising.distance import metres

OUTLET = {"latitude": 42.6977, "longitude": 23.3219}
ONE_METRE = 1 / 111_195
"""In degrees of latitude."""
START = """
  mutation ($input: StartVisitInput!) {
    startVisit(input: $input) {
      visit { id gpsIn { latitude longitude } }
      userErrors { code field message }
    }
  }
"""
COMPLETE = """
  mutation ($input: CompleteVisitInput!) {
    completeVisit(input: $input) {
      visit { gpsOut { latitude longitude } }
      userErrors { code field }
    }
  }
"""
PLACES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


async def started(crm: Crm, away: float | None, *, outlet: Any = OUTLET) -> dict[str, Any]:
    """Start a visit so many metres to the north of the outlet."""
    place = await crm.create("Organization", {"name": "Липа", "isOutlet": True, "gps": outlet})
    north = {**OUTLET, "latitude": OUTLET["latitude"] + (away or 0) * ONE_METRE}
    input = {"outletId": str(place.id), **({} if away is None else {"gps": north})}
    payload: dict[str, Any] = (await crm.data(START, input=input))["startVisit"]
    return payload


async def set_radius(crm: Crm, radius: int | None) -> dict[str, Any]:
    data = await crm.data(
        """mutation ($radius: Int) {
          updateMerchandisingSettings(input: {visitRadius: $radius}) {
            merchandisingSettings { visitRadius }
            userErrors { code field }
          }
        }""",
        radius=radius,
    )
    answer: dict[str, Any] = data["updateMerchandisingSettings"]
    return answer


@pytest.mark.parametrize("away", [0, 299, None])
async def test_a_visit_begins_near_the_outlet_or_nobody_knows_where(crm: Crm, away: float | None) -> None:
    payload = await started(crm, away)
    assert payload["userErrors"] == []
    assert (payload["visit"]["gpsIn"] is None) is (away is None)


async def test_a_visit_does_not_begin_far_from_the_outlet(crm: Crm) -> None:
    assert await started(crm, 1240) == {
        "visit": None,
        "userErrors": [
            {
                "code": "VALIDATION",
                "field": ["gps"],
                "message": "The position is 1,240 m from the outlet; a visit begins within 300 m of it.",
            }
        ],
    }
    assert (await crm.data("{ visits { totalCount } }"))["visits"]["totalCount"] == 0


async def test_a_visit_begins_anywhere_where_nobody_knows_the_place_of_the_outlet(crm: Crm) -> None:
    assert (await started(crm, 5000, outlet=None))["userErrors"] == []


async def test_administrators_say_how_far_is_near(crm: Crm) -> None:
    assert await set_radius(crm, 1000) == {"merchandisingSettings": {"visitRadius": 1000}, "userErrors": []}
    first = await started(crm, 900)
    assert first["userErrors"] == []
    await crm.data(COMPLETE, input={"visitId": first["visit"]["id"]})
    assert (await started(crm, 1100))["userErrors"][0]["field"] == ["gps"]
    await set_radius(crm, 0)
    assert (await started(crm, 50_000))["userErrors"] == []


async def test_a_radius_is_not_negative(crm: Crm) -> None:
    answer = await set_radius(crm, -1)
    assert [(error["code"], error["field"]) for error in answer["userErrors"]] == [
        ("VALIDATION", ["visitRadius"])
    ]


async def test_a_planned_visit_begins_near_its_outlet_too(crm: Crm) -> None:
    place = await crm.create("Organization", {"name": "Липа", "isOutlet": True, "gps": OUTLET})
    plan = await crm.create("Visit", {"outletId": str(place.id)})
    far = {"latitude": 42.7977, "longitude": 23.3219}
    payload = (await crm.data(START, input={"visitId": str(plan.id), "gps": far}))["startVisit"]
    assert [error["field"] for error in payload["userErrors"]] == [["gps"]]


async def test_a_place_that_is_none_is_told_at_its_place(crm: Crm) -> None:
    place = await crm.create("Organization", {"name": "Липа", "isOutlet": True})
    input = {"outletId": str(place.id), "gps": {"latitude": 91, "longitude": 200}}
    errors = (await crm.data(START, input=input))["startVisit"]["userErrors"]
    assert [(error["code"], error["field"][0]) for error in errors] == [("VALIDATION", "gps")]


async def test_the_place_of_the_end_is_kept(crm: Crm) -> None:
    visit = (await started(crm, 0))["visit"]
    done = await crm.data(COMPLETE, input={"visitId": visit["id"], "gps": OUTLET})
    assert done["completeVisit"] == {"visit": {"gpsOut": OUTLET}, "userErrors": []}


def test_distances_of_the_world() -> None:
    sofia, varna, vilnius = (42.6977, 23.3219), (43.2141, 27.9147), (54.6872, 25.2797)
    assert metres(sofia, varna) == pytest.approx(379_000, rel=0.01)
    assert metres(sofia, vilnius) == pytest.approx(1_340_000, rel=0.01)
    assert metres((0, 0), (0, 180)) == pytest.approx(math.pi * 6_371_008.8)


@given(PLACES, PLACES)
def test_a_distance_is_the_same_in_both_directions(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    there = metres(one, other)
    assert 0 <= there <= math.pi * 6_371_009
    assert metres(other, one) == pytest.approx(there, abs=1)
    assert metres(one, one) == 0
