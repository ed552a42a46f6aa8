from tests.database.library.steps import Pages as Migration

__all__ = ["Migration"]
