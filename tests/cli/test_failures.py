from gql_crm.cli.failures import CommandFailure, explain
from gql_crm.database.errors import EmbeddedServerError
from gql_crm.errors import UserError, UserErrors
from gql_crm.http.listening import PortError
from gql_crm.settings import SettingsError


def test_what_was_foreseen_speaks_for_itself() -> None:
    for failure in (SettingsError("a"), EmbeddedServerError("a"), PortError("a"), CommandFailure("a")):
        assert explain(failure) == "a"
    assert (
        explain(UserErrors([UserError("NOT_FOUND", ("email",), "There is no such user.")]))
        == "There is no such user."
    )


def test_what_was_not_is_named_with_the_way_to_learn_more() -> None:
    said = explain(ZeroDivisionError("division by zero\nsecond line"))
    assert "ZeroDivisionError: division by zero)" in said
    assert "--debug" in said
    assert explain(KeyError()).count("KeyError") == 1
