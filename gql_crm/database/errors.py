"""What can go wrong between gql_crm and PostgreSQL, told to who runs the server, never to GraphQL clients."""


class DatabaseError(Exception):
    """Something about the database that the reader of the text can put right."""


class EmbeddedServerError(DatabaseError):
    """The embedded PostgreSQL server cannot be started or joined."""


class DatabaseBusy(DatabaseError):  # noqa: N818 (a state that passes, not a fault)
    """Every connection of the pool stayed in use until the time for waiting was over."""


class DatabaseUnavailable(DatabaseError):  # noqa: N818 (a state that passes, not a fault)
    """The server does not answer, or does not let us in."""


class UnsuitableDatabase(DatabaseError):  # noqa: N818 (names the database, as the text does)
    """The database lacks something that gql_crm needs; the text says how to give it."""


class MigrationError(DatabaseError):
    """A migration failed or cannot be applied; the database is as it was before that migration."""


class TablesInUse(MigrationError):  # noqa: N818 (a state that passes, not a fault)
    """A migration needs a table that others kept in use; the database is as it was before that migration."""


class IndexNotBuilt(DatabaseError):  # noqa: N818 (a state of the index)
    """An index over a custom field could not be built; the text may be shown to who asked for it."""
