"""How contenders written in Python are served, each in a process of its own."""

import gc
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

import orjson
import uvicorn
from starlette.applications import Starlette

ENVIRONMENT = "GQL_CRM_BENCHMARK_GIVEN"


@dataclass(frozen=True)
class Given:
    """What a contender's process is told."""

    dsn: str
    token: str
    keys: Mapping[str, Mapping[str, str]]

    @classmethod
    def from_json(cls, text: str) -> Self:
        return cls(**orjson.loads(text))

    def as_json(self) -> str:
        return orjson.dumps(asdict(self)).decode()


def serve(app: Starlette) -> None:
    """Serve on a free port of loopback and print its address, by the fastest that uvicorn has."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        configuration = uvicorn.Config(
            app, loop="uvloop", http="httptools", ws="none", lifespan="on", log_config=None, access_log=False
        )
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        uvicorn.Server(configuration).run(sockets=[listener])
