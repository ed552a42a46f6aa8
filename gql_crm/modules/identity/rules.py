"""What users have to be like."""

from collections.abc import Callable, Mapping
from typing import Final

from gql_crm import ProposedWrite, UserError, UserErrors
from gql_crm.fields.languages import language_problem
from gql_crm.fields.time_zones import time_zone_problem

_PROBLEMS: Final[Mapping[str, Callable[[str], str | None]]] = {
    "locale": language_problem,
    "timeZone": time_zone_problem,
}
CHECKED: Final = tuple(_PROBLEMS)
"""The fields that the rule looks at."""


def check_user(write: ProposedWrite) -> None:
    """Refuse languages and time zones that nobody knows: all that the user reads is made with them."""
    told = ((key, problem(write.values[key])) for key, problem in _PROBLEMS.items() if write.values.get(key))
    errors = [UserError("VALIDATION", (key,), text) for key, text in told if text]
    if errors:
        raise UserErrors(errors)
