"""Who may see and do what: actors, roles, row predicates and field rules."""

from gql_crm.access.actor import SCOPES, Actor
from gql_crm.access.duplicate_rules import asked_rules
from gql_crm.access.predicates import RowBranch, row_branches, row_predicate
from gql_crm.access.profile import ROLES, AccessProfile, Role, profile_of
from gql_crm.plugins.permissions import EntityAccess, RowScope

__all__ = [
    "ROLES",
    "SCOPES",
    "AccessProfile",
    "Actor",
    "EntityAccess",
    "Role",
    "RowBranch",
    "RowScope",
    "asked_rules",
    "profile_of",
    "row_branches",
    "row_predicate",
]
