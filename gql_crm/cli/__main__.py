"""`python -m gql_crm.cli` is `gql-crm`."""

from gql_crm.cli import main

main()
