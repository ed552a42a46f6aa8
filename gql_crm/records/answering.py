"""Lets the statement that writes a record answer as well: with the row that it has written."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import attrgetter

from gql_crm import sql
from gql_crm.records.duplicate_writes import KEYS_GONE, all_filled
from gql_crm.records.write import Write
from gql_crm.records.writing import ROW, TEXTS, WRITTEN, texts_given


def answering(
    statement: sql.With,
    items: Sequence[sql.Item],
    glanced: sql.Given[int | None],
    may: Callable[[sql.Node], sql.Node],
) -> sql.With:
    """Let a statement return `items`, which read the row `ROW` as it is then, and whether it `may` do so.

    `may` is told how many rows are written, or 0 where the statement finds what it looks for besides: then
    there is more to tell. With a version of the row that was `glanced` at, another one is not written, nor is
    one whose keys a job may be writing.
    """
    parts = dict(statement.parts)
    returning = (sql.Item(sql.Constant(1), "one"), *items)
    row = parts[WRITTEN]
    if isinstance(row, sql.Update):
        same = () if glanced.is_null() else (_is_version(glanced),)
        filled = (all_filled(),) if KEYS_GONE in parts else ()
        where = sql.all_of(row.where, *same, *filled)
        parts[WRITTEN] = replace(row, where=where, returning=returning)
    elif isinstance(row, sql.Insert):
        parts[WRITTEN] = replace(row, alias=ROW, returning=returning)
    rows = _only(sql.CountRows())
    if isinstance(statement.final, sql.Select):
        rows = sql.Case(((sql.Exists(statement.final), sql.Constant(0)),), rows)
    else:
        parts["w_change"] = statement.final
    final = (
        *(sql.Item(_only(sql.Column("w", one.name)), one.name) for one in items),
        sql.Item(may(rows), "may"),
    )
    return sql.With(tuple(parts.items()), sql.Select(final))


def _only(expression: sql.Node) -> sql.Node:
    return sql.Scalar(sql.Select((sql.Item(expression, "only"),), sql.Table(WRITTEN, "w")))


def tables_written(statement: sql.With) -> set[str]:
    """Return the names of the tables of which an answer may not read what a statement writes there.

    Whoever reads the row has no other way to its own texts but `label_of`: those of the table are of others.
    """
    nodes = (*(node for _, node in statement.parts), statement.final)
    tables = {node.table for node in nodes if isinstance(node, sql.Insert | sql.Update | sql.Delete)}
    return tables - {TEXTS}


def label_of(write: sql.Given[Write]) -> sql.Node | None:
    """Return what the record is called then, where the write says so; None where it is called as before."""
    texts = write.map(attrgetter("texts"))
    return None if texts.is_null() else texts_given(texts)[0]


def _is_version(glanced: sql.Given[int | None]) -> sql.Node:
    return sql.equal(sql.Column(ROW, "xmin"), sql.Parameter(glanced, "xid"))
