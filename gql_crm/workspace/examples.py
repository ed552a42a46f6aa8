"""What modules show of themselves in the explorer: documents that the one who looks can run."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from graphql import GraphQLError, GraphQLSchema, parse, validate

from gql_crm.access import Actor
from gql_crm.fields.labels import localized
from gql_crm.schema.languages import lookup_order
from gql_crm.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Examples:
    """A module's examples under its label."""

    label: str
    document: str


async def examples_for(workspace: Workspace, actor: Actor, languages: tuple[str, ...]) -> list[Examples]:
    """Return the examples of the modules that are switched on and fit the schema as the actor sees it."""
    versions, settings = workspace.live.versions, workspace.live.settings
    version = await versions.for_profile(versions.profile(actor.role_keys))
    tags = lookup_order((actor.locale,) if actor.locale else (), languages, settings.languages)
    shown = [module for module in version.catalog.modules if module.examples]
    fit = await asyncio.to_thread(_fit, version.schema, [module.examples for module in shown])
    return [
        Examples(localized(module.label, tags) or module.name, module.examples)
        for module in shown
        if module.examples in fit
    ]


def _fit(schema: GraphQLSchema, documents: Sequence[str]) -> set[str]:
    return {document for document in documents if _fits(schema, document)}


def _fits(schema: GraphQLSchema, document: str) -> bool:
    try:
        return not validate(schema, parse(document), max_errors=1)
    except GraphQLError:
        return False
