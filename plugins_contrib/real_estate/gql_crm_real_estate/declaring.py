"""How fields and options are declared here: labels in English and Lithuanian."""

from typing import Any

from gql_crm import ChoiceOption, Field


def field(key: str, kind: str, english: str, lithuanian: str, description: str, **more: Any) -> Field:
    """Return a field."""
    return Field(key=key, kind=kind, label={"en": english, "lt": lithuanian}, description=description, **more)


def options(*choices: tuple[str, str, str]) -> tuple[ChoiceOption, ...]:
    """Return options of value, English and Lithuanian label, in this order."""
    return tuple(
        ChoiceOption(value, {"en": english, "lt": lithuanian}, position=position)
        for position, (value, english, lithuanian) in enumerate(choices, 1)
    )
