"""Reads what a subscription is told next, by the planner, as the subscriber: nothing that they cannot see.

The statement is made once and kept with the subscription; each read binds another place to it.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, cast
from uuid import UUID

import asyncpg
import orjson
from graphql import FieldNode, GraphQLObjectType

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.fields.scalars import parse_id
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads import Completion, PlanScope, ReadPlan, completion_of, event_readers, root_fields
from gql_crm.reads.kept import KeptStatements, ReadStatement
from gql_crm.reads.live_changes import changed_entity, changes_after
from gql_crm.reads.live_events import TIMELINE_APPENDED, events_after
from gql_crm.reads.live_pages import AT, END, IS_FULL, OUT_OF_SIGHT, PLACE, SUBSCRIPTION, TOLD, VALUE
from gql_crm.reads.live_places import (
    Place,
    ends,
    entity_of_record,
    place_of_change,
    place_of_event,
    read_ends,
)
from gql_crm.reads.selection import arguments
from gql_crm.schema.computing import complete
from gql_crm.schema.context import OperationContext
from gql_crm.schema.preparing import PreparedOperation
from gql_crm.schema.running import Outcome
from gql_crm.schema.used_views import views_named
from gql_crm.text import shown

_EXPIRED: Final = (
    "after: the cursor is from before the database was restored or moved, and what came since then cannot be "
    "told apart. Read anew, and subscribe without it."
)


class Moved(Exception):  # noqa: N818 (no error: the subscription is prepared again)
    """The catalog, or what users may do, is not any more what the subscription was prepared by."""

    def __init__(self, catalog_version: int | None = None) -> None:
        super().__init__("the subscription is prepared again")
        self.catalog_version = catalog_version


class OutOfSight(ClientError):  # noqa: N818 (its text is the message)
    """The record whose timeline is followed is not there for who follows it, or not any more."""


class Told(NamedTuple):
    """One thing that is told, with its place."""

    place: str
    outcome: Outcome


class LivePage(NamedTuple):
    """What is told next, the place behind all that was looked at, and whether there may be more."""

    told: Sequence[Told]
    end: str | None
    is_full: bool


@dataclass(slots=True)
class LiveRead:
    """The reads of one prepared subscription. `contexts` makes the context of a read, by its variables."""

    prepared: PreparedOperation
    contexts: Callable[[Mapping[str, Any]], OperationContext]
    variables: Mapping[str, Any]
    tells_events: bool
    entity: CatalogEntity | None
    """Of changes; the one of the record, of a timeline that is a record's."""
    record_id: UUID | None
    """The only record that changes are of."""
    start: str
    """Where it was opened: behind what somebody was told last, or at the present end."""
    accepts: int | None
    """A version of the catalog of which this server can make no schema: that before it is served."""
    _kept: KeptStatements = field(default_factory=KeptStatements)

    def place(self, text: str) -> Place:
        """Return a place that can be compared."""
        return place_of_event(text) if self.tells_events else place_of_change(text)

    async def after(self, place: str) -> LivePage:
        """Read what comes behind a place. Raises Moved, ClientError, and what the database raises."""
        context = self.contexts({**self.variables, PLACE: place})
        scope = context.scope()
        statement = None if self.prepared.uses_views else self._kept.find(scope.request)
        if statement is None:
            context.views = await views_named(scope, self.prepared, context.database, context.on_statement)
            scope = context.scope()
            statement = self._planned(scope)
        if context.on_statement:
            context.on_statement(statement.text)
        try:
            row = await context.database.fetchrow(statement.text, statement.bind(scope.request))
        except asyncpg.UndefinedTableError:
            raise Moved from None  # its entity was deleted since
        if row is None or row["catalog_version"] not in {context.version.catalog.version, self.accepts}:
            raise Moved(row["catalog_version"] if row else None)
        if row["access_version"] != context.actor.access_version:
            raise Moved
        if row[0] is None:
            raise ClientError("CURSOR_EXPIRED", _EXPIRED)
        page = orjson.loads(row[0])
        if OUT_OF_SIGHT in page:
            _, nodes = root_of(scope, self.prepared)
            raise _out_of_sight(arguments(scope, SUBSCRIPTION, nodes[0])["recordId"].plain())
        return await self._page(context, statement, page)

    def _planned(self, scope: PlanScope) -> ReadStatement:
        key, nodes = root_of(scope, self.prepared)
        if self.tells_events:
            node = events_after(scope, self.entity, nodes, event_readers())
        else:
            node = changes_after(scope, cast("CatalogEntity", self.entity), nodes)
        plan = ReadPlan({key: node}).statement()
        root = cast("GraphQLObjectType", scope.schema.subscription_type)
        completion = completion_of(scope, root.fields[nodes[0].name.value].type, nodes)
        statement = ReadStatement(
            plan.text,
            plan.binder(),
            ((key, 0),),
            (),
            {key: completion} if completion else {},
            frozenset(scope.touched),
        )
        self._kept.keep(scope.trace, statement)
        return statement

    async def _page(
        self, context: OperationContext, statement: ReadStatement, page: Mapping[str, Any]
    ) -> LivePage:
        key = statement.members[0][0]
        read = [one[VALUE].encode() for one in page[TOLD]]
        completion = statement.completions.get(key)
        outcomes = await _completed(context, key, completion, read)
        told = [Told(one[AT], outcome) for one, outcome in zip(page[TOLD], outcomes, strict=True)]
        return LivePage(told, page[END], page[IS_FULL])


