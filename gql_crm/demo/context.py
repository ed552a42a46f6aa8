"""What demo data are loaded with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import orjson

from gql_crm.access import Actor
from gql_crm.records import Records, Ref
from gql_crm.workspace import GraphQLRequest, Workspace


@dataclass(slots=True)
class DemoContext:
    """One transaction that fills a workspace, all or nothing, in the name of an administrator.

    `random` is seeded, so that the data are the same every time; `now` is the time of loading.
    """

    workspace: Workspace
    records: Records
    random: Random
    now: datetime
    has_admin: bool = True
    """Whether the administrator is a user already; if not, the user has yet to be created."""

    async def create(self, entity: str, values: Mapping[str, Any], *, at: datetime) -> Ref:
        """Create a record as the API would have at that time; it is listed and dated accordingly."""
        self.records.now = at
        return await self.records.create(entity, {"id": self.id_of(at), **values})

    async def data(self, query: str, **variables: Any) -> dict[str, Any]:
        """Read with GraphQL what was there before this transaction; return the response's data."""
        return await read(self.workspace, self.records.actor, query, variables)

    def times(self, count: int, *, days: int) -> list[datetime]:
        """Return times in working hours of the past `days` days, the oldest first."""
        chosen = (
            (self.now - timedelta(days=self.random.randint(1, days))).replace(
                hour=self.random.randint(6, 15), minute=self.random.randint(0, 59)
            )
            for _ in range(count)
        )
        return sorted(chosen)

    def id_of(self, at: datetime) -> UUID:
        """Make a UUID of version 7 (RFC 9562, 5.7) for a record of that time."""
        milliseconds = int(at.timestamp() * 1000)
        value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | self.random.getrandbits(76)
        return UUID(int=value & ~(0xF << 76 | 0x3 << 62) | 0x7 << 76 | 0x2 << 62)


async def read(
    workspace: Workspace, actor: Actor, query: str, variables: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Execute a query that must succeed."""
    response = await workspace.execute(GraphQLRequest(query=query, variables=variables), actor)
    document = orjson.loads(response.body)
    if "errors" in document:
        msg = f"the demo data could not be read: {document['errors']}"
        raise RuntimeError(msg)
    data: dict[str, Any] = document["data"]
    return data
