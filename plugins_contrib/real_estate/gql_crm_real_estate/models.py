"""The module's tables, where Tortoise looks for them."""

from gql_crm import child_model, record_model
from gql_crm_real_estate.buyer_request import BUYER_REQUEST
from gql_crm_real_estate.cadastral_number import CadastralNumberKind
from gql_crm_real_estate.deal import AGENTS, DEAL
from gql_crm_real_estate.offer import COMMERCIAL_OFFER
from gql_crm_real_estate.property import PROPERTY

Property = record_model(PROPERTY, module="real_estate", kinds=(CadastralNumberKind(),))
BuyerRequest = record_model(BUYER_REQUEST, module="real_estate")
CommercialOffer = record_model(COMMERCIAL_OFFER, module="real_estate")
Deal = record_model(DEAL, module="real_estate")
DealAgent = child_model(AGENTS, module="real_estate")
