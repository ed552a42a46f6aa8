"""What every connection to PostgreSQL has in common: its settings and how JSON travels."""

from datetime import UTC, date, datetime, timedelta

import asyncpg
import orjson


def quoted(identifier: str) -> str:
    """Return an identifier as SQL text."""
    return '"' + identifier.replace('"', '""') + '"'


def session_settings(
    *,
    schema: str,
    application_name: str,
    statement_timeout_ms: int = 0,
    lock_timeout_ms: int = 0,
    idle_in_transaction_timeout_ms: int = 0,
    plan_cache_mode: str = "auto",
) -> dict[str, str]:
    """Return the settings that a connection starts with. Times are milliseconds; 0 is no limit."""
    return {
        "search_path": quoted(schema),
        "TimeZone": "UTC",
        "DateStyle": "ISO, YMD",
        "application_name": application_name,
        "jit": "off",
        "plan_cache_mode": plan_cache_mode,
        "statement_timeout": str(statement_timeout_ms),
        "lock_timeout": str(lock_timeout_ms),
        "idle_in_transaction_session_timeout": str(idle_in_transaction_timeout_ms),
    }


def _encoded(text: str | bytes) -> bytes:
    if isinstance(text, str):
        return text.encode()
    if isinstance(text, bytes):
        return text
    raise TypeError(f'A JSON parameter is JSON text as str or bytes, not "{type(text).__name__}".')


def _encoded_jsonb(text: str | bytes) -> bytes:
    return b"\x01" + _encoded(text)


def _decoded_jsonb(wire: bytes) -> object:
    return orjson.loads(memoryview(wire)[1:])


async def set_codecs(connection: asyncpg.Connection) -> None:
    """Let `json` arrive as PostgreSQL's own bytes, `jsonb` as Python values; both are sent as JSON text."""
    await connection.set_type_codec(
        "json", schema="pg_catalog", encoder=_encoded, decoder=bytes, format="binary"
    )
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", encoder=_encoded_jsonb, decoder=_decoded_jsonb, format="binary"
    )
    await connection.set_type_codec(
        "date", schema="pg_catalog", encoder=_encoded_day, decoder=_decoded_day, format="tuple"
    )
    await connection.set_type_codec(
        "timestamptz", schema="pg_catalog", encoder=_encoded_time, decoder=_decoded_time, format="tuple"
    )


# asyncpg's own codecs take the ends of the calendar for infinities. PostgreSQL counts from the year 2000.
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def _encoded_day(day: date) -> tuple[int]:
    return (day.toordinal() - _EPOCH.toordinal(),)


def _decoded_day(days: tuple[int]) -> date:
    return date.fromordinal(days[0] + _EPOCH.toordinal())


def _encoded_time(time: datetime) -> tuple[int]:
    since = time - _EPOCH
    return ((since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds,)


def _decoded_time(microseconds: tuple[int]) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds[0])
