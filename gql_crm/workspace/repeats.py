"""Requests that their clients may send again."""

from datetime import datetime

from gql_crm.access import Actor
from gql_crm.schema.idempotency import IdempotencyKey
from gql_crm.schema.preparing import PreparedOperation
from gql_crm.workspace.requests import GraphQLRequest


def key_of(
    request: GraphQLRequest, actor: Actor, prepared: PreparedOperation, now: datetime
) -> IdempotencyKey | None:
    """Return the key of a request with mutations; queries need none."""
    if request.idempotency_key is None or not prepared.is_mutation:
        return None
    content = (request.query, request.operation_name, request.variables)
    return IdempotencyKey.of(actor.user_id, request.idempotency_key, content, now)
