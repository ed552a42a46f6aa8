"""Mutations of custom entities: `createEntity`, `updateEntity`, `renameEntity` and the others."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.customization import Entities, EntityOutcome, deleted_entity
from gql_crm.errors import UserError
from gql_crm.fields.scalars import LOCALIZED_TEXT
from gql_crm.jobs import Job
from gql_crm.plugins.catalog import Catalog, CatalogEntity
from gql_crm.schema.catalog_changes import CatalogMutation
from gql_crm.schema.change_made import ChangeMade
from gql_crm.schema.context import Info, OperationContext
from gql_crm.schema.following_views import FollowingViews
from gql_crm.schema.members import InputMember, input_of, required_input
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list, user_errors_field

Change = Callable[..., Awaitable[EntityOutcome]]

_NAME: Final = GraphQLNonNull(GraphQLString)
_NAMES: Final = GraphQLList(_NAME)
_NAMED: Final = {"name": GraphQLArgument(_NAME, description="The entity's name.")}
_DISPLAY = "Keys of the fields, up to 5, whose values make a record's `displayName`, in order"
_NEW: Final[Mapping[str, InputMember]] = {
    "name": (_NAME, "The type's name in the schema: a capital letter, then letters and digits."),
    "plural": (_NAME, "The name of the list in Query: a small letter, then letters and digits."),
}
_TEXTS: Final[Mapping[str, InputMember]] = {
    "label": (LOCALIZED_TEXT, "What people call one, by language."),
    "pluralLabel": (LOCALIZED_TEXT, "What people call several, by language."),
    "description": (GraphQLString, "What it is; the schema tells it."),
}


@dataclass(frozen=True, slots=True)
class EntityAnswer:
    """What a mutation of an entity answers with."""

    entity: CatalogEntity | None = None
    """In the catalog as it is now; a deleted one as it was."""
    catalog_version: int | None = None
    job: Job | None = None
    errors: Sequence[UserError] = ()


def add_custom_entity_types(registry: TypeRegistry) -> None:
    """Add the inputs, the payload and the mutations; the input of a field is there."""
    fields = non_null_list(registry.input("EntityFieldInput"))
    new: dict[str, InputMember] = {
        **_NEW,
        **_TEXTS,
        "fields": (fields, "Its fields: all are created with it, or nothing is."),
        "display": (_NAMES, f"{_DISPLAY}; the first field that makes a name when absent."),
    }
    changes: dict[str, InputMember] = {**_TEXTS, "display": (_NAMES, f"{_DISPLAY}.")}
    create = registry.add(input_of("CreateEntityInput", "A new entity.", new))
    update = registry.add(input_of("UpdateEntityInput", "What to change; what is absent stays.", changes))
    payload = registry.add(_payload(registry))
    registry.mutations["createEntity"] = _mutation(
        payload, {"input": required_input(create)}, _create, "Define an entity, with everything that one has."
    )
    registry.mutations["updateEntity"] = _mutation(
        payload,
        {**_NAMED, "input": required_input(update)},
        _update,
        "Change what a custom entity is called and what its records are called by.",
    )
    registry.mutations.update(_of_names(payload))


def _of_names(payload: GraphQLObjectType) -> dict[str, GraphQLField]:
    """Return the mutations that take names alone."""
    renamed = {
        "newName": GraphQLArgument(_NAME, description="The name that it gets."),
        "newPlural": GraphQLArgument(_NAME, description="The name that its list gets."),
    }
    confirm = GraphQLArgument(_NAME, description="The entity's name once more, because records are lost.")
    return {
        "renameEntity": _mutation(
            payload,
            {**_NAMED, **renamed},
            _rename,
            "Give a custom entity another name in the schema; its records stay.",
        ),
        "retireEntity": _mutation(
            payload, _NAMED, _retire, "Take the mutations of a custom entity away; its records stay readable."
        ),
        "restoreEntity": _mutation(
            payload, _NAMED, _restore, "Bring the mutations of a retired custom entity back."
        ),
        "deleteEntity": _mutation(
            payload,
            {**_NAMED, "confirm": confirm},
            _delete,
            "Delete a custom entity for good: it is gone at once, a job clears its records.",
        ),
    }


def _mutation(
    payload: GraphQLObjectType, arguments: Mapping[str, GraphQLArgument], change: Change, description: str
) -> GraphQLField:
    async def resolve(_source: object, info: Info, **given: object) -> EntityAnswer:
        entities = replace(info.context.entities, follower=FollowingViews(info.context))
        return await ENTITIES.run(info, lambda once: change(replace(entities, once=once), **given))

    return GraphQLField(GraphQLNonNull(payload), dict(arguments), resolve, description=description)


def _made(outcome: EntityOutcome) -> ChangeMade:
    stored_as, version = outcome.entity.stored_as, outcome.catalog.version
    gone = stored_as not in outcome.catalog.stored_entities
    return ChangeMade(version, [(stored_as,)], outcome.job, gone=gone)


async def _told(context: OperationContext, outcome: EntityOutcome) -> EntityAnswer:
    context.moved_to(outcome.catalog)
    return EntityAnswer(outcome.entity, outcome.catalog.version, await context.job(outcome.job))


async def _told_again(context: OperationContext, made: ChangeMade, catalog: Catalog) -> EntityAnswer:
    """Tell of the entity as it is now, or was before it was deleted."""
    [(stored_as,)] = made.names
    entity = catalog.stored_entities.get(stored_as)
    if made.gone:
        async with context.database.connection() as connection:
            entity = await deleted_entity(connection, context.contributions, stored_as, context.now)
    return EntityAnswer(entity, made.version, await context.job(made.job))


ENTITIES: Final = CatalogMutation(_made, _told, _told_again, lambda errors: EntityAnswer(errors=errors))


async def _create(entities: Entities, *, input: Mapping[str, Any]) -> EntityOutcome:
    return await entities.create(input)


async def _update(entities: Entities, *, name: str, input: Mapping[str, Any]) -> EntityOutcome:
    return await entities.update(name, input)


async def _rename(
    entities: Entities,
    *,
    name: str,
    newName: str,  # noqa: N803 (the argument's name)
    newPlural: str,  # noqa: N803 (the argument's name)
) -> EntityOutcome:
    return await entities.rename(name, newName, newPlural)


async def _retire(entities: Entities, *, name: str) -> EntityOutcome:
    return await entities.retire(name, retired=True)


async def _restore(entities: Entities, *, name: str) -> EntityOutcome:
    return await entities.retire(name, retired=False)


async def _delete(entities: Entities, *, name: str, confirm: str) -> EntityOutcome:
    return await entities.delete(name, confirm)


def _payload(registry: TypeRegistry) -> GraphQLObjectType:
    fields = {
        "entity": GraphQLField(
            registry.object("CatalogEntity"),
            resolve=lambda s, _i: s.entity,
            description="The entity as it is now; a deleted one as it was.",
        ),
        "catalogVersion": GraphQLField(
            GraphQLInt,
            resolve=lambda s, _i: s.catalog_version,
            description="The catalog's version that has the change.",
        ),
        "job": GraphQLField(
            registry.object("Job"),
            resolve=lambda s, _i: s.job,
            description="The job that does the rest of the work; null when all is done.",
        ),
        "userErrors": user_errors_field(registry.object("UserError")),
    }
    return GraphQLObjectType("EntityPayload", fields, description="Result of a change of a custom entity.")
