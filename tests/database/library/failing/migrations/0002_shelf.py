from tests.database.library.steps import Failing as Migration

__all__ = ["Migration"]
