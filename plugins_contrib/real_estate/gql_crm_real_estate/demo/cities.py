"""Where the demo's properties are, and how they are advertised there."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city: its streets, its prices, and its language's words.

    `titles` are by subtype, with `{rooms}` and `{street}`; `price` and `rent` are of a square metre. `#` in
    `postal_code`, `parcel` and `unit` is any digit. Owners speak one of the `languages`.
    """

    name: str
    region: str
    country: str
    languages: tuple[str, ...]
    currency: str
    price: int
    rent: int
    latitude: float
    longitude: float
    postal_code: str
    portals: tuple[str, ...]
    streets: tuple[str, ...]
    titles: Mapping[str, str]
    remarks: tuple[str, ...]
    parcel: str | None = None
    unit: str | None = None


_LITHUANIAN = {
    "Apartment": "{rooms} kambarių butas, {street}",
    "Townhouse": "Kotedžas, {street}",
    "SingleFamilyResidence": "Namas su sodu, {street}",
    "Office": "Biuro patalpos, {street}",
    "UnimprovedLand": "Sklypas statybai, {street}",
}
_CZECH = {
    "Apartment": "Byt {rooms}+kk, {street}",
    "Townhouse": "Řadový dům, {street}",
    "SingleFamilyResidence": "Rodinný dům se zahradou, {street}",
    "Office": "Kanceláře, {street}",
    "UnimprovedLand": "Stavební pozemek, {street}",
}
_BULGARIAN = {
    "Apartment": "Апартамент с {rooms} стаи, {street}",
    "Townhouse": "Редова къща, {street}",
    "SingleFamilyResidence": "Къща с градина, {street}",
    "Office": "Офис, {street}",
    "UnimprovedLand": "Парцел за строеж, {street}",
}
_IN_LITHUANIAN = (
    "Šviesus ir tylus, langai į kiemą. Šalia mokykla ir parkas.",
    "Po kapitalinio remonto, įrengta virtuvė lieka.",
    "Patogus susisiekimas, iki centro 15 minučių.",
)

VILNIUS = City(
    name="Vilnius",
    region="Vilniaus miesto savivaldybė",
    country="LT",
    languages=("lt", "fa"),
    currency="EUR",
    price=2_900,
    rent=13,
    latitude=54.6872,
    longitude=25.2797,
    postal_code="0####",
    portals=("agency", "aruodas", "domoplius"),
    streets=("Žvėryno g.", "Užupio g.", "Antakalnio g.", "Šnipiškių g.", "Pilaitės pr.", "Naugarduko g."),
    titles=_LITHUANIAN,
    remarks=_IN_LITHUANIAN,
    parcel="0101/00##:0###",
    unit="4400-####-####:001#",
)
KAUNAS = City(
    name="Kaunas",
    region="Kauno miesto savivaldybė",
    country="LT",
    languages=("lt",),
    currency="EUR",
    price=2_000,
    rent=10,
    latitude=54.8985,
    longitude=23.9036,
    postal_code="4####",
    portals=("agency", "aruodas", "domoplius"),
    streets=("Laisvės al.", "Žaliakalnio g.", "Vaidoto g.", "Šilainių pl."),
    titles=_LITHUANIAN,
    remarks=_IN_LITHUANIAN,
    parcel="1901/00##:0###",
    unit="4400-####-####:001#",
)
BRNO = City(
    name="Brno",
    region="Jihomoravský kraj",
    country="CZ",
    languages=("cs",),
    currency="CZK",
    price=105_000,
    rent=360,
    latitude=49.1951,
    longitude=16.6068,
    postal_code="6## 00",
    portals=("agency", "sreality"),
    streets=("Údolní", "Křížová", "Palackého třída", "Štefánikova", "Veveří"),
    titles=_CZECH,
    remarks=(
        "Slunný byt po rekonstrukci, sklep a balkon.",
        "Klidná ulice, pět minut od tramvaje.",
        "Ihned k nastěhování, energetická třída B.",
    ),
)
SOFIA = City(
    name="София",
    region="София-град",
    country="BG",
    languages=("bg",),
    currency="EUR",
    price=2_100,
    rent=11,
    latitude=42.6977,
    longitude=23.3219,
    postal_code="1###",
    portals=("agency", "imotbg"),
    streets=("ул. Шипка", "бул. Витоша", "ул. Цар Асен", "ж.к. Лозенец", "ул. Раковски"),
    titles=_BULGARIAN,
    remarks=(
        "Южно изложение, гледка към Витоша.",
        "Близо до метростанция и парк.",
        "Нова сграда с акт 16, без комисиона от купувача.",
    ),
)

CITIES = (VILNIUS, VILNIUS, KAUNAS, BRNO, SOFIA)
"""Vilnius has twice as much on offer as each of the others."""
