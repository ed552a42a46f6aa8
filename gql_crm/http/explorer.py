"""GraphiQL at `/`: a page from this package, whose scripts come from this package, too."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Self

import orjson
from starlette.types import Send

from gql_crm.http.answers import send_answer
from gql_crm.workspace import Examples

ASSETS: Final = "/graphiql"
_HTML: Final = "text/html"
_POLICY: Final = "; ".join(  # noqa: FLY002 (a list that explains itself)
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # the editor measures its text with style attributes
        "worker-src 'self'",
        "connect-src 'self'",  # requests, and the socket of the same origin
        "img-src 'self' data:",
        "font-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_NOT_BUILT: Final = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>gql_crm</title></head><body>
<h1>gql_crm is running</h1>
<p>GraphQL is at <a href="/graphql">/graphql</a>,
the schema at <a href="/schema.graphql">/schema.graphql</a>.</p>
<p>GraphiQL, the explorer that belongs here, has not been built. In a clone of the source, run
<code>make graphiql</code> (Node comes with it), then load this page again.</p>
</body></html>
"""


@dataclass(frozen=True, slots=True)
class Explorer:
    """Answers with GraphiQL, or says how to build it."""

    folder: Path
    configuration: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of_package(cls) -> Self:
        """Return the explorer that was built into this package."""
        examples = files("gql_crm.http").joinpath("examples.graphql").read_text("utf-8")
        links = [{"label": "schema", "href": "/schema.graphql"}]
        configuration = {"endpoint": "/graphql", "tabs": [{"query": examples}], "links": links}
        return cls(Path(str(files("gql_crm.http").joinpath("graphiql"))), configuration)

    @property
    def assets(self) -> Path:
        """The folder of scripts and styles; their names change with their content."""
        return self.folder / "assets"

    async def answer(self, send: Send, headers: Mapping[str, str], tabs: Sequence[Examples] = ()) -> None:
        """Send the page. It is read anew, so that a build shows without a restart."""
        page = self.page(tabs).encode()
        await send_answer(send, 200, page, _HTML, {"Content-Security-Policy": _POLICY, **headers})

    def page(self, tabs: Sequence[Examples] = ()) -> str:
        """Return the page as HTML; `tabs` come behind the first one."""
        try:
            built = orjson.loads((self.folder / "manifest.json").read_bytes())
            script, style = (html.escape(f"{ASSETS}/{built[name]}") for name in ("script", "style"))
        except (OSError, KeyError, ValueError):
            return _NOT_BUILT
        # Inside a script element only "<" can end it early.
        configuration = orjson.dumps(self._configuration(tabs)).decode().replace("<", "\\u003c")
        return (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>gql_crm</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<link rel="stylesheet" href="{style}"><link rel="icon" href="data:,"></head>'
            '<body><div id="graphiql"></div>'
            f'<script type="application/json" id="graphiql-configuration">{configuration}</script>'
            f'<script type="module" src="{script}"></script></body></html>\n'
        )

    def _configuration(self, tabs: Sequence[Examples]) -> dict[str, Any]:
        more = [{"label": tab.label, "query": tab.document} for tab in tabs]
        return {**self.configuration, "tabs": [*self.configuration.get("tabs", ()), *more]}
