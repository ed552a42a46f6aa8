"""How fields and options are declared here: labels in English and Bulgarian."""

from typing import Any

from gql_crm import ChoiceOption, ComputedField, Field


def field(key: str, kind: str, english: str, bulgarian: str, description: str, **more: Any) -> Field:
    """Return a field; `help` brings its help text in both languages."""
    help_text = more.pop("help", None)
    if help_text:
        more["help_text"] = dict(zip(("en", "bg"), help_text, strict=True))
    return Field(key=key, kind=kind, label={"en": english, "bg": bulgarian}, description=description, **more)


def computed(key: str, kind: str, english: str, bulgarian: str, **more: Any) -> ComputedField:
    """Return a field that Python computes."""
    return ComputedField(key=key, kind=kind, label={"en": english, "bg": bulgarian}, **more)


def options(*choices: tuple[str, str, str]) -> tuple[ChoiceOption, ...]:
    """Return options of value, English and Bulgarian label, in this order."""
    return tuple(
        ChoiceOption(value, {"en": english, "bg": bulgarian}, position=position)
        for position, (value, english, bulgarian) in enumerate(choices, 1)
    )
