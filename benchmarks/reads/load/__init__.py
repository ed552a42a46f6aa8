"""The load generator: a process of its own that asks as fast as answers come."""
