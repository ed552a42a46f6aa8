"""Working on jobs in a process of their own."""

import asyncio
import signal
from collections.abc import Callable

from gql_crm.cli.database import DatabaseAddress
from gql_crm.cli.serving import opened
from gql_crm.http.server import new_event_loop
from gql_crm.settings import Settings


def work(settings: Settings, address: DatabaseAddress, announce: Callable[[], None]) -> None:
    """Work on the jobs of a database until SIGINT or SIGTERM; those under way are finished or given back."""

    async def until_told() -> None:
        told = asyncio.Event()
        for one in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(one, told.set)
        async with opened(settings, address) as workspace, workspace.jobs:
            announce()
            await told.wait()

    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(until_told())
