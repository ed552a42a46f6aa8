"""The module's tables."""

from gql_crm import child_model, record_model
from gql_crm.modules.people.consents import CONSENTS
from gql_crm.modules.people.contact import CONTACT
from gql_crm.modules.people.organization import ORGANIZATION

Organization = record_model(ORGANIZATION, module="people")
Contact = record_model(CONTACT, module="people")
ContactConsent = child_model(CONSENTS, module="people")
