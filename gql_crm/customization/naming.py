"""Whether a name is free: a custom field must not take one that a module, the core or another field has."""

from collections.abc import Iterable

from gql_crm.errors import DeclarationError
from gql_crm.fields.field import Field
from gql_crm.plugins.catalog import CUSTOM, Catalog
from gql_crm.plugins.custom_fields import CustomField
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.placement import custom_field


class TakenNames:
    """The names of a catalog, and those of the fields that are on their way into it."""

    def __init__(
        self,
        draft: Draft,
        catalog: Catalog,
        custom_fields: Iterable[CustomField],
        *,
        without: str | None = None,
    ) -> None:
        """Start from a draft of modules and entities, which becomes this one's own.

        The names of all `custom_fields` are taken, those of fields that the catalog lacks, too. `without` is
        the storage key of a field that gives its name up.
        """
        self._draft = draft
        self._catalog = catalog
        self._without = without
        self._complete: set[str] = set()
        for entity in catalog.entities:
            self._take_names_of(entity, with_inverse=True)
        there = {field.field_id for entity in catalog.entities.values() for field in entity.fields.values()}
        for custom in custom_fields:
            if custom.storage_key not in there and custom.entity in catalog.entities:
                self._keep_name_of(custom)

    def clash(self, entity: str, field: Field, storage_key: str) -> str | None:
        """Take the field's names; return who has one of them already."""
        if entity not in self._complete:
            self._complete.add(entity)
            self._take_names_of(entity, with_inverse=False)
        placed = custom_field(field, self._draft.kinds[field.kind], storage_key, retired=False)
        try:
            self._draft.add_field(entity, placed)
        except DeclarationError as error:
            return str(error)
        return None

    def _keep_name_of(self, custom: CustomField) -> None:
        """Keep the name of a field whose kind or target is switched off: the field comes back with it."""
        key = custom.field.key
        owner = f'the custom field "{key}", whose module is switched off,'
        self._draft.entities[custom.entity].names.setdefault(key, owner)

    def _take_names_of(self, entity: str, *, with_inverse: bool) -> None:
        """Take the names of custom fields; those with an inverse concern more than their own entity."""
        for field in self._catalog.entities[entity].fields.values():
            custom = field.origin == CUSTOM and field.field_id != self._without
            if custom and with_inverse is bool(field.field.inverse):
                self._draft.add_field(entity, field)
