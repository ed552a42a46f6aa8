"""The HTTP door: GraphQL, GraphiQL, the schema as text, health; and the server that serves them."""
