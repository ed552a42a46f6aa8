"""What the demo's dealership sells: models, their versions, prices in crowns, and how VINs begin."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Engine:
    """A version of a model; `power` is in kilowatts."""

    fuel: str
    power: int
    transmission: str = "MANUAL"
    drive: str = "FRONT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A model of one generation; `price` is that of the plainest new one, in crowns.

    `vin` is how its numbers begin: the maker's three letters, `###` for body, engine and restraints, and the
    model in positions seven and eight.
    """

    make: str
    model: str
    code: str
    bodies: tuple[str, ...]
    years: tuple[int, int]
    vin: str
    price: int
    trims: tuple[str, ...]
    engines: tuple[Engine, ...]


RANGES = (
    Range(
        make="Škoda",
        model="Fabia",
        code="PJ",
        bodies=("HATCHBACK",),
        years=(2021, 2100),
        vin="TMB###PJ",
        price=389_900,
        trims=("Essence", "Selection", "Monte Carlo"),
        engines=(Engine("PETROL", 59), Engine("PETROL", 70), Engine("PETROL", 85, "AUTOMATIC")),
    ),
    Range(
        make="Škoda",
        model="Octavia",
        code="5E",
        bodies=("LIFTBACK", "WAGON"),
        years=(2013, 2020),
        vin="TMB###NE",
        price=519_900,
        trims=("Active", "Ambition", "Style"),
        engines=(Engine("PETROL", 110), Engine("DIESEL", 85), Engine("DIESEL", 110, "AUTOMATIC")),
    ),
    Range(
        make="Škoda",
        model="Octavia",
        code="NX",
        bodies=("LIFTBACK", "WAGON", "WAGON"),
        years=(2020, 2100),
        vin="TMB###NX",
        price=629_900,
        trims=("Essence", "Selection", "Sportline"),
        engines=(
            Engine("PETROL", 85),
            Engine("PETROL", 110, "AUTOMATIC"),
            Engine("DIESEL", 110, "AUTOMATIC"),
            Engine("DIESEL", 110, "AUTOMATIC", "ALL"),
        ),
    ),
    Range(
        make="Škoda",
        model="Superb",
        code="3V",
        bodies=("LIFTBACK", "WAGON"),
        years=(2015, 2023),
        vin="TMB###NP",
        price=899_900,
        trims=("Ambition", "Style", "L&K"),
        engines=(
            Engine("DIESEL", 110, "AUTOMATIC"),
            Engine("DIESEL", 147, "AUTOMATIC", "ALL"),
            Engine("PLUG_IN_HYBRID", 160, "AUTOMATIC"),
        ),
    ),
    Range(
        make="Škoda",
        model="Karoq",
        code="NU",
        bodies=("SUV",),
        years=(2017, 2100),
        vin="TMB###NU",
        price=679_900,
        trims=("Essence", "Selection", "Sportline"),
        engines=(
            Engine("PETROL", 85),
            Engine("PETROL", 110, "AUTOMATIC"),
            Engine("DIESEL", 110, "AUTOMATIC"),
        ),
    ),
    Range(
        make="Škoda",
        model="Kodiaq",
        code="NS",
        bodies=("SUV",),
        years=(2017, 2024),
        vin="TMB###NS",
        price=999_900,
        trims=("Ambition", "Style", "Sportline"),
        engines=(Engine("DIESEL", 110, "AUTOMATIC"), Engine("DIESEL", 147, "AUTOMATIC", "ALL")),
    ),
    Range(
        make="Škoda",
        model="Enyaq",
        code="5A",
        bodies=("SUV",),
        years=(2021, 2100),
        vin="TMB###NY",
        price=1_149_900,
        trims=("60", "85", "85x"),
        engines=(Engine("ELECTRIC", 150, "AUTOMATIC", "REAR"), Engine("ELECTRIC", 210, "AUTOMATIC", "ALL")),
    ),
    Range(
        make="Hyundai",
        model="i30",
        code="PD",
        bodies=("HATCHBACK", "WAGON"),
        years=(2017, 2100),
        vin="TMA###1A",
        price=449_980,
        trims=("Start", "Smart", "Style"),
        engines=(Engine("PETROL", 74), Engine("PETROL", 103), Engine("DIESEL", 100, "AUTOMATIC")),
    ),
)

BRANCHES = ("Praha – Čestlice", "Brno – Slatina", "Ostrava – Vítkovice", "Plzeň – Borská pole")
