"""The tabs that GraphiQL opens for somebody: examples of the modules that they may use."""

from collections.abc import Sequence

from gql_crm.access import Actor
from gql_crm.http.parameters import languages
from gql_crm.http.request_headers import RequestHeaders
from gql_crm.workspace import Examples, Workspace, examples_for


async def explorer_tabs(
    workspace: Workspace, actor: Actor | None, headers: RequestHeaders
) -> Sequence[Examples]:
    """Return the tabs; who is not signed in hears of no module."""
    if actor is None or not actor.allows("read"):
        return ()
    return await examples_for(workspace, actor, languages(headers.get(b"accept-language")))
