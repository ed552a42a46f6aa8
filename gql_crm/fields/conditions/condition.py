"""A condition that was checked, and what it says of values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cel_expr_python import cel  # type: ignore[import-untyped] # it has stubs and does not say so

from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.conditions.types import missing

_PROGRAMS = 4_096


class ConditionFailed(Exception):  # noqa: N818 (it becomes a user error)
    """A condition has no answer although every value is there; the text says why, in CEL's words."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in CEL; `variables` are those that it names, with their types."""

    source: str
    variables: tuple[tuple[str, ConditionType], ...]

    @property
    def names(self) -> frozenset[str]:
        """The names of the variables."""
        return frozenset(name for name, _ in self.variables)

    def holds(self, values: Mapping[str, Any]) -> bool | None:
        """Whether it holds of values by name; None where it cannot tell because a value is missing.

        CEL's own budget bounds the work: about 10,000 steps through lists; regular expressions are linear.
        Raises `ConditionFailed` where it has no answer for another reason.
        """
        given = {name: values.get(name) for name, _ in self.variables}
        data = {
            name: missing(type_) if given[name] is None else given[name] for name, type_ in self.variables
        }
        times = frozenset(
            name for name, type_ in self.variables if type_ is ConditionType.TIME and given[name] is not None
        )
        try:
            answer = _program(self.source, self.names, times).eval(data=data)
        except RuntimeError as error:
            raise ConditionFailed(_reason(error)) from None
        if answer.type() == cel.Type.BOOL:
            return bool(answer.value())
        if any(value is None or value in ([], {}) for value in data.values()):
            return None
        raise ConditionFailed(_reason(answer.value()))


@lru_cache(maxsize=_PROGRAMS)
def _program(source: str, names: frozenset[str], times: frozenset[str]) -> Any:
    """Compile for evaluation, where values bring their types; times are taken by their own type alone."""
    variables = {name: cel.Type.TIMESTAMP if name in times else cel.Type.DYN for name in sorted(names)}
    return cel.NewEnv(variables=variables).compile(source)


def _reason(answer: object) -> str:
    """Take the status that Google's libraries put around a text away."""
    text = str(answer).removesuffix("]").partition(": ")[2] or str(answer)
    return text.rpartition(" [")[0] or text
