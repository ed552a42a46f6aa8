"""A module whose operations use everything that a hand-written operation may use."""

from collections.abc import Sequence
from enum import Enum
from typing import Annotated, Any

import orjson
import strawberry

from gql_crm import (
    ClientError,
    Entity,
    Field,
    InputData,
    Module,
    Operation,
    OperationContext,
    Payload,
    Ref,
    UserError,
    UserErrors,
    create_input,
    filter_input,
    parse_id,
    payload_type,
    record_type,
    update_input,
)

Info = strawberry.Info[OperationContext, None]


@record_type("Car")
class Car(Ref):
    """A car."""


@record_type("Contact")
class Contact(Ref):
    """A contact."""


@create_input("Car")
class CreateCarInput(InputData):
    """A new car."""


@create_input("Contact")
class CreateContactInput(InputData):
    """A new contact."""


@update_input("Car")
class UpdateCarInput(InputData):
    """Changes of a car."""


@filter_input("Car")
class CarFilter(InputData):
    """Conditions on cars."""


@payload_type("Car")
class CarPayload(Payload):
    """A car, or what kept it from being written."""


@strawberry.enum(name="FleetSize", description="How large a fleet is.")
class FleetSize(Enum):
    SMALL = strawberry.enum_value("SMALL", description="One or two cars.")
    LARGE = strawberry.enum_value("LARGE", description="More cars.")


@strawberry.input(name="FleetInput", description="Cars and who drives them.")
class FleetInput:
    cars: list[CreateCarInput] = strawberry.field(description="The cars.")
    driver: CreateContactInput | None = strawberry.field(default=None, description="Who drives them.")
    changes: list[UpdateCarInput] | None = strawberry.field(default=None, description="Changes.")
    where: list[list[CarFilter]] | None = strawberry.field(default=None, description="Conditions.")


@strawberry.interface(name="Counted", description="What has a number of cars.")
class Counted:
    count: int = strawberry.field(description="How many cars.")


@strawberry.type(name="FleetPart", description="A part of a fleet.")
class FleetPart(Counted):
    best: Car = strawberry.field(description="The best car.")
    others: list[Car | None] = strawberry.field(description="The other cars.")
    driver: Contact | None = strawberry.field(default=None, description="Who drives them.")


@strawberry.type(name="Notice", description="A text.")
class Notice:
    text: str = strawberry.field(description="The text.")
    about: Car | None = strawberry.field(default=None, description="The car that it is about.")


Thing = Annotated[
    Car | Contact | Notice, strawberry.union("Thing", description="A car, a contact or a text.")
]


@strawberry.type(name="UserError", description="Something that a person can correct.")
class UserErrorType:
    weave_placeholder: strawberry.ID | None = None


@strawberry.type(name="FleetPayload", description="A fleet.")
class FleetPayload:
    parts: list[FleetPart] = strawberry.field(default_factory=list, description="Its parts.")
    all_cars: list[Car] = strawberry.field(default_factory=list, description="Its cars.")
    counted: Counted | None = strawberry.field(default=None, description="Its largest part.")
    size: FleetSize | None = strawberry.field(default=None, description="Its size.")
    user_errors: list[UserErrorType] = strawberry.field(default_factory=list, description="What was wrong.")

    @classmethod
    def refused(cls, errors: Sequence[UserError]) -> "FleetPayload":
        return cls(user_errors=[error.as_dict() for error in errors])  # type: ignore[misc]


def _described(text: str) -> Any:
    return strawberry.argument(description=text)


async def _add_fleet(info: Info, input: Annotated[FleetInput, _described("The fleet.")]) -> FleetPayload:
    records = info.context.records
    refs = [await records.create("Car", values) for values in input.cars]
    driver = await records.create("Contact", input.driver) if input.driver else None
    for ref, changes in zip(refs, input.changes or [], strict=False):
        await records.update("Car", ref.id, changes)
    cars = [Car(ref.entity, ref.id) for ref in refs]
    contact = Contact(driver.entity, driver.id) if driver else None
    part = FleetPart(count=len(cars), best=cars[0], others=[*cars[1:], None], driver=contact)
    size = FleetSize.LARGE if len(cars) > 2 else FleetSize.SMALL
    return FleetPayload(parts=[part, part], all_cars=cars, counted=part, size=size)


