"""Headers of one request, read once."""

from collections.abc import Collection, Iterable
from typing import Final

from gql_crm.http.refusals import bad_input

_ONCE: Final = frozenset(
    {
        b"authorization",
        b"content-length",
        b"content-type",
        b"host",
        b"idempotency-key",
        b"origin",
        b"sec-fetch-site",
        b"x-gql-crm-catalog",
        b"x-gql-crm-time-zone",
    }
)
"""Two of these contradict each other; guessing which one counts is how requests get smuggled."""


class RequestHeaders:
    """Repeated headers are joined as RFC 9110, 5.3 says, or refused where only one may stand."""

    __slots__ = ("_values",)

    def __init__(self, raw: Collection[tuple[bytes, bytes]]) -> None:
        values = dict(raw)
        if len(values) < len(raw):
            values = _joined(raw)
        self._values = values

    def get(self, name: bytes) -> str | None:
        """Return the value of a header, given by its name in lower case."""
        value = self._values.get(name)
        return None if value is None else value.decode("latin-1")

    def raw(self, name: bytes) -> bytes | None:
        """Return the value of a header as it came."""
        return self._values.get(name)

    def has_any(self, names: Iterable[bytes]) -> bool:
        """Tell whether one of these headers is there and not empty."""
        return any(self._values.get(name) for name in names)

    def has_none(self, names: frozenset[bytes]) -> bool:
        """Tell whether none of these headers is there."""
        return names.isdisjoint(self._values)


def _joined(raw: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    values: dict[bytes, bytes] = {}
    for name, value in raw:
        if name not in values:
            values[name] = value
        elif name in _ONCE:
            raise bad_input(f'The header "{name.decode("latin-1")}" is given more than once.')
        else:
            separator = b"; " if name == b"cookie" else b", "
            values[name] = values[name] + separator + value
    return values
