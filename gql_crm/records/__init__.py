"""The unit of work: create, update, delete and restore records, with history, in one transaction."""

from gql_crm.records.as_of import record_as_of
from gql_crm.records.comment_changes import MOST_EDITS, MOST_PINNED, delete_comment, edit_comment, pin_comment
from gql_crm.records.comments import (
    COMMENT_TYPE,
    MOST_CHARACTERS,
    MOST_MENTIONS,
    Said,
    add_comment,
    judge,
    say,
)
from gql_crm.records.copying import copy
from gql_crm.records.duplicate_writes import DuplicateMatch
from gql_crm.records.event_recording import COMMENTED, EVENT_TYPE, MOST_RELATED, log_event
from gql_crm.records.favorites import mark_favorite, unmark_favorite
from gql_crm.records.handing_over import change_owner
from gql_crm.records.linking import Linked, link, unlink
from gql_crm.records.many import Element, ErrorPolicy, Written, write_many
from gql_crm.records.merge_counts import MovedCount
from gql_crm.records.merging import Choice, Merged, merge
from gql_crm.records.ref import Ref
from gql_crm.records.retagging import rename_tag
from gql_crm.records.reverting import revert
from gql_crm.records.sharing import Shared, share, unshare
from gql_crm.records.unit import Records
from gql_crm.records.unmerging import undo_merge
from gql_crm.records.upserting import upsert

__all__ = [
    "COMMENTED",
    "COMMENT_TYPE",
    "EVENT_TYPE",
    "MOST_CHARACTERS",
    "MOST_EDITS",
    "MOST_MENTIONS",
    "MOST_PINNED",
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
    "Said",
    "Shared",
    "Written",
    "add_comment",
    "change_owner",
    "copy",
    "delete_comment",
    "edit_comment",
    "judge",
    "link",
    "log_event",
    "mark_favorite",
    "merge",
    "pin_comment",
    "record_as_of",
    "rename_tag",
    "revert",
    "say",
    "share",
    "undo_merge",
    "unlink",
    "unmark_favorite",
    "unshare",
    "upsert",
    "write_many",
]
