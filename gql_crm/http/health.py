"""Whether the process lives, and whether it can serve: for load balancers and orchestrators."""

import asyncio
from dataclasses import dataclass
from typing import Final

import structlog
from starlette.types import Receive, Scope, Send

from gql_crm.http.answers import send_answer, send_refusal
from gql_crm.http.media_types import JSON
from gql_crm.http.refusals import Refusal, bad_input
from gql_crm.workspace import Workspace

_READY_SECONDS: Final = 2.0

log = structlog.get_logger("gql_crm.http")


class Healthz:
    """Answers as long as the event loop turns."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if await _is_read(scope, send):
            await send_answer(send, 200, b'{"status":"ok"}', JSON)


@dataclass(frozen=True, slots=True)
class Readyz:
    """Answers 200 when the database answers, else 503."""

    workspace: Workspace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not await _is_read(scope, send):
            return
        try:
            async with asyncio.timeout(_READY_SECONDS):
                await self.workspace.ready()
        except Exception as problem:  # noqa: BLE001 (whatever it is: not ready)
            log.warning("not ready", problem=f"{type(problem).__name__}: {problem}")
            await send_refusal(send, Refusal(503, "OVERLOADED", "The database does not answer."))
            return
        await send_answer(send, 200, b'{"status":"ready"}', JSON)


async def _is_read(scope: Scope, send: Send) -> bool:
    if scope["method"] in {"GET", "HEAD"}:
        return True
    await send_refusal(
        send, bad_input(f'The method "{scope["method"]}" is not taken here.', 405, Allow="GET, HEAD")
    )
    return False
