"""Saved views as lists use them: their filters and orders, as the list's own arguments have them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.fields.fitting import coerced, faults_of_arguments
from gql_crm.fields.scalars import parse_id
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.scope import PlanScope, StoredView
from gql_crm.sql import Column
from gql_crm.text import shown

SAVED_VIEW = "SavedView"
_MEMBERS = ("name", "entity", "filter", "orderBy")


@dataclass(frozen=True, slots=True)
class UsedView:
    """What a view adds to a list's arguments."""

    filter: sql.Given[Any] | None = None
    order: sql.Given[Any] | None = None


NO_VIEW = UsedView()


def view_of(scope: PlanScope, entity: CatalogEntity, given: sql.Given[str] | None) -> UsedView:
    """Return the view that the argument `view` of a list names; `scope` has those that the actor sees."""
    if given is None:
        return NO_VIEW
    id_ = parse_id(given.plain())
    view = scope.views.get(id_)
    if view is None:
        text = f'view: there is no saved view with the id "{id_}" that you can see.'
        raise ClientError("BAD_USER_INPUT", text)
    if view.entity != entity.name:
        text = f"view: the saved view {shown(view.name)} is for lists of {view.entity}, not of {entity.name}."
        raise ClientError("BAD_USER_INPUT", text)
    faults = faults_of_arguments(scope.schema, entity.name, view.filter, view.order)
    if faults:
        told = "; ".join(f"{'.'.join(fault.path)}: {fault.text}" for fault in faults)
        text = f"view: the saved view {shown(view.name)} does not fit any more, it has to be changed. {told}"
        raise ClientError("BAD_USER_INPUT", text)
    filter_, order = coerced(scope.schema, entity.name, view.filter, view.order)
    return UsedView(
        None if filter_ is None else sql.given(filter_), None if order is None else sql.given(order)
    )


def select_views(scope: PlanScope, ids: list[UUID]) -> sql.Select:
    """Select those of the views that the actor sees."""
    entity, row = scope.entity(SAVED_VIEW), "v"
    members = (
        sql.Item(entity.fields[key].storage.stored(row).value, f"m{place}")
        for place, key in enumerate(_MEMBERS)
    )
    return sql.Select(
        (sql.Item(Column(row, "id"), "id"), *members),
        sql.Table(entity.table, row),
        where=sql.all_of(
            sql.AnyOf(Column(row, "id"), sql.parameters(ids, "uuid")),
            sql.IsNull(Column(row, "deleted_at")),
            scope.visible(entity, row),
        ),
    )


def stored_view(row: Any) -> StoredView:
    """Return a view of a row of `select_views`."""
    return StoredView(row["id"], *(row[f"m{place}"] for place in range(len(_MEMBERS))))
