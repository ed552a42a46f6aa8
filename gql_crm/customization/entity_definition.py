"""The inputs of createEntity and updateEntity → definitions of entities, and what is wrong with these."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from gql_crm.customization.definition import localized
from gql_crm.customization.session import CatalogChange
from gql_crm.errors import DeclarationError, UserError
from gql_crm.fields.definition import localized_problems
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.plugins.catalog import CUSTOM, CatalogEntity
from gql_crm.plugins.custom_entities import CustomEntity, add_custom_entity
from gql_crm.plugins.merge import draft_of
from gql_crm.plugins.module import Entity
from gql_crm.plugins.names import FIELD_NAME, TYPE_NAME, EntityNames, capitalised
from gql_crm.text import camel_case, camel_key, did_you_mean, listed, shown

MOST_ENTITIES: Final = 100
"""Most entities that users define in one workspace."""
MOST_FIELDS: Final = 100
"""Most fields that come with an entity; more are created afterwards."""
_MOST_DISPLAYED: Final = 5
_DESCRIPTION_LIMIT: Final = 2_000
_FREE_PLURAL: Final = "aPluralThatNobodyHas"


def new_entity(given: Mapping[str, Any], language: str) -> Entity:
    """Make an entity of a `CreateEntityInput`, with the keys of the fields that it displays."""
    blank = Entity(name=given["name"], plural=given["plural"], fields=(), display=())
    return changed_entity(blank, given, language)


def changed_entity(entity: Entity, given: Mapping[str, Any], language: str) -> Entity:
    """Apply an input: what is absent stays, null is nothing said; `display` is another matter."""
    changes: dict[str, Any] = {}
    for name, attribute in (("label", "label"), ("pluralLabel", "plural_label")):
        if name in given:
            changes[attribute] = localized(given[name] or {}, language)
    if "description" in given:
        changes["description"] = given["description"] or ""
    return replace(entity, **changes)


def entity_faults(entity: Entity) -> Iterator[UserError]:
    """Return what the definition itself shows to be wrong, but for its fields."""
    yield from _name_faults(entity)
    for option, texts in (("label", entity.label), ("plural_label", entity.plural_label)):
        for _, text in localized_problems(option, texts):
            yield UserError("VALIDATION", (camel_case(option),), text)
    if len(entity.description) > _DESCRIPTION_LIMIT:
        text = f"The description has more than {_DESCRIPTION_LIMIT:,} characters."
        yield UserError("VALIDATION", ("description",), text)


def clash_faults(change: CatalogChange, custom: CustomEntity) -> list[UserError]:
    """Return the fault of an entity one of whose names is taken, naming who has it."""
    others = [other for other in change.state.custom_entities if other.id != custom.id]
    given = replace(change.state, custom_entities=tuple(others)).given(change.contributions)
    draft = draft_of(given, change.now)
    try:
        add_custom_entity(draft, custom)
    except DeclarationError as error:
        clash = str(error)
    else:
        return []
    try:
        add_custom_entity(draft, replace(custom, entity=replace(custom.entity, plural=_FREE_PLURAL)))
    except DeclarationError:
        path = ("name",)
    else:
        path = ("plural",)
    return [UserError("DUPLICATE", path, clash[0].upper() + clash[1:])]


def count_faults(change: CatalogChange, fields: int) -> Iterator[UserError]:
    """Return the faults of an entity that would be one too many, or has too many fields."""
    if len(change.state.custom_entities) >= MOST_ENTITIES:
        text = (
            f"There are {MOST_ENTITIES} custom entities, the most that there may be; "
            "delete one that is no longer needed (deleteEntity)."
        )
        yield UserError("INVALID_STATE", (), text)
    if fields > MOST_FIELDS:
        text = (
            f"{fields} fields are too many at once; expected up to {MOST_FIELDS}, the rest by createFields."
        )
        yield UserError("VALIDATION", ("fields",), text)


def display_of(
    fields: Mapping[str, tuple[Field, FieldKind]], given: Sequence[str] | None, name: str
) -> tuple[tuple[str, ...], list[UserError]]:
    """Return the keys of the fields that make a record's name, the first that can by default; and faults."""
    fitting = [key for key, (one, kind) in fields.items() if can_be_displayed(kind) and _is_held(one)]
    if given is None:
        if fitting:
            return (fitting[0],), []
        text = f"{name} needs a field that its records are called by; expected one of a kind like TEXT."
        return (), [UserError("REQUIRED", ("fields",), text)]
    if not 1 <= len(given) <= _MOST_DISPLAYED or len(set(given)) < len(given):
        text = f'"display" names {len(given)} fields; expected 1 to {_MOST_DISPLAYED}, each once.'
        return (), [UserError("VALIDATION", ("display",), text)]
    faults = []
    for place, key in enumerate(given):
        if key not in fitting:
            faults.append(
                UserError("VALIDATION", ("display", str(place)), _unfit(key, fields, fitting, name))
            )
    return tuple(given), faults


def _is_held(field: Field) -> bool:
    """Whether the value lies in the record and is not computed where it is read."""
    return field.expression is None and field.rollup is None


def can_be_displayed(kind: FieldKind) -> bool:
    """Whether a value makes a name: it is short, and a text says it."""
    is_json = kind.name == "JSON"
    return not (kind.reference or kind.many or kind.long or is_json)


def lost_name_faults(entity: CatalogEntity, key: str, verb: str) -> list[UserError]:
    """Return the fault of a field that cannot go: records of a custom entity are called by it alone."""
    display = entity.entity.display
    others = [one for one in display if one != key and not entity.fields[one].retired]
    if entity.origin != CUSTOM or key not in display or others:
        return []
    text = (
        f'Records of {entity.name} are called by "{key}", so it cannot be {verb}; '
        "let updateEntity display another field first."
    )
    return [UserError("INVALID_STATE", ("key",), text)]


def _name_faults(entity: Entity) -> Iterator[UserError]:
    name, plural = entity.name, entity.plural
    if not TYPE_NAME.fullmatch(name):
        key = camel_key(name)
        hint = f" Try {shown(capitalised(key))}." if key else ""
        text = f"{shown(name)} cannot be an entity's name; expected a capital letter, then up to 62 letters "
        yield UserError("VALIDATION", ("name",), f"{text}and digits.{hint}")
    if not FIELD_NAME.fullmatch(plural):
        key = camel_key(plural)
        hint = f" Try {shown(key)}." if key else ""
        text = (
            f"{shown(plural)} cannot be the name of a list; expected a small letter, then up to 62 letters "
        )
        yield UserError("VALIDATION", ("plural",), f"{text}and digits.{hint}")
    elif plural == EntityNames(name, plural).one:
        text = f'"{plural}" is the query for one {name}; expected another name for the list, "{plural}List".'
        yield UserError("VALIDATION", ("plural",), text)


def _unfit(key: str, fields: Mapping[str, tuple[Field, FieldKind]], fitting: Sequence[str], name: str) -> str:
    if key in fields:
        kind = fields[key][0].kind
        return f'"{key}" is of the kind {kind}, which makes no name; fitting fields are {listed(fitting)}.'
    return f"{name} has no field {shown(key)}.{did_you_mean(key, fitting)}"
