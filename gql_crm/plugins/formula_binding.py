"""A formula as it was written → what its paths lead to, and of which kind its values are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from gql_crm.fields.field import Field
from gql_crm.fields.kinds import RESULTS, IntegerKind
from gql_crm.formulas import FormulaProblem, Path, Reads, Tree, Type, checked, degree, parsed
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.plugins.rolled_members import Entities
from gql_crm.text import did_you_mean, listed, shown

_MOST_STEPS: Final = 3
"""Relations that a path may go through."""
_MOST_SCALE: Final = 20


class UnknownField(FormulaProblem):
    """A path names a field that is not there: `missing` is the entity and the name."""

    def __init__(self, text: str, at: int, missing: tuple[str, str]) -> None:
        super().__init__(text, at)
        self.missing = missing


def bound_formula(
    entities: Entities, entity: CatalogEntity, field: Field
) -> tuple[Field, list[tuple[str, str]]]:
    """Return the definition with what its expression leads to and yields, and what options do not fit that.

    The latter as pairs of an option, as GraphQL calls it, and a sentence. Raises `FormulaProblem`.
    """
    bound: dict[str, tuple[str, ...]] = {}
    read: dict[str, CatalogField] = {}

    def lookup(path: Path) -> Reads:
        fields = _resolved(entities, entity, path)
        reads = _reads(fields[-1], path)
        read[path.text] = fields[-1]
        bound[path.text] = (reads.type.name, *(one.field_id for one in fields))
        return reads

    tree = checked(parsed(field.expression or ""), lookup)
    if tree.type is None:
        return field, [("expression", "The formula yields nothing but null.")]
    made = replace(field, bound=bound, result=field.result or RESULTS[tree.type][0].name)
    return made, list(_result_faults(field, tree, tree.type, read))


def _resolved(entities: Entities, entity: CatalogEntity, path: Path) -> Sequence[CatalogField]:
    """Return the fields that a path names one after the other."""
    if len(path.names) > _MOST_STEPS + 1:
        msg = f"{shown(path.text)} goes through more than {_MOST_STEPS} relations."
        raise FormulaProblem(msg, path.at)
    fields: list[CatalogField] = []
    for place, name in enumerate(path.names):
        field = entity.all_fields.get(name)
        if field is None:
            last = place == len(path.names) - 1
            raise UnknownField(_unknown(entity, name, last=last), path.at, (entity.name, name))
        fields.append(field)
        if place == len(path.names) - 1:
            break
        if not field.target or field.kind.many:
            msg = f'"{name}" of {entity.name} does not refer to one record, so nothing can be read behind it.'
            raise FormulaProblem(msg, path.at)
        entity = entities[field.target]
    return fields


def _unknown(entity: CatalogEntity, name: str, *, last: bool) -> str:
    there = [
        key
        for key, one in entity.all_fields.items()
        if (one.target and not one.kind.many) or (last and one.kind.formula_type is not None)
    ]
    return f"{entity.name} has no field {shown(name)}.{did_you_mean(name, there)}"


def _reads(field: CatalogField, path: Path) -> Reads:
    if field.target and not field.kind.many:
        msg = f"{shown(path.text)} is a record; name one of its fields, like {shown(path.text + '.name')}."
        raise FormulaProblem(msg, path.at)
    if field.kind.formula_type is None:
        raise FormulaProblem(
            f"{shown(path.text)} is of the kind {field.kind.name}, which formulas cannot read.", path.at
        )
    return Reads(field.kind.formula_type, tuple(option.value for option in field.field.options))


def _result_faults(
    field: Field, tree: Tree, type_: Type, read: Mapping[str, CatalogField]
) -> Iterator[tuple[str, str]]:
    """Find what is wrong with the kind of the values, `read` being what the paths lead to."""
    kinds = {kind.name: kind for kind in RESULTS[type_]}
    first = next(iter(kinds))
    kind = kinds.get(field.result or first)
    if kind is None:
        yield _other_kind(field, list(kinds))
    elif kind.unit is not None and degree(tree, lambda path: read[path.text].kind.unit is not None) != 1:
        text = (
            f"Its values are {kind.name}, but it comes to a number without a currency: "
            "it has to read an amount, and neither divide it by another one nor multiply it with it."
        )
        yield "expression", text
    if field.scale is None:
        return
    if type_ is not Type.NUMBER:
        yield "scale", f'"scale" is for numbers; the formula yields {first}.'
    elif isinstance(kind, IntegerKind):
        yield "scale", '"scale" does not apply: values of INTEGER are whole.'
    elif field.scale > _MOST_SCALE:
        text = f'"scale" is {field.scale}; formulas keep at most {_MOST_SCALE} digits after the point.'
        yield "scale", text


def _other_kind(field: Field, kinds: Sequence[str]) -> tuple[str, str]:
    if field.bound:
        text = f"It yields {kinds[0]}, but the field's values are {field.result}; make a new field for it."
        return "expression", text
    text = f"What the formula yields can be {listed(kinds, 'or')}, not {field.result}."
    return "valueKind", text
