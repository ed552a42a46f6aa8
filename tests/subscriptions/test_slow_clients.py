"""A client that does not read costs the others nothing, is sent away, and may come back to where it was."""

import asyncio
from contextlib import suppress

from websockets.exceptions import ConnectionClosed

from tests.subscriptions.living import Living

LARGE = 10_000
CHANGED = """
subscription ($after: String) {
  contactChanged(after: $after) { cursor contact { firstName ALIASES } }
}
""".replace("ALIASES", " ".join(f"a{n}: description" for n in range(25)))
COUNT = 30


async def test_who_does_not_read_is_sent_away_and_others_are_told_everything(living: Living) -> None:
    async with living.socket() as slow, living.socket() as quick:
        for socket in (slow, quick):
            await socket.subscribe(CHANGED)
        await asyncio.sleep(0.8)
        slow.connection.transport.pause_reading()
        for n in range(COUNT):
            await living.create("Large", firstName=str(n), description="ž" * LARGE)
        told = [(await quick.told())["contactChanged"] for _ in range(COUNT)]
        assert [one["contact"]["firstName"] for one in told] == [str(n) for n in range(COUNT)]
        await asyncio.sleep(3)
        slow.connection.transport.resume_reading()
        read = []
        with suppress(ConnectionClosed):
            while True:
                read.append((await slow.told())["contactChanged"])
        assert 0 < len(read) < COUNT, "not everything was buffered for it"
    async with living.socket() as again:
        await again.subscribe(CHANGED, after=read[-1]["cursor"])
        rest = [(await again.told())["contactChanged"] for _ in range(COUNT - len(read))]
        assert [one["contact"]["firstName"] for one in read + rest] == [str(n) for n in range(COUNT)]
