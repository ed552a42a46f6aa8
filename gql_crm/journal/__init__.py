"""What has happened: append-only rows, written in the statement that writes what they tell of."""

from gql_crm.journal.change import LINKS, Action, Change, Diff, Origin, insert_change

__all__ = ["LINKS", "Action", "Change", "Diff", "Origin", "insert_change"]
