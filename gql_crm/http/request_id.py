"""Every request has an id: in its answer, and in each line of the log that it causes."""

import itertools
import os
import re
from typing import Final

from starlette.types import Scope

HEADER: Final = b"x-request-id"
_TAKEN: Final = re.compile(rb"[A-Za-z0-9._=+/-]{8,128}")


class RequestIds:
    """The ids of one process: a random beginning and a number."""

    def __init__(self) -> None:
        self._beginning = os.urandom(6).hex()
        self._numbers = itertools.count(1)

    def give(self, scope: Scope) -> str:
        """Take over the id that a proxy gave, or make one."""
        request_id = f"{self._beginning}{next(self._numbers):08x}"
        for name, value in scope["headers"]:
            if name == HEADER:
                request_id = value.decode("ascii") if _TAKEN.fullmatch(value) else request_id
        scope.setdefault("state", {})["request_id"] = request_id
        return request_id


def request_id_of(scope: Scope) -> str:
    """Return the id of a request."""
    return str(scope.get("state", {}).get("request_id", ""))
