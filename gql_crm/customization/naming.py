"""Whether a name is free: a custom field must not take one that a module, the core or another field has."""

from gql_crm.errors import DeclarationError
from gql_crm.fields.field import Field
from gql_crm.plugins.catalog import CUSTOM, Catalog
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.placement import custom_field


class TakenNames:
    """The names of a catalog, and those of the fields that are on their way into it."""

    def __init__(self, catalog: Catalog, *, without: str | None = None) -> None:
        """Collect all names; `without` is the storage key of a field that gives its name up."""
        self._draft = Draft(kinds=catalog.kinds)
        for module in catalog.modules:
            self._draft.add_module(module)
        for entity in catalog.entities.values():
            for field in entity.fields.values():
                if field.origin == CUSTOM and field.field_id != without:
                    self._draft.add_field(entity.name, field)

    def clash(self, entity: str, field: Field, storage_key: str) -> str | None:
        """Take the field's names; return who has one of them already."""
        placed = custom_field(field, self._draft.kinds[field.kind], storage_key, retired=False)
        try:
            self._draft.add_field(entity, placed)
        except DeclarationError as error:
            return str(error)
        return None
