"""Saved views: lists that people have put together and come back to."""

from collections.abc import Sequence

from gql_crm import BeforeWrite, ComputedField, EntityAccess, Module, RowScope, hookimpl
from gql_crm.fields.labels import labels
from gql_crm.modules.views.rules import CHECKED, check_view, problems_of_views
from gql_crm.modules.views.saved_view import SAVED_VIEW

MODULE = Module(
    name="views",
    version="1.0",
    label=labels("Views", "Rodiniai", "Pohledy", "Изгледи", "نماها"),
    description="Filters, orders and columns of lists, kept under a name.",
    requires=("identity",),
    entities=(SAVED_VIEW,),
    computed={
        "SavedView": (
            ComputedField(
                key="problems",
                kind="JSON",
                needs=("entity", "columns", "filter", "orderBy"),
                load=problems_of_views,
                label=labels("Problems", "Problemos", "Problémy", "Проблеми", "مشکلات"),
                description="Sentences about what does not fit the lists of today; null when all does.",
            ),
        )
    },
    permissions={
        "admin": {
            "SavedView": EntityAccess(
                RowScope.PUBLISHED, create=True, update=RowScope.PUBLISHED, delete=RowScope.PUBLISHED
            )
        },
        "member": {
            "SavedView": EntityAccess(
                RowScope.PUBLISHED, create=True, update=RowScope.OWN, delete=RowScope.OWN
            )
        },
    },
    before_write=(BeforeWrite(entity="SavedView", fields=CHECKED, run=check_view, required=True),),
    models="gql_crm.modules.views.models",
    migrations="gql_crm.modules.views.migrations",
)


@hookimpl
def register_modules() -> Sequence[Module]:
    """Contribute the module."""
    return [MODULE]
