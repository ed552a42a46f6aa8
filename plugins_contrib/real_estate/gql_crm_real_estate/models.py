"""The module's tables, where Tortoise looks for them."""

from gql_crm import record_model
from gql_crm_real_estate.cadastral_number import CadastralNumberKind
from gql_crm_real_estate.property import PROPERTY

Property = record_model(PROPERTY, module="real_estate", kinds=(CadastralNumberKind(),))
