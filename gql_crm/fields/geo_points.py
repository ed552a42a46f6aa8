"""Places on the Earth in the coordinates of WGS 84, in degrees."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gql_crm.fields.kind import ValueProblem
from gql_crm.text import shown

_MOST_LATITUDE, _MOST_LONGITUDE = 90.0, 180.0

_LEAST = 1e-12
"""Degrees, a ten-thousandth of a millimetre. What is less is zero: PostgreSQL refuses to square it."""


@dataclass(frozen=True, slots=True)
class GeoPoint:
    """Latitude from -90 (south) to 90, longitude from -180 (west) to 180, in degrees of WGS 84."""

    latitude: float
    longitude: float


def parse_point(value: Any) -> GeoPoint:
    """Read `{"latitude": 54.6872, "longitude": 25.2797}`; a `ValueProblem` has the path of the wrong part."""
    if isinstance(value, GeoPoint):
        return value
    if not isinstance(value, Mapping) or value.keys() != {"latitude", "longitude"}:
        raise ValueProblem(
            f'{shown(value)} is no place; expected one like {{"latitude": 54.6872, "longitude": 25.2797}}.'
        )
    latitude, longitude = value["latitude"], value["longitude"]
    swapped = _within(longitude, _MOST_LATITUDE) and _within(latitude, _MOST_LONGITUDE)
    hint = " Are latitude and longitude in each other's place?" if swapped else ""
    return GeoPoint(
        _degrees("latitude", latitude, _MOST_LATITUDE, hint),
        _degrees("longitude", longitude, _MOST_LONGITUDE, ""),
    )


def _degrees(name: str, value: Any, most: float, hint: str) -> float:
    if not _within(value, most):
        text = f"{shown(value)} is no {name}; expected degrees from {-most:g} to {most:g}.{hint}"
        raise ValueProblem(text, path=(name,))
    return float(value) if math.fabs(value) >= _LEAST else 0.0


def _within(value: Any, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.fabs(value) <= most
