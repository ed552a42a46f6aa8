"""The workspace's settings: what they are, and what may be set."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from babel.numbers import list_currencies

from gql_crm.errors import UserError
from gql_crm.fields.countries import country_code
from gql_crm.fields.kind import ValueContext, ValueProblem
from gql_crm.fields.languages import language_problem
from gql_crm.fields.time_zones import time_zone_problem
from gql_crm.text import camel_case, did_you_mean, listed, shown

_NAME_LIMIT = 200
_LANGUAGES_LIMIT = 50
_WEEK_STARTS = ("MONDAY", "SUNDAY", "SATURDAY")
_CALENDARS = ("GREGORIAN", "PERSIAN")
_NULLABLE = frozenset({"default_country"})


@dataclass(frozen=True, slots=True)
class WorkspaceSettings:
    """What holds for the whole workspace.

    Currency is ISO 4217, country ISO 3166-1 alpha-2, time zone an IANA name, languages are tags of BCP 47,
    the first of them the workspace's own.
    """

    name: str
    default_currency: str
    default_country: str | None
    time_zone: str
    languages: tuple[str, ...]
    week_start: str
    calendar: str

    @property
    def value_context(self) -> ValueContext:
        """What values of fields may depend on."""
        return ValueContext(self.default_country, self.time_zone)


COLUMNS = tuple(item.name for item in fields(WorkspaceSettings))


def judge_settings(given: Mapping[str, Any]) -> tuple[dict[str, Any], list[UserError]]:
    """Return the settings of an `UpdateWorkspaceInput` by column, and everything that is wrong with it."""
    columns = {camel_case(column): column for column in COLUMNS}
    values: dict[str, Any] = {}
    faults: list[UserError] = []
    for name, value in given.items():
        column = columns[name]
        if value is None and column not in _NULLABLE:
            faults.append(UserError("REQUIRED", (name,), f'"{name}" needs a value.'))
        elif value is not None:
            faults.extend(UserError("VALIDATION", (name,), text) for text in _JUDGES[column](value))
        values[column] = list(value) if column == "languages" and value is not None else value
    return values, faults


def _name(value: str) -> Iterator[str]:
    if not value.strip():
        yield "A workspace needs a name; this one is empty."
    elif len(value) > _NAME_LIMIT:
        yield f"The name has {len(value)} characters; {_NAME_LIMIT} are the most."


def _currency(value: str) -> Iterator[str]:
    known = list_currencies()
    if value not in known:
        hint = did_you_mean(value, known)
        yield f'{shown(value)} is no currency of ISO 4217; expected a code like "EUR".{hint}'


def _country(value: str) -> Iterator[str]:
    try:
        country_code(value)
    except ValueProblem as problem:
        yield str(problem)


def _time_zone(value: str) -> Iterator[str]:
    problem = time_zone_problem(value)
    if problem:
        yield problem


def _languages(value: list[str]) -> Iterator[str]:
    if not 1 <= len(value) <= _LANGUAGES_LIMIT:
        yield f"There are {len(value)} languages; expected 1 to {_LANGUAGES_LIMIT}."
    yield from filter(None, map(language_problem, value))
    twice = {tag for tag in value if value.count(tag) > 1}
    if twice:
        yield f"{listed(sorted(twice))} is there more than once."


def _week_start(value: str) -> Iterator[str]:
    if value not in _WEEK_STARTS:
        yield f"{shown(value)} is no first day of a week; expected {listed(_WEEK_STARTS, 'or')}."


def _calendar(value: str) -> Iterator[str]:
    if value not in _CALENDARS:
        yield f"{shown(value)} is no calendar that we know; expected {listed(_CALENDARS, 'or')}."


_JUDGES: Mapping[str, Any] = {
    "name": _name,
    "default_currency": _currency,
    "default_country": _country,
    "time_zone": _time_zone,
    "languages": _languages,
    "week_start": _week_start,
    "calendar": _calendar,
}
