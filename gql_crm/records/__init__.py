"""The unit of work: create, update, delete and restore records, with history, in one transaction."""

from gql_crm.records.as_of import record_as_of
from gql_crm.records.copying import copy
from gql_crm.records.duplicate_writes import DuplicateMatch
from gql_crm.records.event_recording import EVENT_TYPE, MOST_RELATED, log_event
from gql_crm.records.favorites import mark_favorite, unmark_favorite
from gql_crm.records.linking import Linked, link, unlink
from gql_crm.records.many import Element, ErrorPolicy, Written, write_many
from gql_crm.records.merge_counts import MovedCount
from gql_crm.records.merging import Choice, Merged, merge
from gql_crm.records.ref import Ref
from gql_crm.records.retagging import rename_tag
from gql_crm.records.reverting import revert
from gql_crm.records.unit import Records
from gql_crm.records.unmerging import undo_merge
from gql_crm.records.upserting import upsert

__all__ = [
    "EVENT_TYPE",
    "MOST_RELATED",
    "Choice",
    "DuplicateMatch",
    "Element",
    "ErrorPolicy",
    "Linked",
    "Merged",
    "MovedCount",
    "Records",
    "Ref",
    "Written",
    "copy",
    "link",
    "log_event",
    "mark_favorite",
    "merge",
    "record_as_of",
    "rename_tag",
    "revert",
    "undo_merge",
    "unlink",
    "unmark_favorite",
    "upsert",
    "write_many",
]
