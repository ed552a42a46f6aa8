"""`addComment`, `addComments`, `editComment`, `deleteComment` and `pinComment`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.costs import listing, weighing
from gql_crm.fields.generated import GeneratedInput, GeneratedObject
from gql_crm.fields.scalars import parse_id
from gql_crm.plugins.names import event_type
from gql_crm.reads.comment_html import COMMENT
from gql_crm.records import (
    COMMENT_TYPE,
    COMMENTED,
    MOST_CHARACTERS,
    Element,
    ErrorPolicy,
    Records,
    Ref,
    add_comment,
    delete_comment,
    edit_comment,
    judge,
    pin_comment,
    say,
    write_many,
)
from gql_crm.records.proposal import with_path
from gql_crm.schema.context import Info
from gql_crm.schema.entity_types import told_members
from gql_crm.schema.many_types import ERROR_POLICY
from gql_crm.schema.members import InputMember, input_of, required_input
from gql_crm.schema.mutations import run_mutation
from gql_crm.schema.payload import CommentPayload, CommentsPayload, Deletion, RefList
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import id_argument, non_null_list
from gql_crm.schema.targets import listed
from gql_crm.schema.weights import IDS, WRITTEN

_ID = GraphQLNonNull(GraphQLID)
_BODY_TEXT = (
    f"What it says, Markdown (CommonMark), at most {MOST_CHARACTERS:,} characters;"
    " `@[Rasa](user:<id>)` mentions a user."
)
_BODY: InputMember = (GraphQLNonNull(GraphQLString), _BODY_TEXT)
_EDIT: Mapping[str, InputMember] = {"commentId": (_ID, "The comment."), "body": _BODY}
_PIN: Mapping[str, InputMember] = {
    "commentId": (_ID, "The comment."),
    "pinned": (GraphQLNonNull(GraphQLBoolean), "Whether it stands before the others."),
}
Change = Callable[[Records, Mapping[str, Any]], Awaitable[Ref]]


def add_comment_roots(registry: TypeRegistry) -> None:
    """Add the mutations, their inputs and payloads."""
    payload = GraphQLNonNull(registry.add(_payload(registry)))
    for name, given, change, text in (
        ("addComment", _add_input(), add_comment, "Say something about a record that the caller can see."),
        (
            "editComment",
            input_of("EditCommentInput", "What a comment says from now on.", _EDIT),
            _edit,
            "Let a comment say something else; its author and administrators only. What it said is kept.",
        ),
        (
            "pinComment",
            input_of("PinCommentInput", "Where a comment stands.", _PIN),
            _pin,
            "Let a comment stand before the others, or not any more; for who may change the record.",
        ),
    ):
        argument = {"input": required_input(registry.add(given))}
        registry.mutations[name] = GraphQLField(payload, argument, _changing(change), description=text)
    registry.mutations["deleteComment"] = GraphQLField(
        GraphQLNonNull(registry.object("DeletePayload")),
        {"id": id_argument("Id of the comment.")},
        _delete,
        description=(
            "Delete a comment; its author and administrators only. Its event stays: that it was there."
        ),
    )
    _add_many(registry)


def _add_many(registry: TypeRegistry) -> None:
    ids = GraphQLArgument(
        non_null_list(GraphQLID), description="Ids of records of any entities.", extensions=weighing(WRITTEN)
    )
    policy = GraphQLArgument(
        ERROR_POLICY,
        default_value=ErrorPolicy.ALL_OR_NOTHING,
        description="Whether comments are written when records are missing.",
    )
    body = GraphQLArgument(GraphQLNonNull(GraphQLString), description=_BODY_TEXT)
    registry.mutations["addComments"] = GraphQLField(
        GraphQLNonNull(registry.add(_payload_of_many(registry))),
        {"ids": ids, "body": body, "errorPolicy": policy},
        _add_to_many,
        description="Say the same about many records.",
        extensions=listing(replace(IDS, fields=("comments",))),
    )


def _add_input() -> GraphQLInputObjectType:
    members = {
        "recordId": GraphQLInputField(_ID, description="The record that it is about."),
        "body": GraphQLInputField(GraphQLNonNull(GraphQLString), description=_BODY_TEXT),
        "parentId": GraphQLInputField(
            GraphQLID, description="The comment of the same record that it answers."
        ),
        "internal": GraphQLInputField(
            GraphQLBoolean,
            default_value=False,
            description="Whether it is for colleagues only; what answers such a comment always is.",
        ),
    }
    return GeneratedInput("AddCommentInput", lambda: members, description="Something about a record.")


def _payload(registry: TypeRegistry) -> GraphQLObjectType:
    def members() -> Mapping[str, GraphQLField]:
        return {
            "comment": GraphQLField(registry.object(COMMENT), description="The comment as it is now."),
            "event": GraphQLField(
                registry.object(event_type(COMMENTED)), description="The event that tells of it."
            ),
            **told_members(registry, "Why nothing was written; empty when it was."),
        }

    return GeneratedObject("AddCommentPayload", members, description="Result of a mutation of a comment.")


def _payload_of_many(registry: TypeRegistry) -> GraphQLObjectType:
    def members() -> Mapping[str, GraphQLField]:
        return {
            "comments": GraphQLField(
                non_null_list(registry.object(COMMENT)),
                resolve=_comments,
                description="The comments, in the order of the ids.",
            ),
            **told_members(registry, "Why there are no others, each with its place in the list."),
        }

    return GeneratedObject("AddCommentsPayload", members, description="Result of commenting on many records.")


def _comments(payload: CommentsPayload, _info: object) -> RefList | list[Any]:
    return payload.comments if payload.comments.ids else []


def _changing(change: Change) -> Callable[..., Awaitable[object]]:
    async def resolve(_source: object, info: Info, input: Mapping[str, Any]) -> object:
        async def write() -> CommentPayload:
            records = info.context.records
            comment = await change(records, input)
            return CommentPayload.of(comment, tuple(records.warnings))

        return await run_mutation(info, write, CommentPayload.refused)

    return resolve


async def _edit(records: Records, given: Mapping[str, Any]) -> Ref:
    return await edit_comment(records, _comment_id(given), given["body"])


async def _pin(records: Records, given: Mapping[str, Any]) -> Ref:
    return await pin_comment(records, _comment_id(given), pinned=given["pinned"])


def _comment_id(given: Mapping[str, Any]) -> UUID:
    id_: UUID = with_path(parse_id, ("commentId",), given["commentId"])
    return id_


async def _delete(_source: object, info: Info, id: str) -> object:
    async def write() -> Deletion:
        deleted = await delete_comment(info.context.records, parse_id(id))
        return Deletion(str(deleted.id))

    return await run_mutation(info, write, Deletion.refused)


async def _add_to_many(
    _source: object,
    info: Info,
    ids: Sequence[str],
    body: str,
    errorPolicy: ErrorPolicy | None,  # noqa: N803 (the argument's name)
) -> object:
    async def write() -> CommentsPayload:
        records = info.context.records
        said, faults = await judge(records, body)
        if faults:
            raise UserErrors(faults)
        targets = listed("record", ids, ("ids",))
        in_order = sorted(targets.places)  # so that two calls wait for each other
        made: dict[UUID, Ref] = {}

        async def one(record: UUID) -> Ref:
            made[record] = await say(records, record, said)
            return made[record]

        elements = [Element(partial(one, id_), partial(targets.placed, id_)) for id_ in in_order]
        written = await write_many(records, errorPolicy, elements)
        comments = RefList(COMMENT_TYPE, tuple(made[id_].id for id_ in targets.places if id_ in made))
        return CommentsPayload(comments, tuple(records.warnings), _in_order(written.errors))

    def refused(errors: Sequence[UserError]) -> CommentsPayload:
        return CommentsPayload(RefList(COMMENT_TYPE, ()), user_errors=_in_order(errors))

    return await run_mutation(info, write, refused)


def _in_order(errors: Sequence[UserError]) -> tuple[UserError, ...]:
    return tuple(sorted(errors, key=lambda error: error.element_index or 0))
