"""gql_crm: a CRM whose product is a GraphQL API.

This is the door for partners: of gql_crm, plugins import only what stands in `__all__` here, and
`gql_crm.testing`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gql_crm.database.columns import TextColumn as TextColumn
    from gql_crm.database.columns import TextListColumn as TextListColumn
    from gql_crm.database.columns import TimeColumn as TimeColumn
    from gql_crm.database.operations import CreateTable as CreateTable
    from gql_crm.demo import DemoContext as DemoContext
    from gql_crm.errors import ClientError as ClientError
    from gql_crm.errors import UserError as UserError
    from gql_crm.errors import UserErrors as UserErrors
    from gql_crm.errors import Warning_ as Warning_
    from gql_crm.errors import told_as as told_as
    from gql_crm.fields.condition_type import ConditionType as ConditionType
    from gql_crm.fields.field import ChoiceOption as ChoiceOption
    from gql_crm.fields.field import Deprecation as Deprecation
    from gql_crm.fields.field import Field as Field
    from gql_crm.fields.field import LocalizedText as LocalizedText
    from gql_crm.fields.kind import FieldKind as FieldKind
    from gql_crm.fields.kind import ValueContext as ValueContext
    from gql_crm.fields.kind import ValueProblem as ValueProblem
    from gql_crm.fields.kinds import TextKind as TextKind
    from gql_crm.fields.kinds.datetime import parse_datetime as parse_datetime
    from gql_crm.fields.rollup import Rollup as Rollup
    from gql_crm.fields.rollup import RollupFunction as RollupFunction
    from gql_crm.fields.scalars import parse_id as parse_id
    from gql_crm.plugins.duplicates import DuplicateRule as DuplicateRule
    from gql_crm.plugins.embedded import Embedded as Embedded
    from gql_crm.plugins.event_kinds import EventKind as EventKind
    from gql_crm.plugins.event_kinds import FieldChanged as FieldChanged
    from gql_crm.plugins.found_lists import Fits as Fits
    from gql_crm.plugins.found_lists import FoundList as FoundList
    from gql_crm.plugins.found_lists import FoundNode as FoundNode
    from gql_crm.plugins.found_lists import Mark as Mark
    from gql_crm.plugins.found_lists import Watch as Watch
    from gql_crm.plugins.found_lists import Wish as Wish
    from gql_crm.plugins.hookspecs import hookimpl as hookimpl
    from gql_crm.plugins.models import NumericColumn as NumericColumn
    from gql_crm.plugins.models import child_model as child_model
    from gql_crm.plugins.models import record_model as record_model
    from gql_crm.plugins.module import Child as Child
    from gql_crm.plugins.module import ComputedField as ComputedField
    from gql_crm.plugins.module import Entity as Entity
    from gql_crm.plugins.module import Interface as Interface
    from gql_crm.plugins.module import Module as Module
    from gql_crm.plugins.module import Operation as Operation
    from gql_crm.plugins.module import Relation as Relation
    from gql_crm.plugins.module import RelationType as RelationType
    from gql_crm.plugins.permissions import EntityAccess as EntityAccess
    from gql_crm.plugins.permissions import RowScope as RowScope
    from gql_crm.plugins.validation_rules import ValidationRule as ValidationRule
    from gql_crm.plugins.writes import AfterCommit as AfterCommit
    from gql_crm.plugins.writes import BeforeWrite as BeforeWrite
    from gql_crm.plugins.writes import CommittedWrite as CommittedWrite
    from gql_crm.plugins.writes import ProposedWrite as ProposedWrite
    from gql_crm.records import Records as Records
    from gql_crm.records import Ref as Ref
    from gql_crm.schema.context import OperationContext as OperationContext
    from gql_crm.schema.payload import Payload as Payload
    from gql_crm.schema.placeholders import Date as Date
    from gql_crm.schema.placeholders import DateTime as DateTime
    from gql_crm.schema.placeholders import EmailType as EmailType
    from gql_crm.schema.placeholders import InputData as InputData
    from gql_crm.schema.placeholders import Url as Url
    from gql_crm.schema.placeholders import UserErrorType as UserErrorType
    from gql_crm.schema.placeholders import WarningType as WarningType
    from gql_crm.schema.placeholders import connection_type as connection_type
    from gql_crm.schema.placeholders import create_input as create_input
    from gql_crm.schema.placeholders import filter_input as filter_input
    from gql_crm.schema.placeholders import interface_type as interface_type
    from gql_crm.schema.placeholders import kind_input as kind_input
    from gql_crm.schema.placeholders import payload_type as payload_type
    from gql_crm.schema.placeholders import record_type as record_type
    from gql_crm.schema.placeholders import update_input as update_input
    from gql_crm.sql import Given as Given
    from gql_crm.text import shown as shown

_HOMES = {
    "gql_crm.database.columns": ("TextColumn", "TextListColumn", "TimeColumn"),
    "gql_crm.database.operations": ("CreateTable",),
    "gql_crm.demo": ("DemoContext",),
    "gql_crm.errors": ("ClientError", "UserError", "UserErrors", "Warning_", "told_as"),
    "gql_crm.fields.condition_type": ("ConditionType",),
    "gql_crm.fields.field": ("ChoiceOption", "Deprecation", "Field", "LocalizedText"),
    "gql_crm.fields.kind": ("FieldKind", "ValueContext", "ValueProblem"),
    "gql_crm.fields.kinds": ("TextKind",),
    "gql_crm.fields.kinds.datetime": ("parse_datetime",),
    "gql_crm.fields.rollup": ("Rollup", "RollupFunction"),
    "gql_crm.fields.scalars": ("parse_id",),
    "gql_crm.plugins.duplicates": ("DuplicateRule",),
    "gql_crm.plugins.embedded": ("Embedded",),
    "gql_crm.plugins.event_kinds": ("EventKind", "FieldChanged"),
    "gql_crm.plugins.found_lists": ("Fits", "FoundList", "FoundNode", "Mark", "Watch", "Wish"),
    "gql_crm.plugins.hookspecs": ("hookimpl",),
    "gql_crm.plugins.models": ("NumericColumn", "child_model", "record_model"),
    "gql_crm.plugins.module": (
        "Child",
        "ComputedField",
        "Entity",
        "Interface",
        "Module",
        "Operation",
        "Relation",
        "RelationType",
    ),
    "gql_crm.plugins.permissions": ("EntityAccess", "RowScope"),
    "gql_crm.plugins.validation_rules": ("ValidationRule",),
    "gql_crm.plugins.writes": ("AfterCommit", "BeforeWrite", "CommittedWrite", "ProposedWrite"),
    "gql_crm.records": ("Records", "Ref"),
    "gql_crm.schema.context": ("OperationContext",),
    "gql_crm.schema.payload": ("Payload",),
    "gql_crm.schema.placeholders": (
        "Date",
        "DateTime",
        "EmailType",
        "InputData",
        "Url",
        "UserErrorType",
        "WarningType",
        "connection_type",
        "create_input",
        "filter_input",
        "interface_type",
        "kind_input",
        "payload_type",
        "record_type",
        "update_input",
    ),
    "gql_crm.sql": ("Given",),
    "gql_crm.text": ("shown",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [  # noqa: RUF022 (in the order in which a plugin needs them)
    "Module",
    "Entity",
    "Child",
    "Field",
    "ChoiceOption",
    "LocalizedText",
    "Relation",
    "RelationType",
    "ComputedField",
    "Interface",
    "Embedded",
    "FoundList",
    "FoundNode",
    "Wish",
    "Fits",
    "Mark",
    "Watch",
    "Operation",
    "ValidationRule",
    "EventKind",
    "FieldChanged",
    "BeforeWrite",
    "ProposedWrite",
    "AfterCommit",
    "CommittedWrite",
    "DuplicateRule",
    "EntityAccess",
    "RowScope",
    "hookimpl",
    "record_model",
    "child_model",
    "CreateTable",
    "TextColumn",
    "TextListColumn",
    "TimeColumn",
    "NumericColumn",
    "FieldKind",
    "TextKind",
    "ConditionType",
    "ValueContext",
    "ValueProblem",
    "Given",
    "shown",
    "record_type",
    "interface_type",
    "connection_type",
    "create_input",
    "update_input",
    "filter_input",
    "kind_input",
    "payload_type",
    "InputData",
    "DateTime",
    "Date",
    "Url",
    "Payload",
    "OperationContext",
    "Records",
    "Ref",
    "parse_id",
    "parse_datetime",
    "UserError",
    "UserErrors",
    "told_as",
    "Warning_",
    "UserErrorType",
    "WarningType",
    "EmailType",
    "ClientError",
    "DemoContext",
]


def __getattr__(name: str) -> Any:
    """Import a name of the door at its first use: the embedded server and the command line do without."""
    if name not in _HOME_OF:
        msg = f'module "gql_crm" has no "{name}"; plugins may use {", ".join(__all__)}'
        raise AttributeError(msg)
    return getattr(import_module(_HOME_OF[name]), name)
