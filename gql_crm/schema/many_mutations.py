"""Mutations of many records that every entity gets: create, update, delete and restore."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from graphql import GraphQLArgument, GraphQLField, GraphQLID, GraphQLList, GraphQLNonNull

from gql_crm.errors import UserError
from gql_crm.fields.costs import listing, weighing
from gql_crm.fields.generated import GeneratedField
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.records import Element, ErrorPolicy, Records, Ref, Written, write_many
from gql_crm.schema.bulk_types import ask_for_bulk
from gql_crm.schema.context import Info
from gql_crm.schema.duplicate_types import SKIP_CHECK
from gql_crm.schema.many_types import ERROR_POLICY
from gql_crm.schema.mutations import run_mutation
from gql_crm.schema.payload import DeletedMany, ManyPayload, RefList
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list
from gql_crm.schema.targets import LargeTarget, Targets, find_targets, listed
from gql_crm.schema.weights import IDS, INPUTS, TARGETS, WRITTEN

_POLICY = GraphQLArgument(
    ERROR_POLICY,
    default_value=ErrorPolicy.ALL_OR_NOTHING,
    description="Whether good elements are written when others fail.",
)
_IDS = GraphQLArgument(
    non_null_list(GraphQLID), description="Ids of deleted records.", extensions=weighing(WRITTEN)
)


def many_mutations(registry: TypeRegistry, entity: CatalogEntity) -> dict[str, GraphQLField]:
    """Return the mutations of many records of an entity."""
    names = entity.names
    payload = GraphQLNonNull(registry.object(names.many_payload))
    inputs = GraphQLArgument(
        GraphQLNonNull(GraphQLList(GraphQLNonNull(registry.input(names.create_input)))),
        description="The values of each record.",
        extensions=weighing(WRITTEN),
    )
    update = GraphQLArgument(
        GraphQLNonNull(registry.input(names.update_input)), description="The values to change in each."
    )
    return {
        names.mutation_of_many("create"): GeneratedField(
            payload,
            {"inputs": inputs, "errorPolicy": _POLICY, "skipDuplicateCheck": SKIP_CHECK},
            resolve=_resolver(names.entity, _create),
            description=f"Create many {names.entity} records at once.",
            extensions=listing(replace(INPUTS, fields=(names.plural,))),
        ),
        names.mutation_of_many("update"): GeneratedField(
            payload,
            {"target": _target(registry, entity), "input": update, "errorPolicy": _POLICY},
            resolve=_resolver(names.entity, _update),
            description=f"Change many {names.entity} records alike: what is absent in the input stays.",
            extensions=listing(replace(TARGETS, fields=(names.plural,))),
        ),
        **_gone_and_back(registry, entity),
    }


def _gone_and_back(registry: TypeRegistry, entity: CatalogEntity) -> dict[str, GraphQLField]:
    names = entity.names
    return {
        names.mutation_of_many("delete"): GeneratedField(
            GraphQLNonNull(registry.object("DeleteManyPayload")),
            {"target": _target(registry, entity), "errorPolicy": _POLICY},
            resolve=_resolver(names.entity, _delete, DeletedMany.of),
            description=f"Delete many {names.entity} records; they can be restored.",
        ),
        names.mutation_of_many("restore"): GeneratedField(
            GraphQLNonNull(registry.object(names.many_payload)),
            {"ids": _IDS, "errorPolicy": _POLICY},
            resolve=_resolver(names.entity, _restore),
            description=f"Restore many deleted {names.entity} records.",
            extensions=listing(replace(IDS, fields=(names.plural,))),
        ),
    }


def _target(registry: TypeRegistry, entity: CatalogEntity) -> GraphQLArgument:
    type_ = GraphQLNonNull(registry.input(entity.names.target))
    return GraphQLArgument(type_, description="Which records: by ids, by filter or all.")


def _resolver(
    entity: str,
    write: Callable[..., Awaitable[Written | UUID]],
    answer: Callable[[ManyPayload], object] = lambda payload: payload,
) -> Callable[..., Awaitable[object]]:
    async def resolve(_source: object, info: Info, **arguments: Any) -> object:
        async def run() -> object:
            written = await write(info, entity, **arguments)
            if isinstance(written, UUID):
                return answer(ManyPayload(RefList(entity, ()), job=written))
            ids = tuple(ref.id for ref in written.refs)
            warnings = tuple(info.context.records.warnings)
            return answer(ManyPayload(RefList(entity, ids), warnings, written.errors))

        def refused(errors: Sequence[UserError]) -> object:
            return answer(ManyPayload(RefList(entity, ()), user_errors=_in_order(errors)))

        return await run_mutation(info, run, refused)

    return resolve


async def _create(
    info: Info,
    entity: str,
    *,
    inputs: Sequence[dict[str, Any]],
    errorPolicy: ErrorPolicy | None,  # noqa: N803 (the argument's name)
    skipDuplicateCheck: bool | None = None,  # noqa: N803 (the argument's name)
) -> Written:
    records = info.context.records
    create = partial(records.create, check_duplicates=not skipDuplicateCheck)
    elements = [
        Element(partial(create, entity, values), partial(replace, element_index=index))
        for index, values in enumerate(inputs)
    ]
    return await write_many(records, errorPolicy, elements)


async def _update(
    info: Info,
    entity: str,
    *,
    target: dict[str, Any],
    input: dict[str, Any],
    errorPolicy: ErrorPolicy | None,  # noqa: N803 (the argument's name)
) -> Written | UUID:
    async def update(records: Records, id_: UUID) -> Ref:
        return await records.update(entity, id_, input)

    targets = await find_targets(info.context, entity, target, errorPolicy)
    if isinstance(targets, LargeTarget):
        return await ask_for_bulk(info.context, targets, "update", input)
    return await _each(info.context.records, targets, update, errorPolicy)


async def _delete(
    info: Info,
    entity: str,
    *,
    target: dict[str, Any],
    errorPolicy: ErrorPolicy | None,  # noqa: N803 (the argument's name)
) -> Written | UUID:
    async def delete(records: Records, id_: UUID) -> Ref:
        return await records.delete(entity, id_)

    targets = await find_targets(info.context, entity, target, errorPolicy)
    if isinstance(targets, LargeTarget):
        return await ask_for_bulk(info.context, targets, "delete", {})
    return await _each(info.context.records, targets, delete, errorPolicy)


async def _restore(
    info: Info,
    entity: str,
    *,
    ids: Sequence[str],
    errorPolicy: ErrorPolicy | None,  # noqa: N803 (the argument's name)
) -> Written:
    async def restore(records: Records, id_: UUID) -> Ref:
        return await records.restore(entity, id_)

    return await _each(info.context.records, listed(entity, ids, ("ids",)), restore, errorPolicy)


async def _each(
    records: Records,
    targets: Targets,
    write: Callable[[Records, UUID], Awaitable[Ref]],
    policy: ErrorPolicy | None,
) -> Written:
    """Write in the order of the ids, so that two calls wait for each other; answer in that of the client."""
    places = targets.places
    elements = [Element(partial(write, records, id_), partial(targets.placed, id_)) for id_ in sorted(places)]
    written = await write_many(records, policy, elements)
    refs = sorted(written.refs, key=lambda ref: places[ref.id])
    return Written(tuple(refs), _in_order(written.errors))


def _in_order(errors: Sequence[UserError]) -> tuple[UserError, ...]:
    return tuple(sorted(errors, key=lambda error: error.element_index or 0))
