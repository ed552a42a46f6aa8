"""Time zones by their names in the IANA database."""

from functools import cache
from zoneinfo import available_timezones

from gql_crm.text import did_you_mean, shown

_LONGEST_NAME = 64


def time_zone_problem(name: str) -> str | None:
    """Say what keeps a text from being the name of a time zone; None when it is one."""
    if name in _known():
        return None
    hint = did_you_mean(name, _known()) if len(name) <= _LONGEST_NAME else ""
    return f'{shown(name)} is no time zone of IANA; expected a name like "Europe/Vilnius".{hint}'


@cache
def _known() -> frozenset[str]:
    """Read the names once: folders are walked for them. `localtime` is the machine's own affair."""
    return frozenset(available_timezones() - {"localtime"})
