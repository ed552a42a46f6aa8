"""Objects that some fields of a record make together: `CommercialOffer.external { url title portal }`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gql_crm.plugins.catalog import CatalogEntity


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """An object of the type `name`, read as `key`: its members by the fields of the record that they show.

    It is null where all of them are null, and where the field `without` has a value. The fields stay fields
    of the record: lists are filtered and ordered by them.
    """

    key: str
    name: str
    fields: Mapping[str, str]
    without: str | None = None
    description: str = ""

    def reads(self) -> Iterator[str]:
        """Return the fields that it is made of."""
        yield from self.fields.values()
        if self.without is not None:
            yield self.without


def embedded_of(entity: "CatalogEntity") -> Mapping[str, Embedded]:
    """Return the objects of an entity by key: who cannot read one of their fields has none of them."""
    return {
        one.key: one
        for one in entity.entity.embedded
        if all(key in entity.value_fields for key in one.reads())
    }
