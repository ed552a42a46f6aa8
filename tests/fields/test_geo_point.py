import math
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gql_crm.fields.kind import ValueContext, ValueProblem
from gql_crm.fields.kinds import GeoPoint
from tests.fields.both_storages import BothStorages
from tests.fields.kind_cases import KINDS, field_of, kept, parsed, problem

GEO_POINT = KINDS["GEO_POINT"]
FIELD = field_of("GEO_POINT")
POINTS = st.builds(
    lambda latitude, longitude: parsed("GEO_POINT", point(latitude, longitude)),
    st.floats(-90, 90),
    st.floats(-180, 180),
)
VILNIUS, KAUNAS, RIGA = GeoPoint(54.6872, 25.2797), GeoPoint(54.8985, 23.9036), GeoPoint(56.9496, 24.1052)
SUVA, APIA = GeoPoint(-18.1416, 178.4419), GeoPoint(-13.8507, -171.7514)
PLACES = [VILNIUS, KAUNAS, RIGA, SUVA, APIA, None]


def point(latitude: float, longitude: float) -> dict[str, float]:
    return {"latitude": latitude, "longitude": longitude}


def box(south: float, west: float, north: float, east: float) -> dict[str, Any]:
    return {"within": {"box": {"southWest": point(south, west), "northEast": point(north, east)}}}


def circle(center: GeoPoint, radius: float) -> dict[str, Any]:
    center_ = point(center.latitude, center.longitude)
    return {"within": {"circle": {"center": center_, "radiusKm": radius}}}


def kilometres(one: GeoPoint, other: GeoPoint) -> float:
    """The angle between two unit vectors, on a sphere: another way than the haversine."""
    vectors = [
        (math.cos(a) * math.cos(b), math.cos(a) * math.sin(b), math.sin(a))
        for a, b in ((math.radians(p.latitude), math.radians(p.longitude)) for p in (one, other))
    ]
    return 6371.0088 * 2 * math.asin(min(1.0, math.dist(*vectors) / 2))


@pytest.mark.parametrize("tiny", [5e-324, -1e-200, 9e-13, -0.0])
async def test_a_coordinate_too_small_to_be_reckoned_with_is_zero(
    tiny: float, connection: asyncpg.Connection
) -> None:
    place = parsed("GEO_POINT", point(tiny, tiny))
    assert GEO_POINT.export_text(place) == "0.0, 0.0"
    both = await BothStorages.create(connection, GEO_POINT)
    await both.fill([place, parsed("GEO_POINT", point(1e-12, 1e-12))])
    assert await both.matching(circle(GeoPoint(tiny, tiny), 1)) == [0, 1]


@given(POINTS)
def test_a_place_is_exact_through_json_columns_and_files(place: GeoPoint) -> None:
    assert kept(GEO_POINT, place) == place
    assert GEO_POINT.columns(place) == (place.latitude, place.longitude)
    assert GEO_POINT.import_text(GEO_POINT.export_text(place), FIELD, ValueContext()) == place


@pytest.mark.parametrize(
    "text", ["54.6872, 25.2797", "54.6872 25.2797", "54.6872,25.2797", "۵۴.۶۸۷۲° ۲۵.۲۷۹۷°"]
)
def test_a_cell_of_a_file_is_what_maps_show(text: str) -> None:
    assert GEO_POINT.import_text(text, FIELD, ValueContext()) == VILNIUS


@pytest.mark.parametrize("text", ["", "54.6872", "54,6872 25,2797", "Vilnius", "nan, nan"])
def test_any_other_cell_is_refused(text: str) -> None:
    with pytest.raises(ValueProblem, match=r'expected latitude and longitude like "54\.6872, 25\.2797"'):
        GEO_POINT.import_text(text, FIELD, ValueContext())


