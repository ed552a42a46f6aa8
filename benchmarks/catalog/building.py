"""Merge and build alone, without a database, beside graphql-core's bare construction of the same types."""

from dataclasses import replace
from itertools import cycle

from graphql import GraphQLSchema, validate_schema

from benchmarks.catalog.bare import BareSchema
from benchmarks.catalog.declarations import field_inputs, modules
from benchmarks.catalog.ground import missing_entities
from benchmarks.catalog.sizes import Size
from benchmarks.figures import Figure
from benchmarks.timing import Stopwatch, interleaved
from gql_crm.clock import system_clock
from gql_crm.customization.definition import new_field
from gql_crm.http.server import spare_the_collector
from gql_crm.plugins.catalog import Catalog
from gql_crm.plugins.merge import Contributions, CustomField, merge
from gql_crm.plugins.merge_memory import MergeMemory
from gql_crm.schema.build import build_schema
from gql_crm.schema.operations import convert_operations
from gql_crm.workspace.contributions import contributions_of

_RATIO_BUDGET = 1.0


def measure(size: Size) -> list[Figure]:
    """Time merge, build and bare construction in turn; validate the schema once."""
    contributions = declared(size)
    fields = contributions.custom_fields
    catalog = _merged(contributions)
    operations = {module.name: convert_operations(module.operations) for module in catalog.modules}
    schema = build_schema(catalog, operations)
    errors, validating = _validated(schema)
    bare = BareSchema(schema)
    changing = cycle([replace(contributions, custom_fields=fields[:-1]), contributions])
    spare_the_collector()
    times = interleaved(
        {
            "first": lambda: _merged(replace(contributions, memory=MergeMemory())),
            "merge": lambda: _merged(next(changing)),
            "build": lambda: build_schema(catalog, operations),
            "bare": bare.build,
        },
        size.rounds,
    )
    ours = times["merge"].processor + times["build"].processor
    subject = f"{size.name}: {len(schema.type_map)} types, without a database"
    return [
        Figure(subject, "merge, the first", times["first"].clock, "ms"),
        Figure(subject, "merge after a change of one field", times["merge"].clock, "ms"),
        Figure(subject, "build", times["build"].clock, "ms"),
        Figure(subject, "graphql-core's bare construction", times["bare"].clock, "ms"),
        Figure(
            subject,
            "merge and build / bare construction",
            ours / times["bare"].processor,
            "times",
            _RATIO_BUDGET,
        ),
        Figure(subject, "validate_schema (only in tests)", validating, "ms"),
        Figure(subject, "errors that it finds", len(errors), "", budget=0),
    ]


def declared(size: Size) -> Contributions:
    """Return installed and generated modules, and custom fields."""
    found = contributions_of(None, system_clock())
    generated = [("benchmarks", module) for module in modules(missing_entities(found, size))]
    contributions = replace(found, modules=[*found.modules, *generated])
    entities = [entity.name for _, module in contributions.modules for entity in module.entities]
    inputs = field_inputs(size.fields, entities, [kind for _, kind in found.kinds])
    custom = tuple(
        CustomField(number, given["entity"], new_field(given, "en")[0], f"custom:{number}")
        for number, given in enumerate(inputs, 1)
    )
    return replace(contributions, custom_fields=custom)


def _merged(contributions: Contributions) -> Catalog:
    return merge(contributions, version=1, now=system_clock())


def _validated(schema: GraphQLSchema) -> tuple[list[object], float]:
    """Validate as if nobody had promised that the schema is valid."""
    schema._validation_errors = None  # `assume_valid` has set it to "none found"
    watch = Stopwatch()
    errors = validate_schema(schema)
    return list(errors), watch.ms()
