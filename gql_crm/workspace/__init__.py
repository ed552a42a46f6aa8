"""The workspace: database, catalog and live schema as one running thing."""

from gql_crm.workspace.examples import Examples, examples_for
from gql_crm.workspace.requests import DocumentReference, GraphQLRequest, GraphQLResponse
from gql_crm.workspace.responding import find_document, note_document, respond, respond_remembered
from gql_crm.workspace.workspace import Workspace

__all__ = [
    "DocumentReference",
    "Examples",
    "GraphQLRequest",
    "GraphQLResponse",
    "Workspace",
    "examples_for",
    "find_document",
    "note_document",
    "respond",
    "respond_remembered",
]
