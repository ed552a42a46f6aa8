"""Sessions of people in a browser: a signed cookie that names a user and a time; the server keeps nothing."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from typing import Final
from uuid import UUID

LIFETIME_SECONDS: Final = 7 * 24 * 3600
_ID_BYTES: Final = 16
_TIME_BYTES: Final = 8
_LONGEST_COOKIE_HEADER: Final = 16_384


class Sessions:
    """Makes and reads the cookie. The signature is HMAC-SHA256 over the user's id and the time of expiry."""

    def __init__(self, secret_key: bytes, now: Callable[[], float] = time.time) -> None:
        self._key = hashlib.sha256(b"gql_crm session\0" + secret_key).digest()
        self._now = now
        # All ports of a host share cookies: two servers must not overwrite each other's.
        self.cookie_name = f"gql_crm_{hashlib.sha256(b'name' + self._key).hexdigest()[:12]}"

    def set_cookie(self, user_id: UUID, *, secure: bool) -> str:
        """Return the value of a Set-Cookie header that signs the user in."""
        content = user_id.bytes + int(self._now() + LIFETIME_SECONDS).to_bytes(_TIME_BYTES, "big")
        value = base64.urlsafe_b64encode(content + self._sign(content)).decode().rstrip("=")
        attributes = (
            f"Max-Age={LIFETIME_SECONDS}; Path=/; HttpOnly; SameSite=Strict{'; Secure' if secure else ''}"
        )
        return f"{self.cookie_name}={value}; {attributes}"

    def user_of(self, cookie_header: str | None) -> UUID | None:
        """Return the user of a valid session in a Cookie header."""
        value = self._value_in(cookie_header)
        return None if value is None else self._read(value)

    def _value_in(self, cookie_header: str | None) -> str | None:
        if cookie_header is None or len(cookie_header) > _LONGEST_COOKIE_HEADER:
            return None
        for pair in cookie_header.split(";"):
            name, _, value = pair.strip().partition("=")
            if name == self.cookie_name:
                return value
        return None

    def _read(self, value: str) -> UUID | None:
        try:
            signed = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
        except ValueError:
            return None
        content, signature = signed[: _ID_BYTES + _TIME_BYTES], signed[_ID_BYTES + _TIME_BYTES :]
        if not hmac.compare_digest(signature, self._sign(content)):
            return None
        if int.from_bytes(content[_ID_BYTES:], "big") < self._now():
            return None
        return UUID(bytes=content[:_ID_BYTES])

    def _sign(self, content: bytes) -> bytes:
        return hmac.digest(self._key, content, "sha256")
