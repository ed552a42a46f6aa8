"""The operator that finds places within an area of the Earth."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from graphql import GraphQLInputType

from gql_crm import sql
from gql_crm.fields.composites import GEO_WITHIN_INPUT
from gql_crm.fields.geo_points import GeoPoint, parse_point
from gql_crm.fields.kind import FieldKind, FilterContext, FilterOperator, Stored, ValueProblem
from gql_crm.fields.operators import filled
from gql_crm.fields.parts import part
from gql_crm.sql import Given
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

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        area = filled(self.name, argument)
        if area.look(_shape) == "box":
            return _in_box(stored, area.part("box").map(_corners))
        return _in_circle(stored, area.part("circle").map(_circle))


def _shape(area: Mapping[str, Any]) -> str:
    shapes = [name for name in ("box", "circle") if area.get(name) is not None]
    if len(shapes) != 1:
        raise ValueProblem('"within" takes exactly one of "box" and "circle".')
    return shapes[0]


def _corners(box: Mapping[str, Any]) -> tuple[GeoPoint, GeoPoint]:
    """Return the corners in the south-west and in the north-east."""
    with part("box"):
        south_west, north_east = _point(box, "southWest"), _point(box, "northEast")
        if south_west.latitude > north_east.latitude:
            raise ValueProblem(
                f'"southWest" lies to the north of "northEast": '
                f"{shown(south_west.latitude)} is more than {shown(north_east.latitude)}."
            )
    return south_west, north_east


def _in_box(stored: Stored, corners: Given[tuple[GeoPoint, GeoPoint]]) -> sql.Node:
    latitude, longitude = stored.parts
    return sql.all_of(
        _compare(latitude, ">=", corners.map(lambda box: box[0].latitude)),
        _compare(latitude, "<=", corners.map(lambda box: box[1].latitude)),
        _between_meridians(longitude, corners.map(lambda box: (box[0].longitude, box[1].longitude))),
    )


def _point(area: Mapping[str, Any], name: str) -> GeoPoint:
    with part(name):
        return parse_point(area[name])


def _between_meridians(longitude: sql.Node, ends: Given[tuple[float, float]]) -> sql.Node:
    """Go from west to east; where west is greater, across the antimeridian, which is both 180 and -180."""
    west, east = ends.map(itemgetter(0)), ends.map(itemgetter(1))
    from_west, to_east = _compare(longitude, ">=", west), _compare(longitude, "<=", east)
    if ends.look(lambda end: end[0] > end[1]):
        return sql.any_of(from_west, to_east)
    inside = sql.all_of(from_west, to_east)
    if ends.look(lambda end: _MERIDIAN in {-end[0], end[1]}):
        edge = west.map(lambda degrees: _MERIDIAN if degrees == -_MERIDIAN else -_MERIDIAN)
        return sql.any_of(inside, _compare(longitude, "=", edge))
    return inside


@dataclass(frozen=True, slots=True)
class _Circle:
    center: GeoPoint
    angle: float
    """The radius in radians of the Earth."""

    @property
    def reach(self) -> float:
        """How many degrees of latitude it extends to either side."""
        return math.degrees(self.angle) + _ROUNDING


def _circle(circle: Mapping[str, Any]) -> _Circle:
    with part("circle"):
        center, radius = _point(circle, "center"), circle["radiusKm"]
        if not radius > 0:
            raise ValueProblem(f"{shown(radius)} is no radius; expected more than 0.", path=("radiusKm",))
    return _Circle(center, min(radius / _EARTH_RADIUS_KM, math.pi))


def _in_circle(stored: Stored, circle: Given[_Circle]) -> sql.Node:
    """Compare the haversine of the distance with that of the radius; first the latitude, which is cheap."""
    latitude, longitude = stored.parts
    center = circle.map(lambda one: one.center)
    cosine = center.map(lambda point: math.cos(math.radians(point.latitude)))
    cosines = sql.Binary(sql.call("cos", sql.call("radians", latitude)), "*", _number(cosine))
    haversine = sql.Binary(
        _haversine(latitude, center.map(lambda point: point.latitude)),
        "+",
        sql.Binary(cosines, "*", _haversine(longitude, center.map(lambda point: point.longitude))),
    )
    return sql.all_of(
        _compare(latitude, ">=", circle.map(lambda one: one.center.latitude - one.reach)),
        _compare(latitude, "<=", circle.map(lambda one: one.center.latitude + one.reach)),
        _compare(haversine, "<=", circle.map(lambda one: math.sin(one.angle / 2) ** 2)),
    )


def _haversine(degrees: sql.Node, other: Given[float]) -> sql.Node:
    """Return sin² of half the angle between two latitudes or longitudes."""
    angle = sql.call("radians", sql.Binary(degrees, "-", _number(other)))
    half = sql.Binary(angle, "*", _number(0.5))
    return sql.call("power", sql.call("sin", half), _number(2.0))


def _compare(value: sql.Node, operator: sql.Operator, other: Given[float]) -> sql.Node:
    return sql.Binary(value, operator, _number(other))


def _number(value: float | Given[float]) -> sql.Parameter:
    return sql.Parameter(value, "double precision")
