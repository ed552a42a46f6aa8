"""Who works with the CRM: users, teams, tokens."""

from collections.abc import Sequence

from gql_crm import BeforeWrite, EntityAccess, Module, Operation, RowScope, hookimpl
from gql_crm.fields.labels import labels
from gql_crm.modules.identity.entities import MEMBERSHIP, TEAM, USER
from gql_crm.modules.identity.operations import create_api_token
from gql_crm.modules.identity.rules import CHECKED, check_user

MODULE = Module(
    name="identity",
    version="1.0",
    label=labels("Identity", "Tapatybė", "Identita", "Самоличност", "هویت"),
    description="Users, teams and their tokens.",
    entities=(TEAM, USER),
    relations=(MEMBERSHIP,),
    operations=(Operation.mutation("createApiToken", create_api_token, keeps_answer=False),),
    permissions={
        "member": {
            "User": EntityAccess(read=RowScope.ALL, hidden=frozenset({"roleKeys"})),
            "Team": EntityAccess(read=RowScope.ALL),
        }
    },
    before_write=(BeforeWrite(entity="User", fields=CHECKED, run=check_user, required=True),),
    models="gql_crm.modules.identity.models",
    migrations="gql_crm.modules.identity.migrations",
)


@hookimpl
def register_modules() -> Sequence[Module]:
    """Contribute the module."""
    return [MODULE]
