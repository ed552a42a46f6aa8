"""Two workspaces on one PostgreSQL with the dataset in them, made once and kept where that is asked for."""

import asyncio
import hashlib
import os
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg
import orjson

from benchmarks.reads import module
from benchmarks.reads.dataset.custom_fields import CONTACT_FIELDS, OPPORTUNITY_FIELDS, wide_fields
from benchmarks.reads.dataset.loading import loading, storage_keys
from benchmarks.reads.dataset.population import BROAD, NARROW, Population, named_id
from benchmarks.serving import ServedCrm, installed_plugin, served_crm
from gql_crm.database.embedded import EmbeddedServer
from gql_crm.database.scratch import ADMINISTRATOR, create_database
from gql_crm.database.supervisor.folder import OWNER_ROLE
from gql_crm.settings import Settings
from gql_crm.workspace.setup import create_token, first_admin_token

MAIN, WIDE = "main", "wide"
ADMIN = "admin"
_FIELDS = {MAIN: (*CONTACT_FIELDS, *OPPORTUNITY_FIELDS), WIDE: wide_fields()}
_PEOPLE_TABLES = ("people_organization", "people_contact")
_SALES_TABLES = ("benchmark_opportunity", "benchmark_contact_event")
_CREATE_FIELDS = """
mutation ($inputs: [CreateFieldInput!]!) { createFields(inputs: $inputs) { userErrors { message } } }
"""
_CREATE_TEAM = """
mutation ($input: CreateTeamInput!) { created: createTeam(input: $input) { userErrors { message } } }
"""
_CREATE_USER = """
mutation ($input: CreateUserInput!) { created: createUser(input: $input) { userErrors { message } } }
"""
_INDEX_STATES = "{ catalog { entities { fields { index { state } } } } }"


@dataclass(frozen=True)
class Workspace:
    """A database with the dataset, and who may ask it."""

    dsn: str
    tokens: Mapping[str, str]
    keys: Mapping[str, Mapping[str, str]]
    """Storage keys of custom fields, by entity and key."""


@dataclass(frozen=True)
class Ground:
    """The dataset, ready to be read."""

    folder: Path
    environment: Mapping[str, str]
    population: Population
    postmaster: int
    """The number of PostgreSQL's first process, whose children do the work."""
    postgres: str
    """PostgreSQL's version."""
    workspaces: Mapping[str, Workspace]


@dataclass(frozen=True)
class Addition:
    """What the workspace "main" has besides the dataset, for the benchmark of that name.

    `load` is told the address of a superuser, when the dataset is there; `sources` are the files of the
    benchmark, by which what is kept is told apart.
    """

    name: str
    fields: Sequence[Mapping[str, Any]]
    """Custom fields, as `createFields(inputs:)` takes them."""
    load: Callable[[str], Awaitable[None]]
    sources: Path


@asynccontextmanager
async def ground(
    population: Population,
    wanted: Sequence[str] = (MAIN, WIDE),
    keep: Path | None = None,
    addition: Addition | None = None,
) -> AsyncIterator[Ground]:
    """Provide the workspaces that are wanted; in the folder `keep` they are found again by the next run."""
    with _folder(population, keep, addition) as folder, EmbeddedServer.start(folder / "db") as server:
        environment = {
            "PYTHONPATH": installed_plugin(folder, module.NAME, module.__name__),
            "GQL_CRM_MODULES": module.NAME,
        }
        names = await _databases(server, folder, population, environment, wanted, addition)
        workspaces = {
            workspace: await _opened(server.dsn(OWNER_ROLE, name)) for workspace, name in names.items()
        }
        postmaster = int((folder / "db" / "data" / "postmaster.pid").read_text().split()[0])
        version = await _postgres_version(workspaces[MAIN].dsn)
        yield Ground(folder, environment, population, postmaster, version, workspaces)


