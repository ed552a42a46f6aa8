from tests.records.fixtures import world, world_template

__all__ = ["world", "world_template"]
