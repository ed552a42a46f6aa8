"""Contacts and organizations."""

from collections.abc import Sequence

from gql_crm import Module, hookimpl
from gql_crm.fields.labels import labels
from gql_crm.modules.people.contact import CONTACT
from gql_crm.modules.people.duplicates import DUPLICATE_RULES
from gql_crm.modules.people.organization import ORGANIZATION
from gql_crm.modules.people.relation_types import RELATION_TYPES

MODULE = Module(
    name="people",
    version="1.0",
    label=labels("People", "Žmonės", "Lidé", "Хора", "افراد"),
    description="Contacts and organizations.",
    requires=("identity",),
    entities=(ORGANIZATION, CONTACT),
    relation_types=RELATION_TYPES,
    models="gql_crm.modules.people.models",
    migrations="gql_crm.modules.people.migrations",
    duplicate_rules=DUPLICATE_RULES,
)


@hookimpl
def register_modules() -> Sequence[Module]:
    """Contribute the module."""
    return [MODULE]
