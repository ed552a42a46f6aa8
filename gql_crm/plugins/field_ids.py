"""Fields by their ids, which name them for good."""

from collections.abc import Mapping

from gql_crm.plugins.catalog import Catalog, CatalogEntity, CatalogField


def field_by_id(catalog: Catalog, field_id: str) -> tuple[CatalogEntity, CatalogField] | None:
    """Return the field of that id and its entity; None where its module is switched off."""
    return field_among(catalog.entities, field_id)


def field_among(
    entities: Mapping[str, CatalogEntity], field_id: str
) -> tuple[CatalogEntity, CatalogField] | None:
    """Return the field of that id and its entity among some entities."""
    for entity in entities.values():
        for field in entity.all_fields.values():
            if field.field_id == field_id:
                return entity, field
    return None
