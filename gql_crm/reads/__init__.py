"""Reads: selection → plan → one SQL statement → JSON bytes. There is no other way to read records."""

from gql_crm.reads.aggregates import COUNT_LIMIT, MOST_COUNTED
from gql_crm.reads.averages import AVERAGE_SCALE
from gql_crm.reads.comment_objects import comment_by_id, comments_by_ids
from gql_crm.reads.computed import NEEDS, PLACE, ROW, Completion, SelectedComputed, completion_of
from gql_crm.reads.dimensions import MOST_DIMENSIONS
from gql_crm.reads.groups import MOST_GROUPS
from gql_crm.reads.matching import Matching, matching
from gql_crm.reads.merged import MOST_MERGED
from gql_crm.reads.objects import comment_readers, event_readers, record_by_id, record_in, records_by_ids
from gql_crm.reads.operation import ReadPlan, is_read, plan_root
from gql_crm.reads.run import ReadResult, run_plan
from gql_crm.reads.scope import PlanScope, ReadRequest
from gql_crm.reads.selection import Selected, root_fields, selected_fields
from gql_crm.reads.timelines import CHRONOLOGICAL, NEWEST_FIRST, event_by_id

__all__ = [
    "AVERAGE_SCALE",
    "CHRONOLOGICAL",
    "COUNT_LIMIT",
    "MOST_COUNTED",
    "MOST_DIMENSIONS",
    "MOST_GROUPS",
    "MOST_MERGED",
    "NEEDS",
    "NEWEST_FIRST",
    "PLACE",
    "ROW",
    "Completion",
    "Matching",
    "PlanScope",
    "ReadPlan",
    "ReadRequest",
    "ReadResult",
    "Selected",
    "SelectedComputed",
    "comment_by_id",
    "comment_readers",
    "comments_by_ids",
    "completion_of",
    "event_by_id",
    "event_readers",
    "is_read",
    "matching",
    "plan_root",
    "record_by_id",
    "record_in",
    "records_by_ids",
    "root_fields",
    "run_plan",
    "selected_fields",
]
