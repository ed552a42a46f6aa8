"""What a record is called and what a search finds of it."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from gql_crm import sql
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.transient import transient


@transient
class Texts:
    """The label, and the searchable texts, a line each; PostgreSQL folds them as it folds a search."""

    label: str
    search: str

    @property
    def folded(self) -> sql.Node:
        """The search text as it is stored."""
        return folded(sql.Given(self))


def folded(texts: sql.Given[Texts]) -> sql.Node:
    """Return the search text as it is stored, of texts that are given."""
    return sql.call("gql_crm_fold", sql.Parameter(texts.map(attrgetter("search")), "text"))


def text_keys(entity: CatalogEntity) -> frozenset[str]:
    """Return the keys of the fields that the texts are made of."""
    return entity.kept.get("text_keys", lambda: _text_keys(entity))


def _text_keys(entity: CatalogEntity) -> frozenset[str]:
    searchable = (field.key for field in _searchable(entity))
    return (
        frozenset((*entity.entity.display, *entity.entity.display_fallback, *searchable))
        & entity.fields.keys()
    )


def _searchable(entity: CatalogEntity) -> Sequence[CatalogField]:
    fields = entity.fields.values()
    return entity.kept.get("searchable", lambda: [field for field in fields if field.searchable])


def texts_of(entity: CatalogEntity, values: Mapping[str, Any]) -> Texts:
    """Make the texts from the values of `text_keys`."""
    label = _joined(entity, values, entity.entity.display) or next(
        (text for key in entity.entity.display_fallback if (text := _joined(entity, values, (key,)))), ""
    )
    found = (
        field.kind.search_text(values[field.key])
        for field in _searchable(entity)
        if values.get(field.key) is not None
    )
    return Texts(label, "\n".join(found))


def changed_texts(entity: CatalogEntity, stored: Mapping[str, Any], new: Mapping[str, Any]) -> Texts | None:
    """Return the texts after a change, or None where they stay as they are."""
    after = texts_of(entity, {**stored, **new})
    return None if after == texts_of(entity, stored) else after


def _joined(entity: CatalogEntity, values: Mapping[str, Any], keys: Iterable[str]) -> str:
    texts = (
        entity.fields[key].kind.export_text(values[key])
        for key in keys
        if key in entity.fields and values.get(key) is not None
    )
    return " ".join(text for text in texts if text.strip())
