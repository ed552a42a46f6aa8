"""Parts of composite values."""

from collections.abc import Iterator
from contextlib import contextmanager

from gql_crm.fields.kind import ValueProblem


@contextmanager
def part(name: str) -> Iterator[None]:
    """Let problems with a part of the value say which one."""
    try:
        yield
    except ValueProblem as problem:
        raise ValueProblem(str(problem), path=(name, *problem.path)) from None
