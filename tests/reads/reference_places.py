"""Addresses and places in plain Python: the parts of the first, areas with the second in them."""

from collections.abc import Mapping
from math import asin, cos, radians, sin, sqrt
from typing import Any

EARTH_RADIUS_KM = 6371.0088


def part_of(address: Mapping[str, str] | None, name: str) -> tuple[str, str | None]:
    """Return the kind of a part of an address, and its value."""
    return "CHOICE" if name == "country" else "TEXT", (address or {}).get(name)


def in_area(place: Mapping[str, float], area: Mapping[str, Any]) -> bool:
    """Whether a place lies in a box or a circle, edges included."""
    if circle := area.get("circle"):
        return _distance_km(place, circle["center"]) <= float(circle["radiusKm"])
    low, high = area["box"]["southWest"], area["box"]["northEast"]
    if not low["latitude"] <= place["latitude"] <= high["latitude"]:
        return False
    west, east = low["longitude"], high["longitude"]
    same = {place["longitude"], *({180.0, -180.0} if abs(place["longitude"]) == 180 else ())}
    return any(west <= one <= east if west <= east else one >= west or one <= east for one in same)


def _distance_km(place: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Measure along the sphere what lies between the ends of a straight line through it."""
    chord = sqrt(sum((a - b) ** 2 for a, b in zip(_in_space(place), _in_space(other), strict=True)))
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, chord / 2))


def _in_space(place: Mapping[str, float]) -> tuple[float, float, float]:
    latitude, longitude = radians(place["latitude"]), radians(place["longitude"])
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)
