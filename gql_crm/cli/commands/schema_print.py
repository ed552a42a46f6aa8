"""`gql-crm schema print`."""


def print_() -> None:
    """Print the GraphQL schema of all installed modules."""
    from gql_crm.workspace.setup import installed_sdl

    print(installed_sdl(), end="")
