"""`mergeContacts` and its like, and `undoMerge`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, cast

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.errors import UserError
from gql_crm.fields.costs import listing, weighing
from gql_crm.fields.generated import GeneratedField, GeneratedObject
from gql_crm.fields.scalars import parse_id
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.records import Choice, merge, undo_merge
from gql_crm.schema.context import Info
from gql_crm.schema.entity_types import told_members
from gql_crm.schema.members import InputMember, Member, input_of, object_of
from gql_crm.schema.mutations import run_mutation
from gql_crm.schema.payload import MergePayload, MergeReport, UndoMergePayload
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import id_argument, non_null_list
from gql_crm.schema.weights import LISTED, OPERATION, WRITTEN

_ID = GraphQLNonNull(GraphQLID)
_TEXT = GraphQLNonNull(GraphQLString)
_NUMBER = GraphQLNonNull(GraphQLInt)


_MOVED: Mapping[str, Member] = {
    "entity": (_TEXT, lambda m, _: m.entity, "The entity whose records referred to the sources."),
    "field": (_TEXT, lambda m, _: m.field, "By which field or list."),
    "count": (_NUMBER, lambda m, _: m.count, "How many of them, as far as the caller sees them."),
}
_CHOICE: Mapping[str, InputMember] = {
    "field": (_TEXT, "Name of the field, or of a list."),
    "recordId": (_ID, "The target or one of the sources; its empty value clears the field."),
}
_VERSION: Mapping[str, InputMember] = {
    "id": (_ID, "The record."),
    "version": (_NUMBER, "Another one is a CONFLICT."),
}


def add_merge_types(registry: TypeRegistry) -> None:
    """Add what the merges of all entities have in common, and `undoMerge`."""
    about = "References that were moved from the sources to the target."
    moved = registry.add(object_of("MovedReferences", about, _MOVED, free=True))
    merge_members: Mapping[str, Member] = {
        "id": (GraphQLID, lambda m, _: m.id, "For `undoMerge`; null of a dry run."),
        "sourceIds": (non_null_list(GraphQLID), lambda m, _: m.source_ids, "The merged records."),
        "moved": (non_null_list(moved), lambda m, _: m.moved, "The references that were moved."),
    }
    registry.add(object_of("RecordMerge", "What a merge did.", merge_members, free=True))
    chosen = "A field whose value is taken from one of the records."
    registry.add(input_of("MergeChoiceInput", chosen, _CHOICE))
    registry.add(input_of("ExpectedVersionInput", "The version that a record must have.", _VERSION))
    payload = registry.add(_undo_payload(registry))
    registry.mutations["undoMerge"] = GraphQLField(
        GraphQLNonNull(payload),
        {"id": id_argument("Id of the merge, or of a record that was merged away.")},
        _undo,
        description=(
            "Take a merge back: sources, references and lists become what they were."
            " What was changed since then stays, and a warning tells of it."
        ),
    )


def add_merge(registry: TypeRegistry, entity: CatalogEntity) -> None:
    """Add `mergeContacts` and its payload; nothing for records that cannot be merged."""
    if entity.entity.mergeable:
        registry.add(_payload(registry, entity))
        registry.mutations[entity.names.mutation_of_many("merge")] = _mutation(registry, entity)


def _payload(registry: TypeRegistry, entity: CatalogEntity) -> GraphQLObjectType:
    names = entity.names

    def members() -> Mapping[str, GraphQLField]:
        return {
            names.one: GraphQLField(
                registry.object(names.entity),
                resolve=_record,
                description="The target as it is now; of a dry run, as it would be.",
            ),
            "merge": GraphQLField(registry.object("RecordMerge"), description="What was done."),
            **told_members(registry, "Why nothing was merged; empty when it was."),
        }

    return GeneratedObject(
        names.merge_payload, members, description=f"Result of a merge of {names.entity} records."
    )


def _mutation(registry: TypeRegistry, entity: CatalogEntity) -> GraphQLField:
    names = entity.names
    choices = GraphQLList(GraphQLNonNull(registry.input("MergeChoiceInput")))
    versions = GraphQLList(GraphQLNonNull(registry.input("ExpectedVersionInput")))
    arguments = {
        "targetId": id_argument("The record that stays."),
        "sourceIds": GraphQLArgument(
            non_null_list(GraphQLID),
            description="The records that become it, at most 20.",
            extensions=weighing(WRITTEN),
        ),
        "choose": GraphQLArgument(choices, description="Fields that are taken from other records."),
        "dryRun": GraphQLArgument(
            GraphQLBoolean, default_value=False, description="Answer what would come of it; write nothing."
        ),
        "expectedVersions": GraphQLArgument(versions, description="Versions that the records must have."),
    }
    return GeneratedField(
        GraphQLNonNull(registry.object(names.merge_payload)),
        arguments,
        resolve=_merge_resolver(names.entity),
        description=(
            f"Merge {names.entity} records into one: its values stay, empty ones are filled, lists are"
            " united, what refers to the others refers to it. They are deleted and tell where they went."
        ),
        extensions=weighing(OPERATION),
    )


def _undo_payload(registry: TypeRegistry) -> GraphQLObjectType:
    record = cast("GraphQLInterfaceType", registry.types["Record"])

    def members() -> Mapping[str, GraphQLField]:
        return {
            "record": GraphQLField(record, description="The target as it is now."),
            "restored": GraphQLField(
                non_null_list(record),
                description="The records that are there again.",
                extensions=listing(LISTED),
            ),
            **told_members(registry, "Why nothing was undone; empty when it was."),
        }

    return GeneratedObject("UndoMergePayload", members, description="Result of taking a merge back.")


def _merge_resolver(entity: str) -> Callable[..., Awaitable[object]]:
    async def resolve(
        _source: object,
        info: Info,
        *,
        targetId: str,  # noqa: N803 (the argument's name)
        sourceIds: Sequence[str],  # noqa: N803 (the argument's name)
        choose: Sequence[Mapping[str, Any]] | None = None,
        dryRun: bool | None = False,  # noqa: N803 (the argument's name)
        expectedVersions: Sequence[Mapping[str, Any]] | None = None,  # noqa: N803 (the argument's name)
    ) -> object:
        async def write() -> MergePayload:
            records = info.context.records
            merged = await merge(
                records,
                entity,
                parse_id(targetId),
                [parse_id(id_) for id_ in sourceIds],
                choices=[Choice(one["field"], parse_id(one["recordId"])) for one in choose or ()],
                expected={parse_id(one["id"]): one["version"] for one in expectedVersions or ()},
            )
            sources = tuple(str(ref.id) for ref in merged.sources)
            report = MergeReport(None if dryRun else str(merged.id), sources, merged.moved)
            return MergePayload(merged.target, report, tuple(records.warnings))

        return await run_mutation(info, write, _refused, dry_run=bool(dryRun))

    return resolve


def _refused(errors: Sequence[UserError]) -> MergePayload:
    return MergePayload(user_errors=errors)


async def _undo(_source: object, info: Info, id: str) -> object:
    async def write() -> UndoMergePayload:
        records = info.context.records
        undone = await undo_merge(records, parse_id(id))
        return UndoMergePayload(undone.target, undone.restored, tuple(records.warnings))

    def refused(errors: Sequence[UserError]) -> UndoMergePayload:
        return UndoMergePayload(user_errors=errors)

    return await run_mutation(info, write, refused)


def _record(payload: MergePayload, _info: object) -> object:
    return payload.record
