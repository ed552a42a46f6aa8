"""Patterns of numbers that records get: `{YYYY}-{####}`, dates of the period and one padded counter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gql_crm.fields.kind import ValueProblem
from gql_crm.fields.unsafe_text import UNSAFE
from gql_crm.text import shown

DEFAULT_PATTERN = "{#}"
_LENGTH_LIMIT = 40
_DIGITS_LIMIT = 12
_TOKEN = re.compile(r"\{([^{}]*)\}")
_EXPECTED = "expected {YYYY}, {YY}, {MM}, {DD} or {####}"


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """A pattern that has been read: what stands before and behind the counter, with dates still in braces."""

    before: str
    behind: str
    width: int

    @property
    def period_format(self) -> str:
        """The period in which the counter runs, as PostgreSQL's `to_char` writes it; empty for all time."""
        tokens = set(_TOKEN.findall(self.before + self.behind))
        if "DD" in tokens:
            return "YYYY-MM-DD"
        if "MM" in tokens:
            return "YYYY-MM"
        return "YYYY" if tokens else ""

    def period(self, day: date) -> str:
        """Return the period that a day lies in, the counter's name among those of the field."""
        return day.isoformat()[: len(self.period_format)]

    def around(self, day: date) -> tuple[str, str]:
        """Return the texts before and behind the counter on that day."""
        year, month, of_month = day.isoformat().split("-")
        texts = {"YYYY": year, "YY": year[2:], "MM": month, "DD": of_month}
        before, behind = (
            _TOKEN.sub(lambda found: texts[found[1]], side) for side in (self.before, self.behind)
        )
        return before, behind

    def text(self, day: date, number: int) -> str:
        """Return the number of a record: `2026-0042`."""
        before, behind = self.around(day)
        return f"{before}{number:0{self.width}d}{behind}"


def read_pattern(text: str | None) -> NumberPattern:
    """Read a pattern; raises `ValueProblem` with all that is wrong with it."""
    pattern = DEFAULT_PATTERN if text is None else text
    problems = list(_problems(pattern))
    if problems:
        raise ValueProblem(" ".join(problems))
    counter = next(found for found in _TOKEN.finditer(pattern) if found[1].startswith("#"))
    return NumberPattern(pattern[: counter.start()], pattern[counter.end() :], len(counter[1]))


def _problems(pattern: str) -> Iterator[str]:
    tokens = _TOKEN.findall(pattern)
    counters = [token for token in tokens if token and not token.strip("#")]
    for token in tokens:
        if token not in {"YYYY", "YY", "MM", "DD"} and token not in counters:
            yield f"{shown('{' + token + '}')} means nothing in {shown(pattern)}; {_EXPECTED}."
    if len(counters) != 1:
        yield f'{shown(pattern)} has {len(counters)} counters; expected one like "{{####}}".'
    elif len(counters[0]) > _DIGITS_LIMIT:
        yield f"The counter of {shown(pattern)} is longer than {_DIGITS_LIMIT} digits."
    if {"{", "}"} & set(_TOKEN.sub("", pattern)):
        yield f"A brace of {shown(pattern)} has no partner."
    if "MM" in tokens and not {"YYYY", "YY"} & set(tokens):
        yield f"{shown(pattern)} has a month without its year, so that numbers would come again."
    if "DD" in tokens and "MM" not in tokens:
        yield f"{shown(pattern)} has a day without its month, so that numbers would come again."
    if len(pattern) > _LENGTH_LIMIT:
        yield f"{shown(pattern)} has more than {_LENGTH_LIMIT} characters."
    if UNSAFE.search(pattern) or pattern != pattern.strip() or len(pattern.splitlines()) > 1:
        yield f"{shown(pattern)} has a line break, NUL or space at an end."
