"""What one planning needs to know, and the aliases that it hands out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from graphql import FragmentDefinitionNode, GraphQLSchema
from graphql.execution.values import VariableValues

from gql_crm.access import AccessProfile, EntityAccess, Viewer, row_predicate
from gql_crm.errors import ClientError
from gql_crm.fields.kind import FilterContext
from gql_crm.plugins.catalog import Catalog, CatalogEntity, CatalogRelationType
from gql_crm.reads.notes import Notes
from gql_crm.sql import NOTHING, Given, Node, Trace
from gql_crm.transient import transient

MOST_COMPUTED: Final = 100_000
"""Parts of all values that one statement computes. PostgreSQL plans each of them wherever it is read: so many
take it a second and 260 MB, and no deadline ends a planning.
"""
TOO_EXPENSIVE: Final = "QUERY_TOO_EXPENSIVE"
RELATION_TYPES = "relation types"
"""What a plan with related records depends on besides entities; no entity has such a name."""


def _english() -> tuple[str, ...]:
    return ("en",)


@transient
class ReadRequest:
    """What requests with one document and profile differ by: coerced variables, who asks, and when."""

    variables: Mapping[str, object]
    viewer: Viewer
    clock: FilterContext
    languages: Callable[[], tuple[str, ...]] = _english
    """Finds the tags to look for in labels, best first: few statements have labels."""
    written: UUID | None = None
    """The record that a mutation has written, and answers with."""


@dataclass(frozen=True, slots=True)
class StoredView:
    """A saved view as it was written: `filter` and `order` are JSON, or None."""

    id: UUID
    name: str
    entity: str
    filter: Any
    order: Any


@dataclass(slots=True)
class PlanScope:
    """The operation, and what the request gives: `trace` notes what of it was looked at.

    `notes` tell what the plan reads, to who asks for an explanation.
    """

    catalog: Catalog
    schema: GraphQLSchema
    profile: AccessProfile
    fragments: Mapping[str, FragmentDefinitionNode]
    request: ReadRequest
    page_rows: int = 200
    views: Mapping[UUID, StoredView] = field(default_factory=dict)
    """The saved views that the operation names, as far as the actor sees them."""
    trace: Trace = field(default_factory=Trace)
    notes: Notes = field(default_factory=Notes)
    touched: set[str] = field(default_factory=set)
    """The entities that the plan depends on, and `RELATION_TYPES`."""
    relation_types: Mapping[str, CatalogRelationType] = field(default_factory=dict)
    """Those of the catalog, where a mutation has not just made others."""
    asked: Given[ReadRequest] | None = None
    """How the request is found, where the statement that is planned does more than read."""
    labels: Mapping[str, Node] = field(default_factory=dict)
    """What rows are called that the statement itself writes, by their aliases."""
    variables: VariableValues = field(init=False)
    user_id: Given[UUID] = field(init=False)
    viewer: Viewer = field(init=False)
    clock: Given[FilterContext] = field(init=False)
    languages: Given[tuple[str, ...]] = field(init=False)
    written: Given[UUID | None] = field(init=False)
    _aliases: int = field(default=0)
    _computed: int = field(default=0)

    def __post_init__(self) -> None:
        self.relation_types = self.relation_types or self.catalog.relation_types
        given = self.asked or Given.of_request(self.request, self.trace)
        self.user_id = given.map(attrgetter("viewer.user_id"))
        self.viewer = replace(Viewer.given(given.map(attrgetter("viewer"))), user_id=self.user_id)
        self.clock = given.map(attrgetter("clock"))
        self.languages = given.map(lambda request: request.languages())
        self.written = given.map(attrgetter("written"))
        self.variables = _given_variables(given)

    def alias(self) -> str:
        """Return an alias that the statement does not have yet."""
        self._aliases += 1
        return f"t{self._aliases}"

    def compute(self, parts: int) -> None:
        """Count the parts of a value that the statement computes. Raises ClientError beyond the limit."""
        self._computed += parts
        if self._computed > MOST_COMPUTED:
            text = (
                f"The formulas and roll-ups that the operation reads have more than {MOST_COMPUTED:,} parts "
                "with all that they read. Select, filter and order by fewer of them, or split the operation."
            )
            raise ClientError(TOO_EXPENSIVE, text)

    def entity(self, name: str) -> CatalogEntity:
        """Return an entity, on which the plan depends from here on."""
        self.touched.add(name)
        return self.catalog.entity(name)

    def every_entity(self) -> Mapping[str, CatalogEntity]:
        """Return all entities, on which the plan depends from here on."""
        self.touched.update(self.catalog.entities)
        return self.catalog.entities

    def every_relation_type(self) -> Mapping[str, CatalogRelationType]:
        """Return all relation types by key, on which the plan depends from here on."""
        self.touched.add(RELATION_TYPES)
        return self.relation_types

    def access(self, entity: CatalogEntity) -> EntityAccess:
        """Return what the actor may do with an entity's records."""
        return self.profile.access(entity.name)

    def visible(self, entity: CatalogEntity, alias: str) -> Node:
        """Return the condition that the actor may see the row."""
        return row_predicate(self.access(entity).to_read, alias, self.viewer)


def _given_variables(request: Given[ReadRequest]) -> VariableValues:
    """Let GraphQL see which variables there are and which are null; their values are given."""
    members = request.map(attrgetter("variables")).members()
    coerced = {name: None if value is NOTHING else request.map(_variable(name)) for name, value in members}
    return VariableValues({}, coerced)


def _variable(name: str) -> Callable[[ReadRequest], object]:
    """Find a variable in one step: warm requests are asked for each of theirs several times."""
    return lambda request: request.variables.get(name)
