from tests.database.library.steps import Initial as Migration

__all__ = ["Migration"]
