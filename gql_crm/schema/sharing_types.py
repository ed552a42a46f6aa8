"""Whose records are, and with whom they are shared: the types and the mutations."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
)

from gql_crm.errors import UserError
from gql_crm.fields.costs import ListSize, listing
from gql_crm.fields.generated import GeneratedField, GeneratedObject
from gql_crm.fields.scalars import DATE_TIME, parse_id
from gql_crm.reads.shares import TYPE
from gql_crm.records import Ref, Shared, change_owner, share, unshare
from gql_crm.schema.context import Info
from gql_crm.schema.members import InputMember, input_of, required_input
from gql_crm.schema.mutations import run_mutation
from gql_crm.schema.payload import Payload
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list

ACCESS: Final = "ShareAccess"
_SHARES = ListSize(5)
_ID = GraphQLNonNull(GraphQLID)
_UNSHARE: Mapping[str, InputMember] = {
    "recordId": (_ID, "The record."),
    "userId": (GraphQLID, "The user with whom it is shared; a user or a team."),
    "teamId": (GraphQLID, "The team with whose members it is shared; a user or a team."),
}
_ACCESSES: Final = {
    "READ": "They can read the record.",
    "WRITE": "They can read and change it, but not delete it, share it, or say whose it is.",
}


def add_sharing_types(registry: TypeRegistry) -> None:
    """Add what is shared, and the mutations that share records and give them to others."""
    values = {name: GraphQLEnumValue(name, description=text) for name, text in _ACCESSES.items()}
    access = registry.add(GraphQLEnumType(ACCESS, values, description="What a record is shared for."))
    registry.add(_share_type(registry, access))
    payload = registry.add(_payload(registry))
    _add(registry, "shareRecord", payload, _share_input(access), _share)
    text = "A record, and who shall not have it any more."
    _add(registry, "unshareRecord", payload, input_of("UnshareRecordInput", text, _UNSHARE), _unshare)
    _add(registry, "changeOwner", registry.object("RecordPayload"), _owner_input(), _change_owner)


def shares_field(registry: TypeRegistry) -> GraphQLField:
    """Return the field `shares` of a record."""
    return GeneratedField(
        non_null_list(registry.object(TYPE)),
        {},
        description="With whom the record is shared, the oldest share first.",
        extensions=listing(_SHARES),
    )


_TEXTS: Final = {
    "shareRecord": "Share a record with a user or a team, or change what they may do with it.",
    "unshareRecord": "Take a share of a record back.",
    "changeOwner": "Give a record to another owner or team.",
}


def _add(
    registry: TypeRegistry,
    name: str,
    payload: GraphQLObjectType,
    given: GraphQLInputObjectType,
    resolve: Any,
) -> None:
    registry.mutations[name] = GraphQLField(
        GraphQLNonNull(payload),
        {"input": required_input(registry.add(given))},
        resolve,
        description=_TEXTS[name],
    )


def _share_type(registry: TypeRegistry, access: GraphQLEnumType) -> GraphQLObjectType:
    def members() -> Mapping[str, GraphQLField]:
        fields = {"id": GraphQLField(_ID, description="The share's id.")}
        there = registry.catalog.entities
        for name, entity, text in (
            ("user", "User", "The user with whom the record is shared; null where it is a team."),
            ("team", "Team", "The team with whose members it is shared; null where it is a user."),
        ):
            if entity in there:
                fields[name] = GraphQLField(registry.object(entity), description=text)
        fields["access"] = GraphQLField(GraphQLNonNull(access), description="What it is shared for.")
        fields["createdAt"] = GraphQLField(
            GraphQLNonNull(DATE_TIME), description="When it was shared with them."
        )
        if "User" in there:
            fields["createdBy"] = GraphQLField(
                registry.object("User"), description="Who shared it; null for an invisible user."
            )
        return fields

    return GeneratedObject(TYPE, members, description="A record that is shared with a user or a team.")


def _payload(registry: TypeRegistry) -> GraphQLObjectType:
    def members() -> Mapping[str, GraphQLField]:
        record: GraphQLInterfaceType | Any = registry.types["Record"]
        return {
            "record": GraphQLField(record, description="The record as it is now."),
            "share": GraphQLField(
                registry.object(TYPE), description="The share, or what it was before it was taken back."
            ),
            "warnings": GraphQLField(
                non_null_list(registry.object("Warning")), description="Said, but not in the way."
            ),
            "userErrors": GraphQLField(
                non_null_list(registry.object("UserError")),
                description="Why nothing was written; empty when it was.",
            ),
        }

    return GeneratedObject("ShareRecordPayload", members, description="Result of sharing a record.")


def _share_input(access: GraphQLEnumType) -> GraphQLInputObjectType:
    members = {name: GraphQLInputField(type_, description=text) for name, (type_, text) in _UNSHARE.items()}
    members["access"] = GraphQLInputField(
        access, default_value="READ", description="What they may do with it."
    )
    return GraphQLInputObjectType("ShareRecordInput", members, description="A record, and who shall have it.")


def _owner_input() -> GraphQLInputObjectType:
    members = {
        "recordId": GraphQLInputField(_ID, description="The record."),
        "ownerId": GraphQLInputField(
            GraphQLID, description="The user who answers for it; null for nobody, absent for the same."
        ),
        "teamId": GraphQLInputField(
            GraphQLID, description="The team that works with it; null for none, absent for the same."
        ),
        "cascade": GraphQLInputField(
            GraphQLBoolean,
            default_value=False,
            description=(
                "Whether the records whose events flow into its timeline by a field or relation go along,"
                " those of its owner until now."
            ),
        ),
    }
    return GraphQLInputObjectType("ChangeOwnerInput", members, description="A record, and whose it becomes.")


async def _share(_source: object, info: Info, input: Mapping[str, Any]) -> object:
    async def write() -> Mapping[str, Any]:
        records = info.context.records
        return _told(await share(records, parse_id(input["recordId"]), input), info)

    return await run_mutation(info, write, _refused)


async def _unshare(_source: object, info: Info, input: Mapping[str, Any]) -> object:
    async def write() -> Mapping[str, Any]:
        records = info.context.records
        return _told(await unshare(records, parse_id(input["recordId"]), input), info)

    return await run_mutation(info, write, _refused)


def _told(shared: Shared, info: Info) -> Mapping[str, Any]:
    one, grantee = shared.share, Ref(shared.grantee.entity, shared.grantee.id)
    return {
        "record": shared.record,
        "share": {
            "id": str(one.id),
            "user": grantee if grantee.entity == "User" else None,
            "team": grantee if grantee.entity == "Team" else None,
            "access": one.access.value,
            "createdAt": one.created_at,
            "createdBy": Ref("User", one.created_by) if one.created_by else None,
        },
        "warnings": [warning.as_dict() for warning in info.context.records.warnings],
        "userErrors": [],
    }


def _refused(errors: Sequence[UserError]) -> Mapping[str, Any]:
    told = [error.as_dict() for error in errors]
    return {"record": None, "share": None, "warnings": [], "userErrors": told}


async def _change_owner(_source: object, info: Info, input: Mapping[str, Any]) -> object:
    async def write() -> Payload:
        records = info.context.records
        record = await change_owner(records, parse_id(input["recordId"]), input)
        return Payload(record, tuple(records.warnings))

    def refused(errors: Sequence[UserError]) -> Payload:
        return Payload.refused(errors)

    return await run_mutation(info, write, refused)
