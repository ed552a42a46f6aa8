from datetime import UTC, datetime, timedelta

from gql_crm.persisted.memory import TextMemory


class Watch:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 15, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def memory(most_bytes: int = 10_000) -> TextMemory:
    return TextMemory(most_bytes, None, Watch())


def test_what_is_kept_is_found() -> None:
    kept = memory()
    kept.keep("a", "{ a }")
    assert (kept.get("a"), kept.get("b")) == ("{ a }", None)


def test_the_longest_unused_goes_first() -> None:
    kept = memory()
    for key in ("a", "b", "c"):
        kept.keep(key, key * 2_500)
    kept.get("a")
    kept.keep("d", "d" * 2_500)
    assert [key for key in "abcd" if kept.get(key)] == ["a", "c", "d"]


def test_ten_thousand_texts_take_no_more_room_than_there_is() -> None:
    kept = memory(100_000)
    for number in range(10_000):
        kept.keep(f"{number}", f"query Ž{number} {{ a }}")
        assert kept.bytes <= 100_000
    assert 100 < len(kept) < 400
    assert kept.get("9999") is not None


def test_a_text_that_is_larger_than_the_room_leaves_nothing_behind() -> None:
    kept = memory(1_000)
    kept.keep("a", "a")
    kept.keep("large", "x" * 2_000)
    assert (len(kept), kept.bytes) == (0, 0)


def test_a_text_that_is_kept_again_takes_its_room_once() -> None:
    kept = memory()
    kept.keep("a", "short")
    once = kept.bytes
    for _ in range(10):
        kept.keep("a", "short")
    assert kept.bytes == once
    kept.drop("a")
    assert kept.bytes == 0


def test_a_text_is_good_for_its_lifetime() -> None:
    watch = Watch()
    kept = TextMemory(10_000, timedelta(minutes=1), watch)
    kept.keep("a", "{ a }")
    watch.now += timedelta(seconds=59)
    assert kept.get("a") == "{ a }"
    watch.now += timedelta(seconds=1)
    assert kept.get("a") is None
    assert kept.bytes == 0
