"""One vehicle after another, drawn from what the dealership sells."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from gql_crm_car_dealership import options
from gql_crm_car_dealership.demo.ranges import BRANCHES, Engine, Range

_YEAR_CODES = "ABCDEFGHJKLMNPRSTVWXY123456789"
"""Position ten of a VIN, from 2010 on (ISO 3779 leaves it to the makers; these keep to it)."""
_FIRST_YEAR = 2010
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_DELIVERY = timedelta(days=45)
_TRANSIT = timedelta(days=10)
_SOLD_AFTER = timedelta(days=90)
_SHARE_OF_NEW = 0.6
_LOSS_A_YEAR = 0.11
_LEAST_WORTH = 0.3
_KM_A_YEAR = (9_000, 28_000)


def vehicle(random: Random, range_: Range, number: int, at: datetime, now: datetime) -> dict[str, Any]:
    """Return the values of the vehicle that was entered at that time; `number` makes it like no other."""
    is_new = range_.years[1] >= at.year and random.random() < _SHARE_OF_NEW
    year = at.year if is_new else random.randint(range_.years[0], min(range_.years[1], at.year - 1))
    age = 0 if is_new else at.year - year
    engine, trim = random.choice(range_.engines), random.randrange(len(range_.trims))
    driven = random.randint(4, 25) if is_new else age * random.randint(*_KM_A_YEAR)
    state = _state(random, at, now, is_new=is_new)
    return {
        "vin": _vin(random, range_, year, number),
        "stockNumber": f"{'N' if is_new else 'O'}{at:%y}-{number:04d}",
        "make": range_.make,
        "model": range_.model,
        "trim": range_.trims[trim],
        "condition": "NEW" if is_new else "USED",
        "modelYear": year,
        "bodyStyle": random.choice(range_.bodies),
        "doors": 5,
        **_technology(engine),
        "exteriorColor": random.choice(options.COLORS[:7]).value,
        "interiorColor": random.choice(("BLACK", "BLACK", "GREY", "BEIGE")),
        "odometer": driven if "arrivedAt" in state else None,
        "equipment": _equipment(random, trim),
        "price": {"amount": _price(random, range_, engine, trim, age), "currency": "CZK"},
        "location": random.choice(BRANCHES),
        **state,
    }


def _technology(engine: Engine) -> Mapping[str, Any]:
    return {
        "transmission": engine.transmission,
        "fuelType": engine.fuel,
        "driveType": engine.drive,
        "enginePower": engine.power,
    }


def _state(random: Random, at: datetime, now: datetime, *, is_new: bool) -> Mapping[str, Any]:
    """New ones are ordered, travel and arrive; used ones are there at once. Most of the old ones are gone."""
    arrived = at + _DELIVERY if is_new else at
    if arrived > now:
        on_its_way = arrived - _TRANSIT <= now
        return {"status": "IN_TRANSIT" if on_its_way else "ORDERED"}
    is_old = arrived + _SOLD_AFTER < now
    status = random.choice(("SOLD", "SOLD", "SOLD", "SOLD", "REMOVED", "IN_STOCK")) if is_old else "IN_STOCK"
    return {"status": status, "arrivedAt": arrived.isoformat()}


def _vin(random: Random, range_: Range, year: int, number: int) -> str:
    """Return a number of the right form that belongs to no car: the makers do not count from 900,000."""
    start = range_.vin.replace("###", random.choice(_LETTERS) + random.choice(_LETTERS) + "7")
    year_code = _YEAR_CODES[(year - _FIRST_YEAR) % len(_YEAR_CODES)]
    return f"{start}{random.randint(0, 9)}{year_code}0{900_000 + number}"


def _equipment(random: Random, trim: int) -> list[str]:
    several = random.sample(options.EQUIPMENT, 3 + 3 * trim)
    return sorted(option.value for option in several)


def _price(random: Random, range_: Range, engine: Engine, trim: int, age: int) -> int:
    base = range_.price * (1 + 0.09 * trim) + 1_900 * (engine.power - range_.engines[0].power)
    worth = max(1 - _LOSS_A_YEAR * age, _LEAST_WORTH) * random.uniform(0.96, 1.02)
    return int(base * worth // 1_000) * 1_000 - 100
