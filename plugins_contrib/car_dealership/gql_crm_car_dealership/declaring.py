"""Fields with what people read about them in English and Czech."""

from typing import Any

from gql_crm import Field, LocalizedText


def field(key: str, kind: str, english: str, czech: str, description: str, **more: Any) -> Field:
    """Return a field with its labels; `description` is for those who read the schema."""
    return Field(key=key, kind=kind, label={"en": english, "cs": czech}, description=description, **more)


def hint(english: str, czech: str) -> LocalizedText:
    """Return what helps a person to fill in a field."""
    return {"en": english, "cs": czech}
