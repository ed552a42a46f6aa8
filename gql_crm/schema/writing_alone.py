"""Writes a record and reads the answer in one statement, which needs no transaction around it.

It is the statement that the unit of work runs in a transaction, and one more look: at the row that is
written, as the planner reads it, and whether everything that it was made of is still so. Where there is more
to do, the transaction begins after all.
"""

from collections.abc import Callable, Hashable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

import asyncpg

from gql_crm import sql
from gql_crm.customization import may_write
from gql_crm.reads import ReadRequest, record_in
from gql_crm.reads.kept import KeptStatements, KeptWrites
from gql_crm.records.answering import answering, label_of, tables_written
from gql_crm.records.late_unit import LateUnit
from gql_crm.records.statements import fetch_again
from gql_crm.records.write import Write
from gql_crm.records.writing import ROW
from gql_crm.schema.context import OperationContext
from gql_crm.schema.payload_statements import PayloadStatement, RecordWrite, plan_payload
from gql_crm.schema.preparing import PreparedOperation


class AloneRequest(NamedTuple):
    """What such a statement is made of."""

    write: Write
    reading: ReadRequest
    version: int
    access_version: int | None
    glanced: int | None


class AnsweringUnit(LateUnit):
    """Writes for one mutation of a record, and keeps what it answers with."""

    def __init__(self, context: OperationContext, prepared: PreparedOperation, mutation: RecordWrite) -> None:
        super().__init__(context.database, context.unmoved)
        self._context = context
        self._prepared = prepared
        self._mutation = mutation
        self._kept = prepared.writes.setdefault(context.profile.key, KeptWrites())
        self.answered: tuple[PayloadStatement, asyncpg.Record] | None = None
        """The statement and its row, once the record is written alone."""

    async def write(
        self, write: Write, purpose: Hashable, build: Callable[[sql.Given[Write]], sql.With]
    ) -> Sequence[Any]:
        """Write alone, or in the transaction where there is more to tell than the row."""
        context, glanced = self._context, self.glanced.get(write.id)
        reading, version = context.reading(write.id), context.catalog.version
        request = AloneRequest(write, reading, version, context.unconfirmed, glanced)
        kept = self._kept.by_purpose.get(purpose)
        statement = (kept and kept.find(request)) or self._planned(request, purpose, build)
        if not isinstance(statement, PayloadStatement):
            self._kept.answers_apart = True
        if not isinstance(statement, PayloadStatement) or context.records.warnings:
            return await fetch_again(await self.begun(), write.entity, purpose, write, build)
        if context.on_statement:
            context.on_statement(statement.text)
        [row] = await self.alone(statement.text, statement.bind(request))
        self.answered = statement, row
        return ()

    def _planned(
        self, request: AloneRequest, purpose: Hashable, build: Callable[[sql.Given[Write]], sql.With]
    ) -> PayloadStatement | None:
        """Plan the statement and keep it; None where the answer is more than the row tells."""
        context, entity, trace = self._context, request.write.entity, sql.Trace()
        given = sql.Given.of_request(request, trace)
        version, access, glanced = (given.map(attrgetter(name)) for name in AloneRequest._fields[2:])
        scope = context.scope(request.write.id, given.map(attrgetter("reading")))
        write: sql.Given[Write] = given.map(attrgetter("write"))
        own = label_of(write)
        scope.labels = {} if own is None else {ROW: own}
        plan = plan_payload(scope, self._mutation, entity, lambda nodes: record_in(scope, entity, ROW, nodes))
        statement = build(write)
        written = tables_written(statement)
        if plan is None or any(not written.isdisjoint(sql.tables_of(one)) for one in plan.columns.values()):
            return None
        whole = answering(statement, plan.items, glanced, lambda rows: may_write(rows, version, access))
        compiled = sql.compile_statement(whole)
        made = PayloadStatement(
            compiled.text,
            compiled.binder(),
            plan.members,
            (),
            entities=frozenset(scope.touched | {entity.name}),
            constants=plan.constants,
        )
        kept = self._kept.by_purpose.setdefault(purpose, KeptStatements())
        context.version.keep_in(kept, self._prepared, trace, made)
        return made
