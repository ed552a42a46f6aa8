"""Who may see and do what: actors, roles, row predicates and field rules."""

from gql_crm.access.actor import SCOPES, Actor
from gql_crm.access.branches import RowBranch, RowBranches, narrow_branches, reached_rows, row_branches
from gql_crm.access.duplicate_rules import asked_rules
from gql_crm.access.predicates import own_row, row_predicate, scope_predicate
from gql_crm.access.profile import ROLES, AccessProfile, Role, profile_of
from gql_crm.access.shares import SHARE, is_shared, shared_for, shared_records, shared_with
from gql_crm.access.viewer import Viewer
from gql_crm.plugins.permissions import EntityAccess, Reach, RowScope, ShareAccess

__all__ = [
    "ROLES",
    "SCOPES",
    "SHARE",
    "AccessProfile",
    "Actor",
    "EntityAccess",
    "Reach",
    "Role",
    "RowBranch",
    "RowBranches",
    "RowScope",
    "ShareAccess",
    "Viewer",
    "asked_rules",
    "is_shared",
    "narrow_branches",
    "own_row",
    "profile_of",
    "reached_rows",
    "row_branches",
    "row_predicate",
    "scope_predicate",
    "shared_for",
    "shared_records",
    "shared_with",
]
