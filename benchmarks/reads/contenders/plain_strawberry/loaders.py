"""What is loaded for many parents at once."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader
from tortoise.models import Model

from benchmarks.reads.contenders.plain_strawberry.models import Contact, Event, Organization, User

Row = TypeVar("Row", bound=Model)
_CONTACTS_OF = """
SELECT c.id, c.created_at, c.deleted_at, c.owner_id, c.organization_id,
  c.first_name, c.last_name, c.job_title, c.email, c.phone, c.custom
FROM unnest($1::uuid[]) AS o (id) CROSS JOIN LATERAL (
  SELECT * FROM people_contact WHERE organization_id = o.id AND deleted_at IS NULL ORDER BY id DESC LIMIT $2
) AS c
"""
_EVENTS_OF = """
SELECT e.id, e.deleted_at, e.owner_id, e.contact_id, e.kind, e.occurred_at, e.note, e.payload
FROM unnest($1::uuid[]) AS c (id) CROSS JOIN LATERAL (
  SELECT * FROM benchmark_contact_event WHERE contact_id = c.id AND deleted_at IS NULL
  ORDER BY occurred_at DESC, id DESC LIMIT $2
) AS e
"""


class Loaders:
    """The loaders of one request."""

    def __init__(self) -> None:
        self.organization = DataLoader(load_fn=_by_id(Organization))
        self.contact = DataLoader(load_fn=_by_id(Contact))
        self.user = DataLoader(load_fn=_by_id(User))
        self.contacts_of = DataLoader(load_fn=_children(Contact, _CONTACTS_OF, "organization_id"))
        self.events_of = DataLoader(load_fn=_children(Event, _EVENTS_OF, "contact_id"))


def _by_id(model: type[Row]) -> Callable[[list[UUID]], Awaitable[Sequence[Row | None]]]:
    async def load(ids: list[UUID]) -> list[Row | None]:
        rows = await model.filter(id__in=ids, deleted_at=None)
        found = {row.pk: row for row in rows}
        return [found.get(id_) for id_ in ids]

    return load


def _children(
    model: type[Row], statement: str, column: str
) -> Callable[[list[tuple[UUID, int]]], Awaitable[Sequence[list[Row]]]]:
    """Load the first rows of each parent; all of one selection ask for the same number."""

    async def load(keys: list[tuple[UUID, int]]) -> list[list[Row]]:
        found: dict[UUID, list[Row]] = defaultdict(list)
        most = max(first for _, first in keys)
        connection = model._meta.db
        for row in await connection.execute_query_dict(statement, [[parent for parent, _ in keys], most]):
            found[row[column]].append(model._init_from_db(**row))
        return [found[parent][:first] for parent, first in keys]

    return load
