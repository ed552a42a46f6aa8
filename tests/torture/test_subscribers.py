"""1,000 subscribers while 100 records change a second: all is told once, soon, and by few statements.

In the middle of it the catalog changes, and some come back after a break.
"""

import asyncio
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest
from websockets.exceptions import ConnectionClosed

from benchmarks.figures import median, percentile
from gql_crm.settings import Settings
from gql_crm.workspace.setup import first_admin_token
from tests.http.sockets import Socket, socket_of
from tests.subscriptions.living import CREATE_FIELD, Living, Person
from tests.workers.processes import started

pytestmark = pytest.mark.torture

CONTACTS, TITLES, PEOPLE = 400, 40, 20
FOLLOWED_TIMELINES = 20
WRITERS = 5
CHANGES_A_SECOND = 100
SECONDS = 20
PATIENCE = 90.0
LOOKS_A_SECOND = 5
"""How often the server looks for what is new."""
MOST_P50, MOST_P99 = 1.0, 4.0
"""Seconds from the writer's answer until a client has it; all of them share the processors."""
MOST_MEGABYTES, MOST_GROWTH = 300, 60
CREATE_MANY = """
mutation ($i: [CreateContactInput!]!) {
  createContacts(inputs: $i) { contacts { id } userErrors { code message } }
}
"""
RENAME = """
mutation ($id: ID!, $name: String!) {
  updateContact(id: $id, input: {firstName: $name}) { userErrors { code message } }
}
"""
CHANGED = """
subscription ($id: ID, $filter: ContactFilter, $after: String) {
  told: contactChanged(id: $id, filter: $filter, after: $after) { at: cursor id contact { firstName } }
}
"""
APPENDED = """
subscription ($id: ID!, $after: String) {
  told: timelineAppended(recordId: $id, after: $after, kinds: [RECORD_UPDATED]) {
    at: sequence subject { id }
  }
}
"""


@dataclass(eq=False)
class Follower:
    """A subscriber: what they ask for, and of which contacts they are told what when."""

    person: Person
    query: str
    variables: Mapping[str, Any]
    concerned: frozenset[str]
    told: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    places: list[str] = field(default_factory=list)
    begun: int = 0
    """How many of the places lie before what is judged."""

    @property
    def group(self) -> tuple[str, bytes]:
        """What they have in common who are read for together."""
        return self.person.id, self.query.encode() + orjson.dumps(self.variables)

    async def follow(self, socket: Socket) -> None:
        """Take what is told until the socket is closed."""
        after = {"after": self.places[-1]} if self.places else {}
        await socket.subscribe(self.query, **self.variables, **after)
        while True:
            try:
                message = orjson.loads(await socket.connection.recv())
            except ConnectionClosed:
                return
            assert message["type"] == "next", message
            one = message["payload"]["data"]["told"]
            self.places.append(one["at"])
            self.told[one.get("id") or one["subject"]["id"]].append(time.monotonic())


