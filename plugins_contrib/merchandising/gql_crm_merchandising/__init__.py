"""Merchandising: outlets, the products on their shelves, and the visits of those who care for them.

gql_crm imports this package by its entry point and asks the two hooks below what it contributes.
"""

from collections.abc import Sequence

from gql_crm import FieldKind, Module, hookimpl
from gql_crm_merchandising.gtin import GtinKind
from gql_crm_merchandising.module import MERCHANDISING


@hookimpl
def register_modules() -> Sequence[Module]:
    """Contribute the module."""
    return [MERCHANDISING]


@hookimpl
def register_field_kinds() -> Sequence[FieldKind]:
    """Contribute GTIN, for our own field and for custom fields of any entity."""
    return [GtinKind()]
