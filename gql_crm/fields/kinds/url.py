"""URL: addresses of the web."""

import re
from typing import Any
from urllib.parse import SplitResult, urlsplit

from gql_crm.fields.field import Field
from gql_crm.fields.kind import ValueContext, ValueProblem
from gql_crm.fields.kinds.textual import TextualKind, limited, matched, trimmed
from gql_crm.fields.scalars import URL
from gql_crm.text import shown

_LENGTH_LIMIT = 2_048
_FORBIDDEN = re.compile(r'[\s\x00-\x1f\x7f<>"\\^`{|}]')
_HOST = re.compile(r"[^\W_]([\w-]*[^\W_])?(\.[^\W_]([\w-]*[^\W_])?)*\.?|\[[0-9A-Fa-f:.]+\]")
_PORTS = {"http": 80, "https": 443}


class UrlKind(TextualKind):
    name = "URL"
    description = "An address of the web with http or https, kept as it was written, up to 2,048 characters."
    options = frozenset({"min_length", "max_length", "pattern"})
    output_type = URL
    input_type = URL
    has_domain = True

    def parse(self, value: Any, field: Field, context: ValueContext) -> str:
        text = limited(trimmed(value, "web address"), field, _LENGTH_LIMIT)
        if _FORBIDDEN.search(text):
            raise ValueProblem(
                f"{shown(text)} has characters that a web address must encode, such as spaces."
            )
        parts = _split(text)
        if parts.scheme.lower() not in _PORTS:
            hint = f" Write {shown('https://' + text)}." if "//" not in text and "." in text else ""
            raise ValueProblem(f'{shown(text)} does not begin with "http://" or "https://".{hint}')
        host = parts.netloc.rpartition("@")[2]
        if not parts.hostname or not _HOST.fullmatch(re.sub(r":[0-9]*$", "", host)):
            raise ValueProblem(f'{shown(text)} names no host; expected one like "https://example.com/".')
        if "@" in parts.netloc:
            raise ValueProblem(f"{shown(text)} contains a user name or password, which a link must not show.")
        return matched(text, field)

    def unique_key(self, value: Any) -> str:
        """Compare scheme and host in lower case, without the scheme's own port and an empty path."""
        parts = _split(value)
        scheme = parts.scheme.lower()
        port = "" if parts.port in {None, _PORTS[scheme]} else f":{parts.port}"
        query = f"?{parts.query}" if parts.query else ""
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return f"{scheme}://{(parts.hostname or '').rstrip('.')}{port}{parts.path or '/'}{query}{fragment}"

    def compared_text(self, value: Any) -> str:
        """Compare domain and path: with or without "www." and a slash at the end it is one page."""
        parts = _split(value)
        port = "" if parts.port in {None, *_PORTS.values()} else f":{parts.port}"
        query = f"?{parts.query}" if parts.query else ""
        return f"{self.domain(value)}{port}{parts.path.rstrip('/')}{query}"

    def domain(self, value: Any) -> str:
        """Return the host without "www."."""
        return (_split(value).hostname or "").rstrip(".").removeprefix("www.")


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port  # read here, because a wrong port is only found when it is read
    except ValueError:
        raise ValueProblem(
            f'{shown(text)} is no web address; expected one like "https://example.com/".'
        ) from None
    return parts
