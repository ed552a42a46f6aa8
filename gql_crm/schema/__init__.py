"""Catalog → GraphQL schema: types, operations woven in, limits, execution."""
