"""Creating a record, or changing the one that holds a unique value already."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from gql_crm.errors import ClientError, UserError, UserErrors
from gql_crm.plugins.catalog import CatalogField
from gql_crm.records.checks import taken_by_others
from gql_crm.records.inputs import entity_inputs
from gql_crm.records.loading import load
from gql_crm.records.proposal import Proposal, with_path
from gql_crm.records.ref import Ref
from gql_crm.records.statements import fetch
from gql_crm.records.unique import Claim, claims_of, select_holder
from gql_crm.records.unit import Records

_ATTEMPTS = 3


async def upsert(
    records: Records, entity: str, by: str, values: Mapping[str, Any], *, check_duplicates: bool = False
) -> Ref:
    """Change the record whose unique field `by` holds the value that `values` give it, else create one.

    `values` are those of a new record; of one that is there the `id` stays as it is. A record that the actor
    cannot see is a DUPLICATE, as in `create`. Of several at the same time one creates, the others change.
    """
    field = _unique_field(records, entity, by)
    if values.get(by) is None:
        text = f'"{by}" needs a value, because the record is looked for by it.'
        raise UserErrors([UserError("REQUIRED", (by,), text)])
    claim = _claim(records, entity, field, values)
    if claim is None:
        return await records.create(entity, values)  # which tells all that is wrong
    for _ in range(_ATTEMPTS):
        holder = await _holder(records, claim)
        if holder is None:
            try:
                return await records.create(entity, values, check_duplicates=check_duplicates)
            except UserErrors as refused:
                if all((error.code, error.field) != ("DUPLICATE", (by,)) for error in refused.errors):
                    raise
        elif await _is_locked(records, entity, holder, claim):
            return await records.update(entity, holder, _changes(records, entity, field, values))
    raise UserErrors(await taken_by_others(records.connection, records.sight, [claim]))


def _unique_field(records: Records, entity: str, by: str) -> CatalogField:
    inputs = entity_inputs(*records.known(entity)).fields
    if by not in inputs or not inputs[by].field.unique:
        raise ClientError("BAD_USER_INPUT", f'"{by}" is no unique field of {entity}; ask the catalog again.')
    return inputs[by]


def _claim(records: Records, entity: str, field: CatalogField, values: Mapping[str, Any]) -> Claim | None:
    """Return the value as it is compared, in the scope that a new record would have it.

    None for what the fields do not accept.
    """
    proposal = Proposal(records.value_context)
    declared = records.catalog.entity(entity)
    for key in (field.key, *field.field.unique_within):
        one = declared.all_fields[key]
        raw = values.get(one.input_name, one.field.default)
        if key == "owner" and one.input_name not in values:
            raw = records.actor.user_id
        if raw is not None:
            with_path(proposal.parse, (one.input_name,), one.input_name, one, raw, None)
    return None if proposal.faults else next(iter(claims_of(declared, proposal.values, only=field)), None)


async def _holder(records: Records, claim: Claim) -> UUID | None:
    rows = await fetch(records.connection, select_holder(claim))
    return rows[0]["record_id"] if rows else None


async def _is_locked(records: Records, entity: str, holder: UUID, claim: Claim) -> bool:
    """Lock the record; return whether it still holds the value. Nobody else changes that from here on."""
    access = records.profile.access(entity)
    stored = await load(
        records.connection, records.sight, records.catalog.entity(entity), holder, access.to_update, keys=()
    )
    if await _holder(records, claim) != holder:
        return False
    if stored is None:
        raise UserErrors(await _unseen(records, claim, may_create=access.create))
    return True


async def _unseen(records: Records, claim: Claim, *, may_create: bool) -> list[UserError]:
    if may_create:
        return await taken_by_others(records.connection, records.sight, [claim])
    return [UserError("FORBIDDEN", (), f"You may not create a record of {claim.entity}.")]


def _changes(
    records: Records, entity: str, field: CatalogField, values: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Leave out what only finds the record and cannot be changed."""
    left_out = {"id"}
    if field.field.immutable or field.key in records.profile.access(entity).read_only:
        left_out.add(field.input_name)
    return {name: value for name, value in values.items() if name not in left_out}
