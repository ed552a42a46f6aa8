"""`gql-crm documents`: what an operator imports, sees and removes without a server."""

import hashlib
import json
from pathlib import Path

import httpx
import pytest

from tests.cli.commands import Ended, run, running, wait_until_ready

NAMES = "query Names { contacts { nodes { displayName } } }"
VIEWER = "{ viewer { id } }"


def sha256(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """A data folder with a database of the test's own."""
    migrated = run("migrate", "--data-dir", str(tmp_path / "data"))
    assert migrated.returncode == 0, migrated.stderr
    return tmp_path / "data"


def manifest(folder: Path, *texts: str, **more: object) -> str:
    path = folder.parent / f"{folder.name}-manifest.json"
    path.write_text(json.dumps({**{sha256(text): text for text in texts}, **more}))
    return str(path)


def documents(folder: Path, *arguments: str) -> Ended:
    return run("documents", *arguments, "--data-dir", str(folder))


def test_documents_are_imported_listed_and_removed(own_folder: Path) -> None:
    assert documents(own_folder, "list").stdout == ""
    imported = documents(own_folder, "import", manifest(own_folder, NAMES, VIEWER), "--client", "web")
    assert (imported.returncode, imported.stdout) == (0, '"web": 2 new, 0 known already.\n')
    assert "Warning" not in imported.stderr
    again = documents(own_folder, "import", manifest(own_folder, NAMES), "--client", "mobile")
    assert again.stdout == '"mobile": 0 new, 1 known already.\n'
    viewer, names = (line.split() for line in documents(own_folder, "list").stdout.splitlines())
    assert viewer[:3] == [sha256(VIEWER), "-", "web"]
    assert names[:3] == [sha256(NAMES), "Names", "web,mobile"]
    assert names[-2:] == ["never", "used"]
    assert len(documents(own_folder, "list", "--client", "mobile").stdout.splitlines()) == 1
    removed = documents(own_folder, "remove", "--client", "web")
    assert removed.stdout == "1 removed. 1 stay for other clients.\n"
    assert documents(own_folder, "remove", sha256(NAMES)).stdout == "1 removed.\n"
    assert documents(own_folder, "list").stdout == ""


def test_what_does_not_fit_the_schema_is_imported_with_a_warning(own_folder: Path) -> None:
    text = "query Later { contacts { nodes { budget { amount } } } }"
    imported = documents(own_folder, "import", manifest(own_folder, text))
    assert imported.returncode == 0
    assert imported.stdout == '"default": 1 new, 0 known already.\n'
    assert f"Warning: {sha256(text)} (Later) does not fit the schema: Cannot query field 'budget'" in (
        imported.stderr
    )


def test_of_a_manifest_with_faults_nothing_is_imported(data_dir: Path) -> None:
    faulty = manifest(data_dir, NAMES, broken="{", number=5)
    refused = documents(data_dir, "import", faulty)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.splitlines() == [
        "gql-crm: Nothing is imported:",
        '  "broken": its text does not parse: Syntax Error: Expected Name, found <EOF>.',
        '  "number": expected the text of a document.',
    ]
    assert documents(data_dir, "list").stdout == ""


def test_a_file_that_is_not_there_is_named(data_dir: Path) -> None:
    failed = documents(data_dir, "import", "nowhere.json")
    assert failed.returncode == 1
    assert failed.stderr == 'gql-crm: The file "nowhere.json" cannot be read: No such file or directory.\n'


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), 'Say which documents: their identifiers, "--client" or "--unused-for".'),
        (
            ("nobody",),
            'There is no document "nobody"; `gql-crm documents list` shows all. Nothing is removed.',
        ),
    ],
)
def test_what_cannot_be_removed_is_told_in_a_sentence(
    data_dir: Path, arguments: tuple[str, ...], told: str
) -> None:
    failed = documents(data_dir, "remove", *arguments)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert told in failed.stderr


def test_documents_of_today_are_not_unused(own_folder: Path) -> None:
    documents(own_folder, "import", manifest(own_folder, NAMES))
    assert documents(own_folder, "remove", "--unused-for", "2").stdout == "0 removed.\n"


def test_a_server_imports_the_manifests_of_a_folder_at_its_start(own_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "manifests"
    folder.mkdir()
    (folder / "web.json").write_text(json.dumps({sha256(VIEWER): VIEWER, "later": "{ later }"}))
    (folder / "broken.json").write_text("{")
    command = ["serve", "--port", "0", "--data-dir", str(own_folder)]
    settings = {"GQL_CRM_DOCUMENTS_DIR": str(folder), "GQL_CRM_DOCUMENTS": "only-persisted"}
    with running(command, "serves", tmp_path / "log", **settings) as server:
        wait_until_ready(server.url)
        token = run("token", "create", "--email", "admin@example.com", "--data-dir", str(own_folder))
        headers = {"Authorization": f"Bearer {token.stdout.strip()}"}
        for body, status in (({"documentId": sha256(VIEWER)}, 200), ({"query": VIEWER}, 403)):
            assert httpx.post(f"{server.url}/graphql", json=body, headers=headers).status_code == status
    log = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines() if line.startswith("{")]
    told = {line["event"]: line for line in log}
    assert told["a manifest of persisted documents is left out"]["client"] == "broken"
    assert told["a persisted document does not fit the schema"]["document"] == "later"
    viewer = next(line for line in documents(own_folder, "list").stdout.splitlines() if "later" not in line)
    assert viewer.split()[2] == "web"
    assert "never used" not in viewer
