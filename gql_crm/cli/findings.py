"""What `gql-crm doctor` found."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    level: Literal["ok", "warning", "error"]
    subject: str
    text: str
    cure: str = ""


def ok(subject: str, text: str) -> Finding:
    return Finding("ok", subject, text)


def warning(subject: str, text: str, cure: str) -> Finding:
    return Finding("warning", subject, text, cure)


def error(subject: str, text: str, cure: str) -> Finding:
    return Finding("error", subject, text, cure)
