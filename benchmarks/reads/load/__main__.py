"""The process: a command a line on standard input, an answer a line on standard output, both JSON."""

import asyncio
import base64
import gc
import sys
from typing import Any

import orjson

from benchmarks.reads.load.slice import Target, measured_slice
from gql_crm.http.server import new_event_loop


async def _serve() -> None:
    gc.disable()
    requests: dict[str, list[bytes]] = {}
    sent: dict[str, int] = {}
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.buffer.readline):
        command: dict[str, Any] = orjson.loads(line)
        if "requests" in command:
            requests[command["name"]] = [base64.b64decode(one) for one in command["requests"]]
            answer: Any = {}
        else:
            name, target = command.pop("name"), Target(**command.pop("target"))
            answer = await measured_slice(target, requests[name], first=sent.get(name, 0), **command)
            sent[name] = sent.get(name, 0) + answer.answers + answer.failures
        sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
        sys.stdout.buffer.flush()
        gc.collect()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(_serve())
