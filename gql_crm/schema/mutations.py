"""How a mutation field runs: writes and answer in one transaction, or user errors and nothing written."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from inspect import isawaitable
from typing import Any, TypeAlias

from graphql import GraphQLField, get_nullable_type

from gql_crm.errors import ClientError, UserError, UserErrors
from gql_crm.schema.computing import Unfinished, complete_loaded
from gql_crm.schema.context import Info, Path
from gql_crm.schema.loading import load_references
from gql_crm.schema.payload import Payload
from gql_crm.schema.retrying import retried

Write = Callable[[], Awaitable[object]]
Refused = Callable[[Sequence[UserError]], object]
Answer: TypeAlias = tuple[object, Mapping[Path, Unfinished]]


class _DryRun(Exception):  # noqa: N818 (it takes back what was done, and carries the answer)
    """Everything went well, and nothing of it shall stay."""

    def __init__(self, answer: Answer) -> None:
        super().__init__("a dry run is over")
        self.answer = answer


async def run_mutation(
    info: Info, write: Write, refused: Refused, *, keeps_answer: bool = True, dry_run: bool = False
) -> object:
    """Run `write` in a transaction and read what the client selects of its result in the same one.

    `UserErrors` roll everything back; `refused` makes the answer out of them. Under an idempotency key
    `write` runs once, and its result is kept for later requests unless `keeps_answer` is False. A `dry_run`
    answers what has been read, and is rolled back.
    """
    context = info.context

    async def transaction() -> Answer:
        async with context.transaction() as connection:
            result = await _written(info, write, keeps_answer=keeps_answer)
            answer = result, await load_references(info, result, connection)
            if dry_run:
                raise _DryRun(answer)
            return answer

    async def attempt() -> Answer:
        try:
            return await transaction()
        except _DryRun as over:
            return over.answer

    try:
        result, unfinished = await retried(attempt, info.field_name)
    except UserErrors as error:
        result = refused(error.errors)
        unfinished = await load_references(info, result)
    await complete_loaded(context, unfinished)  # after the transaction: no lock waits for a plugin
    return result


async def _written(info: Info, write: Write, *, keeps_answer: bool) -> object:
    context = info.context
    key = context.idempotency_key
    if key is None:
        return await write()
    return await key.once(
        context.connection,
        str(info.path.key),
        write,
        schema=context.version.schema,
        keeps_answer=keeps_answer,
    )


def answering(field: GraphQLField) -> GraphQLField:
    """Let a hand-written query return references."""
    inner = field.resolve
    if inner is None:
        return field

    async def resolve(source: object, info: Info, **arguments: object) -> object:
        result = inner(source, info, **arguments)
        result = await result if isawaitable(result) else result
        await complete_loaded(info.context, await load_references(info, result))
        return result

    kwargs: dict[str, Any] = {**field.to_kwargs(), "resolve": resolve}
    return GraphQLField(**kwargs)


def transactional(field: GraphQLField, *, keeps_answer: bool = True) -> GraphQLField:
    """Let a hand-written mutation run in a transaction."""
    inner = field.resolve
    if inner is None:
        return field

    async def resolve(source: object, info: Info, **arguments: object) -> object:
        async def write() -> object:
            result = inner(source, info, **arguments)
            return await result if isawaitable(result) else result

        return await run_mutation(info, write, _refusal_of(field), keeps_answer=keeps_answer)

    kwargs: dict[str, Any] = {**field.to_kwargs(), "resolve": resolve}
    return GraphQLField(**kwargs)


def _refusal_of(field: GraphQLField) -> Refused:
    """A hand-written payload class may make its own answer with a classmethod `refused`."""
    payload: Any = get_nullable_type(field.type)
    if "userErrors" not in getattr(payload, "fields", {}):
        return _refused_as_a_whole
    origin = getattr(payload.extensions.get("strawberry-definition"), "origin", None)
    own: Refused | None = getattr(origin, "refused", None)
    return own or Payload.refused


def _refused_as_a_whole(errors: Sequence[UserError]) -> object:
    """Where the answer has no place for user errors, they become one top-level error."""
    raise ClientError("BAD_USER_INPUT", " ".join(error.message for error in errors))
