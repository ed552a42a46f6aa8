"""The command `gql-crm`."""

from gql_crm.cli.program import main

__all__ = ["main"]
