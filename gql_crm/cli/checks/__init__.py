"""What `gql-crm doctor` looks at, a concern a file."""
