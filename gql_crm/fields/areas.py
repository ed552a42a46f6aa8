"""The operator that finds places within an area of the Earth."""

import math
from collections.abc import Mapping
from typing import Any

from graphql import GraphQLInputType

from gql_crm import sql
from gql_crm.fields.composites import GEO_WITHIN_INPUT
from gql_crm.fields.geo_points import GeoPoint, parse_point
from gql_crm.fields.kind import FieldKind, FilterContext, FilterOperator, Stored, ValueProblem
from gql_crm.fields.operators import given
from gql_crm.fields.parts import part
from gql_crm.text import shown

_EARTH_RADIUS_KM = 6371.0088
"""The mean radius R1 of the ellipsoid (IUGG). Distances on the sphere are up to 0.5 % off those on WGS 84."""
_MERIDIAN = 180.0
_ROUNDING = 1e-9
"""Degrees that cutting off by latitude leaves to the exact test of the distance."""


class WithinArea(FilterOperator):
    name = "within"
    description = "In a box or in a circle, edges included."

    def input_type(self, kind: FieldKind) -> GraphQLInputType:
        return GEO_WITHIN_INPUT

    def condition(self, kind: FieldKind, stored: Stored, argument: Any, context: FilterContext) -> sql.Node:
        area = given(self.name, argument)
        box, circle = area.get("box"), area.get("circle")
        if (box is None) == (circle is None):
            raise ValueProblem('"within" takes exactly one of "box" and "circle".')
        return _in_box(stored, box) if circle is None else _in_circle(stored, circle)


def _in_box(stored: Stored, box: Mapping[str, Any]) -> sql.Node:
    latitude, longitude = stored.parts
    with part("box"):
        south_west, north_east = _point(box, "southWest"), _point(box, "northEast")
        if south_west.latitude > north_east.latitude:
            raise ValueProblem(
                f'"southWest" lies to the north of "northEast": '
                f"{shown(south_west.latitude)} is more than {shown(north_east.latitude)}."
            )
    return sql.all_of(
        _compare(latitude, ">=", south_west.latitude),
        _compare(latitude, "<=", north_east.latitude),
        _between_meridians(longitude, south_west.longitude, north_east.longitude),
    )


def _point(area: Mapping[str, Any], name: str) -> GeoPoint:
    with part(name):
        return parse_point(area[name])


def _between_meridians(longitude: sql.Node, west: float, east: float) -> sql.Node:
    """Go from west to east; where west is greater, across the antimeridian, which is both 180 and -180."""
    if west > east:
        return sql.any_of(_compare(longitude, ">=", west), _compare(longitude, "<=", east))
    inside = sql.all_of(_compare(longitude, ">=", west), _compare(longitude, "<=", east))
    if _MERIDIAN in {-west, east}:
        edge = _compare(longitude, "=", _MERIDIAN if west == -_MERIDIAN else -_MERIDIAN)
        return sql.any_of(inside, edge)
    return inside


def _in_circle(stored: Stored, circle: Mapping[str, Any]) -> sql.Node:
    """Compare the haversine of the distance with that of the radius; first the latitude, which is cheap."""
    latitude, longitude = stored.parts
    with part("circle"):
        center, radius = _point(circle, "center"), circle["radiusKm"]
        if not radius > 0:
            raise ValueProblem(f"{shown(radius)} is no radius; expected more than 0.", path=("radiusKm",))
    angle = min(radius / _EARTH_RADIUS_KM, math.pi)
    reach = math.degrees(angle) + _ROUNDING
    cosines = sql.Binary(
        sql.call("cos", sql.call("radians", latitude)), "*", _number(math.cos(math.radians(center.latitude)))
    )
    haversine = sql.Binary(
        _haversine(latitude, center.latitude),
        "+",
        sql.Binary(cosines, "*", _haversine(longitude, center.longitude)),
    )
    return sql.all_of(
        _compare(latitude, ">=", center.latitude - reach),
        _compare(latitude, "<=", center.latitude + reach),
        _compare(haversine, "<=", math.sin(angle / 2) ** 2),
    )


def _haversine(degrees: sql.Node, other: float) -> sql.Node:
    """Return sin² of half the angle between two latitudes or longitudes."""
    angle = sql.call("radians", sql.Binary(degrees, "-", _number(other)))
    half = sql.Binary(angle, "*", _number(0.5))
    return sql.call("power", sql.call("sin", half), _number(2.0))


def _compare(value: sql.Node, operator: sql.Operator, other: float) -> sql.Node:
    return sql.Binary(value, operator, _number(other))


def _number(value: float) -> sql.Parameter:
    return sql.Parameter(value, "double precision")
