"""A small world of declarations, and what a merge says of it. No database is needed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import strawberry

from gql_crm import Entity, Field, Module, Operation
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.kinds import DEFAULT_KINDS
from gql_crm.modules import identity, people
from gql_crm.plugins.catalog import Catalog
from gql_crm.plugins.merge import Contributions, CustomField, merge

NOW = datetime(2026, 3, 15, 12, 30, tzinfo=UTC)
CORE = (identity.MODULE, people.MODULE)


def entity(name: str, plural: str, *fields: Field, **more: Any) -> Entity:
    """An entity with a title."""
    title = Field(key="title", kind="TEXT")
    return Entity(name=name, plural=plural, fields=(title, *fields), display=("title",), **more)


def module(name: str, *entities: Entity, **more: Any) -> Module:
    return Module(name=name, version="1", entities=entities, **more)


def operation(name: str) -> Operation:
    """A query that answers with a number."""

    def answer() -> int:
        return 42

    return Operation.query(name, strawberry.field(resolver=answer, description="A number."))


def contributions(
    *modules: Module, kinds: Sequence[FieldKind] = (), custom_fields: Sequence[CustomField] = ()
) -> Contributions:
    """The core's modules and kinds, then those of a plugin for each module."""
    return Contributions(
        modules=[*(("gql_crm", one) for one in CORE), *((f"plugin-{one.name}", one) for one in modules)],
        kinds=[*(("gql_crm", kind) for kind in DEFAULT_KINDS), *(("plugin", kind) for kind in kinds)],
        custom_fields=custom_fields,
    )


def merged(*modules: Module, version: int = 1, **more: Any) -> Catalog:
    return merge(contributions(*modules, **more), version=version, now=NOW)


def custom(number: int, entity_name: str, key: str, kind: str = "TEXT", **options: Any) -> CustomField:
    """A custom field as it comes from the database."""
    field = Field(key=key, kind=kind, **options)
    return CustomField(number, entity_name, field, f"custom:{number}")


def names_of(catalog: Catalog) -> list[str]:
    """The modules that were not left out, without the core's."""
    return [one.name for one in catalog.modules if one not in CORE]


def only_problem(catalog: Catalog) -> str:
    assert len(catalog.problems) == 1, catalog.problems
    return catalog.problems[0].message
