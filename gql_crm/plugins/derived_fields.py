"""Formulas and roll-ups that modules declare: each joins when all is there that it reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gql_crm.errors import DeclarationError
from gql_crm.fields.definition import definition_problems
from gql_crm.fields.derived import derived_storage
from gql_crm.fields.field import Field
from gql_crm.fields.kinds import DerivedKind, FormulaKind
from gql_crm.formulas import FormulaProblem
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.plugins.derived_size import MOST_PARTS, Sizes
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.formula_binding import UnknownField, bound_formula
from gql_crm.plugins.module import Module
from gql_crm.plugins.placement import derived_field
from gql_crm.plugins.rollup_binding import RollupProblem, bound_rollup
from gql_crm.plugins.validation_rules import Checks


@dataclass(frozen=True, slots=True)
class _Declared:
    """A computed field that waits for what it reads."""

    entity: str
    field: Field
    kind: DerivedKind

    @property
    def name(self) -> tuple[str, str]:
        """Its entity and key."""
        return self.entity, self.field.key

    @property
    def where(self) -> str:
        """How messages call it."""
        return f'field "{self.field.key}" of {self.entity}'


class _WaitsError(Exception):
    """A field names another one, by entity and key, which is not there."""

    def __init__(self, missing: tuple[str, str] | None, problem: DeclarationError) -> None:
        super().__init__(str(problem))
        self.missing = missing
        self.problem = problem


def add_derived_fields(draft: Draft, module: Module, system: Mapping[str, CatalogField]) -> None:
    """Add the formulas and roll-ups of a module, whose other members are there; raise DeclarationError."""
    waiting = list(_declared(draft, module))
    while waiting:
        entities = {name: entity.frozen(system, Checks()) for name, entity in draft.entities.items()}
        held: dict[tuple[str, str], _WaitsError] = {}
        for one in waiting:
            try:
                placed = _placed(entities, module, one)
            except _WaitsError as waits:
                held[one.name] = waits
            else:
                draft.add_field(one.entity, placed)
        if len(held) == len(waiting):
            raise _stuck(held)
        waiting = [one for one in waiting if one.name in held]


def _declared(draft: Draft, module: Module) -> Iterator[_Declared]:
    own = ((entity.name, entity.fields) for entity in module.entities)
    for entity, fields in (*own, *module.fields.items()):
        for field in fields:
            kind = draft.kinds[field.kind]
            if isinstance(kind, DerivedKind):
                one = _Declared(entity, field, kind)
                _check(draft, one)
                yield one


def _check(draft: Draft, one: _Declared) -> None:
    """Refuse what the definition itself shows to be wrong."""
    problems = "; ".join(problem.message for problem in definition_problems(one.field, one.kind))
    if problems:
        raise _refused(one, problems)
    if one.field.indexed:
        raise _refused(one, '"indexed" is for custom fields; indexes of a module are made by its migrations.')
    if one.entity not in draft.entities:
        msg = f'{one.where} names the entity "{one.entity}", which is not there; '
        msg += f"there are {', '.join(sorted(draft.entities))}."
        raise DeclarationError(msg)
    displayed = draft.entities[one.entity].entity
    if one.field.key in (*displayed.display, *displayed.display_fallback):
        raise _refused(one, "it is computed, and records cannot be called by it.")


def _placed(entities: Mapping[str, CatalogEntity], module: Module, one: _Declared) -> CatalogField:
    bound = _bound(entities, one)
    storage = derived_storage(bound, one.kind)
    if storage is None:
        raise _refused(one, "it does not say what makes its values.")
    if Sizes(entities).of(storage) > MOST_PARTS:
        msg = f"{one.where} and what it reads have more than {MOST_PARTS} parts; simplify them."
        raise DeclarationError(msg)
    return derived_field(module.name, one.entity, bound, one.kind, storage)


def _bound(entities: Mapping[str, CatalogEntity], one: _Declared) -> Field:
    entity = entities[one.entity]
    try:
        if not isinstance(one.kind, FormulaKind):
            made = bound_rollup(entities, entity, one.field)
            return _of_asked_kind(one, made)
        made, problems = bound_formula(entities, entity, one.field)
    except UnknownField as problem:
        raise _WaitsError(problem.missing, _refused(one, str(problem))) from None
    except RollupProblem as problem:
        raise _WaitsError(problem.missing, _refused(one, str(problem), problem.path)) from None
    except FormulaProblem as problem:
        raise _refused(one, str(problem)) from None
    for option, text in problems:
        raise _refused(one, text, (option,))
    return made


def _of_asked_kind(one: _Declared, made: Field) -> Field:
    if one.field.result not in {None, made.result}:
        raise _refused(one, f"the roll-up yields {made.result}, not {one.field.result}.")
    return made


def _refused(one: _Declared, text: str, path: tuple[str, ...] = ()) -> DeclarationError:
    place = f" ({'.'.join(path)})" if path else ""
    return DeclarationError(f"{one.where}{place}: {text}")


def _stuck(held: Mapping[tuple[str, str], _WaitsError]) -> DeclarationError:
    """Return why none of the fields can join: one reads what nobody has, or all read each other."""
    for waits in held.values():
        if waits.missing not in held:
            return waits.problem
    way = [next(iter(held))]
    while len(set(way)) == len(way):
        missing = held[way[-1]].missing
        way.append(missing or way[-1])
    circle = way[way.index(way[-1]) :]
    names = " → ".join(f"{entity}.{key}" for entity, key in circle)
    return DeclarationError(f"computed fields would read themselves: {names}.")
