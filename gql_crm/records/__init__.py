"""The unit of work: create, update, delete and restore records, with history, in one transaction."""

from gql_crm.records.as_of import record_as_of
from gql_crm.records.copying import copy
from gql_crm.records.duplicate_writes import DuplicateMatch
from gql_crm.records.many import Element, ErrorPolicy, Written, write_many
from gql_crm.records.ref import Ref
from gql_crm.records.reverting import revert
from gql_crm.records.unit import Records
from gql_crm.records.upserting import upsert

__all__ = [
    "DuplicateMatch",
    "Element",
    "ErrorPolicy",
    "Records",
    "Ref",
    "Written",
    "copy",
    "record_as_of",
    "revert",
    "upsert",
    "write_many",
]
