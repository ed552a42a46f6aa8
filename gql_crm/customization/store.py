"""What users have set and defined: settings, entities, fields, modules switched on, the catalog's version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gql_crm import sql
from gql_crm.customization import (
    duplicate_rows,
    entity_rows,
    field_rows,
    override_rows,
    relation_type_rows,
    rule_rows,
)
from gql_crm.customization.module_rows import ModuleState, load_modules
from gql_crm.customization.settings import COLUMNS, WorkspaceSettings
from gql_crm.database.pool import Connection
from gql_crm.plugins.duplicates import RuleSetting
from gql_crm.plugins.merge import Contributions, CustomEntity, CustomField
from gql_crm.plugins.overrides import FieldOverride
from gql_crm.plugins.relation_types import UserRelationType
from gql_crm.plugins.validation_rules import CustomRule
from gql_crm.records.statements import fetch, run

CATALOG_CHANNEL = "gql_crm_catalog"
"""Where the new version is notified when a change of the catalog commits."""


@dataclass(frozen=True, slots=True)
class WorkspaceState:
    """What the catalog is merged from besides modules; retired fields are among the others.

    Custom fields name entities of users as their rows do, by the table.
    """

    version: int
    custom_fields: tuple[CustomField, ...]
    settings: WorkspaceSettings
    modules: Mapping[str, ModuleState]
    overrides: tuple[FieldOverride, ...] = ()
    duplicate_rules: tuple[RuleSetting, ...] = ()
    relation_types: tuple[UserRelationType, ...] = ()
    custom_entities: tuple[CustomEntity, ...] = ()
    rules: tuple[CustomRule, ...] = ()

    def given(self, contributions: Contributions) -> Contributions:
        """Return what a catalog of this state is made of."""
        names = {module.name for _, module in contributions.modules}
        disabled = frozenset(name for name in names if not self.enables(name))
        return replace(
            contributions,
            custom_fields=self.custom_fields,
            custom_entities=self.custom_entities,
            overrides=self.overrides,
            duplicate_rules=self.duplicate_rules,
            relation_types=self.relation_types,
            rules=self.rules,
            disabled=disabled | contributions.disabled,
        )

    def with_module(self, name: str, module: ModuleState) -> "WorkspaceState":
        """Return the state with another state of one module."""
        return replace(self, modules={**self.modules, name: module})

    def with_rule(self, entity: str, name: str, setting: RuleSetting | None) -> "WorkspaceState":
        """Return the state with another setting of one duplicate rule, or without any."""
        others = [one for one in self.duplicate_rules if (one.entity, one.name) != (entity, name)]
        there = others if setting is None else [*others, setting]
        ordered = sorted(there, key=lambda one: f"{one.entity}.{one.name}")
        return replace(self, duplicate_rules=tuple(ordered))

    def with_override(self, override: FieldOverride) -> "WorkspaceState":
        """Return the state with another override of one field."""
        named = (override.entity, override.key)
        others = [one for one in self.overrides if (one.entity, one.key) != named]
        there = [override] if override.changes else []
        return replace(
            self, overrides=tuple(sorted([*others, *there], key=lambda one: (one.entity, one.key)))
        )

    def without_entity(self, custom: CustomEntity) -> "WorkspaceState":
        """Return the state without an entity of users, and without what they made for it alone."""
        table = custom.table
        return replace(
            self,
            custom_entities=tuple(one for one in self.custom_entities if one.id != custom.id),
            custom_fields=tuple(one for one in self.custom_fields if one.entity != table),
            duplicate_rules=tuple(one for one in self.duplicate_rules if one.entity != table),
            rules=tuple(one for one in self.rules if one.entity != table),
            relation_types=tuple(one for one in self.relation_types if one.ends != {table}),
        )

    def with_validation_rule(self, entity: str, key: str, rule: CustomRule | None) -> "WorkspaceState":
        """Return the state with another rule under a key; None: without one."""
        others = [one for one in self.rules if (one.entity, one.key) != (entity, key)]
        there = [*others, rule] if rule else others
        return replace(self, rules=tuple(sorted(there, key=lambda one: (one.entity, one.key))))

    def enables(self, name: str) -> bool:
        """Whether a module is switched on."""
        return name in self.modules and self.modules[name].enabled


async def load(connection: Connection, known: Iterable[CustomField] = ()) -> WorkspaceState:
    """Read the state; custom fields that are `known` and have not changed stay the same objects.

    The version comes first: rows that another session adds meanwhile are newer than it, and are read again.
    """
    return await _load_rest(connection, await _version(connection), known)


async def lock(connection: Connection, known: Iterable[CustomField] = ()) -> WorkspaceState:
    """Read the state inside a transaction; other changes of the catalog wait until it ends."""
    return await _load_rest(connection, await _version(connection, lock="FOR UPDATE"), known)


async def publish(connection: Connection, version: int) -> None:
    """Set the catalog's version and tell every worker of it, both when the transaction commits."""
    parameter = sql.Parameter(version, "bigint")
    await run(connection, sql.Update("catalog_state", "c", (("version", parameter),), sql.TRUE))
    text = sql.Cast(parameter, "text")
    notify = sql.call("pg_notify", sql.Constant(CATALOG_CHANNEL), text)
    await run(connection, sql.Select((sql.Item(notify, "sent"),)))


async def _version(connection: Connection, lock: Any = "") -> int:
    item = sql.Item(sql.Column("c", "version"), "version")
    rows = await fetch(connection, sql.Select((item,), sql.Table("catalog_state", "c"), lock=lock))
    version: int = rows[0]["version"]
    return version


async def _load_rest(connection: Connection, version: int, known: Iterable[CustomField]) -> WorkspaceState:
    fields = tuple(await field_rows.load(connection, known=known))
    items = tuple(sql.Item(sql.Column("w", column), column) for column in COLUMNS)
    rows = await fetch(connection, sql.Select(items, sql.Table("workspace_setting", "w")))
    settings = WorkspaceSettings(**{**rows[0], "languages": tuple(rows[0]["languages"])})
    overrides = await override_rows.load(connection)
    rules = await duplicate_rows.load(connection)
    relation_types = await relation_type_rows.load(connection)
    modules = await load_modules(connection)
    entities = await entity_rows.load(connection)
    return WorkspaceState(
        version,
        fields,
        settings,
        modules,
        overrides,
        rules,
        relation_types,
        entities,
        rules=await rule_rows.load(connection),
    )
