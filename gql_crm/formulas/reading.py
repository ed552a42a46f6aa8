"""Text → tree. Lark reads the grammar and makes nodes from the leaves up, so no depth exhausts a stack."""

from decimal import Decimal
from functools import cache
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken, v_args
from lark.exceptions import VisitError

from gql_crm.formulas.problem import FormulaProblem
from gql_crm.formulas.tree import Apply, Literal, Path, Tree
from gql_crm.formulas.types import Type
from gql_crm.text import ascii_digits, shown

LENGTH_LIMIT = 1_000
DEPTH_LIMIT = 40
_DIGITS_LIMIT = 40
_GRAMMAR = r"""
?start: either
?either: both | either OR both -> binary
?both: negated | both AND negated -> binary
?negated: compared | NOT negated -> unary
?compared: joined | joined COMPARISON joined -> binary
?joined: sum | joined JOIN sum -> binary
?sum: product | sum SIGN product -> binary
?product: signed | product FACTOR signed -> binary
?signed: value | SIGN signed -> unary
?value: NUMBER -> number
      | STRING -> string
      | TRUE -> true
      | FALSE -> false
      | NULL -> null
      | NAME "(" [either ("," either)*] ")" -> call
      | NAME ("." NAME)* -> path
      | "(" either ")"

OR: "or"
AND: "and"
NOT: "not"
TRUE: "true"
FALSE: "false"
NULL: "null"
COMPARISON: "=" | "!=" | "<=" | ">=" | "<" | ">"
JOIN: "&"
SIGN: "+" | "-"
FACTOR: "*" | "/"
NUMBER: /[0-9۰-۹٠-٩]+(\.[0-9۰-۹٠-٩]+)?/
STRING: /"[^"]*"/ | /'[^']*'/
NAME: /[a-z][a-zA-Z0-9]*/
%ignore /\s+/
"""
_ENDS = frozenset({"$END", "SIGN", "FACTOR"})


def parsed(text: str) -> Tree:
    """Read a formula; raises `FormulaProblem`."""
    if len(text) > LENGTH_LIMIT:
        msg = f"The formula has {len(text)} characters; {LENGTH_LIMIT} are the most."
        raise FormulaProblem(msg)
    try:
        tree = _parser().parse(text)
    except VisitError as error:
        raise error.orig_exc from None
    except UnexpectedInput as error:
        raise _unexpected(text, error) from None
    if not isinstance(tree, Literal | Path | Apply):
        raise TypeError(tree)
    return tree


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", maybe_placeholders=False, transformer=_Maker())


@v_args(inline=True)
class _Maker(Transformer[Token, Tree]):
    """Makes the nodes of what was read."""

    def binary(self, left: Tree, operator: Token, right: Tree) -> Tree:
        return _apply(str(operator), (left, right), operator)

    def unary(self, operator: Token, operand: Tree) -> Tree:
        return _apply(str(operator), (operand,), operator)

    def call(self, name: Token, *arguments: Tree) -> Tree:
        return _apply(str(name), arguments, name)

    def path(self, *names: Token) -> Tree:
        return Path(tuple(map(str, names)), _at(names[0]), _at(names[-1]) + len(names[-1]))

    def number(self, token: Token) -> Tree:
        if len(token) > _DIGITS_LIMIT:
            raise FormulaProblem(f"{shown(str(token))} has more than {_DIGITS_LIMIT} digits.", _at(token))
        return Literal(Decimal(ascii_digits(str(token))), Type.NUMBER, _at(token))

    def string(self, token: Token) -> Tree:
        return Literal(str(token[1:-1]), Type.TEXT, _at(token))

    def true(self, token: Token) -> Tree:
        return Literal(value=True, type=Type.BOOLEAN, at=_at(token))

    def false(self, token: Token) -> Tree:
        return Literal(value=False, type=Type.BOOLEAN, at=_at(token))

    def null(self, token: Token) -> Tree:
        return Literal(None, None, _at(token))


def _apply(name: str, arguments: tuple[Tree, ...], token: Token) -> Apply:
    made = Apply(name, arguments, _at(token))
    if _deep(made, DEPTH_LIMIT):
        raise FormulaProblem(f"The formula is nested deeper than {DEPTH_LIMIT} levels.", made.at)
    return made


def _deep(tree: Tree, left: int) -> bool:
    """Whether a tree has more levels; none of its arguments has many more, because each was looked at."""
    if left == 0:
        return True
    return isinstance(tree, Apply) and any(_deep(argument, left - 1) for argument in tree.arguments)


def _at(token: Token) -> int:
    return token.start_pos or 0


def _unexpected(text: str, error: UnexpectedInput) -> FormulaProblem:
    ended = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    place: Any = error.pos_in_stream  # Lark declares None, and sets a number
    at: int = len(text) if ended else place
    piece = str(error.token) if isinstance(error, UnexpectedToken) else text[at : at + 1]
    found = "the formula ends" if ended else f"{shown(piece)} cannot stand here"
    return FormulaProblem(f"{found}; expected {_expected(error)}.", at)


def _expected(error: UnexpectedInput) -> str:
    """Say what could stand there: after a value an operator, elsewhere a value."""
    names: Any = getattr(error, "accepts", None) or getattr(error, "expected", None) or ()
    names = set(names) | set(getattr(error, "allowed", None) or ())
    if "NUMBER" in names:
        return 'a field, a number, a text in quotes, a function or "("'
    closing = ' or ")"' if "RPAR" in names else ""
    return f"an operator like + * = &{closing}" if names & _ENDS or closing else 'a name or "("'
