"""A plugin is installed by pip while the servers run, found and enabled without a restart."""

import asyncio
import os
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from tests.plugins.fleet import write_project
from tests.workers.processes import Worker, worker

REFRESH = (
    "mutation { refreshPlugins { modules { name label enabled } problems { message } userErrors { code } } }"
)
ENABLE = 'mutation { enableModule(name: "fleet") { module { enabled } userErrors { code message } } }'
CREATE = """
mutation {
  createShip(input: {title: "Каравела"}) { ship { id title } userErrors { message } }
  createContact(input: {firstName: "Ona", boatLength: 12}) { contact { boatLength } userErrors { message } }
}
"""
READ = "{ ships(orderBy: [{title: ASC}]) { nodes { title } } harbours contacts { nodes { boatLength } } }"


async def pip_install(project: Path, site: Path) -> None:
    """Install a project as a user would, without asking an index for anything."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index",
        "--no-deps", "--no-build-isolation", "--target", str(site), str(project),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    told, _ = await process.communicate()
    assert process.returncode == 0, told.decode()


async def modules(one: Worker) -> dict[str, Any]:
    catalog = (await one.data("{ catalog { modules { name enabled } } }"))["catalog"]
    return {module["name"]: module["enabled"] for module in catalog["modules"]}


async def test_a_plugin_installed_by_pip_is_found_and_enabled_without_a_restart(
    fresh_dsn: str, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
    async with AsyncExitStack() as stack:
        here, there = [
            await stack.enter_async_context(worker(fresh_dsn, tmp_path / name, PYTHONPATH=path))
            for name in ("here", "there")
        ]
        assert "fleet" not in await modules(here)
        assert "errors" in await here.ask(READ)
        await pip_install(write_project(tmp_path / "project"), site)
        found = (await here.data(REFRESH))["refreshPlugins"]
        assert found["modules"] == [{"name": "fleet", "label": "Fleet", "enabled": False}]
        assert found["problems"] == []
        assert (await modules(here))["fleet"] is False
        enabled = (await here.data(ENABLE))["enableModule"]
        assert enabled == {"module": {"enabled": True}, "userErrors": []}
        for one in (there, here):
            made = await one.data(CREATE)
            assert made["createShip"]["ship"]["title"] == "Каравела"
            assert made["createContact"]["contact"] == {"boatLength": 12}
        read = await there.data(READ)
        assert [ship["title"] for ship in read["ships"]["nodes"]] == ["Žuvėdra", "Каравела", "Каравела"]
        assert read["harbours"] == ["Klaipėda", "Варна"]
        assert (await modules(there))["fleet"] is True
