"""`gql-crm settings`."""


def settings() -> None:
    """Describe every setting, as a page of Markdown."""
    from gql_crm.cli.settings_reference import settings_reference

    print(settings_reference(), end="")
