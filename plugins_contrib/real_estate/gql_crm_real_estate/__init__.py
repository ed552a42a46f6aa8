"""Real estate: listings, whose they are, and Lithuanian cadastral numbers.

gql_crm imports this package by its entry point and asks the two hooks below what it contributes.
"""

from collections.abc import Sequence

from gql_crm import FieldKind, Module, hookimpl
from gql_crm_real_estate.cadastral_number import CadastralNumberKind
from gql_crm_real_estate.module import REAL_ESTATE


@hookimpl
def register_modules() -> Sequence[Module]:
    """Contribute the module."""
    return [REAL_ESTATE]


@hookimpl
def register_field_kinds() -> Sequence[FieldKind]:
    """Contribute CADASTRAL_NUMBER, for our own field and for custom fields of any entity."""
    return [CadastralNumberKind()]
