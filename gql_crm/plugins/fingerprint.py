"""The catalog's hash: the same for the same content, in every version and every process."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import orjson

from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.plugins.computed import CatalogComputed
from gql_crm.plugins.module import Module

_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
_OF_ENTITIES = (
    *("name", "plural", "display", "display_fallback", "label", "plural_label", "description"),
    *("status", "status_reason", "by_operations"),
)


def fingerprint(modules: bytes, entities: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of the parts' digests, of all that clients can tell, in hexadecimal digits."""
    return hashlib.sha256(b"".join((modules, *entities.values()))).hexdigest()


def modules_digest(modules: Sequence[Module], disabled: Sequence[Module]) -> bytes:
    """Return the digest of everything about modules but their entities."""
    return _digest([[_module_content(module) for module in modules], [module.name for module in disabled]])


def entity_digest(entity: CatalogEntity) -> bytes:
    """Return the digest of an entity with its fields and lists."""
    return _digest(_entity_content(entity))


def relation_types_digest(relation_types: Iterable[object]) -> bytes:
    """Return the digest of the relation types that users have made."""
    return _digest(list(relation_types))


def _digest(content: object) -> bytes:
    return hashlib.sha256(orjson.dumps(content, option=_OPTIONS, default=_plain)).digest()


def _module_content(module: Module) -> list[object]:
    """Operations count by their names: how functions work is the module's version's matter."""
    return [
        *(module.name, module.version, module.label, module.description, module.requires),
        *(module.relations, module.error_codes, module.settings, module.interfaces, module.event_kinds),
        *(module.relation_types, module.warning_codes),
        [[operation.kind, operation.name] for operation in module.operations],
    ]


def _entity_content(entity: CatalogEntity) -> list[object]:
    declared = [getattr(entity.entity, name) for name in _OF_ENTITIES]
    fields = [_field_content(field) for field in entity.fields.values()]
    computed = [_computed_content(one) for one in entity.computed.values()]
    rules = [[rule.rule_id, rule.rule] for rule in entity.duplicate_rules]
    rules += [[one.origin, one.rule] for one in entity.checks.rules]
    lists = [list(entity.lists), list(entity.found.values())]
    objects = [entity.entity.children, entity.entity.embedded]
    return [declared, fields, lists, objects, computed, rules, entity.retired]


def _field_content(field: CatalogField) -> list[object]:
    return [field.field_id, field.retired, field.field]


def _computed_content(computed: CatalogComputed) -> list[object]:
    return [computed.field_id, computed.declared.needs, computed.field]


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)
