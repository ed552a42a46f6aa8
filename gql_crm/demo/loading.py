"""Loads the demo data that are not there yet."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from importlib import import_module
from random import Random
from uuid import UUID

import structlog

from gql_crm.access import Actor, profile_of
from gql_crm.clock import uuid7
from gql_crm.demo import agency
from gql_crm.demo.context import DemoContext, read
from gql_crm.journal import Origin
from gql_crm.plugins.module import Module
from gql_crm.records import Records
from gql_crm.workspace import Workspace

log = structlog.get_logger(__name__)

Progress = Callable[[str], None]

_AGENCY = "agency"
_ROLES = ("admin",)
_ADMIN = """{
  users(
    filter: {roleKeys: {containsAny: ["admin"]}, active: {eq: true}}
    orderBy: [{createdAt: ASC}]
    first: 1
  ) {
    nodes { id }
  }
}"""


async def load(workspace: Workspace, progress: Progress) -> None:
    """Load an agency with its clients and what the modules bring; entities that have records are left alone.

    Each part is one transaction: of a start that is cut off nothing stays, and the next one begins it anew.
    Seeds are no sign of use. The demo data of a plugin may fail; then they are missing, and the log says why.
    """
    if await _is_empty(workspace, agency.ENTITIES):
        progress("Loading demo data: an agency and its clients")
        async with _context(workspace, _AGENCY) as context:
            await agency.load(context)
        await workspace.live.refresh_if_stale()
    for module in workspace.live.versions.catalog.modules:
        own = [entity.name for entity in module.entities if entity.name not in module.seeds]
        if module.demo and own and await _is_empty(workspace, own):
            progress(f'Loading demo data of the module "{module.name}"')
            await _load_module(workspace, module, module.demo, progress)


async def _load_module(workspace: Workspace, module: Module, place: str, progress: Progress) -> None:
    try:
        async with _context(workspace, module.name) as context:
            await import_module(place).load(context)
    except Exception as error:
        log.exception("demo data of a module could not be loaded", module=module.name)
        progress(f'The demo data of the module "{module.name}" are left out: {error}')


async def _is_empty(workspace: Workspace, entities: Sequence[str]) -> bool:
    """Whether none of these entities has ever had a record: what a user deleted does not come back."""
    catalog = workspace.live.versions.catalog
    plurals = [catalog.entity(name).entity.plural for name in entities]
    queries = [f"{plural}(filter: {{deleted: INCLUDE}}, first: 1) {{ nodes {{ id }} }}" for plural in plurals]
    data = await read(workspace, Actor(uuid7(), _ROLES), f"{{ {' '.join(queries)} }}")
    return not any(data[plural]["nodes"] for plural in plurals)


@asynccontextmanager
async def _context(workspace: Workspace, seed: str) -> AsyncIterator[DemoContext]:
    """Open a transaction in the name of the first administrator, or of one whom the agency will bring."""
    found = await read(workspace, Actor(uuid7(), _ROLES), _ADMIN)
    now = workspace.clock()
    nodes = found["users"]["nodes"]
    async with workspace.database.transaction() as connection:
        records = Records(
            connection,
            workspace.live.versions.catalog,
            Actor(UUID(nodes[0]["id"]) if nodes else uuid7(), _ROLES),
            profile_of(_ROLES, workspace.live.versions.catalog.permissions),
            now,
            workspace.live.settings.value_context,
            origin=Origin.SYSTEM,
        )
        yield DemoContext(workspace, records, Random(seed), now, has_admin=bool(nodes))