@pytest.mark.parametrize(
    ("value", "path", "expected"),
    [
        (point(90.1, 0), ("latitude",), '"90.1" is no latitude; expected degrees from -90 to 90.'),
        (point(0, -181), ("longitude",), '"-181" is no longitude; expected degrees from -180 to 180.'),
        (point(math.nan, 0), ("latitude",), '"nan" is no latitude; expected degrees from -90 to 90.'),
        ({"latitude": "54", "longitude": 25}, ("latitude",), '"54" is no latitude'),
        ({"latitude": True, "longitude": 25}, ("latitude",), '"true" is no latitude'),
    ],
)
def test_a_fault_leads_to_its_part(value: object, path: tuple[str, ...], expected: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        parsed("GEO_POINT", value)
    assert caught.value.path == path
    assert str(caught.value).startswith(expected)


def test_swapped_coordinates_are_suspected_where_that_would_explain_them() -> None:
    swapped = problem("GEO_POINT", point(178.4, -18.1))
    assert swapped.endswith(
        "expected degrees from -90 to 90. Are latitude and longitude in each other's place?"
    )
    assert "other's place" not in problem("GEO_POINT", point(178.4, 100))


@pytest.mark.parametrize("value", ["54 25", None, {}, {"latitude": 1}, {**point(1, 2), "altitude": 3}])
def test_a_place_has_exactly_two_coordinates(value: object) -> None:
    assert "is no place; expected one like" in problem("GEO_POINT", value)


@pytest.mark.parametrize(
    ("filter_", "expected"),
    [
        (box(54, 23, 55, 26), [0, 1]),
        (box(-20, 170, -10, -170), [3, 4]),
        (box(-20, 178, -10, 179), [3]),
        (box(-90, -180, 90, 180), [0, 1, 2, 3, 4]),
        (box(VILNIUS.latitude, VILNIUS.longitude, VILNIUS.latitude, VILNIUS.longitude), [0]),
        (circle(VILNIUS, 90), [0]),
        (circle(VILNIUS, 95), [0, 1]),
        (circle(GeoPoint(-15, 180), 1200), [3, 4]),
        (circle(VILNIUS, 25_000), [0, 1, 2, 3, 4]),
        ({"isNull": True}, [5]),
        ({**circle(VILNIUS, 1e-6), "isNull": False}, [0]),
    ],
)
async def test_places_are_found_in_an_area(
    filter_: dict[str, Any], expected: list[int], connection: asyncpg.Connection
) -> None:
    both = await BothStorages.create(connection, GEO_POINT)
    await both.fill(PLACES)
    assert await both.matching(filter_) == expected


@pytest.mark.parametrize("edge", [box(-1, 179, 1, 180), box(-1, -180, 1, -179), box(-1, 179, 1, -179)])
async def test_the_antimeridian_is_one_line_however_it_is_written(
    edge: dict[str, Any], connection: asyncpg.Connection
) -> None:
    both = await BothStorages.create(connection, GEO_POINT)
    await both.fill([GeoPoint(0, 180), GeoPoint(0, -180), GeoPoint(0, 178.9), GeoPoint(0, -178.9)])
    assert await both.matching(edge) == [0, 1]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(POINTS, min_size=1, max_size=8), center=POINTS, radius=st.floats(0.5, 21_000))
async def test_a_circle_holds_what_is_near_on_the_sphere(
    places: list[GeoPoint], center: GeoPoint, radius: float, connection: asyncpg.Connection
) -> None:
    await connection.execute("DROP TABLE IF EXISTS sample")
    both = await BothStorages.create(connection, GEO_POINT)
    await both.fill(places)
    found = set(await both.matching(circle(center, radius)))
    for index, place in enumerate(places):
        distance = kilometres(center, place)
        if abs(distance - radius) > 1e-3:  # a metre at the edge is left to rounding
            assert (index in found) is (distance < radius), (place, distance)


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        (
            box(56, 0, 55, 1),
            'within.box: "southWest" lies to the north of "northEast": "56" is more than "55".',
        ),
        (
            box(-91, 95, 55, 99),
            'within.box.southWest.latitude: "-91" is no latitude; expected degrees from -90 to 90.',
        ),
        (circle(VILNIUS, 0), 'within.circle.radiusKm: "0" is no radius; expected more than 0.'),
        (circle(VILNIUS, -0.5), 'within.circle.radiusKm: "-0.5" is no radius; expected more than 0.'),
        (
            {"within": {"circle": {"center": {"latitude": 1}, "radiusKm": 1}}},
            (
                'within.circle.center: "{"latitude": 1}" is no place; '
                'expected one like {"latitude": 54.6872, "longitude": 25.2797}.'
            ),
        ),
        ({"within": {}}, 'within: "within" takes exactly one of "box" and "circle".'),
    ],
)
async def test_an_area_that_cannot_be_is_refused(
    area: dict[str, Any], expected: str, connection: asyncpg.Connection
) -> None:
    both = await BothStorages.create(connection, GEO_POINT)
    with pytest.raises(ValueProblem) as caught:
        await both.matching(area)
    assert f"{'.'.join(caught.value.path)}: {caught.value}" == expected
