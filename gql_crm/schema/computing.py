"""Completes what was read: values that plugins compute take their places in PostgreSQL's JSON."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import structlog
from aiodataloader import DataLoader
from graphql import GraphQLError

from gql_crm.clock import uuid7
from gql_crm.plugins.calling import PluginFailure, without_frames
from gql_crm.plugins.computed import CatalogComputed
from gql_crm.plugins.module import Row
from gql_crm.plugins.system import CORE
from gql_crm.reads import NEEDS, PLACE, ROW, Completion, SelectedComputed
from gql_crm.schema.context import OperationContext, Path

log = structlog.get_logger(__name__)

_MOST_ERRORS = 50
"""Errors of one computed field that are told; of more places that are null the first ones."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """JSON that was read, and where computed fields lie in it."""

    completion: Completion
    read: bytes


@dataclass(frozen=True, slots=True)
class Completed:
    """The same JSON with all values, and an error for what is null because its plugin failed."""

    value: bytes
    errors: Sequence[GraphQLError]


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why there is no value."""

    reason: str
    cause: BaseException | None = None


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a plugin's function returned for a row, or why it returned nothing."""

    value: Any = None
    failure: _Failure | None = None


@dataclass(slots=True, eq=False)
class _Spot:
    """A computed field in the answer: the object that gets its value, and what the value is made of."""

    owner: dict[str, Any]
    key: str
    path: Path
    selected: SelectedComputed
    row: Mapping[str, Any]
    """The needs as they came in JSON."""


async def complete(
    completion: Completion, read: bytes, context: OperationContext, path: Path = ()
) -> Completed:
    """Return JSON with the values of computed fields; `path` is where it stands in the response.

    What is completed at the same time, by `asyncio.gather`, shares the calls of the plugins' functions.
    """
    document = orjson.loads(read)
    spots = list(_spots(completion, document, path))
    outcomes = await asyncio.gather(*(_loader(context, spot.selected.computed).load(spot) for spot in spots))
    failed = [
        (spot, failure)
        for spot, outcome in zip(spots, outcomes, strict=True)
        if (failure := outcome.failure or _put(spot, outcome.value, context))
    ]
    return Completed(orjson.dumps(document), list(_told(failed)))


async def complete_loaded(context: OperationContext, unfinished: Mapping[Path, Unfinished]) -> None:
    """Complete all of these together; the context then has them as loaded, and the errors."""
    try:
        completed = await asyncio.gather(
            *(complete(one.completion, one.read, context, path) for path, one in unfinished.items())
        )
    finally:
        context.loaders.clear()  # they hold the context, which would wait for the collector
    for path, one in zip(unfinished, completed, strict=True):
        context.loaded[path] = context.fragment(one.value)
        context.plugin_errors.extend(one.errors)


def _spots(completion: Completion, value: Any, path: Path) -> Iterator[_Spot]:
    """Find the computed fields, and take the needs out of the objects."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _spots(completion, item, (*path, index))
    elif isinstance(value, dict):
        needs = value.pop(NEEDS, None)
        if needs:
            for key, selected in completion.fields[needs[PLACE]].items():
                yield _Spot(value, key, (*path, key), selected, needs[ROW])
        for key, below in completion.below.items():
            yield from _spots(below, value.get(key), (*path, key))


def _loader(context: OperationContext, computed: CatalogComputed) -> DataLoader[_Spot, _Outcome]:
    """Return the loader of a field; a record that stands in many places is loaded once."""
    if computed.field_id not in context.loaders:

        async def load(spots: list[_Spot]) -> list[_Outcome]:
            return await _computed(context, computed, spots)

        context.loaders[computed.field_id] = DataLoader(load, get_cache_key=_made_of)
    return context.loaders[computed.field_id]


def _made_of(spot: _Spot) -> bytes:
    return orjson.dumps(spot.row)


async def _computed(
    context: OperationContext, computed: CatalogComputed, spots: list[_Spot]
) -> list[_Outcome]:
    """Return an outcome for each record, whatever the field's function does."""
    rows = [_row(computed, spot) for spot in spots]
    readable = [row for row in rows if not isinstance(row, _Outcome)]
    outcomes = iter(await _called(context, computed, readable) if readable else ())
    return [row if isinstance(row, _Outcome) else next(outcomes) for row in rows]


