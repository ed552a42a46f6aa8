"""`createApiToken`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import strawberry

from gql_crm import DateTime, OperationContext, Ref, UserError, UserErrors, parse_id, record_type
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
    if user_id != context.actor.user_id and not context.actor.is_admin:
        raise UserErrors(
            [UserError("FORBIDDEN", ("userId",), "Only administrators make tokens for other users.")]
        )
    if not input.name.strip():
        raise UserErrors([UserError("REQUIRED", ("name",), "A token needs a name that says what it is for.")])
    await context.records.check_exists("User", user_id, ("userId",))
    issued = await issue_token(
        context.connection,
        user_id,
        input.name,
        now=context.now,
        scopes=input.scopes,
        expires_at=_time(input.expires_at),
    )
    return CreateApiTokenPayload(token=_shown(issued), secret=issued.secret)


create_api_token = strawberry.mutation(
    resolver=_create_api_token,
    description="Make a token. Administrators make them for everybody, others for themselves.",
)


def _time(text: DateTime | None) -> datetime | None:
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        message = f'"{text}" is no time; expected one like "2030-01-31T12:00:00Z".'
        raise UserErrors([UserError("VALIDATION", ("expiresAt",), message)])
    return time.astimezone(UTC)


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
