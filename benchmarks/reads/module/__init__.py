"""Opportunities and events as a module of a partner, through the public door."""

from collections.abc import Sequence

from benchmarks.reads.module.event import EVENT
from benchmarks.reads.module.opportunity import OPPORTUNITY
from gql_crm import Module, hookimpl

NAME = "benchmark"

MODULE = Module(
    name=NAME,
    version="1.0",
    label={"en": "Benchmark"},
    description="Opportunities and events, as many as a CRM has after some years.",
    requires=("people",),
    entities=(OPPORTUNITY, EVENT),
    models="benchmarks.reads.module.models",
    migrations="benchmarks.reads.module.migrations",
)


@hookimpl
def register_modules() -> Sequence[Module]:
    """Contribute the module."""
    return [MODULE]
