"""A small typed language of expressions: one tree, compiled to SQL or evaluated with `Decimal`."""

from gql_crm.formulas.amounts import degree
from gql_crm.formulas.checking import Lookup, Reads, checked
from gql_crm.formulas.compiling import Source, compiled, compiled_amount, compiled_integer
from gql_crm.formulas.evaluating import evaluated, evaluated_amount, evaluated_integer
from gql_crm.formulas.problem import FormulaProblem
from gql_crm.formulas.reading import parsed
from gql_crm.formulas.tree import Apply, Literal, Path, Tree, functions_of, paths_of, size_of
from gql_crm.formulas.types import Type

__all__ = [
    "Apply",
    "FormulaProblem",
    "Literal",
    "Lookup",
    "Path",
    "Reads",
    "Source",
    "Tree",
    "Type",
    "checked",
    "compiled",
    "compiled_amount",
    "compiled_integer",
    "degree",
    "evaluated",
    "evaluated_amount",
    "evaluated_integer",
    "functions_of",
    "parsed",
    "paths_of",
    "size_of",
]
