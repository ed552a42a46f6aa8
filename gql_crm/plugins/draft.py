"""The mutable state of one merge: it knows who took which name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from gql_crm.errors import USER_ERROR_CODES, DeclarationError
from gql_crm.fields.definition import definition_problems
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.storage import ColumnStorage
from gql_crm.plugins.catalog import CUSTOM, CatalogField, CatalogRelationType, ToMany
from gql_crm.plugins.children import placed_child
from gql_crm.plugins.core_names import CORE_MUTATIONS, CORE_QUERIES, CORE_TYPES, RESERVED_FIELDS
from gql_crm.plugins.draft_entity import DraftEntity
from gql_crm.plugins.enums import Enums
from gql_crm.plugins.event_catalog import CatalogEventKind
from gql_crm.plugins.interface_catalog import CatalogInterface
from gql_crm.plugins.module import Child, Entity, Module, OperationKind, Relation
from gql_crm.plugins.names import (
    CODE_NAME,
    FIELD_NAME,
    MODULE_NAME,
    TYPE_NAME,
    EntityNames,
    SettingsNames,
    list_inputs,
)
from gql_crm.plugins.placement import check_declarable, extension_field, held_fields, own_field
from gql_crm.plugins.taken_names import Names, refuse_beside_records


def _core_names(names: Iterable[str]) -> Names:
    return Names(dict.fromkeys(names, "the core"))


@dataclass(slots=True)
class Draft:
    """What has been merged so far."""

    kinds: Mapping[str, FieldKind]
    modules: list[Module] = field(default_factory=list)
    entities: dict[str, DraftEntity] = field(default_factory=dict)
    interfaces: dict[str, CatalogInterface] = field(default_factory=dict)
    types: Names = field(default_factory=lambda: _core_names(CORE_TYPES))
    queries: Names = field(default_factory=lambda: _core_names(CORE_QUERIES))
    mutations: Names = field(default_factory=lambda: _core_names(CORE_MUTATIONS))
    error_codes: Names = field(default_factory=lambda: _core_names(USER_ERROR_CODES))
    enums: Enums = field(default_factory=Enums)
    relation_types: dict[str, CatalogRelationType] = field(default_factory=dict)
    event_kinds: dict[str, CatalogEventKind] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Kinds bring the types of their filters."""
        for kind in self.kinds.values():
            self.types.setdefault(kind.filter_name, f'field kind "{kind.name}"')

    def copy(self) -> "Draft":
        """Return an independent copy, so that a module is added whole or not at all."""
        entities = {name: entity.copy() for name, entity in self.entities.items()}
        places = (self.types, self.queries, self.mutations, self.error_codes)
        types, queries, mutations, codes = (Names(place) for place in places)
        interfaces, names = dict(self.interfaces), (types, queries, mutations, codes, Enums(self.enums))
        kinds = dict(self.relation_types), dict(self.event_kinds)
        return Draft(self.kinds, list(self.modules), entities, interfaces, *names, *kinds)

    def with_copy_of(self, entity: str) -> "Draft":
        """Share everything but one entity, to which fields without inverse may be added."""
        return replace(self, entities={**self.entities, entity: self.entities[entity].copy()})

    def add_module(self, module: Module) -> None:
        """Add a module; `DeclarationError` leaves a half-made draft behind, which the caller drops."""
        self._check_module(module)
        self.modules.append(module)
        self._add_entities(module)
        for entity_name, fields in module.fields.items():
            for extension in held_fields(fields, self.kinds):
                self._add_declared(module, entity_name, extension, own=False)
        if module.settings:
            self._take_settings(module)
        for relation in module.relations:
            self._add_relation(module, relation)
        for operation in module.operations:
            names = self.queries if operation.kind is OperationKind.QUERY else self.mutations
            _check_name(operation.name, f'operation of module "{module.name}"')
            names.take(operation.name, f'module "{module.name}"', operation.kind.value)
        for code in module.error_codes:
            self._add_error_code(module, code)

    def add_field(self, entity_name: str, catalog_field: CatalogField) -> None:
        """Add a placed field, and the list that its target gets in return."""
        where = f'field "{catalog_field.key}" of {entity_name}'
        entity = self._entity(entity_name, where)
        names, target = catalog_field.names, catalog_field.target
        if target:
            self._entity(target, where)
        entity.names.take_all(names, _owner(catalog_field), f"name of a field of {entity_name}")
        if target and catalog_field.field.inverse:
            try:
                self._add_inverse(entity_name, target, catalog_field)
            except DeclarationError:
                for name in names:
                    del entity.names[name]
                raise
        entity.fields[catalog_field.key] = catalog_field
        if target and catalog_field.kind.many:
            entity.lists[catalog_field.key] = _own_list(catalog_field, target)

    def take_entity(self, entity: DraftEntity, owner: str) -> None:
        """Add an entity and take its names; raise `DeclarationError`, having added nothing."""
        names = EntityNames(entity.entity.name, entity.entity.plural)
        refuse_beside_records(names.one, owner)
        taken: list[tuple[Names, str]] = []
        try:
            for place, wanted, what in (
                (self.types, names.types(), "type"),
                (self.queries, names.queries(), "query"),
                (self.mutations, names.mutations(), "mutation"),
            ):
                for name in wanted:
                    place.take(name, owner, what)
                    taken.append((place, name))
        except DeclarationError:
            for place, name in taken:
                del place[name]
            raise
        entity.names = _core_names(RESERVED_FIELDS)
        self.entities[entity.entity.name] = entity

    def _check_module(self, module: Module) -> None:
        if not MODULE_NAME.fullmatch(module.name):
            msg = f'"{module.name}" is no module name; expected lower-case letters, digits and "_".'
            raise DeclarationError(msg)
        if module.name == CUSTOM:
            msg = f'"{CUSTOM}" is what belongs to users; choose another name for the module.'
            raise DeclarationError(msg)
        enabled = {other.name for other in self.modules}
        if module.name in enabled:
            msg = f'there is a module "{module.name}" already.'
            raise DeclarationError(msg)
        for required in module.requires:
            if required not in enabled:
                msg = f'it requires the module "{required}", which is not there or not enabled.'
                raise DeclarationError(msg)

    def _take_settings(self, module: Module) -> None:
        names, owner = SettingsNames(module.name), f'module "{module.name}"'
        self.types.take_all((names.type, names.input, names.payload), owner, "type")
        self.mutations.take(names.mutation, owner, "mutation")
        for setting in module.settings:
            self.kind_of(module, setting, f'the setting "{setting.key}"')

    def _add_entities(self, module: Module) -> None:
        """Add entities before their fields, which may refer to any of them."""
        for entity in module.entities:
            self._add_entity(module, entity)
        for entity in module.entities:
            for own in held_fields(entity.fields, self.kinds):
                self._add_declared(module, entity.name, own, own=True)
            for child in entity.children:
                self._add_child(module, entity, child)

    def _add_entity(self, module: Module, entity: Entity) -> None:
        owner = f'entity "{entity.name}" of module "{module.name}"'
        if not TYPE_NAME.fullmatch(entity.name):
            msg = f'"{entity.name}" is no entity name; expected PascalCase letters and digits.'
            raise DeclarationError(msg)
        _check_name(entity.plural, f"plural of {owner}")
        _check_display(entity, owner)
        self.take_entity(DraftEntity(entity, module.name), owner)

    def _add_declared(self, module: Module, entity_name: str, declared: Field, *, own: bool) -> None:
        where = f'field "{declared.key}" of {entity_name}'
        self._entity(entity_name, where)
        kind = self.kind_of(module, declared, where)
        place = own_field if own else extension_field
        self.add_field(entity_name, place(module.name, entity_name, declared, kind))

    def kind_of(self, module: Module, declared: Field, where: str) -> FieldKind:
        """Return a declaration's kind, with the types of the enum that it names."""
        if declared.kind not in self.kinds:
            there = ", ".join(sorted(self.kinds))
            msg = f'{where} has the kind "{declared.kind}", which nothing has registered; there are {there}.'
            raise DeclarationError(msg)
        kind = self.kinds[declared.kind]
        check_declarable(declared, kind, where)
        problems = definition_problems(declared, kind)
        if problems:
            msg = f"{where}: " + "; ".join(problem.message for problem in problems)
            raise DeclarationError(msg)
        if declared.enum is None:
            return kind
        return self.enums.named_by(declared, module, where, self.types).kind(kind)

    def _add_child(self, module: Module, entity: Entity, child: Child) -> None:
        owner = f'children "{child.key}" of module "{module.name}"'
        placed = placed_child(module.name, entity.name, child, lambda own, at: self.kind_of(module, own, at))
        for own in placed.fields.values():
            if own.target:
                self._entity(own.target, f'field "{own.key}" of {child.name}')
        self.types.take_all(placed.names.types(), owner, "type")
        draft = self.entities[entity.name]
        draft.names.take(child.key, owner, f"name of a list of {entity.name}")
        draft.children[child.key] = placed

    def _add_inverse(self, source: str, target: str, catalog_field: CatalogField) -> None:
        inverse = catalog_field.field.inverse or ""
        _check_name(inverse, f'inverse of field "{catalog_field.key}" of {source}')
        entity = self._entity(target, f'field "{catalog_field.key}" of {source}')
        entity.names.take(inverse, _owner(catalog_field), f"name of a list of {target}")
        verb = "has" if catalog_field.kind.many else "is"
        text = f"The {source} records whose `{catalog_field.key}` {verb} this record."
        in_table = isinstance(catalog_field.storage, ColumnStorage)
        entity.lists[inverse] = ToMany(
            inverse,
            source,
            catalog_field.origin,
            text,
            {},
            field=catalog_field,
            field_id="" if in_table else catalog_field.field_id,
            side="target",
        )

    def _add_relation(self, module: Module, relation: Relation) -> None:
        owner = f'relation "{relation.key}" of module "{module.name}"'
        source, target = self._entity(relation.source, owner), self._entity(relation.target, owner)
        for name in (relation.key, relation.singular, relation.inverse):
            _check_name(name, f"part of {owner}")
        for name in (relation.key, *list_inputs(relation.singular)):
            source.names.take(name, owner, f"name of a list of {relation.source}")
        target.names.take(relation.inverse, owner, f"name of a list of {relation.target}")
        field_id = f"{module.name}:{relation.source}.{relation.key}"
        source.lists[relation.key] = ToMany(
            relation.key,
            relation.target,
            module.name,
            relation.description,
            relation.label,
            field_id=field_id,
            side="source",
            relation=relation,
        )
        target.lists[relation.inverse] = ToMany(
            relation.inverse,
            relation.source,
            module.name,
            relation.inverse_description,
            relation.inverse_label,
            field_id=field_id,
            side="target",
            relation=relation,
        )

    def _add_error_code(self, module: Module, code: str) -> None:
        owner = f'module "{module.name}"'
        if not CODE_NAME.fullmatch(code):
            msg = f'"{code}" of {owner} is no error code; expected capital letters, digits and "_".'
            raise DeclarationError(msg)
        self.error_codes.take(code, owner, "error code")

    def _entity(self, name: str, wanted_by: str) -> DraftEntity:
        if name not in self.entities:
            there = ", ".join(sorted(self.entities))
            msg = f'{wanted_by} names the entity "{name}", which is not there; there are {there}.'
            raise DeclarationError(msg)
        return self.entities[name]


def _check_name(name: str, what: str) -> None:
    if not FIELD_NAME.fullmatch(name):
        msg = f'"{name}" cannot be the {what}; expected camelCase letters and digits.'
        raise DeclarationError(msg)


def _check_display(entity: Entity, owner: str) -> None:
    there = {own.key for own in entity.fields}
    for key in (*entity.display, *entity.display_fallback):
        if key not in there:
            msg = f'{owner} displays the field "{key}", which it does not have.'
            raise DeclarationError(msg)


def _own_list(catalog_field: CatalogField, target: str) -> ToMany:
    """Return the list that a reference to many records is."""
    return ToMany(
        catalog_field.key,
        target,
        catalog_field.origin,
        catalog_field.field.description,
        catalog_field.field.label,
        field=catalog_field,
        field_id=catalog_field.field_id,
    )


def _owner(catalog_field: CatalogField) -> str:
    if catalog_field.origin == CUSTOM:
        return f'custom field "{catalog_field.key}"'
    return f'field "{catalog_field.key}" of module "{catalog_field.origin}"'
