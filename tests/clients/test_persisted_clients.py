"""Clients from npm that name their documents: Apollo Client by hash, urql by identifier."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from gql_crm.clock import system_clock
from gql_crm.database import Database
from gql_crm.persisted import import_documents, read_manifest
from gql_crm.testing import Template
from tests.http.served import Served, settings_for
from tests.postgres import create_from_template, drop

FOLDER = Path(__file__).with_name("persisted")
BY_NAME = """query ContactsByName($name: String!) {
  contacts(filter: {lastName: {eq: $name}}) {
    totalCount
  }
}"""
NEW = """mutation NewContact($input: CreateContactInput!) {
  createContact(input: $input) {
    contact {
      lastName
    }
    userErrors {
      message
    }
  }
}"""

pytestmark = pytest.mark.javascript


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("npm"):
        pytest.skip("Node is not installed here")
    folder = tmp_path_factory.mktemp("node")
    for name in ("package.json", "package-lock.json", "apollo.mjs", "urql.mjs"):
        shutil.copy(FOLDER / name, folder)
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, check=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def codegen_manifest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What graphql-codegen's client preset writes to `persisted-documents.json`."""
    path = tmp_path_factory.mktemp("codegen") / "persisted-documents.json"
    path.write_text(json.dumps({f"sha256:{sha256(text)}": text for text in (BY_NAME, NEW)}, indent=2))
    return path


@pytest.fixture(scope="module")
def apollo_manifest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Apollo's `generate-persisted-query-manifest` writes."""
    texts = {("ContactsByName", "query"): BY_NAME, ("NewContact", "mutation"): NEW}
    operations = [
        {"id": sha256(text), "name": name, "type": kind, "body": text} for (name, kind), text in texts.items()
    ]
    path = tmp_path_factory.mktemp("apollo") / "persisted-query-manifest.json"
    content = {"format": "apollo-persisted-query-manifest", "version": 1, "operations": operations}
    path.write_text(json.dumps(content, indent=2))
    return path


@pytest_asyncio.fixture(scope="module")
async def servers(
    crm_template: Template,
    codegen_manifest: Path,
    apollo_manifest: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[dict[str, Served]]:
    """A server of each mode, on one database that has the documents of both manifests."""
    owner, app = await create_from_template(crm_template.server, crm_template.name)
    with ExitStack() as stack:
        running = {}
        for mode in ("allow-all", "only-persisted"):
            settings = settings_for(tmp_path_factory.mktemp("data"), documents=mode)
            running[mode] = stack.enter_context(Served(settings, owner, app))
        for manifest in (codegen_manifest, apollo_manifest):
            await give(app, manifest.read_bytes())
        yield running
    await drop(crm_template.server, owner)


async def give(dsn: str, manifest: bytes) -> None:
    database = await Database.connect(dsn)
    async with database.transaction() as connection:
        await import_documents(connection, read_manifest(manifest), "web", system_clock())
    await database.close()


def run(script: Path, server: Served, *manifest: Path) -> dict[str, Any]:
    done = subprocess.run(
        ["node", script, server.url, server.token, *manifest],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def sent(seen: dict[str, Any]) -> list[tuple[str, str]]:
    return [(request["method"], "text" if request["text"] else "hash") for request in seen["sent"]]


def test_urql_names_what_graphql_codegen_has_listed(
    servers: dict[str, Served], node: Path, codegen_manifest: Path
) -> None:
    seen = run(node / "urql.mjs", servers["only-persisted"], codegen_manifest)
    assert seen["created"]["createContact"] == {"contact": {"lastName": "Žukauskienė"}, "userErrors": []}
    assert seen["found"]["contacts"]["totalCount"] == 1
    ((code, message),) = seen["unknown"]["refused"]
    assert code == "BAD_USER_INPUT"
    assert 'There is no persisted document "sha256:unknown" here.' in message


def test_apollo_client_names_what_its_manifest_has_listed(
    servers: dict[str, Served], node: Path, apollo_manifest: Path
) -> None:
    seen = run(node / "apollo.mjs", servers["only-persisted"], apollo_manifest)
    assert sent(seen) == [("POST", "hash"), ("GET", "hash")] * 2
    assert seen["answers"][0]["createContact"]["contact"]["lastName"] == "Čepaitis"
    assert [seen["answers"][number]["contacts"]["totalCount"] for number in (1, 3)] == [1, 2]


def test_apollo_client_sends_a_text_once_where_its_hash_is_not_known(
    servers: dict[str, Served], node: Path
) -> None:
    seen = run(node / "apollo.mjs", servers["allow-all"])
    assert [form for _, form in sent(seen)] == ["hash", "text", "hash", "text", "hash", "hash"]
    assert sent(seen)[-2:] == [("POST", "hash"), ("GET", "hash")]
    assert [set(answer) for answer in seen["answers"]] == [{"createContact"}, {"contacts"}] * 2


def test_apollo_client_is_told_where_no_text_is_taken(servers: dict[str, Served], node: Path) -> None:
    seen = run(node / "apollo.mjs", servers["only-persisted"])
    for answer in seen["answers"]:
        assert "Only persisted documents are carried out here" in json.dumps(answer), answer