async def _databases(
    server: EmbeddedServer,
    folder: Path,
    population: Population,
    environment: Mapping[str, str],
    wanted: Sequence[str],
    addition: Addition | None,
) -> dict[str, str]:
    """Make the databases that are not there yet; return the name of each."""
    made = folder / "databases.json"
    names: dict[str, str] = orjson.loads(made.read_bytes()) if made.exists() else {}
    for workspace in wanted:
        if workspace not in names:
            name, added = await create_database(server), addition if workspace == MAIN else None
            fields = [field.input for field in _FIELDS[workspace]]
            fields.extend(dict(one) for one in (added.fields if added else ()))
            await _prepare(server.dsn(OWNER_ROLE, name), folder, population, environment, fields)
            await _load(server.dsn(ADMINISTRATOR, name), population, workspace)
            if added:
                await added.load(server.dsn(ADMINISTRATOR, name))
            names[workspace] = name
            made.write_bytes(orjson.dumps(names))
    return {workspace: names[workspace] for workspace in wanted}


async def _load(dsn: str, population: Population, workspace: str) -> None:
    tables = (*_PEOPLE_TABLES, *(_SALES_TABLES if workspace == MAIN else ()))
    async with loading(dsn, population, tables) as loader:
        await loader.load_people([field for field in _FIELDS[workspace] if field.entity == "Contact"])
        if workspace == MAIN:
            await loader.load_sales()


async def _prepare(
    dsn: str,
    folder: Path,
    population: Population,
    environment: Mapping[str, str],
    fields: Sequence[Mapping[str, Any]],
) -> None:
    """Make tables, custom fields with their indexes, teams and users, all of it by the product's own ways."""
    await _migrate(dsn, environment)
    token = await first_admin_token(Settings.load(), dsn)
    async with served_crm(dsn, folder / "served", token, environment) as server:
        created = await server.data(_CREATE_FIELDS, {"inputs": fields})
        assert created["createFields"]["userErrors"] == [], created
        await _indexes_are_built(server)
        for team in population.teams:
            await _create(server, _CREATE_TEAM, {"id": str(named_id("team", team)), "name": team})
        for name, owner in population.users:
            user = {"id": str(owner.user), "name": name, "email": _email(name), "teamIds": [str(owner.team)]}
            await _create(server, _CREATE_USER, {**user, "roleKeys": ["member"]})


async def _migrate(dsn: str, environment: Mapping[str, str]) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "gql_crm.cli", "migrate"),
        env={**os.environ, **environment, "DATABASE_URL": dsn},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await process.communicate()
    assert process.returncode == 0, told.decode()


async def _create(server: ServedCrm, mutation: str, given: dict[str, Any]) -> None:
    answer = await server.data(mutation, {"input": given})
    assert answer["created"]["userErrors"] == [], answer


async def _indexes_are_built(server: ServedCrm) -> None:
    while True:
        catalog = (await server.data(_INDEX_STATES))["catalog"]
        states = {
            field["index"]["state"]
            for entity in catalog["entities"]
            for field in entity["fields"]
            if field["index"]
        }
        if states == {"READY"}:
            return
        assert states <= {"READY", "BUILDING"}, states
        await asyncio.sleep(0.1)


async def _opened(dsn: str) -> Workspace:
    settings = Settings.load()
    tokens = {ADMIN: await first_admin_token(settings, dsn)}
    for name in (NARROW, BROAD):
        tokens[name] = await create_token(settings, dsn, email=_email(name))
    connection: asyncpg.Connection = await asyncpg.connect(dsn)
    try:
        keys = {entity: await storage_keys(connection, entity) for entity in ("Contact", "Opportunity")}
    finally:
        await connection.close()
    return Workspace(dsn, tokens, keys)


async def _postgres_version(dsn: str) -> str:
    connection: asyncpg.Connection = await asyncpg.connect(dsn)
    try:
        version: str = await connection.fetchval("SHOW server_version")
    finally:
        await connection.close()
    return version


def _email(name: str) -> str:
    return f"{name}@example.com"


@contextmanager
def _folder(population: Population, keep: Path | None, addition: Addition | None) -> Iterator[Path]:
    if keep is None:
        with TemporaryDirectory(prefix="gql-crm-bench-") as temporary:
            yield Path(temporary)
        return
    name = addition.name if addition else "reads"
    folder = keep.absolute() / f"{name}-{population.scale:g}-{_fingerprint(addition)}"
    if not (folder / "databases.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    yield folder


def _fingerprint(addition: Addition | None) -> str:
    """Tell datasets apart that were made by other code."""
    here = Path(__file__).parent
    added = addition.sources.glob("*.py") if addition else ()
    sources = sorted([*here.glob("*.py"), *(here.parent / "module").rglob("*.py"), *added])
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
