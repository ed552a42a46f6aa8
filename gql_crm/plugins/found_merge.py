"""Lists that are found join their entities: all that they are made of has to be there."""

from collections.abc import Iterator, Mapping

from gql_crm.errors import DeclarationError
from gql_crm.plugins.catalog import CatalogField
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.found_lists import REASONS, SCORE, Fits, FoundList, FoundNames, FoundNode, Wish
from gql_crm.plugins.module import Module
from gql_crm.plugins.names import FIELD_NAME, TYPE_NAME
from gql_crm.text import did_you_mean


def add_found_lists(draft: Draft, module: Module, system: Mapping[str, CatalogField]) -> None:
    """Add a module's found lists to a draft that has its fields; `system` are every record's."""
    taken: dict[str, FoundNode] = {}
    for declared in module.found_lists:
        where = f'found list "{declared.key}" of {declared.entity}'
        for problem in _problems(draft, declared, system):
            msg = f"{where}: {problem}"
            raise DeclarationError(msg)
        node = declared.node
        if taken.setdefault(node.name, node) != node:
            msg = f'{where} and another one have nodes "{node.name}" that differ; expected one and the same.'
            raise DeclarationError(msg)
        owner = f'module "{module.name}"'
        if node.name not in draft.types:
            draft.types.take_all(FoundNames(node.name).types(), owner, "type")
        elif draft.types[node.name] != owner:
            draft.types.take(node.name, owner, "type")
        entity = draft.entities[declared.entity]
        entity.names.take(declared.key, f"{where} of {owner}", f"name of a list of {declared.entity}")
        entity.found[declared.key] = declared


def _problems(draft: Draft, declared: FoundList, system: Mapping[str, CatalogField]) -> Iterator[str]:
    node = declared.node
    marked = {mark.entity for mark in node.marks.values()}
    missing = [name for name in (declared.entity, node.entity, *marked) if name not in draft.entities]
    if missing:
        there = ", ".join(sorted(draft.entities))
        yield f'it names the entity "{missing[0]}", which is not there; there are {there}.'
        return
    yield from _problems_of_names(declared)
    if declared.through is not None:
        to_many = draft.entities[declared.entity].lists.get(declared.through)
        if to_many is None or to_many.target != node.entity:
            yield f'"{declared.through}" is no list of {declared.entity} with records of {node.entity}.'
        if declared.wishes or declared.where:
            yield "it shows another list and has wishes of its own; expected one of both."
    elif not declared.wishes:
        yield 'it has neither "through" nor "wishes"; expected one of both.'
    for one in node.embedded:
        if one not in draft.entities[node.entity].entity.embedded:
            yield f'it shows "{one.key}", which {node.entity} does not have among its embedded objects.'
    yield from _problems_of_reads(draft, declared, system)
    for key in declared.led_by:
        yield from _problems_of_lead(declared, key)
    for wish in declared.wishes:
        yield from _problems_of_wish(draft, declared, wish)


def _problems_of_reads(
    draft: Draft, declared: FoundList, system: Mapping[str, CatalogField]
) -> Iterator[str]:
    node = declared.node
    lists = {(declared.entity, one.among) for one in node.marks.values()} | {
        (declared.entity, declared.through)
    }
    for entity, key in declared.reads():
        if (entity, key) in lists:
            if key not in draft.entities[entity].lists:
                yield f'it reads "{key}", which is no list of {entity}.'
        elif (problem := _problem_of_field(draft, entity, key, system)) is not None:
            yield problem


def _problems_of_names(declared: FoundList) -> Iterator[str]:
    node = declared.node
    if not TYPE_NAME.fullmatch(node.name):
        yield f'"{node.name}" is no name of a type; expected PascalCase letters and digits.'
    embedded = [one.key for one in node.embedded]
    members = [node.record, *node.fields, *embedded, *node.marks, *((node.finder,) if node.finder else ())]
    members += [SCORE, REASONS] if node.score else []
    for name in (declared.key, *members):
        if not FIELD_NAME.fullmatch(name):
            yield f'"{name}" is no name of a field; expected camelCase letters and digits.'
        elif members.count(name) > 1:
            yield f'"{node.name}" has two members "{name}".'


def _problem_of_field(draft: Draft, entity: str, key: str, system: Mapping[str, CatalogField]) -> str | None:
    fields = {**system, **draft.entities[entity].fields}
    if key not in fields:
        return f'it reads "{key}", which is no field of {entity}.{did_you_mean(key, fields)}'
    if fields[key].kind.many or fields[key].derived:
        return f'it reads "{key}" of {entity}, which holds no value of its own.'
    return None


def _problems_of_lead(declared: FoundList, key: str) -> Iterator[str]:
    """Find a wish that leads to no rows: it has to say, wherever it is wished, which text they have."""
    wishes = [wish for wish in declared.wishes if wish.key == key]
    if len(wishes) != 1 or wishes[0].fits is not Fits.ONE_OF or len(wishes[0].of) != 1:
        yield f'it is led by "{key}"; expected one wish of that key, ONE_OF, that looks at one field.'
    elif declared.led_by.count(key) > 1:
        yield f'it is led by "{key}" twice; expected each wish once.'
    elif wishes[0].when or wishes[0].or_unknown:
        yield f'it is led by "{key}", a wish with "when" or "or_unknown"; expected one that always counts.'


def _problems_of_wish(draft: Draft, declared: FoundList, wish: Wish) -> Iterator[str]:
    """Find values that cannot be compared: both sides have to be of the types that PostgreSQL compares."""
    wishing = draft.entities[declared.entity].fields.get(wish.key)
    found = [draft.entities[declared.node.entity].fields.get(key) for key in wish.of]
    if not wish.of:
        yield f'the wish "{wish.key}" looks at no field.'
    if wishing is None or wish.fits is Fits.GIVEN:
        return
    own, listed = _types(wishing), wishing.kind.output_list
    for other in found:
        if other is None:
            continue
        if wish.fits in {Fits.AT_LEAST, Fits.AT_MOST}:
            fitting = _types(other) == own and not listed
        elif wish.fits is Fits.CONTAINS:
            fitting = own == _types(other) == ("text",)
        else:
            fitting = own == ("text[]",) and other.kind.output_list is (wish.fits is Fits.ALL_OF)
        if not fitting:
            yield f'the wish "{wish.key}" cannot be compared with "{other.key}" as {wish.fits} says.'


def _types(placed: CatalogField) -> tuple[str, ...]:
    return tuple(component.column_type for component in placed.kind.components)
