"""The catalog as a set of roles sees it."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from gql_crm.access import AccessProfile, RowScope
from gql_crm.fields.storage import RollupStorage, ToldStorage
from gql_crm.plugins.catalog import Catalog, CatalogChild, CatalogEntity, CatalogField, ToMany
from gql_crm.plugins.computed import CatalogComputed
from gql_crm.plugins.field_ids import field_by_id
from gql_crm.plugins.found_lists import FoundList
from gql_crm.plugins.interface_catalog import CatalogInterface
from gql_crm.plugins.rolled_members import Kind, Member, member_of
from gql_crm.plugins.system import CORE
from gql_crm.plugins.validation_rules import Checks


def restrict(catalog: Catalog, profile: AccessProfile) -> Catalog:
    """Leave out the entities and fields that the profile cannot read; the same object when it reads all."""
    visible = {name for name in catalog.entities if profile.access(name).read is not RowScope.NONE}
    hides = any(profile.access(name).hidden for name in visible)
    if len(visible) == len(catalog.entities) and not hides:
        return catalog
    entities = {
        name: _restricted(catalog, catalog.entities[name], visible, profile)
        for name in catalog.entities
        if name in visible
    }
    restricted = [_restricted_interface(one, entities) for one in catalog.interfaces.values()]
    interfaces = {one.name: one for one in restricted if one.entities}
    relation_types = {
        key: one for key, one in catalog.relation_types.items() if visible.issuperset(one.entities)
    }
    return replace(catalog, entities=entities, interfaces=interfaces, relation_types=relation_types)


def _restricted(
    catalog: Catalog, entity: CatalogEntity, visible: set[str], profile: AccessProfile
) -> CatalogEntity:
    def readable(field: CatalogField) -> bool:
        return (
            field.key not in profile.access(entity.name).hidden
            and (field.target is None or field.target in visible)
            and (not field.derived or _readable_sources(catalog, field, visible, profile))
        )

    lists = {
        key: to_many
        for key, to_many in entity.lists.items()
        if _readable_list(entity, to_many, visible, profile)
    }
    fields = {key: field for key, field in entity.fields.items() if readable(field)}
    system = {key: field for key, field in entity.system.items() if readable(field)}
    told = {*fields, *system}
    checks = entity.checks.readable(told)
    return replace(
        entity,
        fields={key: _without_secrets(field, entity.checks, checks, told) for key, field in fields.items()},
        checks=checks,
        system=system,
        lists=lists,
        children={
            key: _restricted_child(child, visible)
            for key, child in entity.children.items()
            if not profile.hides(entity.name, key)
        },
        computed={
            key: computed
            for key, computed in entity.computed.items()
            if not profile.hides(entity.name, key) and _readable_needs(computed, visible, profile)
        },
        found=_readable_found(entity, visible, profile),
    )


def _without_secrets(
    field: CatalogField, every: Checks, readable: Checks, visible: Collection[str]
) -> CatalogField:
    """Neither conditions nor scopes tell of what a role cannot see; writes are held to them all the same."""
    declared = field.field
    within = tuple(key for key in declared.unique_within if key in visible)
    if len(within) < len(declared.unique_within):
        declared = replace(declared, unique_within=within)
    if every.of_field(field.key) is not None and readable.of_field(field.key) is None:
        declared = replace(declared, visible_when=None, required_when=None)
    return field if declared is field.field else replace(field, field=declared)


def _readable_list(entity: CatalogEntity, to_many: ToMany, visible: set[str], profile: AccessProfile) -> bool:
    by_target = to_many.side == "target" and profile.hides(to_many.target, to_many.made_by)
    return to_many.target in visible and not by_target and not profile.hides(entity.name, to_many.key)


def _readable_sources(
    catalog: Catalog, field: CatalogField, visible: set[str], profile: AccessProfile
) -> bool:
    """Who cannot read what a value is computed of, itself or through others, cannot read the value."""
    waiting, seen = [field], {field.field_id}
    while waiting:
        one = waiting.pop()
        if isinstance(one.storage, RollupStorage) and not _readable_rollup(
            catalog, one.storage, visible, profile
        ):
            return False
        if isinstance(one.storage, ToldStorage) and not _readable_told(
            catalog, one.storage, visible, profile
        ):
            return False
        for field_id in one.reads - seen:
            seen.add(field_id)
            found = field_by_id(catalog, field_id)
            if found is None:
                continue
            entity, source = found
            hidden = source.origin != CORE and profile.hides(entity.name, source.key)
            if entity.name not in visible or hidden:
                return False
            waiting.append(source)
    return True


def _readable_told(catalog: Catalog, storage: ToldStorage, visible: set[str], profile: AccessProfile) -> bool:
    """Who cannot read a list could infer what fits from the time at which something newly did."""
    return storage.list in _readable_found(catalog.entity(storage.entity), visible, profile)


def _readable_rollup(
    catalog: Catalog, storage: RollupStorage, visible: set[str], profile: AccessProfile
) -> bool:
    """Whether all that a roll-up goes over can be read; the fields themselves are judged like a formula's."""
    for bound in storage.bound.values():
        member = member_of(catalog.entities, bound)
        if member is not None and not _readable_member(member, Kind(bound[0]), visible, profile):
            return False
    return True


def _readable_member(member: Member, kind: Kind, visible: set[str], profile: AccessProfile) -> bool:
    entity, what = member.entity, member.what
    if entity.name not in visible:
        return False
    if isinstance(what, ToMany):
        return _readable_list(entity, what, visible, profile)
    if isinstance(what, CatalogChild):
        return not profile.hides(entity.name, what.key)
    return kind is Kind.REFERENCE or what.target is None or what.target in visible


def _readable_needs(computed: CatalogComputed, visible: set[str], profile: AccessProfile) -> bool:
    """Who cannot read what a value is made of could infer it from the value."""
    reads = {read for need in computed.needs for read in need.reads}
    return all(entity in visible and not profile.hides(entity, key) for entity, key in reads)


def _readable_found(entity: CatalogEntity, visible: set[str], profile: AccessProfile) -> dict[str, FoundList]:
    """Who cannot read what fits or is marked could infer it from what is found."""

    def readable(found: FoundList) -> bool:
        reads = ((found.node.entity, ""), (entity.name, found.key), *found.reads())
        return all(name in visible and not profile.hides(name, key) for name, key in reads)

    return {key: found for key, found in entity.found.items() if readable(found)}


def _restricted_interface(
    interface: CatalogInterface, entities: Mapping[str, CatalogEntity]
) -> CatalogInterface:
    """An interface has the entities that can be read, and the fields that can be read in all of them."""
    names = tuple(name for name in interface.entities if name in entities)
    readable = (
        {*entities[name].fields, *entities[name].computed, *entities[name].lists, *entities[name].children}
        for name in names
    )
    fields = set(interface.fields).intersection(*readable)
    return replace(interface, entities=names, fields=tuple(key for key in interface.fields if key in fields))


def _restricted_child(child: CatalogChild, visible: set[str]) -> CatalogChild:
    """Children are as readable as their record, but for what refers to entities that are not."""
    fields = {
        key: field for key, field in child.fields.items() if field.target is None or field.target in visible
    }
    return replace(child, fields=fields)
