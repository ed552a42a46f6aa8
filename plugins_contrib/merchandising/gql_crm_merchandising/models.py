"""The module's tables, where Tortoise looks for them."""

from gql_crm import record_model
from gql_crm_merchandising.gtin import GtinKind
from gql_crm_merchandising.product import PRODUCT
from gql_crm_merchandising.visit import VISIT

Product = record_model(PRODUCT, module="merchandising", kinds=(GtinKind(),))
Visit = record_model(VISIT, module="merchandising")
