import asyncio
import time

import pytest

from gql_crm.database.turns import Turns


async def test_who_has_waited_longest_is_next() -> None:
    turns = Turns(1, patience_seconds=5)
    await turns.take()
    served: list[str] = []

    async def wait(name: str) -> None:
        await turns.take()
        served.append(name)
        turns.give_back()

    waiting = [asyncio.create_task(wait(name)) for name in ("Ona", "Zdeněk", "Мария")]
    await asyncio.sleep(0)
    turns.give_back()
    await asyncio.gather(*waiting)
    assert served == ["Ona", "Zdeněk", "Мария"]


async def test_who_has_waited_too_long_is_told_and_leaves_the_queue() -> None:
    turns = Turns(1, patience_seconds=0.1)
    await turns.take()
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        await turns.take()
    assert 0.1 <= time.monotonic() - begun < 1
    turns.give_back()
    await asyncio.wait_for(turns.take(), 1)


async def test_a_turn_that_comes_as_its_taker_is_cancelled_goes_to_the_next() -> None:
    turns = Turns(1, patience_seconds=5)
    await turns.take()
    cancelled, other = asyncio.create_task(turns.take()), asyncio.create_task(turns.take())
    await asyncio.sleep(0)
    turns.give_back()
    cancelled.cancel()
    await asyncio.wait_for(other, 1)
    assert cancelled.cancelled()


async def test_cancelled_ones_take_no_turns() -> None:
    turns = Turns(1, patience_seconds=5)
    await turns.take()
    waiting = [asyncio.create_task(turns.take()) for _ in range(5)]
    await asyncio.sleep(0)
    for one in waiting:
        one.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert all(one.cancelled() for one in waiting)
    turns.give_back()
    await asyncio.wait_for(turns.take(), 1)
    late = asyncio.create_task(turns.take())
    await asyncio.sleep(0)
    assert not late.done(), "there was one turn only"
    late.cancel()
