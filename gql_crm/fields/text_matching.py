"""The operators that look for a fragment of a text, whatever the case and the diacritics."""

from typing import Any, ClassVar

from graphql import GraphQLInputType, GraphQLString

from gql_crm import sql
from gql_crm.fields.kind import FieldKind, FilterContext, FilterOperator, Stored
from gql_crm.fields.operators import filled


class TextMatch(FilterOperator):
    """Looks for a fragment, whatever the case and the diacritics."""

    before: ClassVar[bool]
    after: ClassVar[bool]

    def input_type(self, kind: FieldKind) -> GraphQLInputType:
        return GraphQLString

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        fragment = filled(self.name, argument).map(kind.fragment)
        return _folded_match(stored.value, fragment, before=self.before, after=self.after)


def contains_folded(expression: sql.Node, fragment: sql.Given[str], *, folded: bool = False) -> sql.Node:
    """Return whether a text contains a fragment, whatever the case and the diacritics of both.

    `folded` says that the expression already is the outcome of folding, so that its own index serves.
    """
    return _folded_match(expression, fragment, folded=folded, before=True, after=True)


def _folded_match(
    expression: sql.Node, fragment: sql.Given[str], *, before: bool, after: bool, folded: bool = False
) -> sql.Node:
    # Escaped after folding and in SQL: folding may itself yield one of LIKE's characters.
    pattern: sql.Node = sql.call("gql_crm_fold", sql.Parameter(fragment, "text"))
    for character in ("\\", "%", "_"):
        pattern = sql.call("replace", pattern, sql.Constant(character), sql.Constant("\\" + character))
    parts = [sql.Constant("%")] * before + [pattern] + [sql.Constant("%")] * after
    text = expression if folded else sql.call("gql_crm_fold", expression)
    return sql.Binary(text, "LIKE", sql.concat(*parts))


class Contains(TextMatch):
    name = "contains"
    description = "Has this text somewhere, in any case, with or without diacritics."
    before = after = True


class StartsWith(TextMatch):
    name = "startsWith"
    description = "Begins with this text, in any case, with or without diacritics."
    before, after = False, True


class EndsWith(TextMatch):
    name = "endsWith"
    description = "Ends with this text, in any case, with or without diacritics."
    before, after = True, False


MATCHING: tuple[FilterOperator, ...] = (Contains(), StartsWith(), EndsWith())
