"""Contacts and organizations."""

from collections.abc import Sequence

from gql_crm import Module, hookimpl
from gql_crm.modules.people.entities import CONTACT, ORGANIZATION

MODULE = Module(
    name="people",
    version="1.0",
    label={"en": "People"},
    description="Contacts and organizations.",
    requires=("identity",),
    entities=(ORGANIZATION, CONTACT),
    models="gql_crm.modules.people.models",
    migrations="gql_crm.modules.people.migrations",
)


@hookimpl
def register_modules() -> Sequence[Module]:
    """Contribute the module."""
    return [MODULE]
