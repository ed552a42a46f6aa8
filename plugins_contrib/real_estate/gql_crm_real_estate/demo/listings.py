"""One property after another, drawn from what a city has."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from gql_crm import ChoiceOption
from gql_crm_real_estate import options
from gql_crm_real_estate.demo.cities import City

_SUB_TYPES = ("Apartment",) * 5 + ("Townhouse", "SingleFamilyResidence", "SingleFamilyResidence", "Office")
_HOUSES = frozenset({"Townhouse", "SingleFamilyResidence"})
_SHARE_OF_RENTALS = 0.25
_SHARE_OF_LAND = 0.08
_AREA_OF_ROOM = (16, 27)
_AGREED_DAYS = 180


def listing(random: Random, city: City, at: datetime) -> dict[str, Any]:
    """Return the values of a property that came on offer at that time."""
    sub_type = "UnimprovedLand" if random.random() < _SHARE_OF_LAND else random.choice(_SUB_TYPES)
    street, number = random.choice(city.streets), str(random.randint(1, 120))
    rooms = random.randint(3, 6) if sub_type in _HOUSES else random.randint(2, 5)
    is_rental = sub_type != "UnimprovedLand" and random.random() < _SHARE_OF_RENTALS
    is_apartment = sub_type == "Apartment"
    shared = {
        "title": city.titles[sub_type].format(rooms=rooms, street=street),
        "propertyType": _type(sub_type, is_rental=is_rental),
        "propertySubType": sub_type,
        "unparsedAddress": f"{street} {number}, {city.name}",
        "streetName": street,
        "streetNumber": number,
        "unitNumber": str(random.randint(1, 60)) if is_apartment else None,
        "city": city.name,
        "stateOrProvince": city.region,
        "postalCode": _filled(random, city.postal_code),
        "country": city.country,
        "latitude": f"{city.latitude + random.uniform(-0.03, 0.03):.6f}",
        "longitude": f"{city.longitude + random.uniform(-0.05, 0.05):.6f}",
        "parcelNumber": _filled(random, city.unit if is_apartment else city.parcel),
        "listingContractDate": at.date().isoformat(),
        "expirationDate": (at + timedelta(days=_AGREED_DAYS)).date().isoformat(),
        "publicRemarks": random.choice(city.remarks),
        "syndicateTo": list(city.portals),
    }
    if sub_type == "UnimprovedLand":
        return {**shared, **_land(random, city)}
    return {
        **shared,
        **_building(random, sub_type, rooms),
        **_terms(random, city, rooms, at, is_rental=is_rental),
    }


def _type(sub_type: str, *, is_rental: bool) -> str:
    if sub_type == "UnimprovedLand":
        return "Land"
    if sub_type == "Office":
        return "CommercialLease" if is_rental else "CommercialSale"
    return "ResidentialLease" if is_rental else "Residential"


def _land(random: Random, city: City) -> Mapping[str, Any]:
    area = random.randint(6, 30) * 100
    return {
        "lotSizeArea": area,
        "listPrice": {"amount": area * city.price // 40, "currency": city.currency},
        "listingAgreement": "Open",
    }


def _terms(random: Random, city: City, rooms: int, at: datetime, *, is_rental: bool) -> Mapping[str, Any]:
    area = rooms * random.randint(*_AREA_OF_ROOM)
    price = round(area * (city.rent if is_rental else city.price) * random.uniform(0.8, 1.3), -1)
    money = {"amount": int(price), "currency": city.currency}
    return {
        "livingArea": area,
        "leaseAmount" if is_rental else "listPrice": money,
        "listingAgreement": "ExclusiveRightToLease" if is_rental else "ExclusiveRightToSell",
        "furnished": random.choice(options.FURNISHED).value,
        "availabilityDate": (at + timedelta(days=random.randint(14, 120))).date().isoformat(),
    }


def _building(random: Random, sub_type: str, rooms: int) -> Mapping[str, Any]:
    floors = random.randint(3, 12) if sub_type in {"Apartment", "Office"} else random.randint(1, 3)
    is_house = sub_type in _HOUSES
    return {
        "roomsTotal": rooms,
        "bedroomsTotal": max(rooms - 1, 1) if sub_type != "Office" else None,
        "bathroomsTotalInteger": 1 + rooms // 4,
        "storiesTotal": floors,
        "entryLevel": 1 if is_house else random.randint(1, floors),
        "lotSizeArea": random.randint(2, 15) * 100 if is_house else None,
        "yearBuilt": random.randint(1905, 2025),
        "heating": _some(random, options.HEATING[:-1], 1),
        "interiorFeatures": _some(random, options.INTERIOR_FEATURES, 3),
        "exteriorFeatures": _some(random, options.EXTERIOR_FEATURES, 2),
        "view": _some(random, options.VIEWS, 2),
    }


def _some(random: Random, choices: Sequence[ChoiceOption], most: int) -> list[str]:
    return [choice.value for choice in random.sample(choices, random.randint(1, most))]


def _filled(random: Random, pattern: str | None) -> str | None:
    if pattern is None:
        return None
    return "".join(str(random.randint(0, 9)) if letter == "#" else letter for letter in pattern)
