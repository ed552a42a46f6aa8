"""Statements are found by the answers that led to them, and there are only so many."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from gql_crm.access import Viewer
from gql_crm.fields.kind import FilterContext
from gql_crm.reads import ReadRequest
from gql_crm.reads.kept import KeptStatements, ReadStatement
from gql_crm.sql import Given, Trace

NOBODY = UUID(int=0)
CLOCK = FilterContext(datetime(2026, 3, 15, tzinfo=UTC))


def asked(**variables: object) -> ReadRequest:
    return ReadRequest(variables, Viewer(NOBODY), CLOCK)


def statement(text: str) -> ReadStatement:
    return ReadStatement(text, lambda _request: [], (), ())


def keep(kept: KeptStatements, text: str, *names: str, **variables: object) -> None:
    """Keep what a planner makes that looks at these variables, one after the other."""
    trace = Trace()
    given = Given.of_request(asked(**variables), trace).map(lambda request: request.variables)
    for name in names:
        given.part(name).plain()
    kept.keep(trace, statement(text))


def found(kept: KeptStatements, **variables: object) -> str | None:
    there = kept.find(asked(**variables))
    return there.text if there else None


def test_requests_that_answer_alike_get_the_statement() -> None:
    kept = KeptStatements()
    keep(kept, "one", "a", "b", a=1, b=1, c=1)
    assert found(kept, a=1, b=1, c=2) == "one"
    assert found(kept, a=1, b=2, c=1) is None
    assert found(kept, a=2, b=1) is None


def test_later_questions_depend_on_earlier_answers() -> None:
    kept = KeptStatements()
    keep(kept, "by b", "a", "b", a=1, b=1)
    keep(kept, "by c", "a", "c", a=2, c=1)
    keep(kept, "short", "a", a=3)
    assert found(kept, a=1, b=1, c=9) == "by b"
    assert found(kept, a=2, b=9, c=1) == "by c"
    assert found(kept, a=3, b=9, c=9) == "short"
    assert found(kept, a=4, b=1, c=1) is None


def test_an_operation_without_questions_has_one_statement() -> None:
    kept = KeptStatements()
    assert found(kept) is None
    keep(kept, "only")
    assert found(kept, anything=1) == "only"


def test_an_operation_begins_anew_when_it_has_too_many() -> None:
    kept = KeptStatements()
    sizes = []
    for number in range(1_000):
        keep(kept, f"number {number}", "a", a=number)
        assert found(kept, a=number) == f"number {number}"
        sizes.append(kept.size)
    assert max(sizes) < 250_000
    assert found(kept, a=0) is None


def test_a_question_that_cannot_be_asked_is_the_caller_s_matter() -> None:
    kept = KeptStatements()
    trace = Trace()
    given = Given.of_request(asked(a=[1]), trace).map(lambda request: request.variables["a"])
    given.look(len)  # type: ignore[arg-type] # a list
    kept.keep(trace, statement("list"))
    with pytest.raises(TypeError):
        found(kept, a=None)
