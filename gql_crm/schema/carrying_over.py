"""What was prepared for one schema version serves the next one, as far as nothing of it has changed.

So a new field of one entity makes no query on another one cold.
"""

from dataclasses import replace

from gql_crm.plugins.catalog import Catalog, CatalogEntity
from gql_crm.plugins.found_lists import FoundNames
from gql_crm.reads.scope import RELATION_TYPES
from gql_crm.schema.preparing import PreparedOperation
from gql_crm.schema.version import SchemaVersion


def carry_over(old: SchemaVersion, new: SchemaVersion) -> None:
    """Take documents and their statements over; the old version goes on with its own.

    Both are whole. Entities are compared by identity: a merge makes only those anew that have changed.
    """
    before, after = old.whole, new.whole
    if _apart_from_entities(before) != _apart_from_entities(after):
        return
    unchanged = {name for name, entity in after.entities.items() if before.entities[name] is entity}
    if dict(before.relation_types) == dict(after.relation_types):
        unchanged.add(RELATION_TYPES)
    changed = {name: after.entities[name] for name in after.entities.keys() - unchanged}
    types = {type_ for name in changed for type_ in (*_types(before.entities[name]), *_types(changed[name]))}
    for prepared, size in old.documents.entries():
        if isinstance(prepared, PreparedOperation) and prepared.types.isdisjoint(types):
            new.documents.put(prepared.key, _carried(prepared, unchanged, new), size)


def _apart_from_entities(catalog: Catalog) -> tuple[object, ...]:
    modules = tuple(id(module) for module in catalog.modules)
    return modules, id(catalog.kinds), frozenset(catalog.entities)


def _types(entity: CatalogEntity) -> set[str]:
    children = (child.names.types() for child in entity.children.values())
    found = (FoundNames(one.node.name).types() for one in entity.found.values())
    embedded = (one.name for one in entity.entity.embedded)
    return {*entity.names.types(), *embedded, *(name for names in (*children, *found) for name in names)}


def _carried(prepared: PreparedOperation, unchanged: set[str], new: SchemaVersion) -> PreparedOperation:
    reads = {profile: statements.those_of(unchanged) for profile, statements in prepared.reads.items()}
    writes = {profile: kept.those_of(unchanged) for profile, kept in prepared.writes.items()}
    variables = prepared.variables and prepared.variables.of(new.schema, new.readers)
    return replace(prepared, reads=reads, writes=writes, variables=variables)
