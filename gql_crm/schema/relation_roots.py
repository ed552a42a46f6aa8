"""`relationTypes`, `linkRecords`, `unlinkRecords`, and the mutations of relation types."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.customization import RelationTypes
from gql_crm.database import Connection
from gql_crm.errors import ClientError, UserError
from gql_crm.fields.costs import ListSize, listing
from gql_crm.fields.generated import GeneratedObject
from gql_crm.fields.scalars import LOCALIZED_TEXT, parse_id
from gql_crm.plugins.catalog import Catalog, CatalogRelationType
from gql_crm.reads.related import TYPE
from gql_crm.records import Linked, Records, link, unlink
from gql_crm.schema.catalog_changes import CatalogMutation
from gql_crm.schema.change_made import ChangeMade
from gql_crm.schema.context import Info, OperationContext
from gql_crm.schema.members import InputMember, input_of, required_input
from gql_crm.schema.mutations import run_mutation
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list, user_errors_field
from gql_crm.text import did_you_mean, shown

_KEY = GraphQLNonNull(GraphQLString)
_TYPES = ListSize(50)
Changed: TypeAlias = tuple[CatalogRelationType | str, Catalog]
"""A relation type, or the key of a deleted one, and the catalog after the change."""
Change = Callable[..., Awaitable[Changed]]


@dataclass(frozen=True, slots=True)
class RelationTypeChange:
    """A relation type that was made or changed, or what kept it from that."""

    relation_type: CatalogRelationType | None = None
    deleted_key: str | None = None
    catalog_version: int | None = None
    errors: Sequence[UserError] = ()


def add_relation_roots(registry: TypeRegistry) -> None:
    """Add the query, the mutations, their inputs and payloads."""
    registry.queries["relationTypes"] = GraphQLField(
        non_null_list(registry.object(TYPE)),
        {
            "fromEntity": GraphQLArgument(
                GraphQLString, description="Those whose links may lead from a record of this entity."
            ),
            "toEntity": GraphQLArgument(
                GraphQLString, description="Those whose links may lead to a record of this entity."
            ),
        },
        _relation_types,
        description="The ways in which records can be related, those of modules first.",
        extensions=listing(_TYPES),
    )
    payload = registry.add(_link_payload(registry))
    given = input_of("LinkRecordsInput", "Two records and how they are related.", _LINK_INPUT)
    argument = {"input": required_input(registry.add(given))}
    for name, change, text in (
        ("linkRecords", _link, "Link two records: the first is the `relation` of the second."),
        ("unlinkRecords", _unlink, "Take the link between two records away; `note` plays no part."),
    ):
        registry.mutations[name] = GraphQLField(
            GraphQLNonNull(payload), dict(argument), _linking(change), description=text
        )
    _add_changes(registry)


_LINK_INPUT: Mapping[str, InputMember] = {
    "fromId": (GraphQLNonNull(GraphQLID), "The first record."),
    "toId": (GraphQLNonNull(GraphQLID), "The second record."),
    "relation": (_KEY, "Key of a relation type: the first record is the SPOUSE of the second."),
    "note": (GraphQLString, "What there is to say about it; of a link that is there, it replaces the note."),
}
_REVERSE_LABEL: InputMember = (
    LOCALIZED_TEXT,
    "What the second record of a link is to the first, by language; none where it is symmetric.",
)
_SYMMETRIC = (
    "Whether it reads the same from both sides; without, it does if it has no reverse label and the same "
    "entity, or none, at both ends."
)
_ROLL_UP = "Whether events of one record are told in the timeline of the other."
_CREATE: Mapping[str, InputMember] = {
    "key": (_KEY, 'Capital letters, digits and "_": what clients call it.'),
    "label": (
        GraphQLNonNull(LOCALIZED_TEXT),
        "What the first record of a link is to the second, by language.",
    ),
    "reverseLabel": _REVERSE_LABEL,
    "fromEntity": (GraphQLString, "The entity of the first record; any without."),
    "toEntity": (GraphQLString, "The entity of the second record; any without."),
    "symmetric": (GraphQLBoolean, _SYMMETRIC),
}
_UPDATE: Mapping[str, InputMember] = {
    "key": (GraphQLString, "Another key; links stay."),
    "label": (LOCALIZED_TEXT, "What the first record of a link is to the second, by language."),
    "reverseLabel": _REVERSE_LABEL,
    "rollUp": (GraphQLBoolean, _ROLL_UP),
    "active": (GraphQLBoolean, "Whether new links may be of it."),
}


def _link_payload(registry: TypeRegistry) -> GraphQLObjectType:
    def members() -> dict[str, GraphQLField]:
        record: Any = registry.types["Record"]
        return {
            "from": GraphQLField(record, description="The first record as it is now."),
            "to": GraphQLField(record, description="The second record as it is now."),
            "warnings": GraphQLField(
                non_null_list(registry.object("Warning")), description="Said, but not in the way."
            ),
            "userErrors": GraphQLField(
                non_null_list(registry.object("UserError")),
                description="Why nothing was written; empty when it was.",
            ),
        }

    return GeneratedObject("LinkRecordsPayload", members, description="Result of linking two records.")


async def _link(records: Records, given: Mapping[str, Any]) -> Linked:
    return await link(records, given["relation"], parse_id(given["fromId"]), parse_id(given["toId"]), given)


async def _unlink(records: Records, given: Mapping[str, Any]) -> Linked:
    return await unlink(records, given["relation"], parse_id(given["fromId"]), parse_id(given["toId"]))


def _linking(
    change: Callable[[Records, Mapping[str, Any]], Awaitable[Linked]],
) -> Callable[..., Awaitable[object]]:
    async def resolve(_source: object, info: Info, input: Mapping[str, Any]) -> object:
        async def write() -> Mapping[str, Any]:
            records = info.context.records
            linked = await change(records, input)
            told = [warning.as_dict() for warning in records.warnings]
            return {"from": linked.from_, "to": linked.to, "warnings": told, "userErrors": []}

        def refused(errors: Sequence[UserError]) -> Mapping[str, Any]:
            told = [error.as_dict() for error in errors]
            return {"from": None, "to": None, "warnings": [], "userErrors": told}

        return await run_mutation(info, write, refused)

    return resolve


def _relation_types(
    _source: object,
    info: Info,
    fromEntity: str | None = None,  # noqa: N803 (the argument's name)
    toEntity: str | None = None,  # noqa: N803 (the argument's name)
) -> list[CatalogRelationType]:
    catalog = info.context.catalog
    for argument, name in (("fromEntity", fromEntity), ("toEntity", toEntity)):
        if name is not None and name not in catalog.entities:
            hint = did_you_mean(name, catalog.entities)
            raise ClientError("BAD_USER_INPUT", f"{argument}: there is no entity {shown(name)}.{hint}")
    return [one for one in catalog.relation_types.values() if one.joins(fromEntity, toEntity)]


def _add_changes(registry: TypeRegistry) -> None:
    create = registry.add(_create_input())
    update = registry.add(input_of("UpdateRelationTypeInput", "What to change; the rest stays.", _UPDATE))
    payload = registry.add(_type_payload(registry))
    deletion = registry.add(_deletion_payload(registry))
    key = {"key": GraphQLArgument(_KEY, description="Key of the relation type.")}
    registry.mutations["createRelationType"] = _mutation(
        payload, {"input": required_input(create)}, _create, "Create a relation type; it can be used at once."
    )
    registry.mutations["updateRelationType"] = _mutation(
        payload,
        {**key, "input": required_input(update)},
        _update,
        "Change a relation type that users have made; its links stay.",
    )
    registry.mutations["deleteRelationType"] = _mutation(
        deletion, key, _delete, "Delete a relation type that users have made and no records are linked by."
    )


def _create_input() -> GraphQLInputObjectType:
    roll_up = GraphQLInputField(GraphQLBoolean, default_value=True, description=_ROLL_UP)
    fields = {key: GraphQLInputField(type_, description=text) for key, (type_, text) in _CREATE.items()}
    return GraphQLInputObjectType(
        "CreateRelationTypeInput", {**fields, "rollUp": roll_up}, description="A new relation type."
    )


def _mutation(
    payload: GraphQLObjectType, arguments: Mapping[str, GraphQLArgument], change: Change, description: str
) -> GraphQLField:
    async def resolve(_source: object, info: Info, **given: object) -> RelationTypeChange:
        context = info.context

        async def run(connection: Connection) -> Changed:
            made_of = (connection, context.contributions, context.actor, context.now)
            return await change(RelationTypes(*made_of), **given)

        return await RELATION_TYPES.in_transaction(info, run)

    return GraphQLField(GraphQLNonNull(payload), dict(arguments), resolve, description=description)


def _made(changed: Changed) -> ChangeMade:
    one, catalog = changed
    if isinstance(one, str):
        return ChangeMade(catalog.version, [(one,)], gone=True)
    return ChangeMade(catalog.version, [(one.relation_id,)])


async def _told(context: OperationContext, changed: Changed) -> RelationTypeChange:
    one, catalog = changed
    context.moved_to(catalog)
    if isinstance(one, str):
        return RelationTypeChange(deleted_key=one, catalog_version=catalog.version)
    return RelationTypeChange(one, catalog_version=catalog.version)


async def _told_again(_context: OperationContext, made: ChangeMade, catalog: Catalog) -> RelationTypeChange:
    [(name,)] = made.names
    if made.gone:
        return RelationTypeChange(deleted_key=name, catalog_version=made.version)
    found = (one for one in catalog.relation_types.values() if one.relation_id == name)
    return RelationTypeChange(next(found, None), catalog_version=made.version)


RELATION_TYPES: Final = CatalogMutation(
    _made, _told, _told_again, lambda errors: RelationTypeChange(errors=errors)
)


def _version(registry: TypeRegistry) -> dict[str, GraphQLField]:
    return {
        "catalogVersion": GraphQLField(
            GraphQLInt,
            resolve=lambda source, _info: source.catalog_version,
            description="The catalog's version that has the change.",
        ),
        "userErrors": user_errors_field(registry.object("UserError")),
    }


def _type_payload(registry: TypeRegistry) -> GraphQLObjectType:
    fields = {
        "relationType": GraphQLField(
            registry.object(TYPE),
            resolve=lambda source, _info: source.relation_type,
            description="The relation type.",
        ),
        "warnings": GraphQLField(
            non_null_list(registry.object("Warning")),
            resolve=lambda _source, _info: [],
            description="Said, but not in the way.",
        ),
        **_version(registry),
    }
    return GraphQLObjectType(
        "RelationTypePayload", fields, description="Result of a change of a relation type."
    )


def _deletion_payload(registry: TypeRegistry) -> GraphQLObjectType:
    deleted = GraphQLField(
        GraphQLString, resolve=lambda source, _info: source.deleted_key, description="The key that is free."
    )
    return GraphQLObjectType(
        "DeleteRelationTypePayload",
        {"deletedKey": deleted, **_version(registry)},
        description="Result of the deletion of a relation type.",
    )


async def _create(types: RelationTypes, *, input: Mapping[str, Any]) -> Changed:
    return await types.create(input)


async def _update(types: RelationTypes, *, key: str, input: Mapping[str, Any]) -> Changed:
    return await types.update(key, input)


async def _delete(types: RelationTypes, *, key: str) -> Changed:
    return await types.delete(key)
