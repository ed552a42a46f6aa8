"""PostgreSQL: the embedded server, connections and transactions, notifications, migrations."""

from gql_crm.database.pool import Connection, Database, Isolation

__all__ = ["Connection", "Database", "Isolation"]
