"""What users change without a restart: custom fields, modules and the workspace's settings."""

from gql_crm.customization.customization import Changed, Customization, FieldKey
from gql_crm.customization.module_rows import ModuleState
from gql_crm.customization.module_settings import settings_of
from gql_crm.customization.module_tables import ModuleTables, apps_of, migration_app
from gql_crm.customization.modules import Modules, Plugins
from gql_crm.customization.settings import WorkspaceSettings
from gql_crm.customization.store import CATALOG_CHANNEL, WorkspaceState, join_writers, load

__all__ = [
    "CATALOG_CHANNEL",
    "Changed",
    "Customization",
    "FieldKey",
    "ModuleState",
    "ModuleTables",
    "Modules",
    "Plugins",
    "WorkspaceSettings",
    "WorkspaceState",
    "apps_of",
    "join_writers",
    "load",
    "migration_app",
    "settings_of",
]
