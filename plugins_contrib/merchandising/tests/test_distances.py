"""How far from the outlet visits began and ended."""

from typing import Any

import pytest

from gql_crm import Ref
from gql_crm.testing import Crm

OUTLET = {"latitude": 42.6977, "longitude": 23.3219}
ONE_METRE = 1 / 111_195
"""In degrees of latitude."""
VISIT = "query ($id: ID!) { visit(id: $id) { distanceIn distanceOut } }"


def away(metres: float) -> dict[str, float]:
    return {**OUTLET, "latitude": OUTLET["latitude"] + metres * ONE_METRE}


async def visited(crm: Crm, outlet: Any, **positions: Any) -> Ref:
    place = await crm.create("Organization", {"name": "Липа", "isOutlet": True, "gps": outlet})
    async with crm.records(crm.admin) as records:
        return await records.create("Visit", {"outletId": str(place.id)}, settled=positions)


@pytest.mark.parametrize("metres", [0, 299, 1240])
async def test_a_visit_tells_how_far_it_began_and_ended(crm: Crm, metres: int) -> None:
    visit = await visited(crm, OUTLET, gpsIn=away(metres), gpsOut=away(2 * metres))
    crm.statements.clear()
    data = await crm.data(VISIT, id=str(visit.id))
    assert data["visit"] == {"distanceIn": metres, "distanceOut": 2 * metres}
    assert len(crm.statements) == 1


@pytest.mark.parametrize(("outlet", "positions"), [(None, {"gpsIn": OUTLET, "gpsOut": OUTLET}), (OUTLET, {})])
async def test_nobody_knows_how_far_without_both_positions(
    crm: Crm, outlet: Any, positions: dict[str, Any]
) -> None:
    visit = await visited(crm, outlet, **positions)
    data = await crm.data(VISIT, id=str(visit.id))
    assert data["visit"] == {"distanceIn": None, "distanceOut": None}


async def test_an_outlet_that_the_caller_cannot_see_tells_no_distance(crm: Crm) -> None:
    team = await crm.create("Team", {"name": "Varna"})
    agent = await crm.user("Мария", teams=[team])
    place = await crm.create("Organization", {"name": "Липа", "isOutlet": True, "gps": OUTLET})
    async with crm.records(crm.admin) as records:
        values = {"outletId": str(place.id), "teamId": str(team.id)}
        visit = await records.create("Visit", values, settled={"gpsIn": OUTLET})
    assert (await crm.data(VISIT, id=str(visit.id)))["visit"]["distanceIn"] == 0
    data = await crm.data(VISIT, actor=agent, id=str(visit.id))
    assert data["visit"] == {"distanceIn": None, "distanceOut": None}


async def test_a_visit_that_begins_answers_with_its_distance(crm: Crm) -> None:
    place = await crm.create("Organization", {"name": "Липа", "isOutlet": True, "gps": OUTLET})
    data = await crm.data(
        """mutation ($input: StartVisitInput!) {
          startVisit(input: $input) { visit { status distanceIn } userErrors { code } }
        }""",
        input={"outletId": str(place.id), "gps": away(120)},
    )
    assert data["startVisit"] == {"visit": {"status": "IN_PROGRESS", "distanceIn": 120}, "userErrors": []}
