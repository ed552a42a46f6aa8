"""What a workspace does not run: operations that the request or the token is not made for."""

from graphql import GraphQLError

from gql_crm.access import Actor
from gql_crm.errors import ClientError
from gql_crm.schema.context import OperationContext
from gql_crm.schema.preparing import PreparedOperation
from gql_crm.workspace.requests import GraphQLRequest, GraphQLResponse, response


def refusal_of(request: GraphQLRequest, actor: Actor, prepared: PreparedOperation) -> GraphQLResponse | None:
    """Say why a valid operation may not run for this request and token; None when it may."""
    if prepared.is_mutation and not request.mutations_allowed:
        return refused("Mutations need POST; GET is for queries only.")
    if prepared.is_subscription:
        return refused("Subscriptions need a WebSocket: connect to this address by graphql-transport-ws.")
    scope = "write" if prepared.is_mutation else "read"
    if not actor.allows(scope):
        return refused(f'The token is not made for this: it lacks the scope "{scope}".', "FORBIDDEN")
    return None


async def refusal_of_key(context: OperationContext) -> GraphQLResponse | None:
    """Say that another request came with the idempotency key; None when none did, or there is no key."""
    if context.idempotency_key is None:
        return None
    try:
        async with context.database.connection() as connection:
            await context.idempotency_key.check(connection)
    except ClientError as mismatch:
        return refused(mismatch.message, mismatch.code)
    return None


def refused(message: str, code: str = "BAD_USER_INPUT") -> GraphQLResponse:
    """Answer without having run anything."""
    return response(None, [GraphQLError(message, extensions={"code": code})], executed=False)
