"""The hooks that a plugin may implement. Each returns frozen declarations; none runs at request time."""

from collections.abc import Sequence

import pluggy

from gql_crm.fields.kind import FieldKind
from gql_crm.plugins.module import Module

PROJECT = "gql_crm"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl: pluggy.HookimplMarker = pluggy.HookimplMarker(PROJECT)


@hookspec
def register_modules() -> Sequence[Module]:  # type: ignore[empty-body] # a specification has no body
    """Return the modules that this plugin contributes."""


@hookspec
def register_field_kinds() -> Sequence[FieldKind]:  # type: ignore[empty-body] # a specification has no body
    """Return the field kinds that this plugin contributes, one instance each."""
