"""What one planning needs to know, and the aliases that it hands out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from graphql import FragmentDefinitionNode, GraphQLSchema
from graphql.execution.values import VariableValues

from gql_crm.access import AccessProfile, Actor, EntityAccess, row_predicate
from gql_crm.fields.kind import FilterContext
from gql_crm.plugins.catalog import Catalog, CatalogEntity
from gql_crm.sql import Node


@dataclass(slots=True)
class PlanScope:
    """The operation's catalog, schema, actor, variables and time."""

    catalog: Catalog
    schema: GraphQLSchema
    actor: Actor
    profile: AccessProfile
    variables: VariableValues
    fragments: Mapping[str, FragmentDefinitionNode]
    now: datetime
    time_zone: str = "UTC"
    week_start: str = "MONDAY"
    page_rows: int = 200
    _aliases: int = field(default=0)

    def alias(self) -> str:
        """Return an alias that the statement does not have yet."""
        self._aliases += 1
        return f"t{self._aliases}"

    def access(self, entity: CatalogEntity) -> EntityAccess:
        """Return what the actor may do with an entity's records."""
        return self.profile.access(entity.name)

    def visible(self, entity: CatalogEntity, alias: str) -> Node:
        """Return the condition that the actor may see the row."""
        return row_predicate(self.access(entity).read, alias, self.actor)

    @property
    def filter_context(self) -> FilterContext:
        """What operators depend on besides their argument."""
        return FilterContext(now=self.now, time_zone=self.time_zone, week_start=self.week_start)
