"""Deleting a custom field: what is in the way, and what remains to be done."""

from dataclasses import replace
from uuid import UUID

from gql_crm.customization import field_rows
from gql_crm.customization.conditions import check_unread
from gql_crm.customization.deletion_job import ask_for_deletion
from gql_crm.customization.derived import still_read
from gql_crm.customization.entity_definition import lost_name_faults
from gql_crm.customization.entity_jobs import ask_for_names
from gql_crm.customization.held_values import HeldValues
from gql_crm.customization.session import CatalogChange
from gql_crm.errors import UserError, UserErrors
from gql_crm.plugins.catalog import CUSTOM, Catalog, CatalogField
from gql_crm.text import shown


async def deleted_field(
    change: CatalogChange, entity: str, key: str, confirm: str, actor_id: UUID | None
) -> tuple[CatalogField, Catalog, UUID]:
    """Delete a field when `confirm` is its key; return it, the catalog without it, and the job for the rest.

    Raises `UserErrors`.
    """
    owner, field, custom = change.custom_field(entity, key, "deleted")
    faults = [*lost_name_faults(owner, key, "deleted"), *still_read(change.catalog, entity, field)]
    if faults:
        raise UserErrors(faults)
    if confirm != key:
        holders = await HeldValues(change.connection, owner, field).holders()
        text = f"{shown(confirm)} does not confirm it; expected {shown(key)}. {holders}, lost for good then."
        raise UserErrors([UserError("VALIDATION", ("confirm",), text)])
    check_unread(owner, key, "deleted")
    await field_rows.delete(change.connection, custom.id, change.now)
    if owner.origin == CUSTOM and key in owner.entity.display:
        await ask_for_names(change, owner, actor_id)
    job = await ask_for_deletion(change.connection, custom, actor_id, change.now)
    others = [other for other in change.state.custom_fields if other.id != custom.id]
    return replace(field, deleted=True), await change.publish(others), job