async def _completed(
    context: OperationContext, key: str, completion: Completion | None, read: Sequence[bytes]
) -> Sequence[Outcome]:
    if completion is None:
        return [Outcome({key: orjson.Fragment(one)}) for one in read]
    try:
        completed = await asyncio.gather(*(complete(completion, one, context, (key,)) for one in read))
    finally:
        context.loaders.clear()  # they hold the context, which would wait for the collector
    return [Outcome({key: orjson.Fragment(one.value)}, one.errors) for one in completed]


def root_of(scope: PlanScope, prepared: PreparedOperation) -> tuple[str, list[FieldNode]]:
    """Return the field of a subscription, of which there is one."""
    if prepared.operation is None:
        msg = "an operation that could not be prepared is not followed"
        raise RuntimeError(msg)
    roots = root_fields(scope, prepared.operation.selection_set, SUBSCRIPTION)
    if len(roots) != 1:
        raise ClientError("BAD_USER_INPUT", "A subscription has one field; skip it not, and include it.")
    return next(iter(roots.items()))


async def open_live_read(
    prepared: PreparedOperation,
    variables: Mapping[str, Any],
    contexts: Callable[[Mapping[str, Any]], OperationContext],
    place: str | None,
    accepts: int | None = None,
) -> LiveRead:
    """Find out what a subscription is told of, and plan it. Raises ClientError for what cannot be.

    It goes on behind a `place`; without one, it begins now. Raises OutOfSight where it has begun before.
    """
    context = contexts({**variables, PLACE: ""})
    scope = context.scope()
    _, nodes = root_of(scope, prepared)
    given = arguments(scope, SUBSCRIPTION, nodes[0])
    tells_events = nodes[0].name.value == TIMELINE_APPENDED
    if tells_events:
        entity = await _subject(context, scope, given)
        record_id = None
    else:
        entity = changed_entity(scope, nodes)
        record_id = parse_id(given["id"].plain()) if "id" in given else None
    after = place or await _now(context, tells_events=tells_events)
    live = LiveRead(
        prepared,
        contexts,
        variables,
        tells_events,
        entity,
        record_id,
        start=after,
        accepts=accepts,
    )
    live.place(after)
    await live.after(after)
    return live


async def _subject(
    context: OperationContext, scope: PlanScope, given: Mapping[str, sql.Given[Any]]
) -> CatalogEntity | None:
    if "recordId" not in given:
        return None
    id_ = given["recordId"].plain()
    statement = sql.compile_statement(entity_of_record(scope, sql.Parameter(parse_id(id_), "uuid")))
    row = await context.database.fetchrow(statement.text, statement.parameters)
    found = row and next(
        (one for one in scope.every_entity().values() if one.stored_as == row["entity"]), None
    )
    if not found:
        raise _out_of_sight(id_)
    return found


def _out_of_sight(id_: str) -> OutOfSight:
    text = f"recordId: there is no record {shown(id_)} that you can see; pass the id of one that you can."
    return OutOfSight("BAD_USER_INPUT", text)


async def _now(context: OperationContext, *, tells_events: bool) -> str:
    statement = sql.compile_statement(ends())
    row = await context.database.fetchrow(statement.text, statement.parameters)
    if row is None:
        msg = "a statement without FROM returned no row"
        raise RuntimeError(msg)
    present = read_ends(row["epoch"], row["change"], row["event"])
    return present.events if tells_events else present.changes
