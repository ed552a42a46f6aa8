"""Descriptions in the schema; they are English."""

from collections.abc import Mapping

from gql_crm.plugins.catalog import CUSTOM, CatalogEntity, CatalogField
from gql_crm.plugins.computed import CatalogComputed
from gql_crm.schema.languages import DEFAULT_LANGUAGE


def described(field: CatalogField) -> str:
    """Return what a field's description says: its own words, or its label and kind."""
    own = field.field
    if told := own.description or _in_english(own.help_text):
        return told
    label = _in_english(own.label) or own.key
    return f"{label} ({own.kind}{', custom field' if field.origin == CUSTOM else ''})."


def described_computed(computed: CatalogComputed) -> str:
    """Return what a computed field's description says: also who computes it, and of what."""
    own = computed.field
    text = own.description or _in_english(own.help_text) or f"{_in_english(own.label) or own.key}."
    needs = ", ".join(f"`{need}`" for need in computed.declared.needs)
    return f'{text} Computed by the module "{computed.origin}"{f" from {needs}" if needs else ""}.'


def deprecation(field: CatalogField) -> str | None:
    """Return why a field should not be used any more: it is retired, or will be removed."""
    told = field.field.deprecation
    retired = "The field is retired: it can be read, not written." if field.retired else ""
    removed = f"Until {told.remove_on.isoformat()}: {told.reason}" if told else ""
    return " ".join(text for text in (retired, removed) if text) or None


def retirement(entity: CatalogEntity) -> str | None:
    """Return why queries of a retired entity should not be used any more."""
    return "The entity is retired: its records can be read, not written." if entity.retired else None


def _in_english(text: Mapping[str, str]) -> str | None:
    return text[DEFAULT_LANGUAGE] if DEFAULT_LANGUAGE in text else next(iter(text.values()), None)
