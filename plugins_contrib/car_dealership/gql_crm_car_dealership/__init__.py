"""A car dealership: what makes offer, what is in stock, and for whom it is kept.

gql_crm imports this package by its entry point and asks the two hooks below what it contributes.
"""

from collections.abc import Sequence

from gql_crm import FieldKind, Module, hookimpl
from gql_crm_car_dealership.module import CAR_DEALERSHIP
from gql_crm_car_dealership.vin import VinKind


@hookimpl
def register_modules() -> Sequence[Module]:
    """Contribute the module."""
    return [CAR_DEALERSHIP]


@hookimpl
def register_field_kinds() -> Sequence[FieldKind]:
    """Contribute VIN, for our own field and for custom fields of any entity."""
    return [VinKind()]
