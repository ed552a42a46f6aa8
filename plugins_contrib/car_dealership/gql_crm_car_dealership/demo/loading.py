"""Loads models and stock, reserves some of it, and notes what Czech customers want."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from gql_crm import DemoContext
from gql_crm_car_dealership.demo.ranges import RANGES
from gql_crm_car_dealership.demo.stock import vehicle

_VEHICLES = 60
_DAYS = 300
_AGE_OF_MODELS = timedelta(days=_DAYS + 1)
_EVERY_RESERVED = 6
_SHARE_OF_WISHES = 0.6
_LICENCES = (("B",), ("AM", "B"), ("A", "B"), ("B", "BE"), ("B", "C", "CE"), ("B", "T"))
_FLEETS = (2, 4, 7, 12, 25, 60)
_MODELS = "{ vehicleModels(first: 200) { nodes { id model modelCode } } }"
_CUSTOMERS = """{
  contacts(filter: {preferredLanguage: {eq: "cs"}}, orderBy: [{createdAt: ASC}], first: 200) {
    nodes { id createdAt owner { id } team { id } organization { id } }
  }
}"""

Contact = Mapping[str, Any]


async def load(context: DemoContext) -> None:
    """Load everything, the oldest first; models that seeds have brought are taken as they are."""
    models = await _models(context)
    customers = (await context.data(_CUSTOMERS))["contacts"]["nodes"]
    in_stock: list[UUID] = []
    for number, time in enumerate(context.times(_VEHICLES, days=_DAYS), 1):
        range_ = RANGES[context.random.randrange(len(RANGES))]
        values = {
            **vehicle(context.random, range_, number, time, context.now),
            "vehicleModelId": models[range_.code],
            **_hands(context, customers),
        }
        made = await context.create("Vehicle", values, at=time)
        if values["status"] == "IN_STOCK":
            in_stock.append(made.id)
    context.records.now = context.now
    await _note_wishes(context, customers, list(models.values()))
    await _reserve(context, in_stock[::_EVERY_RESERVED], customers)


async def _models(context: DemoContext) -> dict[str, str]:
    """Return the models' ids by their codes."""
    there = (await context.data(_MODELS))["vehicleModels"]["nodes"]
    ids = {node["modelCode"]: node["id"] for node in there}
    for range_ in RANGES:
        if range_.code not in ids:
            values = {
                "make": range_.make,
                "model": range_.model,
                "modelCode": range_.code,
                "bodyStyle": range_.bodies[0],
                "modelYearFrom": range_.years[0],
                "ownerId": None,
            }
            made = await context.create("VehicleModel", values, at=context.now - _AGE_OF_MODELS)
            ids[range_.code] = str(made.id)
    return {range_.code: ids[range_.code] for range_ in RANGES}


def _hands(context: DemoContext, customers: Sequence[Contact]) -> Mapping[str, Any]:
    """Put a vehicle into the hands of the office that cares for Czech customers."""
    if not customers:
        return {}
    office = context.random.choice(customers)
    return {key: _id_of(office[name]) for key, name in (("ownerId", "owner"), ("teamId", "team"))}


async def _note_wishes(context: DemoContext, customers: Sequence[Contact], models: Sequence[str]) -> None:
    random = context.random
    for customer in customers[::2]:
        wish: dict[str, Any] = {"drivingLicenceGroups": list(random.choice(_LICENCES))}
        if random.random() < _SHARE_OF_WISHES:
            wish["preferredVehicleModelId"] = random.choice(models)
        await context.records.update("Contact", UUID(customer["id"]), wish)
    firms = dict.fromkeys(_id_of(customer["organization"]) for customer in customers)
    for firm in filter(None, firms):
        await context.records.update("Organization", UUID(firm), {"fleetSize": random.choice(_FLEETS)})


async def _reserve(context: DemoContext, vehicles: Sequence[UUID], customers: Sequence[Contact]) -> None:
    for vehicle_id in vehicles if customers else ():
        until = context.now + timedelta(days=context.random.randint(1, 5))
        kept = {"reservedForId": context.random.choice(customers)["id"], "reservedUntil": until}
        await context.records.update("Vehicle", vehicle_id, {"status": "RESERVED"}, settled=kept)


def _id_of(record: Mapping[str, Any] | None) -> str | None:
    return record["id"] if record else None