def _row(computed: CatalogComputed, spot: _Spot) -> Row | _Outcome:
    try:
        return computed.row(spot.row)
    except Exception as error:  # noqa: BLE001 (kinds of partners may fail at what they did not write)
        return _Outcome(failure=_Failure("what it needs cannot be read", error))


async def _called(context: OperationContext, computed: CatalogComputed, rows: list[Row]) -> list[_Outcome]:
    if computed.origin == CORE:  # its functions keep their time themselves, and never fail
        made: Any = await asyncio.to_thread(computed.declared.load, rows, context)
        return [_Outcome(value) for value in made]
    try:
        values = await context.plugin_calls.call(computed.origin, computed.declared.load, rows, context)
    except PluginFailure as failure:
        return [_Outcome(failure=_Failure(failure.reason, failure.cause))] * len(rows)
    if not isinstance(values, list | tuple):
        wrong = f"it returned {type(values).__name__} instead of a list"
    elif len(values) != len(rows):
        wrong = f"it returned {len(values)} values for {len(rows)} records"
    else:
        return [_outcome_of(value) for value in values]
    return [_Outcome(failure=_Failure(wrong))] * len(rows)


def _outcome_of(value: Any) -> _Outcome:
    if isinstance(value, BaseException):
        return _Outcome(failure=_Failure("it failed", value))
    return _Outcome(value)


def _put(spot: _Spot, value: Any, context: OperationContext) -> _Failure | None:
    """Put a value in its place as the response shows it; return why it cannot be put there."""
    if value is None:
        return None
    kind = spot.selected.computed.kind
    try:
        values = context.settings.value_context
        dumped = kind.dump(kind.parse(value, spot.selected.computed.field, values))
        shown = {key: _part(spot, dumped, name) for key, name in spot.selected.members} or dumped
        orjson.dumps(shown)
    except Exception as error:  # noqa: BLE001 (a plugin may return anything, and bring the kind as well)
        return _Failure(f"it returned what is no value of the kind {kind.name}", error)
    spot.owner[spot.key] = shown
    return None


def _part(spot: _Spot, value: Mapping[str, Any], name: str) -> Any:
    return spot.selected.computed.kind.output_type.name if name == "__typename" else value.get(name)


def _told(failed: Sequence[tuple[_Spot, _Failure]]) -> Iterator[GraphQLError]:
    """Return an error for each place; the log has what is behind them once a field."""
    by_field: dict[str, list[tuple[_Spot, _Failure]]] = defaultdict(list)
    for spot, failure in failed:
        by_field[spot.selected.computed.field_id].append((spot, failure))
    for group in by_field.values():
        computed, first = group[0][0].selected.computed, group[0][1]
        id_ = str(uuid7())
        what = {"plugin": computed.origin, "field": f"{computed.entity}.{computed.key}"}
        log.error(
            "plugin failed", id=id_, **what, reason=first.reason, places=len(group), exc_info=first.cause
        )
        for _, failure in group:
            without_frames(failure.cause)
        for spot, failure in group[:_MOST_ERRORS]:
            text = (
                f'The plugin "{computed.origin}" did not compute "{computed.key}" of {computed.entity}: '
                f"{failure.reason}. The server's log has the details under the id {id_}."
            )
            extensions = {"code": "PLUGIN_ERROR", "plugin": computed.origin, "id": id_}
            yield GraphQLError(text, list(spot.selected.nodes), path=spot.path, extensions=extensions)
