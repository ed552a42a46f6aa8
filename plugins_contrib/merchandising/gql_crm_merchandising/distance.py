"""How far two places are from each other."""

from math import asin, cos, radians, sin, sqrt

_EARTH_RADIUS = 6_371_008.8
"""In metres: the mean radius R1 of the ellipsoid (IUGG). The sphere is at most 0.5 % off."""


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance along the sphere, by haversines; places are latitude and longitude in degrees."""
    latitude, longitude = (radians(degrees) for degrees in one)
    other_latitude, other_longitude = (radians(degrees) for degrees in other)
    north = sin((other_latitude - latitude) / 2) ** 2
    east = sin((other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH_RADIUS * asin(min(1.0, sqrt(north + cos(latitude) * cos(other_latitude) * east)))