async def _add_cars(
    info: Info, inputs: Annotated[list[CreateCarInput], _described("The cars.")]
) -> list[Car]:
    refs = [await info.context.records.create("Car", values) for values in inputs]
    return [Car(ref.entity, ref.id) for ref in refs]


async def _paint_car(
    info: Info,
    id: Annotated[strawberry.ID, _described("The car.")],
    input: Annotated[UpdateCarInput, _described("Changes.")],
) -> CarPayload:
    return CarPayload(await info.context.records.update("Car", parse_id(id), input))


async def _sell_car(info: Info, input: Annotated[CreateCarInput, _described("The car.")]) -> CarPayload:
    """Write, then refuse."""
    await info.context.records.create("Car", input)
    raise UserErrors([UserError("CAR_SOLD", ("title",), "The car is sold already.")])


async def _refuse_car(info: Info, input: Annotated[CreateCarInput, _described("The car.")]) -> CarPayload:
    """Answer with user errors without raising them."""
    del info, input
    return CarPayload(user_errors=[UserError("CAR_SOLD", ("title",), "The car is sold already.")])


async def _crash(
    info: Info,
    input: Annotated[CreateCarInput, _described("The car.")],
    how: Annotated[str, _described("The exception.")],
) -> CarPayload:
    """Write, then fail."""
    await info.context.records.create("Car", input)
    if how == "client":
        raise ClientError("FORBIDDEN", "Not today.")
    if how == "sql":
        await info.context.connection.execute("SELECT secret_column FROM identity_user")
    raise {"key": KeyError("/etc/passwd"), "value": ValueError("SELECT 1"), "os": OSError("/srv/secret")}[how]


async def _things(info: Info, ids: Annotated[list[strawberry.ID], _described("Ids.")]) -> list[Thing | None]:
    car, contact = (parse_id(id_) for id_ in ids)
    return [Car("Car", car), Contact("Contact", contact), Notice(text="hello", about=Car("Car", car)), None]


async def _echo(
    create: Annotated[CreateCarInput, _described("Values.")],
    update: Annotated[UpdateCarInput, _described("Values.")],
    where: Annotated[CarFilter, _described("Conditions.")],
    several: Annotated[list[list[CarFilter]], _described("Conditions.")],
    nested: Annotated[FleetInput, _described("A fleet.")],
) -> str:
    """Answer with what has come."""
    fleet = [nested.cars, nested.driver, nested.changes, nested.where]
    return orjson.dumps([create, update, where, several, fleet], default=str).decode()


def _query(name: str, resolver: Any) -> Operation:
    return Operation.query(name, strawberry.field(resolver=resolver, description=f"Try {name}."))


def _mutation(name: str, resolver: Any) -> Operation:
    return Operation.mutation(name, strawberry.mutation(resolver=resolver, description=f"Try {name}."))


CAR = Entity(
    name="Car",
    plural="cars",
    display=("title",),
    description="A car.",
    fields=(
        Field(key="title", kind="TEXT", required=True),
        Field(key="price", kind="MONEY"),
        Field(key="driver", kind="REFERENCE", target="Contact"),
    ),
)

GARAGE = Module(
    name="garage",
    version="1",
    requires=("people",),
    entities=(CAR,),
    error_codes={"CAR_SOLD": "The car is sold already."},
    operations=(
        _mutation("addFleet", _add_fleet),
        _mutation("addCars", _add_cars),
        _mutation("paintCar", _paint_car),
        _mutation("sellCar", _sell_car),
        _mutation("refuseCar", _refuse_car),
        _mutation("crash", _crash),
        _mutation("touchThings", _things),
        _query("things", _things),
        _query("echo", _echo),
    ),
)
