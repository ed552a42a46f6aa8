"""Formulas of custom fields against the catalog: what their paths lead to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gql_crm.errors import UserError
from gql_crm.fields.field import Field
from gql_crm.fields.kinds import RESULTS, IntegerKind
from gql_crm.fields.storage import FormulaStorage
from gql_crm.formulas import FormulaProblem, Path, Reads, Tree, Type, checked, degree, parsed, paths_of
from gql_crm.plugins.catalog import Catalog, CatalogEntity, CatalogField
from gql_crm.plugins.field_ids import field_by_id
from gql_crm.text import did_you_mean, listed, shown

_MOST_STEPS = 3
"""Relations that a path may go through."""
_MOST_SCALE = 20


def judged_formula(catalog: Catalog, entity: str, field: Field) -> tuple[Field, list[UserError]]:
    """Return the definition with what its expression leads to and yields, and what is wrong with it."""
    if not (field.expression or "").strip():
        return field, []
    if entity not in catalog.entities:
        return field, []  # which is told by others
    bound: dict[str, tuple[str, ...]] = {}
    read: dict[str, CatalogField] = {}

    def lookup(path: Path) -> Reads:
        fields = _resolved(catalog, catalog.entities[entity], path)
        reads = _reads(fields[-1], path)
        read[path.text] = fields[-1]
        bound[path.text] = (reads.type.name, *(one.field_id for one in fields))
        return reads

    try:
        tree = checked(parsed(field.expression or ""), lookup)
    except FormulaProblem as problem:
        return field, [UserError("VALIDATION", ("expression",), str(problem))]
    if tree.type is None:
        text = "The formula yields nothing but null."
        return field, [UserError("VALIDATION", ("expression",), text)]
    made = replace(field, bound=bound, result=field.result or RESULTS[tree.type][0].name)
    return made, list(_result_faults(field, tree, tree.type, read))


def shown_expression(catalog: Catalog, field: CatalogField) -> str | None:
    """Return the expression with the fields' names of now."""
    text = field.field.expression
    if text is None or not isinstance(field.storage, FormulaStorage):
        return text
    for path in sorted(paths_of(parsed(text)), key=lambda path: path.at, reverse=True):
        leads_to = field.storage.bound.get(path.text, ())[1:]
        found = [field_by_id(catalog, field_id) for field_id in leads_to]
        there = [one[1].key for one in found if one is not None]
        if len(there) == len(path.names):
            text = text[: path.at] + ".".join(there) + text[path.end :]
    return text


def _resolved(catalog: Catalog, entity: CatalogEntity, path: Path) -> Sequence[CatalogField]:
    """Return the fields that a path names one after the other."""
    if len(path.names) > _MOST_STEPS + 1:
        msg = f"{shown(path.text)} goes through more than {_MOST_STEPS} relations."
        raise FormulaProblem(msg, path.at)
    fields: list[CatalogField] = []
    for place, name in enumerate(path.names):
        field = entity.all_fields.get(name)
        if field is None:
            raise FormulaProblem(_unknown(entity, name, last=place == len(path.names) - 1), path.at)
        fields.append(field)
        if place == len(path.names) - 1:
            break
        if not field.target or field.kind.many:
            msg = f'"{name}" of {entity.name} does not refer to one record, so nothing can be read behind it.'
            raise FormulaProblem(msg, path.at)
        entity = catalog.entity(field.target)
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
) -> Iterator[UserError]:
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
        yield UserError("VALIDATION", ("expression",), text)
    if field.scale is None:
        return
    if type_ is not Type.NUMBER:
        yield UserError("VALIDATION", ("scale",), f'"scale" is for numbers; the formula yields {first}.')
    elif isinstance(kind, IntegerKind):
        yield UserError("VALIDATION", ("scale",), '"scale" does not apply: values of INTEGER are whole.')
    elif field.scale > _MOST_SCALE:
        text = f'"scale" is {field.scale}; formulas keep at most {_MOST_SCALE} digits after the point.'
        yield UserError("VALIDATION", ("scale",), text)


def _other_kind(field: Field, kinds: Sequence[str]) -> UserError:
    if field.bound:
        text = f"It yields {kinds[0]}, but the field's values are {field.result}; make a new field for it."
        return UserError("VALIDATION", ("expression",), text)
    text = f"What the formula yields can be {listed(kinds, 'or')}, not {field.result}."
    return UserError("VALIDATION", ("valueKind",), text)
