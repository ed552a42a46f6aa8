from tests.workers.conftest import fresh_dsn

__all__ = ["fresh_dsn"]
