"""GEO_POINT: a place on the Earth."""

import re
from collections.abc import Mapping
from typing import Any

from gql_crm import sql
from gql_crm.fields import composites
from gql_crm.fields.areas import WithinArea
from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.field import Field
from gql_crm.fields.geo_points import GeoPoint, parse_point
from gql_crm.fields.kind import Component, FieldKind, Stored, ValueContext, ValueProblem
from gql_crm.fields.operators import NULLITY
from gql_crm.text import ascii_digits, shown

_NUMBER = r"([+-]?[0-9]{1,3}(?:\.[0-9]*)?(?:[eE]-?[0-9]{1,3})?)°?"
_PAIR = re.compile(rf"{_NUMBER}(?:\s*[,;]\s*|\s+){_NUMBER}")


class GeoPointKind(FieldKind):
    name = "GEO_POINT"
    description = "A place on the Earth: latitude and longitude in degrees of WGS 84, as GPS gives them."
    components = (
        Component("_latitude", "double precision", "double precision"),
        Component("_longitude", "double precision", "double precision"),
    )
    output_type = composites.GEO_POINT
    input_type = composites.GEO_POINT_INPUT
    filter_name = "GeoPointFilter"
    condition_type = ConditionType.PARTS
    operators = (WithinArea(), *NULLITY)
    sortable = False
    can_be_unique = False

    def parse(self, value: Any, field: Field, context: ValueContext) -> GeoPoint:
        return parse_point(value)

    def columns(self, value: Any) -> tuple[float, float]:
        return (value.latitude, value.longitude)

    def dump(self, value: Any) -> dict[str, float]:
        return {"latitude": value.latitude, "longitude": value.longitude}

    def load(self, document: Any) -> GeoPoint:
        return GeoPoint(float(document["latitude"]), float(document["longitude"]))

    def export_text(self, value: Any) -> str:
        return f"{value.latitude!r}, {value.longitude!r}"

    def import_text(self, text: str, field: Field, context: ValueContext) -> GeoPoint:
        """Take latitude and longitude in the order and form in which maps show them."""
        match = _PAIR.fullmatch(ascii_digits(text.strip()))
        if match is None:
            raise ValueProblem(
                f'{shown(text)} is no place; expected latitude and longitude like "54.6872, 25.2797".'
            )
        return parse_point({"latitude": float(match[1]), "longitude": float(match[2])})

    def members(self, stored: Stored) -> Mapping[str, sql.Node]:
        latitude, longitude = stored.parts
        return {"latitude": latitude, "longitude": longitude}
