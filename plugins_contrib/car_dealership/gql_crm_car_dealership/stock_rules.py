"""What holds for the stock whoever writes it, and what follows when a model gets another name."""

from datetime import datetime
from typing import Any, Final

from gql_crm import AfterCommit, BeforeWrite, CommittedWrite, ProposedWrite, Records

_NAMES: Final = ("make", "model", "trim")


def note_arrival(write: ProposedWrite) -> dict[str, datetime] | None:
    """Note when a vehicle came into stock, unless somebody has said when."""
    comes = write.values["status"] == "IN_STOCK" and write.before.get("status") != "IN_STOCK"
    return {"arrivedAt": write.now} if comes and write.values["arrivedAt"] is None else None


async def rename_vehicles(write: CommittedWrite, records: Records) -> None:
    """Let the vehicles of a model that bear its old name bear the new one; others were named on purpose.

    Done twice, it finds none the second time.
    """
    for name in _NAMES:
        if write.old.get(name) is not None:
            await _rename(records, write, name)


async def _rename(records: Records, write: CommittedWrite, name: str) -> None:
    bears: dict[str, Any] = {"vehicleModel": write.record_id, name: write.old[name]}
    while vehicles := await records.find("Vehicle", bears):
        for vehicle in vehicles:
            await records.update("Vehicle", vehicle.id, {name: write.new[name]})


BEFORE_WRITE = (BeforeWrite(entity="Vehicle", fields=("status", "arrivedAt"), run=note_arrival),)
AFTER_COMMIT = (
    AfterCommit(
        name="rename_vehicles",
        entity="VehicleModel",
        fields=_NAMES,
        actions=("UPDATED",),
        run=rename_vehicles,
    ),
)
