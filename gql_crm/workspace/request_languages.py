"""Which languages a request is answered in."""

from gql_crm.customization import WorkspaceSettings
from gql_crm.schema.languages import lookup_order
from gql_crm.workspace.requests import GraphQLRequest


def languages_of(locale: str | None, request: GraphQLRequest, settings: WorkspaceSettings) -> tuple[str, ...]:
    """Return the tags to look for in labels: the person's language, the request's, the workspace's."""
    return lookup_order((locale,) if locale else (), request.languages, settings.languages)
