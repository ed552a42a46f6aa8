"""What users change without a restart: custom fields, modules and the workspace's settings."""

from gql_crm.customization.as_it_was import deleted_entity, deleted_field
from gql_crm.customization.conversion_job import CLEAR_JOB, ClearJob, ConversionJob
from gql_crm.customization.customization import Changed, Customization, FieldKey
from gql_crm.customization.deletion_job import DELETE_JOB, DeletionJob
from gql_crm.customization.duplicate_fill import FillJob
from gql_crm.customization.duplicate_rows import known_fills
from gql_crm.customization.duplicate_rules import DuplicateRules
from gql_crm.customization.entities import Entities
from gql_crm.customization.entity_changes import Outcome as EntityOutcome
from gql_crm.customization.entity_jobs import ENTITY_DELETE_JOB, NAMES_JOB, EntityDeletionJob, NamesJob
from gql_crm.customization.field_conversion import CONVERT_JOB, FieldConversions
from gql_crm.customization.field_indexes import (
    INDEX_JOB,
    FieldIndex,
    FieldIndexState,
    field_number,
    load_indexes,
)
from gql_crm.customization.field_plan import (
    FieldPlan,
    FieldPlans,
    WantedChange,
    WantedConversion,
    deleting,
    deprecating,
    renaming,
    retiring,
    updating,
)
from gql_crm.customization.field_readers import Break, BreakKind
from gql_crm.customization.index_job import IndexJob
from gql_crm.customization.module_rows import ModuleState
from gql_crm.customization.module_settings import settings_of
from gql_crm.customization.module_tables import ModuleTables, apps_of, migration_app
from gql_crm.customization.modules import LivePlugins, Modules, Plugins
from gql_crm.customization.numbering_job import NUMBER_JOB, NumberJob
from gql_crm.customization.once import Once, each_time
from gql_crm.customization.options_job import OptionsJob
from gql_crm.customization.relation_types import RelationTypes
from gql_crm.customization.removal_job import REMOVE_JOB, RemovalJob, ask_for_removals
from gql_crm.customization.removed_options import OPTIONS_JOB
from gql_crm.customization.rule_changes import FILL_JOB, ask_for_keys
from gql_crm.customization.settings import WorkspaceSettings
from gql_crm.customization.store import CATALOG_CHANNEL, WorkspaceState, load
from gql_crm.customization.unique_job import UNIQUE_JOB, UniqueJob
from gql_crm.customization.validation_rules import ValidationRules
from gql_crm.customization.value_survey import Survey, UnfitValue
from gql_crm.customization.writers import may_write, writing

__all__ = [
    "CATALOG_CHANNEL",
    "CLEAR_JOB",
    "CONVERT_JOB",
    "DELETE_JOB",
    "ENTITY_DELETE_JOB",
    "FILL_JOB",
    "INDEX_JOB",
    "NAMES_JOB",
    "NUMBER_JOB",
    "OPTIONS_JOB",
    "REMOVE_JOB",
    "UNIQUE_JOB",
    "Break",
    "BreakKind",
    "Changed",
    "ClearJob",
    "ConversionJob",
    "Customization",
    "DeletionJob",
    "DuplicateRules",
    "Entities",
    "EntityDeletionJob",
    "EntityOutcome",
    "FieldConversions",
    "FieldIndex",
    "FieldIndexState",
    "FieldKey",
    "FieldPlan",
    "FieldPlans",
    "FillJob",
    "IndexJob",
    "LivePlugins",
    "ModuleState",
    "ModuleTables",
    "Modules",
    "NamesJob",
    "NumberJob",
    "Once",
    "OptionsJob",
    "Plugins",
    "RelationTypes",
    "RemovalJob",
    "Survey",
    "UnfitValue",
    "UniqueJob",
    "ValidationRules",
    "WantedChange",
    "WantedConversion",
    "WorkspaceSettings",
    "WorkspaceState",
    "apps_of",
    "ask_for_keys",
    "ask_for_removals",
    "deleted_entity",
    "deleted_field",
    "deleting",
    "deprecating",
    "each_time",
    "field_number",
    "known_fills",
    "load",
    "load_indexes",
    "may_write",
    "migration_app",
    "renaming",
    "retiring",
    "settings_of",
    "updating",
    "writing",
]
