"""Every request has an id: in its answer, and in each line of the log that it causes."""

import os
import re
from typing import Final

from starlette.types import Scope

HEADER: Final = b"x-request-id"
_TAKEN: Final = re.compile(rb"[A-Za-z0-9._=+/-]{8,128}")


def give_request_id(scope: Scope) -> str:
    """Take over the id that a proxy gave, or make one."""
    given = next((value for name, value in scope["headers"] if name == HEADER), b"")
    request_id = given.decode("ascii") if given and _TAKEN.fullmatch(given) else os.urandom(8).hex()
    scope.setdefault("state", {})["request_id"] = request_id
    return request_id


def request_id_of(scope: Scope) -> str:
    """Return the id of a request."""
    return str(scope.get("state", {}).get("request_id", ""))
