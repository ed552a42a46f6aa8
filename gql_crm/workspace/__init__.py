"""The workspace: database, catalog and live schema as one running thing."""

from gql_crm.workspace.requests import GraphQLRequest, GraphQLResponse
from gql_crm.workspace.workspace import Workspace

__all__ = ["GraphQLRequest", "GraphQLResponse", "Workspace"]
