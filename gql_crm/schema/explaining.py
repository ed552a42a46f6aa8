"""Plans a query to explain it: what each field at its root reads, and the statement, which is not run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, GraphQLError, located_error

from gql_crm.errors import ClientError
from gql_crm.reads import PlanScope, ReadPlan, is_read, plan_root, root_fields, selected_fields
from gql_crm.reads.connections import DEFAULT_PAGE_ROWS
from gql_crm.reads.notes import ListRead, Note
from gql_crm.reads.selection import arguments
from gql_crm.schema.cost import OperationCost
from gql_crm.schema.failures import told
from gql_crm.schema.preparing import PreparedOperation
from gql_crm.schema.running import QUERY

_OF_A_PAGE = frozenset({"nodes", "edges", "pageInfo", "__typename"})


class OperationRefused(Exception):  # noqa: N818 (what a client would be told)
    """An operation that would not run, with the errors that its answer would have."""

    def __init__(self, errors: Sequence[GraphQLError]) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = errors


_IN_WORDS: Mapping[str, str] = {
    "viewer": "the user who asks",
    "node": "a record of any entity by its id",
    "nodes": "records of any entity by their ids",
    "tags": "tags of records",
    "favorites": "a list of records of all entities",
    "trash": "a list of records of all entities",
}


@dataclass(frozen=True, slots=True)
class ExplainedList:
    """A page of a list: of which entity, what picks and sorts its rows, and the lists in each of them."""

    key: str
    field: str
    """Its place in the schema: `Organization.contacts`."""
    entity: str
    filter: Any
    search: str | None
    order: Sequence[str]
    """Fields with their directions; of none, the newest come first."""
    rows: int
    """The most that the page has."""
    backward: bool
    cursor: bool
    """Whether the page begins at a cursor."""
    counts: Sequence[str]
    """What is selected that looks at all rows which the filter finds."""
    lists: "Sequence[ExplainedList]"


@dataclass(frozen=True, slots=True)
class ExplainedField:
    """A field at the root."""

    key: str
    field: str
    reads: str
    """What it reads, in words."""
    cost: int
    lists: Sequence[ExplainedList]
    """The lists in it, or the one that it is."""


@dataclass(frozen=True, slots=True)
class ExplainedReads:
    """A planned query: its fields, and the statement of those that read records."""

    fields: Sequence[ExplainedField]
    plan: ReadPlan
    notes: Sequence[Note]


def explain_reads(scope: PlanScope, prepared: PreparedOperation, cost: OperationCost) -> ExplainedReads:
    """Plan a query. Raises OperationRefused with what its fields would answer that refuse a value."""
    if prepared.operation is None:
        msg = "an operation that could not be prepared is not explained"
        raise RuntimeError(msg)
    costs = _costs(cost)
    fields, columns, refusals = [], {}, []
    for key, nodes in root_fields(scope, prepared.operation.selection_set, QUERY).items():
        name = nodes[0].name.value
        before = len(scope.notes.all)
        try:
            if is_read(scope, name):
                columns[key] = plan_root(scope, nodes)
        except (ClientError, GraphQLError) as error:
            refusals.append(told(located_error(error, nodes, [key])))
            continue
        lists = _lists(scope, scope.notes.all[before:])
        fields.append(ExplainedField(key, name, _in_words(scope, name), costs.get(key, 0), lists))
    if refusals:
        raise OperationRefused(refusals)
    return ExplainedReads(fields, ReadPlan(columns), scope.notes.all)


def _costs(cost: OperationCost) -> Mapping[str, int]:
    """Return what the fields cost that cost something."""
    alternatives = cost.tree.alternatives if cost.tree else ()
    return {member.key: member.requested for members in alternatives for member in members}


def _in_words(scope: PlanScope, name: str) -> str:
    if not is_read(scope, name):
        return "no records"
    if name in _IN_WORDS:
        return _IN_WORDS[name]
    entities = scope.catalog.entities.values()
    entity = next(one for one in entities if name in {one.names.one, one.names.plural})
    return f"one {entity.name} by its id" if name == entity.names.one else f"a list of {entity.name}"


def _lists(scope: PlanScope, notes: Iterable[Note]) -> tuple[ExplainedList, ...]:
    return tuple(_explained(scope, note) for note in notes if isinstance(note, ListRead))


def _explained(scope: PlanScope, read: ListRead) -> ExplainedList:
    node = read.nodes[0]
    given = {name: value.now for name, value in arguments(scope, read.parent, node).items()}
    backward = given.keys().isdisjoint({"first", "after"}) and not given.keys().isdisjoint({"last", "before"})
    members = selected_fields(scope, read.nodes, frozenset({read.entity.names.connection})).values()
    return ExplainedList(
        key=_key(node),
        field=f"{read.parent}.{node.name.value}",
        entity=read.entity.name,
        filter=given.get("filter"),
        search=given.get("search"),
        order=[_wish(one) for one in given.get("orderBy", ())],
        rows=given.get("last" if backward else "first", DEFAULT_PAGE_ROWS),
        backward=backward,
        cursor=not given.keys().isdisjoint({"after", "before"}),
        counts=[nodes[0].name.value for nodes in members if nodes[0].name.value not in _OF_A_PAGE],
        lists=_lists(scope, read.notes),
    )


def _key(node: FieldNode) -> str:
    return (node.alias or node.name).value


def _wish(wish: Mapping[str, Any]) -> str:
    """Return one element of `orderBy` as a path and its direction."""
    ((name, inner),) = wish.items()
    return f"{name}.{_wish(inner)}" if isinstance(inner, Mapping) else f"{name} {inner}"
