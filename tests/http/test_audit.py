"""The audits of the npm package graphql-http: does the server keep to GraphQL over HTTP?"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.http.served import Served

AUDIT = Path(__file__).with_name("audit")


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("npm"):
        pytest.skip("Node is not installed here")
    folder = tmp_path_factory.mktemp("audit")
    for name in ("package.json", "package-lock.json", "audit.mjs"):
        shutil.copy(AUDIT / name, folder)
    installed = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if installed.returncode:
        pytest.skip(f"npm cannot install graphql-http here: {installed.stderr[-300:]}")
    return folder / "audit.mjs"


@pytest.mark.javascript
def test_every_audit_of_the_specification_passes(served: Served, audit: Path) -> None:
    command = ["node", str(audit), f"{served.url}/graphql", served.token]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    results = json.loads(run.stdout)
    assert len(results) == 61
    assert [result for result in results if result["status"] != "ok"] == []
