"""`createApiToken`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from gql_crm import DateTime, OperationContext, Ref, UserError, UserErrors, parse_id, record_type, shown
from gql_crm.access import SCOPES, Actor
from gql_crm.modules.identity.tokens import IssuedToken, issue_token


@record_type("User")
class User(Ref):
    """The user whom a token stands for."""


@strawberry.type(name="ApiToken", description="A secret that stands for a user.")
class ApiToken:
    """What may be known of a token."""

    id: strawberry.ID = strawberry.field(description="The token's id.")
    name: str = strawberry.field(description="What it is for.")
    prefix: str = strawberry.field(description="How its secret begins, to tell it from others.")
    user: User = strawberry.field(description="Whom it stands for.")
    scopes: list[str] = strawberry.field(
        description="What it is narrowed to; empty when it may do all that the user may."
    )
    expires_at: DateTime | None = strawberry.field(description="When it stops working.")
    created_at: DateTime = strawberry.field(description="When it was made.")


@strawberry.input(name="CreateApiTokenInput", description="A new token.")
class CreateApiTokenInput:
    """A new token."""

    user_id: strawberry.ID = strawberry.field(description="Whom it stands for.")
    name: str = strawberry.field(description="What it is for.")
    scopes: list[str] | None = strawberry.field(default=None, description="What it is narrowed to.")
    expires_at: DateTime | None = strawberry.field(default=None, description="When it stops working.")


@strawberry.type(name="UserError", description="Something that a person can correct.")
class UserErrorType:
    """Stands for the core's type."""

    weave_placeholder: strawberry.ID | None = None


@strawberry.type(name="CreateApiTokenPayload", description="Result of createApiToken.")
class CreateApiTokenPayload:
    """The token and its secret."""

    token: ApiToken | None = strawberry.field(default=None, description="The token.")
    secret: str | None = strawberry.field(default=None, description="The secret; it is shown here only.")
    user_errors: list[UserErrorType] = strawberry.field(
        default_factory=list, description="Why no token was made."
    )

    @classmethod
    def refused(cls, errors: Sequence[UserError]) -> "CreateApiTokenPayload":
        """Answer that no token was made, and why."""
        return cls(user_errors=[error.as_dict() for error in errors])  # type: ignore[misc] # the core's type reads mappings


async def _create_api_token(
    info: strawberry.Info[OperationContext, None],
    input: Annotated[CreateApiTokenInput, strawberry.argument(description="The new token.")],
) -> CreateApiTokenPayload:
    """Make a token."""
    context = info.context
    user_id = parse_id(input.user_id)
    expires_at, faults = _time(input.expires_at)
    faults = [*_faults(context.actor, user_id, input), *faults]
    if faults:
        raise UserErrors(faults)
    await context.records.check_exists("User", user_id, ("userId",))
    issued = await issue_token(
        context.connection,
        user_id,
        input.name,
        now=context.now,
        scopes=input.scopes or None,
        expires_at=expires_at,
    )
    return CreateApiTokenPayload(token=_shown(issued), secret=issued.secret)


create_api_token = strawberry.mutation(
    resolver=_create_api_token,
    description="Make a token. Administrators make them for everybody, others for themselves.",
)


def _faults(actor: Actor, user_id: UUID, wanted: CreateApiTokenInput) -> list[UserError]:
    """Return what is wrong; nobody makes a token that may do more than what it is made with."""
    faults = []
    if user_id != actor.user_id and not actor.is_admin:
        faults.append(UserError("FORBIDDEN", ("userId",), "Only administrators make tokens for other users."))
    if not wanted.name.strip():
        faults.append(UserError("REQUIRED", ("name",), "A token needs a name that says what it is for."))
    if not wanted.scopes and actor.scopes is not None:
        text = "A token that is narrowed makes narrowed tokens only; say which scopes."
        faults.append(UserError("FORBIDDEN", ("scopes",), text))
    for index, scope in enumerate(wanted.scopes or ()):
        path = ("scopes", str(index))
        if scope not in SCOPES:
            text = f"{shown(scope)} is no scope; there are {', '.join(SCOPES)}."
            faults.append(UserError("VALIDATION", path, text))
        elif not actor.allows(scope):
            text = f"The token that asks has not the scope {shown(scope)} itself."
            faults.append(UserError("FORBIDDEN", path, text))
    return faults


def _time(text: DateTime | None) -> tuple[datetime | None, list[UserError]]:
    if text is None:
        return None, []
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        message = f'{shown(text)} is no time; expected one like "2030-01-31T12:00:00Z".'
        return None, [UserError("VALIDATION", ("expiresAt",), message)]
    return time.astimezone(UTC), []


def _shown(token: IssuedToken) -> ApiToken:
    return ApiToken(
        id=strawberry.ID(str(token.id)),
        name=token.name,
        prefix=token.prefix,
        user=User("User", token.user_id),
        scopes=list(token.scopes),
        expires_at=DateTime(token.expires_at.isoformat()) if token.expires_at else None,
        created_at=DateTime(token.created_at.isoformat()),
    )
