"""Follows what is written into the feed and the timelines: one small statement at a time, for everybody."""

import asyncio
from collections.abc import Callable
from typing import Final

import structlog

from gql_crm import sql
from gql_crm.database import Database
from gql_crm.reads.live_places import (
    NewRows,
    ends,
    new_rows,
    place_of_change,
    place_of_event,
    read_ends,
    read_new_rows,
)
from gql_crm.subscriptions.failing import FIRST_PAUSE, passing

PAUSE_SECONDS: Final = 0.2
"""How often it looks while somebody is subscribed; at once when somebody comes."""

log = structlog.get_logger(__name__)


class Follower:
    """Calls `heed` with what has become certain. Nobody waits for it, and it misses nothing while it is away.

    `is_wanted` tells whether there is somebody to follow for; without, it asks the database nothing.
    """

    def __init__(
        self, database: Database, heed: Callable[[NewRows | None], None], is_wanted: Callable[[], bool]
    ) -> None:
        self._database = database
        self._heed = heed
        self._is_wanted = is_wanted
        self._look = asyncio.Event()

    def look(self) -> None:
        """Look at once: somebody has come, or something was written."""
        self._look.set()

    async def run(self) -> None:
        """Follow for ever."""
        while True:
            await self._look.wait()
            try:
                await self._follow()
            except Exception as problem:
                if not passing(problem):
                    log.exception("the feed could not be followed; it is tried again")
                await asyncio.sleep(FIRST_PAUSE)
                self._look.set()

    async def _follow(self) -> None:
        statement = sql.compile_statement(ends())
        row = await self._database.fetchrow(statement.text, statement.parameters)
        if row is None:
            return
        present = read_ends(row["epoch"], row["change"], row["event"])
        change, event = place_of_change(present.changes), place_of_event(present.events)
        self._heed(None)
        while self._is_wanted():
            self._look.clear()
            statement = sql.compile_statement(new_rows(change, event))
            row = await self._database.fetchrow(statement.text, statement.parameters)
            if row is not None:
                new = read_new_rows(row["changes"], row["events"], change, event)
                if (change, event) != (new.change_end, new.event_end):
                    self._heed(new)
                change, event = new.change_end, new.event_end
                if new.is_piece:
                    continue
            await self._pause()
        self._look.clear()

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(PAUSE_SECONDS):
                await self._look.wait()
        except TimeoutError:
            return
