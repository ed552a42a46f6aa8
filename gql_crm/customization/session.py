"""One change of the catalog: rows read under the lock, checked on a fresh merge, published at the end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from gql_crm.customization import field_rows
from gql_crm.customization.naming import TakenNames
from gql_crm.customization.rule_changes import follow_rules
from gql_crm.customization.store import WorkspaceState, lock, publish
from gql_crm.database.pool import Connection
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.definition import definition_problems
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind, ValueContext
from gql_crm.plugins.catalog import CUSTOM, Catalog, CatalogEntity, CatalogField
from gql_crm.plugins.custom_entities import named_fields, renamed
from gql_crm.plugins.merge import Contributions, CustomField, draft_of, merge
from gql_crm.plugins.names import FIELD_NAME
from gql_crm.plugins.system import CORE
from gql_crm.text import camel_key, did_you_mean, shown

_OF_MODULES: Final = (
    '"updateField" changes what people see of it: label, helpText, section, position; that it goes is for a '
    "release of the module to say."
)


@dataclass(frozen=True, slots=True)
class CatalogChange:
    """The catalog as it is now, while nobody else can change it."""

    connection: Connection
    contributions: Contributions
    now: datetime
    state: WorkspaceState
    catalog: Catalog

    @classmethod
    async def begin(
        cls, connection: Connection, contributions: Contributions, now: datetime
    ) -> "CatalogChange":
        """Wait for other changes, then read and merge."""
        state = await lock(connection, contributions.custom_fields)
        catalog = merge(state.given(contributions), version=state.version, now=now)
        return cls(connection, contributions, now, state, catalog)

    async def publish(self, custom_fields: Iterable[CustomField]) -> Catalog:
        """Make the next version of the catalog with these custom fields, and return it."""
        return await self.publish_state(replace(self.state, custom_fields=tuple(custom_fields)))

    async def publish_state(self, state: WorkspaceState) -> Catalog:
        """Make the next version of the catalog of this state, and return it."""
        version = self.state.version + 1
        await publish(self.connection, version)
        catalog = merge(state.given(self.contributions), version=version, now=self.now)
        await follow_rules(self.connection, self.catalog, catalog, self.now)
        return catalog

    async def insert(self, entity: str, field: Field) -> CustomField:
        """Write a field of an entity of the catalog; return it as the state has fields."""
        new = self.stored(CustomField(0, entity, field, ""))
        return await field_rows.insert(self.connection, new.entity, new.field, self.now)

    def with_changed(self, changed: CustomField) -> tuple[CustomField, ...]:
        """Return all custom fields, one of them changed."""
        stored = self.stored(changed)
        return tuple(stored if custom.id == changed.id else custom for custom in self.state.custom_fields)

    def taken_names(self, *, without: str | None = None) -> TakenNames:
        """Return the names that are taken; `without` is the storage key of a field that gives its name up."""
        draft = draft_of(self.state.given(self.contributions), self.now)
        fields = named_fields(draft, self.state.custom_fields)
        return TakenNames(draft, self.catalog, fields, without=without)

    def stored(self, custom: CustomField) -> CustomField:
        """Return a field that names entities as rows do, of one that names them as the catalog does."""
        return renamed(custom, self.stored_names)

    def named(self, custom: CustomField) -> CustomField:
        """Return a field that names entities as the catalog does, of one of the state."""
        return renamed(custom, {entity.stored_as: entity.name for entity in self.catalog.entities.values()})

    @property
    def stored_names(self) -> Mapping[str, str]:
        """What rows call the entities, by their names."""
        return {entity.name: entity.stored_as for entity in self.catalog.entities.values()}

    @property
    def language(self) -> str:
        """The language of texts that name none."""
        return self.state.settings.languages[0]

    @property
    def value_context(self) -> ValueContext:
        """What a default may depend on."""
        return self.state.settings.value_context

    def entity(self, name: str) -> CatalogEntity:
        """Return an entity; raise NOT_FOUND."""
        if name not in self.catalog.entities:
            raise UserErrors([self.no_entity("entity", name)])
        return self.catalog.entities[name]

    def no_entity(self, argument: str, name: str) -> UserError:
        """Return the fault of an entity that is not there."""
        for module in self.catalog.disabled:
            if any(entity.name == name for entity in module.entities):
                text = f'The module "{module.name}", which has the entity {shown(name)}, is not enabled.'
                return UserError("NOT_FOUND", (argument,), text)
        hint = did_you_mean(name, self.catalog.entities)
        return UserError("NOT_FOUND", (argument,), f"There is no entity {shown(name)}.{hint}")

    def custom_field(
        self, entity_name: str, key: str, verb: str
    ) -> tuple[CatalogEntity, CatalogField, CustomField]:
        """Return a field that users defined; raise NOT_FOUND, or FORBIDDEN for a module's own."""
        entity = self.entity(entity_name)
        field = entity.all_fields.get(key)
        if field is None:
            fields = entity.fields.values()
            own = [other.key for other in fields if other.origin == CUSTOM or verb == "changed"]
            sort = "field" if verb == "changed" else "custom field"
            text = f"{entity_name} has no {sort} {shown(key)}.{did_you_mean(key, own)}"
            raise UserErrors([UserError("NOT_FOUND", ("key",), text)])
        if field.origin == CORE:
            text = f'"{key}" of {entity_name} is part of every record and cannot be {verb}.'
            raise UserErrors([UserError("FORBIDDEN", ("key",), text)])
        if field.origin != CUSTOM:
            owner = f'"{key}" of {entity_name} belongs to the module "{field.origin}"'
            text = f"{owner}; only custom fields can be {verb}. {_OF_MODULES}"
            raise UserErrors([UserError("FORBIDDEN", ("key",), text)])
        custom = next(one for one in self.state.custom_fields if one.storage_key == field.field_id)
        return entity, field, self.named(custom)

    def declared_field(self, entity: str, key: str) -> CatalogField | None:
        """Return a field that a module declares; None where there is no such field, or users defined it."""
        field = self.entity(entity).fields.get(key)
        return None if field is None or field.origin == CUSTOM else field

    def no_kind(self, name: str) -> UserError:
        """Return the fault of a kind that is not there."""
        hint = did_you_mean(name, self.catalog.kinds)
        return UserError("VALIDATION", ("kind",), f"There is no field kind {shown(name)}.{hint}")

    def definition_faults(self, field: Field) -> list[UserError]:
        """Return what is wrong with a definition: unknown kind, unknown target, options that do not fit."""
        if field.kind not in self.catalog.kinds:
            return [self.no_kind(field.kind)]
        kind = self.catalog.kinds[field.kind]
        problems = definition_problems(field, kind, self.catalog.kinds.values(), self.value_context)
        faults = [UserError(problem.code, (problem.option,), problem.message) for problem in problems]
        if field.inverse is not None:
            faults.extend(_inverse_faults(field.inverse, kind))
        if kind.reference and field.target and field.target not in self.catalog.entities:
            faults.append(self.no_entity("targetEntity", field.target))
        return faults


def _inverse_faults(inverse: str, kind: FieldKind) -> list[UserError]:
    if not kind.reference:
        text = f'"inverse" does not apply to the kind {kind.name}; it is an option of references.'
    elif not FIELD_NAME.fullmatch(inverse):
        key = camel_key(inverse)
        hint = f" Try {shown(key)}." if key else ""
        text = f"{shown(inverse)} cannot be a list's name; expected a small letter, then letters and digits."
        text += hint
    else:
        return []
    return [UserError("VALIDATION", ("inverse",), text)]
