import asyncio
import threading

import pytest

from gql_crm.schema.made_once import MadeOnce


class Maker:
    """Makes a new object each time, when it is let to; counts how often."""

    def __init__(self) -> None:
        self.made = 0
        self.failure: Exception | None = None
        self.let = threading.Event()
        self.let.set()

    def __call__(self) -> object:
        assert threading.current_thread() is not threading.main_thread()
        assert self.let.wait(10)
        self.made += 1
        if self.failure:
            raise self.failure
        return object()


async def test_whoever_asks_meanwhile_gets_the_same_and_the_event_loop_turns() -> None:
    values, make = MadeOnce[str, object](8), Maker()
    make.let.clear()
    askers = [asyncio.create_task(values.get("a", make)) for _ in range(5)]
    await asyncio.sleep(0)
    make.let.set()
    first, *others = await asyncio.gather(*askers)
    assert all(other is first for other in others)
    assert await values.get("a", make) is first
    assert make.made == 1


async def test_one_who_gives_up_does_not_stop_it_for_the_others() -> None:
    values, make = MadeOnce[str, object](8), Maker()
    make.let.clear()
    impatient, patient = (asyncio.create_task(values.get("a", make)) for _ in range(2))
    await asyncio.sleep(0)
    impatient.cancel()
    make.let.set()
    assert await patient is await values.get("a", make)
    assert impatient.cancelled()
    assert make.made == 1


async def test_a_failure_is_told_to_all_who_wait_and_not_kept() -> None:
    values, make = MadeOnce[str, object](8), Maker()
    make.failure = ValueError("no")
    told = await asyncio.gather(*(values.get("a", make) for _ in range(3)), return_exceptions=True)
    assert told == [make.failure] * 3
    assert make.made == 1
    make.failure = None
    assert await values.get("a", make)


async def test_one_is_made_at_a_time() -> None:
    values, slow, quick = MadeOnce[str, object](8), Maker(), Maker()
    slow.let.clear()
    first = asyncio.create_task(values.get("a", slow))
    second = asyncio.create_task(values.get("b", quick))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(second), 0.05)
    assert quick.made == 0
    slow.let.set()
    await asyncio.gather(first, second)


async def test_what_was_not_used_for_the_longest_time_goes_first() -> None:
    values, make = MadeOnce[str, object](10, lambda key, _: len(key)), Maker()
    for key in ("aaaa", "bbbb", "aaaa", "cccc"):
        await values.get(key, make)
    assert make.made == 3
    await values.get("aaaa", make)
    assert make.made == 3
    await values.get("bbbb", make)
    assert make.made == 4


async def test_the_newest_stays_however_large_it_is() -> None:
    values, make = MadeOnce[str, object](1, lambda key, _: len(key)), Maker()
    assert await values.get("large", make) is await values.get("large", make)
