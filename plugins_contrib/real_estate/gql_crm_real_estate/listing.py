"""`listPropertyForOwner`: a property and its owner in one step, as an agent takes them in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated
from uuid import UUID

import strawberry

from gql_crm import (
    ClientError,
    InputData,
    OperationContext,
    Payload,
    Ref,
    UserError,
    UserErrors,
    ValueProblem,
    create_input,
    parse_id,
    payload_type,
)

Place = Callable[[UserError], UserError]
"""Says where in our input a fault of one of its parts is."""


@create_input("Property")
class CreatePropertyInput(InputData):
    """Values of the property, with every custom field that there is."""


@create_input("Contact")
class CreateContactInput(InputData):
    """Values of the owner, with every custom field that there is."""


@payload_type("Property")
class PropertyPayload(Payload):
    """The property, or what kept it from being written."""


@strawberry.input(name="ListPropertyForOwnerInput", description="A new property and whose it is.")
class ListPropertyForOwnerInput:
    """A new property and whose it is."""

    property: CreatePropertyInput = strawberry.field(description="The property.")
    owner: CreateContactInput | None = strawberry.field(
        default=strawberry.UNSET, description="The owner, as a new contact."
    )
    owner_contact_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="The owner, who is a contact already; instead of `owner`."
    )


async def _list_property_for_owner(
    info: strawberry.Info[OperationContext, None],
    input: Annotated[
        ListPropertyForOwnerInput, strawberry.argument(description="The property and its owner.")
    ],
) -> PropertyPayload:
    """Write both in the mutation's transaction; raising in the end, with all faults, rolls it back."""
    records = info.context.records
    faults = list(_owner_faults(input))
    owner_id = _owner_contact_id(input)
    listed: Ref | None = None
    if input.owner:
        with _collected(faults, _in_owner):
            owner_id = (await records.create("Contact", input.owner)).id
    with _collected(faults, _in_property(input.property)):
        listed = await records.create("Property", _owned_by(owner_id, input.property))
    if faults:
        raise UserErrors(faults)
    return PropertyPayload(listed, tuple(records.warnings))


list_property_for_owner = strawberry.mutation(
    _list_property_for_owner,
    description="Create a property for its owner, a new contact or one who is there. "
    "Both are written, or neither.",
)


def _owner_faults(input: ListPropertyForOwnerInput) -> Iterator[UserError]:
    if input.owner and input.owner_contact_id:
        text = 'Give "owner" for a new contact or "ownerContactId" for one who is there, not both.'
        yield UserError("VALIDATION", ("ownerContactId",), text)
    elif not input.owner and not input.owner_contact_id:
        text = (
            'The owner is missing: give "owner" for a new contact, or "ownerContactId" for one who is there.'
        )
        yield UserError("REQUIRED", ("owner",), text)


def _owner_contact_id(input: ListPropertyForOwnerInput) -> UUID | None:
    if not input.owner_contact_id:
        return None
    try:
        return parse_id(input.owner_contact_id)
    except ValueProblem as problem:
        raise ClientError("BAD_USER_INPUT", str(problem), {"field": ["ownerContactId"]}) from None


def _owned_by(owner_id: UUID | None, values: InputData) -> InputData:
    """Add the owner behind those that the input names itself."""
    if owner_id is None:
        return values
    return InputData({**values, "ownerContactIds": [*_own_owners(values), owner_id]})


def _own_owners(values: InputData) -> list[str]:
    return values.get("ownerContactIds") or []


@contextmanager
def _collected(faults: list[UserError], place: Place) -> Iterator[None]:
    """Note what is wrong with one part and go on, so that the caller hears of everything at once."""
    try:
        yield
    except UserErrors as refused:
        faults.extend(place(error) for error in refused.errors)


def _in_owner(error: UserError) -> UserError:
    return error.under("owner")


def _in_property(values: InputData) -> Place:
    ours = ("ownerContactIds", str(len(_own_owners(values))))

    def place(error: UserError) -> UserError:
        return replace(error, field=("ownerContactId",)) if error.field == ours else error.under("property")

    return place
