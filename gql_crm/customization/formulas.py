"""Formulas of custom fields against the catalog: whether they stand, and what they are called now."""

from gql_crm.errors import UserError
from gql_crm.fields.field import Field
from gql_crm.fields.storage import FormulaStorage
from gql_crm.formulas import FormulaProblem, parsed, paths_of
from gql_crm.plugins.catalog import Catalog, CatalogField
from gql_crm.plugins.field_ids import field_by_id
from gql_crm.plugins.formula_binding import bound_formula


def judged_formula(catalog: Catalog, entity: str, field: Field) -> tuple[Field, list[UserError]]:
    """Return the definition with what its expression leads to and yields, and what is wrong with it."""
    if not (field.expression or "").strip():
        return field, []
    if entity not in catalog.entities:
        return field, []  # which is told by others
    try:
        made, problems = bound_formula(catalog.entities, catalog.entities[entity], field)
    except FormulaProblem as problem:
        return field, [UserError("VALIDATION", ("expression",), str(problem))]
    return made, [UserError("VALIDATION", (option,), text) for option, text in problems]


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
