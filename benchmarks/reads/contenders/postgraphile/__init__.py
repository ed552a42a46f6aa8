"""PostGraphile 5 on the same tables: benchmarks/reads/postgraphile has the server and its packages."""
