"""docs/settings.md, made from the declarations of the settings."""

from collections.abc import Iterator
from typing import Any, Final, Literal, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from gql_crm.settings import Settings, variable_of

_HEAD: Final = """\
# Settings

Every setting is an environment variable; none has to be set. Options of `gql-crm demo` and `gql-crm serve`
go before them. A value that cannot be is an error that names the variable; `gql-crm doctor` also finds
misspelt names.

This page is made by `gql-crm settings > docs/settings.md`.
"""
_SECTIONS: Final = {
    "database_url": "Database",
    "host": "Server",
    "smtp_host": "E-mail",
    "log_level": "Log",
    "limit_body_bytes": "Limits",
}
"""The first setting of each section."""


def settings_reference() -> str:
    """Return the page as Markdown."""
    return _HEAD + "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    for name, field in Settings.model_fields.items():
        if name in _SECTIONS:
            yield from ("", f"## {_SECTIONS[name]}", "", "| variable | default | meaning |", "|---|---|---|")
        meaning = " ".join(part for part in (field.description or "", _range(field)) if part)
        yield f"| `{variable_of(name)}` | {_default(name, field)} | {meaning} |"


def _default(name: str, field: FieldInfo) -> str:
    if name == "data_dir":
        return "the platform's folder for user data"
    if field.default is PydanticUndefined or field.default in (None, ()):
        return ""
    return f"`{field.default}`"


def _range(field: FieldInfo) -> str:
    choices = _choices(field.annotation)
    if choices:
        return f"One of {', '.join(f'`{choice}`' for choice in choices)}."
    bounds = {
        bound: getattr(item, bound)
        for item in field.metadata
        for bound in ("ge", "gt", "le")
        if hasattr(item, bound)
    }
    if not bounds:
        return ""
    least = f"More than {bounds['gt']}" if "gt" in bounds else f"At least {bounds['ge']:,}"
    return f"{least}, at most {bounds['le']:,}."


def _choices(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return next((found for inner in get_args(annotation) if (found := _choices(inner))), ())
