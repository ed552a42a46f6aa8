"""A request → a subscription that may be followed, by the newest catalog and what the actor may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from graphql import (
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    Visitor,
    parse,
    visit,
)

from gql_crm.access import Actor
from gql_crm.errors import ClientError
from gql_crm.reads import PlanScope
from gql_crm.reads.live_pages import SUBSCRIPTION
from gql_crm.reads.selection import arguments
from gql_crm.schema.context import OperationContext
from gql_crm.schema.cost import OperationCost
from gql_crm.schema.limits import Limits
from gql_crm.schema.live_reads import LiveRead, open_live_read, root_of
from gql_crm.schema.preparing import PreparedOperation, prepare
from gql_crm.schema.running import Outcome, hand_over
from gql_crm.schema.variables import coerce_variables
from gql_crm.schema.version import SchemaVersion
from gql_crm.workspace import GraphQLRequest, Workspace

AFTER: Final = "after"
_MOST_ATTEMPTS: Final = 5
_MOST_TOKENS: Final = 100_000


class NotPrepared(Exception):  # noqa: N818 (told as what the request has wrong)
    """The request is no subscription that may be followed; `errors` say why."""

    def __init__(self, errors: Sequence[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


@dataclass(frozen=True, slots=True)
class PreparedSubscription:
    """A subscription by one version of the catalog."""

    workspace: Workspace
    request: GraphQLRequest
    actor: Actor
    version: SchemaVersion
    prepared: PreparedOperation
    variables: Mapping[str, Any]

    @property
    def field(self) -> str:
        """The name of what is subscribed to."""
        return root_of(self._scope(), self.prepared)[1][0].name.value

    @property
    def key(self) -> bytes:
        """What subscriptions have in common that are told the same, wherever each of them begins."""
        request, actor = self.request, self.actor
        begins = self._variable_of_place()
        parts = (
            request.query,
            request.operation_name,
            {name: value for name, value in (request.variables or {}).items() if name != begins},
            request.time_zone,
            request.languages,
            str(actor.user_id),
            actor.role_keys,
            sorted(actor.scopes) if actor.scopes is not None else None,
            (actor.locale, actor.time_zone, actor.access_version),
            id(self.version),
        )
        return orjson.dumps(parts)

    def argument(self, name: str) -> Any:
        """Return the value of an argument; None without one."""
        scope = self._scope()
        given = arguments(scope, SUBSCRIPTION, root_of(scope, self.prepared)[1][0])
        return given[name].now if name in given else None

    def context(self, variables: Mapping[str, Any]) -> OperationContext:
        """Return what one delivery finds while it is made."""
        return self.workspace.context(self.version, self.actor, self.request, self.prepared, variables)

    async def live_read(self, place: str | None, accepts: int | None) -> LiveRead:
        """Open the reads of a subscription to changes or events."""
        return await open_live_read(self.prepared, self.variables, self.context, place, accepts)

    async def told_of(self, source: object) -> Outcome:
        """Return what is selected of one thing."""
        context = self.context(self.variables)
        return await hand_over(context, self.prepared, dict(self.request.variables or {}), source)

    def _variable_of_place(self) -> str | None:
        """Return the variable that says where it begins, if it says nothing else."""
        nodes = root_of(self._scope(), self.prepared)[1]
        given = [one.value for node in nodes for one in node.arguments or () if one.name.value == AFTER]
        names = {value.name.value for value in given if isinstance(value, VariableNode)}
        if len(names) != 1 or self.prepared.document is None:
            return None
        (name,) = names
        uses = _Uses(name)
        visit(self.prepared.document, uses)
        return name if uses.count == len(given) + 1 else None  # one more where it is declared

    def _scope(self) -> PlanScope:
        return self.context(self.variables).scope()


class _Uses(Visitor):
    """Counts how often a document names a variable."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.count = 0

    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        self.count += node.name.value == self._name


async def prepare_subscription(
    workspace: Workspace, request: GraphQLRequest, actor: Actor, limits: Limits
) -> PreparedSubscription:
    """Prepare a subscription. Raises NotPrepared."""
    for _ in range(_MOST_ATTEMPTS):
        versions = workspace.live.versions
        version = await versions.for_profile(versions.profile(actor.role_keys))
        prepared = prepare(version, request.query, request.operation_name, limits)
        given = dict(request.variables or {})
        variables = coerce_variables(version, prepared, given, limits)
        errors = prepared.errors or (variables if isinstance(variables, list) else [])
        if errors and await workspace.live.refresh_if_stale(versions):
            continue
        if errors or isinstance(variables, list):
            raise NotPrepared(errors)
        if not actor.allows("read"):
            raise ClientError("FORBIDDEN", 'The token is not made for this: it lacks the scope "read".')
        cost = OperationCost.of(version.schema, prepared, variables, given, limits)
        if too_expensive := cost.errors(limits):
            raise NotPrepared(too_expensive)
        return PreparedSubscription(workspace, request, actor, version, prepared, variables)
    raise ClientError("OVERLOADED", "The catalog changed again and again; try again.")


def is_subscription(query: str, operation_name: str | None) -> bool:
    """Whether a document asks for a subscription; what cannot be read asks for none."""
    try:
        document = parse(query, no_location=True, max_tokens=_MOST_TOKENS)
    except (GraphQLError, RecursionError):
        return False
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    named = [one for one in operations if operation_name in {None, one.name.value if one.name else None}]
    return len(named) == 1 and named[0].operation is OperationType.SUBSCRIPTION
