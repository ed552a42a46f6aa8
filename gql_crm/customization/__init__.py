"""What users change without a restart: custom fields and the workspace's settings."""

from gql_crm.customization.customization import Changed, Customization, FieldKey
from gql_crm.customization.settings import WorkspaceSettings
from gql_crm.customization.store import CATALOG_CHANNEL, WorkspaceState, join_writers, load

__all__ = [
    "CATALOG_CHANNEL",
    "Changed",
    "Customization",
    "FieldKey",
    "WorkspaceSettings",
    "WorkspaceState",
    "join_writers",
    "load",
]
