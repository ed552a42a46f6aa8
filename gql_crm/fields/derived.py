"""Definitions of fields whose values lie nowhere → what the planner of reads makes them of."""

from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.kinds.derived import DerivedKind
from gql_crm.fields.kinds.formula import FormulaKind
from gql_crm.fields.kinds.rollup import RollupKind
from gql_crm.fields.storage import DerivedStorage, FormulaStorage, RollupStorage
from gql_crm.formulas import FormulaProblem, Literal, Path, Reads, Type, checked, parsed


def derived_storage(field: Field, kind: FieldKind) -> DerivedStorage | None:
    """Return where a computed field's values come from; None for other kinds of fields.

    One that has not been judged yet yields null.
    """
    if isinstance(kind, RollupKind):
        return RollupStorage(field.rollup, field.bound) if field.rollup else None
    if not isinstance(kind, FormulaKind):
        return None

    def lookup(path: Path) -> Reads:
        if path.text not in field.bound:
            raise FormulaProblem(path.text, path.at)
        return Reads(Type[field.bound[path.text][0]])

    try:
        tree = checked(parsed(field.expression or ""), lookup)
    except FormulaProblem:
        return FormulaStorage(Literal(None, Type.TEXT, 0), {}, None)
    return FormulaStorage(tree, field.bound, field.scale, field.result, field.indexed)


def kind_of_values(field: Field, kind: FieldKind) -> FieldKind:
    """Return the kind of a field's values: another one than its own where they are computed."""
    return kind.of_values(field) if isinstance(kind, DerivedKind) else kind
