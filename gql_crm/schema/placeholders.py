"""Placeholders: classes that stand for generated types in hand-written operations.

A decorated class is for Python and its type checker; in the schema it is the generated type, with every
plugin's and every custom field in it::

    @create_input("Property")
    class CreatePropertyInput(InputData):
        "Values of a new property."

    @payload_type("Property")
    class PropertyPayload(Payload):
        "Result of a mutation of a property."
"""

from collections.abc import Callable, Mapping
from typing import Any, NewType, TypeVar, cast

import strawberry
from strawberry.types.base import StrawberryObjectDefinition

from gql_crm.errors import UserError, Warning_
from gql_crm.journal import Mail
from gql_crm.plugins.names import EntityNames

PLACEHOLDER_FIELD = "weavePlaceholder"

Cls = TypeVar("Cls", bound=type)

DateTime = NewType("DateTime", str)
"""A time in an operation's arguments: RFC 3339 text, as the client sent it."""
Date = NewType("Date", str)
"""A day in an operation's arguments: text such as 2026-03-01, as the client sent it."""
Url = NewType("Url", str)
"""A web address in an operation's arguments: text, as the client sent it."""
JSON = NewType("JSON", object)
"""Any JSON value."""


class InputData(dict[str, Any]):
    """An input as the client sent it, coerced by the schema, keys as in GraphQL; `records` takes it so."""


@strawberry.type(name="UserError", description="Something that a person can correct.")
class UserErrorType:
    """Stands for `UserError` in the payload of an operation's own."""

    weave_placeholder: strawberry.ID | None = None

    @classmethod
    def of(cls, error: UserError) -> "UserErrorType":
        """Return what the core's type reads of an error."""
        return cast("UserErrorType", error.as_dict())


@strawberry.type(name="Warning", description="Said, but not in the way: the change was written.")
class WarningType:
    """Stands for `Warning` in the payload of an operation's own."""

    weave_placeholder: strawberry.ID | None = None

    @classmethod
    def of(cls, warning: Warning_) -> "WarningType":
        """Return what the core's type reads of a warning."""
        return cast("WarningType", warning.as_dict())


@strawberry.type(name="Email", description="An e-mail that the server has written to somebody.")
class EmailType:
    """Stands for `Email` in the payload of an operation's own."""

    weave_placeholder: strawberry.ID | None = None

    @classmethod
    def of(cls, mail: Mail) -> "EmailType":
        """Return what the core's type reads of an e-mail that was written just now."""
        source = {
            "id": str(mail.id),
            "status": "QUEUED",
            "to": [mail.recipient],
            "subject": mail.subject,
            "body": mail.body,
            "html": mail.html,
            "replyTo": mail.reply_to,
            "createdAt": mail.created_at,
            "sentAt": None,
            "error": None,
        }
        return cast("EmailType", source)


def record_type(entity: str) -> Callable[[Cls], Cls]:
    """Let a class stand for an entity's type; operations return a `Ref` where it is asked for."""
    return _output(entity)


def interface_type(name: str) -> Callable[[Cls], Cls]:
    """Let a class stand for an interface over entities, a module's or `Record`; operations return a `Ref`."""
    return _output(name)


def connection_type(entity: str) -> Callable[[Cls], Cls]:
    """Let a class stand for an entity's connection."""
    return _output(EntityNames(entity, "").connection)


def payload_type(entity: str) -> Callable[[Cls], Cls]:
    """Let a subclass of `Payload` stand for an entity's payload."""
    return _output(EntityNames(entity, "").payload)


def create_input(entity: str) -> Callable[[Cls], Cls]:
    """Let a subclass of `InputData` stand for an entity's create input."""
    return _input(EntityNames(entity, "").create_input)


def update_input(entity: str) -> Callable[[Cls], Cls]:
    """Let a subclass of `InputData` stand for an entity's update input."""
    return _input(EntityNames(entity, "").update_input)


def filter_input(entity: str) -> Callable[[Cls], Cls]:
    """Let a subclass of `InputData` stand for an entity's filter."""
    return _input(EntityNames(entity, "").filter)


def kind_input(type_name: str) -> Callable[[Cls], Cls]:
    """Let a subclass of `InputData` stand for the input of a field kind of several parts: `MoneyInput`."""
    return _input(type_name)


def _output(name: str) -> Callable[[Cls], Cls]:
    return lambda cls: _stand_in(cls, strawberry.type(_blank(name), name=name))


def _input(name: str) -> Callable[[Cls], Cls]:
    def decorate(cls: Cls) -> Cls:
        blank = strawberry.input(_blank(name), name=name)
        _definition(blank).from_input = lambda _cls, value, _context: cls(value)
        return _stand_in(cls, blank)

    return decorate


def _blank(name: str) -> type:
    return type(
        name, (), {"__annotations__": {"weave_placeholder": strawberry.ID | None}, "weave_placeholder": None}
    )


def _stand_in(cls: Cls, blank: type) -> Cls:
    """Give `cls` the definition of a blank Strawberry type, and leave the class itself as it is."""
    definition = _definition(blank)
    definition.origin = cls
    setattr(cls, "__strawberry_definition__", definition)  # noqa: B010 (the type checker knows none)
    return cls


def _definition(cls: type) -> StrawberryObjectDefinition:
    return cast(
        "StrawberryObjectDefinition", cast("Mapping[str, object]", vars(cls))["__strawberry_definition__"]
    )
