"""The commands of `gql-crm`, one a file. They import what they need when they run: `--help` is quick."""
