"""A CRM of a wanted size on a PostgreSQL of its own, as durable as in production."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.catalog.declarations import field_inputs, modules
from benchmarks.catalog.sizes import Size
from gql_crm.clock import system_clock
from gql_crm.database.embedded import EmbeddedServer
from gql_crm.database.supervisor.folder import OWNER_ROLE
from gql_crm.plugins.merge import Contributions
from gql_crm.testing import Crm, make_template, open_crm
from gql_crm.workspace.contributions import contributions_of

CREATE_FIELD = """
mutation ($input: CreateFieldInput!) {
  createField(input: $input) { field { key } catalogVersion userErrors { message } }
}
"""
CREATE_FIELDS = """
mutation ($inputs: [CreateFieldInput!]!) { createFields(inputs: $inputs) { userErrors { message } } }
"""
_AT_ONCE = 250


@dataclass(frozen=True)
class Ground:
    """The CRM, and how server processes reach its database."""

    crm: Crm
    size: Size
    folder: Path
    owner_dsn: str
    generated: int
    """How many entities were generated, because nothing installed declares them."""

    async def create_field(self, given: dict[str, Any]) -> int:
        """Create a custom field as clients do; return the catalog's version."""
        answer = (await self.crm.data(CREATE_FIELD, input=given))["createField"]
        assert answer["userErrors"] == [], answer
        version: int = answer["catalogVersion"]
        return version

    def inputs(self, count: int, prefix: str) -> list[dict[str, Any]]:
        """Make definitions of further fields."""
        catalog = self.crm.workspace.live.versions.catalog
        return list(field_inputs(count, list(catalog.entities), list(catalog.kinds.values()), prefix=prefix))


def missing_entities(contributions: Contributions, size: Size) -> int:
    """Return how many entities have to be generated."""
    return max(0, size.entities - sum(len(module.entities) for _, module in contributions.modules))


@asynccontextmanager
async def ground(size: Size) -> AsyncIterator[Ground]:
    """Make a database with a catalog of that size and open the CRM."""
    generated = missing_entities(contributions_of(None, system_clock()), size)
    with (
        TemporaryDirectory(prefix="gql-crm-bench-") as place,
        EmbeddedServer.start(Path(place, "db")) as server,
    ):
        template = await (await make_template(server)).with_modules(modules(generated))
        async with open_crm(template) as crm:
            async with crm.workspace.database.connection() as connection:
                name: str = await connection.fetchval("SELECT current_database()")
            made = Ground(crm, size, Path(place), server.dsn(OWNER_ROLE, name), generated)
            await _add_fields(made)
            yield made


async def _add_fields(ground: Ground) -> None:
    waiting = iter(ground.inputs(ground.size.fields, "custom"))
    while inputs := list(islice(waiting, _AT_ONCE)):
        answer = await ground.crm.data(CREATE_FIELDS, inputs=inputs)
        assert answer["createFields"]["userErrors"] == [], answer
    catalog = ground.crm.workspace.live.versions.catalog
    assert len(catalog.entities) >= ground.size.entities, list(catalog.entities)
    assert not catalog.problems, catalog.problems[0]
