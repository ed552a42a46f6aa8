"""PostgreSQL: the embedded server, connections and transactions, notifications, migrations."""
