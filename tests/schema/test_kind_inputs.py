"""Operations take values of kinds of several parts in the kinds' own inputs."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Annotated

import pytest_asyncio
import strawberry

from gql_crm import InputData, Module, Operation, kind_input
from gql_crm.testing import Crm, Template, open_crm


@kind_input("GeoPointInput")
class GeoPointInput(InputData):
    """A place."""


@kind_input("CastleInput")
class CastleInput(InputData):
    """An input of a kind that nobody has."""


@strawberry.input(name="MoneyInput", description="Not the kind's.")
class OtherMoneyInput:
    text: str = strawberry.field(description="A text.")


@strawberry.input(name="TripInput", description="From where to where.")
class TripInput:
    start: GeoPointInput = strawberry.field(description="Where it begins.")
    stops: list[GeoPointInput] | None = strawberry.field(default=None, description="Where it stops.")


async def trip(input: Annotated[TripInput, strawberry.argument(description="The trip.")]) -> str:
    return " ".join(f"{point['latitude']:g}" for point in (input.start, *(input.stops or ())))


async def castle(input: Annotated[CastleInput, strawberry.argument(description="A castle.")]) -> str:
    raise NotImplementedError


async def pay(input: Annotated[OtherMoneyInput, strawberry.argument(description="A text.")]) -> str:
    raise NotImplementedError


MODULES = tuple(
    Module(
        name=name,
        version="1",
        operations=(Operation.query(name, strawberry.field(resolver, description=f"Try {name}.")),),
    )
    for name, resolver in (("trip", trip), ("castle", castle), ("pay", pay))
)


@pytest_asyncio.fixture(scope="module")
async def crm(crm_template: Template) -> AsyncIterator[Crm]:
    given = crm_template.contributions
    added = replace(given, modules=[*given.modules, *((f"plugin-{one.name}", one) for one in MODULES)])
    async with open_crm(replace(crm_template, contributions=added)) as opened:
        yield opened


async def test_an_operation_gets_the_values_as_the_client_gave_them(crm: Crm) -> None:
    data = await crm.data(
        """query ($stop: GeoPointInput!) {
          trip(input: {start: {latitude: 54.5, longitude: 25.25}, stops: [$stop]})
        }""",
        stop={"latitude": 42.5, "longitude": 23.5},
    )
    assert data == {"trip": "54.5 42.5"}


async def test_an_input_that_no_kind_has_and_one_that_a_kind_has_already_are_refused(crm: Crm) -> None:
    problems = (await crm.data("{ catalog { problems { origin message } } }"))["catalog"]["problems"]
    told = {problem["origin"]: problem["message"] for problem in problems}
    assert told.keys() == {"castle", "pay"}
    assert '"CastleInput"' in told["castle"]
    assert '"MoneyInput"' in told["pay"]
