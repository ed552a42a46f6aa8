"""The unit of work: create, update, delete and restore records, with history, in one transaction."""

from gql_crm.records.ref import Ref
from gql_crm.records.unit import Records

__all__ = ["Records", "Ref"]
