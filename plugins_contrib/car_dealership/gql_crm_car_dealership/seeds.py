"""Models that a workspace starts with: cars made in Czechia, by their makes' own codes."""

from collections.abc import Mapping
from typing import Any


def _model(
    make: str, model: str, code: str, body_style: str, year_from: int, year_to: int | None = None
) -> Mapping[str, Any]:
    row = {"make": make, "model": model, "modelCode": code, "bodyStyle": body_style}
    return {**row, "modelYearFrom": year_from, "modelYearTo": year_to}


VEHICLE_MODELS = (
    _model("Škoda", "Fabia", "PJ", "HATCHBACK", 2021),
    _model("Škoda", "Octavia", "5E", "LIFTBACK", 2013, 2020),
    _model("Škoda", "Octavia", "NX", "LIFTBACK", 2020),
    _model("Škoda", "Superb", "3V", "LIFTBACK", 2015, 2023),
    _model("Škoda", "Karoq", "NU", "SUV", 2017),
    _model("Škoda", "Kodiaq", "NS", "SUV", 2017, 2024),
    _model("Škoda", "Enyaq", "5A", "SUV", 2021),
    _model("Hyundai", "i30", "PD", "HATCHBACK", 2017),
)
