"""`purgeRecord`: erasing a record for good."""

from graphql import GraphQLArgument, GraphQLField, GraphQLID, GraphQLNonNull, GraphQLObjectType, GraphQLString

from gql_crm.fields.scalars import parse_id
from gql_crm.records.purging import purge
from gql_crm.schema.context import Info
from gql_crm.schema.mutations import run_mutation
from gql_crm.schema.payload import Deletion
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import id_argument, non_null_list


def add_purge_types(registry: TypeRegistry) -> None:
    """Add the mutation and its payload."""
    payload = registry.add(
        GraphQLObjectType(
            "PurgePayload",
            {
                "purgedId": GraphQLField(
                    GraphQLID,
                    resolve=lambda d, _: d.deletedId,
                    description="The erased record's id.",
                ),
                "userErrors": GraphQLField(
                    non_null_list(registry.object("UserError")), description="Why nothing was erased."
                ),
            },
            description="Result of erasing a record.",
        )
    )
    registry.mutations["purgeRecord"] = GraphQLField(
        GraphQLNonNull(payload),
        {
            "id": id_argument("Id of any record, deleted or not."),
            "confirm": GraphQLArgument(
                GraphQLNonNull(GraphQLString),
                description="What the record's `displayName` is, or its id where that is empty.",
            ),
        },
        _purge,
        description=(
            "Erase a record for good: its values, its history's values, what it owns and how it is found."
            " That it was there, and who erased it, stays. Administrators only."
        ),
    )


async def _purge(_source: object, info: Info, id: str, confirm: str) -> object:
    async def write() -> Deletion:
        purged = await purge(info.context.records, parse_id(id), confirm)
        return Deletion(str(purged.id))

    return await run_mutation(info, write, Deletion.refused)
