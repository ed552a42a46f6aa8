"""How far from the outlet a visit began and ended: computed when somebody asks, by the rule's own measure."""

from collections.abc import Mapping, Sequence
from typing import Any

from gql_crm import OperationContext
from gql_crm_merchandising.declaring import computed
from gql_crm_merchandising.distance import metres

_OUTLET = "outlet.gps"


def _distance(row: Mapping[str, Any], position: str) -> int | None:
    """Return whole metres; None where the device sent no position, or nobody has noted the outlet's."""
    here, outlet = row[position], row[_OUTLET]
    if here is None or outlet is None:
        return None
    return round(metres((here.latitude, here.longitude), (outlet.latitude, outlet.longitude)))


async def _at_start(rows: Sequence[Mapping[str, Any]], _context: OperationContext) -> list[int | None]:
    return [_distance(row, "gpsIn") for row in rows]


async def _at_end(rows: Sequence[Mapping[str, Any]], _context: OperationContext) -> list[int | None]:
    return [_distance(row, "gpsOut") for row in rows]


DISTANCES = (
    computed("distanceIn", "INTEGER", "Distance at the start", "Разстояние в началото",
             description="How far from the outlet the visit began, in metres.",
             needs=("gpsIn", _OUTLET), load=_at_start),
    computed("distanceOut", "INTEGER", "Distance at the end", "Разстояние в края",
             description="How far from the outlet the visit ended, in metres.",
             needs=("gpsOut", _OUTLET), load=_at_end),
)  # fmt: skip
