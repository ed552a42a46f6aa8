"""Operations that do not fit cost their module's operations, are named, and nothing else is lost."""

import datetime as dt
import decimal
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Annotated, Any

import pytest_asyncio
import strawberry

from gql_crm import InputData, Module, Operation, OperationContext, Ref, create_input, record_type
from gql_crm.testing import Crm, Template, open_crm


@record_type("Boat")
class Boat(Ref):
    """A record of an entity that nobody declares."""


@record_type("Contact")
class Contact(Ref):
    """A contact."""


@create_input("Boat")
class CreateBoatInput(InputData):
    """An input of an entity that nobody declares."""


@strawberry.type(name="ContactFilter", description="Not the generated one.")
class OtherFilter:
    text: str = strawberry.field(description="A text.")


@strawberry.type(name="PageInfo", description="Not the core's.")
class OtherPageInfo:
    text: str = strawberry.field(description="A text.")


@strawberry.type(name="Shared", description="A type of one module.")
class OneShared:
    text: str = strawberry.field(description="A text.")


@strawberry.type(name="Shared", description="A type of another module.")
class AnotherShared:
    number: int = strawberry.field(description="A number.")


@strawberry.type(name="Stamp", description="Values of Strawberry's own scalars.")
class Stamp:
    day: dt.date = strawberry.field(description="A day.")
    price: decimal.Decimal = strawberry.field(description="A price.")


@strawberry.type(name="Late", description="Reads its record in a resolver.")
class Late:
    record: strawberry.Private[Ref]

    @strawberry.field(description="The contact.")  # type: ignore[untyped-decorator] # Strawberry's own
    def contact(self) -> Contact | None:
        return Contact(self.record.entity, self.record.id)


async def boat() -> Boat | None:
    return None


# Operations that raise NotImplementedError are refused at the merge, so that nobody can call them.
async def add_boat(input: CreateBoatInput) -> str:
    raise NotImplementedError


async def other_filter() -> OtherFilter:
    raise NotImplementedError


async def other_page() -> OtherPageInfo:
    raise NotImplementedError


async def one_shared() -> OneShared:
    return OneShared(text="one")


async def another_shared() -> AnotherShared:
    raise NotImplementedError


async def nowhere() -> "Nowhere": ...  # type: ignore[name-defined] # noqa: F821
async def an_id() -> uuid.UUID:
    return uuid.UUID(int=0)


async def stamp(day: Annotated[dt.date, strawberry.argument(description="A day.")]) -> Stamp:
    return Stamp(day=day, price=decimal.Decimal("1.50"))


async def late(info: strawberry.Info[OperationContext, None]) -> Late:
    return Late(record=Ref("Contact", info.context.actor.user_id))


def module(name: str, *operations: Operation) -> Module:
    return Module(name=name, version="1", operations=operations)


def query(name: str, resolver: Any) -> Operation:
    return Operation.query(name, strawberry.field(resolver=resolver, description=f"Try {name}."))


ADD_BOAT = Operation.mutation("addBoat", strawberry.mutation(add_boat))
MODULES = (
    module("boats", query("boat", boat)),
    module("harbour", query("harbour", one_shared), ADD_BOAT),
    module("filters", query("otherFilter", other_filter)),
    module("pages", query("otherPage", other_page)),
    module("first", query("oneShared", one_shared)),
    module("second", query("anotherShared", another_shared)),
    module("third", query("alsoShared", one_shared), query("id", an_id)),
    module("fourth", query("otherId", an_id)),
    module("plain", Operation.query("plain", lambda: 1)),
    module("nowhere", query("nowhere", nowhere)),
    module("stamps", query("stamp", stamp)),
    module("late", query("late", late)),
)
TOLD = {
    "boats": '"Boat"',
    "harbour": '"CreateBoatInput"',
    "filters": '"ContactFilter"',
    "pages": '"PageInfo"',
    "stamps": '"Date"',
    "second": '"Shared"',
    "plain": "strawberry.field",
    "nowhere": "UnresolvedFieldTypeError",
}


@pytest_asyncio.fixture(scope="module")
async def crm(crm_template: Template) -> AsyncIterator[Crm]:
    """A CRM with all of these modules."""
    given = crm_template.contributions
    added = replace(given, modules=[*given.modules, *((f"plugin-{one.name}", one) for one in MODULES)])
    async with open_crm(replace(crm_template, contributions=added)) as opened:
        yield opened


async def test_each_module_that_does_not_fit_is_named_with_what_does_not(crm: Crm) -> None:
    problems = (await crm.data("{ catalog { problems { origin message } } }"))["catalog"]["problems"]
    told = {problem["origin"]: problem["message"] for problem in problems}
    assert told.keys() == TOLD.keys()
    for name, part in TOLD.items():
        assert f'"{name}"' in told[name]
        assert part in told[name]


async def test_two_modules_that_bring_a_type_of_one_name_are_both_named(crm: Crm) -> None:
    problems = (await crm.data("{ catalog { problems { origin message } } }"))["catalog"]["problems"]
    (text,) = [problem["message"] for problem in problems if problem["origin"] == "second"]
    assert '"first"' in text


async def test_all_operations_of_such_a_module_are_left_out_and_the_others_stay(crm: Crm) -> None:
    data = await crm.data('{ __type(name: "Query") { fields { name } } }')
    fields = {field["name"] for field in data["__type"]["fields"]}
    assert {"oneShared", "alsoShared", "late", "contacts"} <= fields
    assert (
        not {"boat", "harbour", "otherFilter", "otherPage", "anotherShared", "plain", "stamp", "nowhere"}
        & fields
    )
    assert (await crm.data("{ oneShared { text } }"))["oneShared"] == {"text": "one"}
    operations = (await crm.data("{ catalog { operations { name } } }"))["catalog"]["operations"]
    assert not {"boat", "plain"} & {operation["name"] for operation in operations}


async def test_modules_may_share_the_classes_of_a_type(crm: Crm) -> None:
    data = await crm.data("{ oneShared { text } alsoShared { text } }")
    assert data == {"oneShared": {"text": "one"}, "alsoShared": {"text": "one"}}


async def test_a_reference_that_a_resolver_returns_is_an_error_instead_of_nothing(
    crm: Crm, logs: list[Any]
) -> None:
    (error,) = (await crm.execute("{ late { contact { id } } }"))["errors"]
    assert error["path"] == ["late", "contact"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert any("resolver" in str(line.get("exc_info")) for line in logs)


async def test_a_change_of_the_catalog_leaves_the_operations_in_place(crm: Crm) -> None:
    made = await crm.data(
        "mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { code } } }",
        input={"entity": "Contact", "key": "later", "kind": "TEXT"},
    )
    assert made["createField"]["userErrors"] == []
    assert (await crm.data("{ oneShared { text } }"))["oneShared"] == {"text": "one"}
    problems = (await crm.data("{ catalog { problems { origin } } }"))["catalog"]["problems"]
    assert {problem["origin"] for problem in problems} == TOLD.keys()
