"""The unit of work: create, update, delete and restore records, with history, in one transaction."""

from gql_crm.records.as_of import record_as_of
from gql_crm.records.ref import Ref
from gql_crm.records.reverting import revert
from gql_crm.records.unit import Records

__all__ = ["Records", "Ref", "record_as_of", "revert"]
