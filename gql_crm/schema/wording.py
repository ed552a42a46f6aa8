"""Descriptions in the schema."""

from collections.abc import Mapping, Sequence

from gql_crm.plugins.catalog import CUSTOM, CatalogField

DEFAULT_LANGUAGE = "en"


def described(field: CatalogField) -> str:
    """Return what a field's description says: its own words, or its label and kind."""
    own = field.field
    if told := own.description or localized(own.help_text, ()):
        return told
    label = localized(own.label, ()) or own.key
    return f"{label} ({field.kind.name}{', custom field' if field.origin == CUSTOM else ''})."


def deprecation(field: CatalogField) -> str | None:
    """Return why a retired field should not be used any more."""
    return "The field is retired: it can be read, not written." if field.retired else None


def localized(text: Mapping[str, str], languages: Sequence[str]) -> str | None:
    """Return a text in the first language that it has; a regional language is served by its base language."""
    for language in (*languages, DEFAULT_LANGUAGE):
        if language in text:
            return text[language]
        base = language.partition("-")[0]
        if base in text:
            return text[base]
    return next(iter(text.values()), None)