class Crowd:
    """The server, what is written there, and who follows it."""

    def __init__(self, living: Living, pid: int, database: asyncpg.Connection) -> None:
        self.living = living
        self._pid = pid
        self._database = database
        self.contacts: list[str] = []
        self.answered: dict[str, list[float]] = defaultdict(list)
        self.followers: list[Follower] = []

    async def settle(self) -> None:
        """Make people, contacts of theirs, and those who will follow them."""
        members = [await self.living.person(f"Narys {n}", "member") for n in range(PEOPLE // 2)]
        chiefs = [await self.living.person(f"Ředitel {n}", "admin") for n in range(PEOPLE // 2)]
        people = [*members, *chiefs]
        inputs = [
            {"lastName": f"Сидоров {n}", "jobTitle": f"{n % TITLES}", "ownerId": people[n % PEOPLE].id}
            for n in range(CONTACTS)
        ]
        for first in range(0, CONTACTS, 200):
            made = await self.living.do(CREATE_MANY, i=inputs[first : first + 200])
            self.contacts.extend(contact["id"] for contact in made["contacts"])
        self.followers = list(self._made(members, chiefs))
        assert len(self.followers) == 1_000

    def _made(self, members: list[Person], chiefs: list[Person]) -> Iterator[Follower]:
        people = [*members, *chiefs]
        for n, id_ in enumerate(self.contacts):  # each follows a contact of their own
            yield Follower(people[n % PEOPLE], CHANGED, {"id": id_}, frozenset({id_}))
        for n in range(400):  # chiefs follow those of one job
            titled = frozenset(self.contacts[n % TITLES :: TITLES])
            wanted = {"filter": {"jobTitle": {"eq": f"{n % TITLES}"}}}
            yield Follower(chiefs[n % len(chiefs)], CHANGED, wanted, titled)
        for n in range(100):  # members follow all that they see
            own = frozenset(self.contacts[n % len(members) :: PEOPLE])
            yield Follower(members[n % len(members)], CHANGED, {}, own)
        for n in range(100):
            id_ = self.contacts[n % FOLLOWED_TIMELINES]
            yield Follower(chiefs[n % len(chiefs)], APPENDED, {"id": id_}, frozenset({id_}))

    async def write(self, seconds: float) -> None:
        """Change one contact after the other, by several writers, as often a second as was said."""
        begin = time.monotonic()

        async def change(writer: int) -> None:
            for n in range(writer, int(seconds * CHANGES_A_SECOND), WRITERS):
                await asyncio.sleep(begin + n / CHANGES_A_SECOND - time.monotonic())
                id_ = self.contacts[n % CONTACTS]
                await self.living.do(RENAME, id=id_, name=f"گلناز {uuid.uuid4()}")
                self.answered[id_].append(time.monotonic())

        await asyncio.gather(*(change(writer) for writer in range(WRITERS)))

    async def all_follow(self) -> None:
        """Write until everybody is told; nothing of that is judged: some have begun in the middle of it."""
        async with asyncio.timeout(PATIENCE):
            while any(not one.places for one in self.followers):
                await self.write(CONTACTS / CHANGES_A_SECOND)
        told = -1
        while told != (told := sum(len(one.places) for one in self.followers)):  # noqa: ASYNC110 (1,000 sockets)
            await asyncio.sleep(3)
        self.answered.clear()
        for one in self.followers:
            one.told.clear()
            del one.places[:-1]
            one.begun = len(one.places)

    async def all_is_told(self) -> None:
        """Wait until all has come that is expected."""
        deadline = time.monotonic() + PATIENCE
        while (late := self.late()) and time.monotonic() < deadline:  # noqa: ASYNC110 (1,000 sockets)
            await asyncio.sleep(0.2)
        assert not late, f"{late} followers are not told everything"
        await asyncio.sleep(2)  # what would be told twice would come now

    def late(self) -> int:
        return sum(self.missing(one) > 0 for one in self.followers)

    def missing(self, follower: Follower) -> int:
        expected = sum(len(self.answered[id_]) for id_ in follower.concerned)
        return expected - (len(follower.places) - follower.begun)

    def latencies(self) -> list[float]:
        """Return how long each change took to each follower; raises AssertionError unless it came once."""
        found: list[float] = []
        for one in self.followers:
            assert one.told.keys() == one.concerned, "of theirs, and of no others"
            assert len(set(one.places)) == len(one.places), "nothing twice"
            if one.query == APPENDED:
                assert one.places == sorted(one.places), "as they became certain"
            for id_ in one.concerned:
                pairs = zip(self.answered[id_], one.told[id_], strict=True)
                found.extend(max(0.0, told - answered) for answered, told in pairs)
        return found

    async def commits(self) -> int:
        """Return how many transactions there were: a statement that reads is one."""
        await asyncio.sleep(1.1)  # backends tell after a second
        text = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
        counted: int = await self._database.fetchval(text)
        return counted

    def megabytes(self) -> int:
        """Return the server's memory."""
        lines = Path(f"/proc/{self._pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS:")).split()[1]) // 1024


async def test_a_thousand_subscribers_are_told_each_change_once_and_soon(
    fresh_dsn: str, tmp_path: Path
) -> None:
    chosen = {"GQL_CRM_LIMIT_SOCKETS": "1200", "GQL_CRM_LOG_LEVEL": "error"}
    process, url = await started(fresh_dsn, tmp_path, **chosen)
    database = await asyncpg.connect(fresh_dsn)
    try:
        token = await first_admin_token(Settings.load(), fresh_dsn)
        async with Living.at(url, token) as living:
            crowd = Crowd(living, process.pid, database)
            await crowd.settle()
            before = await crowd.commits()
            await crowd.write(5)  # nobody follows it: what writing costs by itself
            written = (await crowd.commits() - before) / 5
            crowd.answered.clear()
            await follow(crowd, url, written)
    finally:
        await database.close()
        process.terminate()
        await process.communicate()


async def follow(crowd: Crowd, url: str, written: float) -> None:
    """Let all follow, some with a break, over a change of the catalog; then judge what they were told."""
    alone = crowd.megabytes()
    async with AsyncExitStack() as stack:
        group = await stack.enter_async_context(asyncio.TaskGroup())
        sockets: dict[Follower, Socket] = {}
        for one in crowd.followers:
            sockets[one] = await stack.enter_async_context(socket_of(url, one.person.token))
            group.create_task(one.follow(sockets[one]))
        await crowd.all_follow()
        connected = crowd.megabytes()
        before, begin = await crowd.commits(), time.monotonic()
        await crowd.write(SECONDS / 2)
        steady = (await crowd.commits() - before) / (time.monotonic() - begin)
        writing = asyncio.create_task(crowd.write(SECONDS / 2))
        field_ = {"entity": "Contact", "key": "shoeSize", "kind": "INTEGER", "label": {"en": "Shoe size"}}
        await crowd.living.do(CREATE_FIELD, input=field_)
        for one in [one for one in crowd.followers[::10] if one.places]:
            await sockets[one].connection.close()
            sockets[one] = await stack.enter_async_context(socket_of(url, one.person.token))
            group.create_task(one.follow(sockets[one]))
        await writing
        await crowd.all_is_told()
        grown = crowd.megabytes()
        for socket in sockets.values():
            await socket.connection.close()
    latencies = crowd.latencies()
    reads, most = steady - written, most_reads(crowd)
    p50, p99 = median(latencies), percentile(latencies, 99)
    print(f"\n{len(latencies):,} deliveries after {p50:.2f} s, p99 {p99:.2f} s")
    print(f"{reads:.0f} reads a second, at most {most}; {written:.0f} transactions a second by writing")
    print(f"{alone} MB before, {connected} MB with all of them, {grown} MB in the end")
    assert p50 <= MOST_P50
    assert p99 <= MOST_P99
    assert reads <= most
    assert connected <= alone + MOST_MEGABYTES
    assert grown <= connected + MOST_GROWTH


def most_reads(crowd: Crowd) -> int:
    """Return how many reads a second there may be, whatever the number of subscribers.

    Who follows a record is read for when it changes; other groups when anything has changed, look by look.
    """
    groups = {one.group: one for one in crowd.followers}
    of_records = [one for one in groups.values() if one.query == CHANGED and "id" in one.variables]
    return CHANGES_A_SECOND + LOOKS_A_SECOND * (len(groups) - len(of_records) + 2)
