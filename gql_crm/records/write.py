"""A record on its way into the tables."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from gql_crm.access import Viewer
from gql_crm.fields.storage import ReferenceStorage
from gql_crm.journal import Change, Event
from gql_crm.journal.outbox import OutboxEntry
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.system import TAGS
from gql_crm.records.difference import Difference
from gql_crm.records.duplicate_writes import KeyChange
from gql_crm.records.texts import Texts
from gql_crm.transient import transient


@transient(kw_only=True)
class Write:
    """Who writes a record when, what changes, and its line of history."""

    entity: CatalogEntity
    id: UUID
    now: datetime
    viewer: Viewer
    difference: Difference
    values: Mapping[str, Any]
    """The values that come, by field key."""
    texts: Texts | None
    change: Change
    events: tuple[Event, ...]
    messages: tuple[OutboxEntry, ...] = ()
    """What follows from it."""
    keys: KeyChange | None = None
    """By which it is found as a duplicate; None where they stay as they are."""

    @property
    def is_plain(self) -> bool:
        """Whether it is about the record alone: its statement serves others of their shape."""
        difference = self.difference
        more = difference.links or difference.children or TAGS in self.values
        return not more and self.values.keys().isdisjoint(_references_outside(self.entity))


def _references_outside(entity: CatalogEntity) -> frozenset[str]:
    """Return the keys of the references that lie in no column of the entity's table."""
    fields = entity.all_fields
    return entity.kept.get(
        "references_outside",
        lambda: frozenset(key for key, one in fields.items() if isinstance(one.storage, ReferenceStorage)),
    )
