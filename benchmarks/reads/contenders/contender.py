"""What a benchmark knows of somebody who answers queries."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, ClassVar
from urllib.parse import urlsplit

import orjson

from benchmarks.reads.cases.case import Case
from benchmarks.reads.dataset.ground import Ground


@dataclass(frozen=True)
class Running:
    """A contender's process on loopback."""

    address: str
    pid: int

    @property
    def port(self) -> int:
        port = urlsplit(self.address).port
        assert port is not None
        return port


class Contender(ABC):
    """Somebody who answers queries over the dataset."""

    name: ClassVar[str]
    title: ClassVar[str]
    packages: ClassVar[tuple[str, ...]] = ()
    """Distributions whose versions a reader wants to know."""

    def versions(self) -> str:
        """Return what takes part, in which versions."""
        return ", ".join(f"{package} {version(package)}" for package in self.packages)

    def absence(self) -> str | None:
        """Return why the contender cannot take part here, if so; may install what it needs."""
        return None

    @abstractmethod
    def start(self, ground: Ground, workspace: str) -> AbstractAsyncContextManager[Running]:
        """Start the process on one of the workspaces."""

    @abstractmethod
    def path(self, case: Case) -> str:
        """Return where the case is asked."""

    @abstractmethod
    def body(self, case: Case, variables: Mapping[str, Any]) -> Any:
        """Return what is sent, before it becomes JSON."""

    def canonical(self, case: Case, answer: Any) -> Any:
        """Return the answer's data in the form that ours have."""
        return answer["data"]

    def requests(self, case: Case, token: str) -> Iterator[bytes]:
        """Make the bytes of a request for each set of variables."""
        for variables in case.variables:
            body = orjson.dumps(self.body(case, variables))
            head = (
                f"POST {self.path(case)} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\n"
                f"content-type: application/json\r\nauthorization: Bearer {token}\r\n"
                f"content-length: {len(body)}\r\n\r\n"
            )
            yield head.encode() + body


class GraphQLContender(Contender):
    """A contender who takes our own documents."""

    def path(self, case: Case) -> str:
        return "/graphql"

    def body(self, case: Case, variables: Mapping[str, Any]) -> Any:
        return {"query": case.document, "variables": variables}
