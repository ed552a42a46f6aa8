import pytest

from gql_crm.fields.kind import ValueContext, ValueProblem
from tests.fields.kind_cases import KINDS, field_of, kept, parsed, problem

BOOLEAN = KINDS["BOOLEAN"]


@pytest.mark.parametrize("value", [True, False])
def test_a_boolean_stays_what_it_is(*, value: bool) -> None:
    assert kept(BOOLEAN, parsed("BOOLEAN", value)) is value
    assert BOOLEAN.import_text(BOOLEAN.export_text(value), field_of("BOOLEAN"), ValueContext()) is value


@pytest.mark.parametrize("value", [0, 1, "true", "", None])
def test_nothing_else_is_true_or_false(value: object) -> None:
    assert problem("BOOLEAN", value).endswith("is neither true nor false.")


@pytest.mark.parametrize(("text", "value"), [("Yes", True), (" no ", False), ("1", True), ("0", False)])
def test_files_may_write_yes_and_no(text: str, *, value: bool) -> None:
    assert BOOLEAN.import_text(text, field_of("BOOLEAN"), ValueContext()) is value


def test_files_may_not_write_anything() -> None:
    with pytest.raises(ValueProblem, match='"perhaps" is neither'):
        BOOLEAN.import_text("perhaps", field_of("BOOLEAN"), ValueContext())
