"""A field that Python computes, with everything that is known of it after the merge."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.plugins.module import ComputedField


@dataclass(frozen=True, slots=True)
class Need:
    """A value that a computed field is made of, as it lies in the JSON of a record.

    `path` leads through references to one record. `kind` is the value's; None of `id` and of the texts that
    every record has. `reads` are the fields on the way, as pairs of entity and key.
    """

    path: tuple[str, ...]
    kind: FieldKind | None
    reads: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The name that the plugin gave it: `organization.name`."""
        return ".".join(self.path)

    def value(self, document: Mapping[str, Any]) -> Any:
        """Return the Python value out of the JSON of a record; None where a reference leads nowhere."""
        found: Any = document
        for step in self.path:
            found = None if found is None else found[step]
        if found is None:
            return None
        if self.kind is None:
            return UUID(found) if self.path[-1] == "id" else found
        return self.kind.load(found)


@dataclass(frozen=True, slots=True)
class CatalogComputed:
    """A computed field of an entity; `field` is what others see of it."""

    declared: ComputedField
    field: Field
    kind: FieldKind
    origin: str
    entity: str
    needs: tuple[Need, ...]
    retired: ClassVar[bool] = False
    deleted: ClassVar[bool] = False
    target: ClassVar[str | None] = None

    @property
    def key(self) -> str:
        """The field's name."""
        return self.declared.key

    @property
    def field_id(self) -> str:
        """A name that no other field has."""
        return f"{self.origin}:{self.entity}.{self.key}"

    def row(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the plugin's function gets of a record."""
        return {need.name: need.value(document) for need in self.needs}
