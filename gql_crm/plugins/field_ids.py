"""Fields by their ids, which name them for good."""

from gql_crm.plugins.catalog import Catalog, CatalogEntity, CatalogField


def field_by_id(catalog: Catalog, field_id: str) -> tuple[CatalogEntity, CatalogField] | None:
    """Return the field of that id and its entity; None where its module is switched off."""
    for entity in catalog.entities.values():
        for field in entity.all_fields.values():
            if field.field_id == field_id:
                return entity, field
    return None
