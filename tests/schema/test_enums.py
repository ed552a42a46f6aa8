"""Closed states that a module names are enums of GraphQL; inside they are the texts that they always were."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from gql_crm import Child, ChoiceOption, Entity, EntityAccess, Field, Module, RowScope, UserErrors
from gql_crm.access import AccessProfile, Role
from gql_crm.schema.visibility import restrict
from gql_crm.testing import Crm, Template, open_crm
from tests.plugins.declarations import merged
from tests.schema.test_built import built

STATES = (
    ChoiceOption("NEW", {"en": "Brand new", "cs": "Nové"}, position=2),
    ChoiceOption("USED", position=1),
    ChoiceOption("WRECKED", active=False, position=3),
)


def state(key: str, kind: str = "CHOICE", **more: Any) -> Field:
    return Field(key=key, kind=kind, enum="CarState", options=STATES, **more)


CAR = Entity(
    name="Car",
    plural="cars",
    display=("title",),
    fields=(
        Field(key="title", kind="TEXT"),
        state("state", default="USED", description="How it is."),
        state("tried", "MULTI_CHOICE"),
        Field(key="paint", kind="CHOICE", options=(ChoiceOption("RED"),)),
    ),
    children=(Child(key="offers", name="CarOffer", fields=(state("asked"), state("taken", "MULTI_CHOICE"))),),
)
CARS = Module(
    name="cars",
    version="1",
    requires=("people",),
    entities=(CAR,),
    fields={"Contact": (state("wants"), state("drove", "MULTI_CHOICE"))},
    settings=(state("assumed", default="NEW"),),
)
CARS_THERE: dict[str, dict[str, Any]] = {
    "new": {"state": "NEW", "tried": ["NEW", "USED"]},
    "none": {"state": None},
    "used": {"state": "USED", "tried": ["USED"]},
}
CREATE = """
mutation ($input: CreateCarInput!) {
  createCar(input: $input) { car { id title state tried } userErrors { code field message } }
}
"""
MEMBERS = """
query ($name: String!) {
  __type(name: $name) {
    description
    fields { name type { ...type } }
    inputFields { name type { ...type } }
    enumValues(includeDeprecated: true) { name description isDeprecated }
  }
}
fragment type on __Type { kind name ofType { kind name ofType { kind name } } }
"""
TITLES = "query ($f: CarFilter) { cars(filter: $f, orderBy: [{title: ASC}]) { nodes { title } } }"


@pytest_asyncio.fixture(scope="module")
async def template(crm_template: Template) -> Template:
    return await crm_template.with_modules([CARS])


@pytest_asyncio.fixture(scope="module")
async def shared(template: Template) -> AsyncIterator[Crm]:
    """A CRM for tests that only look: three cars are there."""
    async with open_crm(template) as opened:
        for title, values in CARS_THERE.items():
            await opened.create("Car", {"title": title, **values})
        yield opened


@pytest_asyncio.fixture
async def crm(template: Template) -> AsyncIterator[Crm]:
    async with open_crm(template) as opened:
        yield opened


async def members(crm: Crm, name: str) -> dict[str, str]:
    """The members of a type, each with its type as in SDL."""
    type_ = (await crm.data(MEMBERS, name=name))["__type"]
    return {member["name"]: _sdl(member["type"]) for member in type_["fields"] or type_["inputFields"]}


def _sdl(type_: Any) -> str:
    inner = type_.get("ofType")
    wrappers = {"NON_NULL": "{}!", "LIST": "[{}]"}
    return wrappers[type_["kind"]].format(_sdl(inner)) if inner else type_["name"]


async def titles(crm: Crm, **conditions: Any) -> list[str]:
    return [car["title"] for car in (await crm.data(TITLES, f=conditions))["cars"]["nodes"]]


async def test_the_enum_has_the_options_in_their_order_and_the_inactive_as_deprecated(shared: Crm) -> None:
    enum = (await shared.data(MEMBERS, name="CarState"))["__type"]
    assert enum["description"] == "How it is."
    assert enum["enumValues"] == [
        {"name": "USED", "description": "USED", "isDeprecated": False},
        {"name": "NEW", "description": "Brand new", "isDeprecated": False},
        {"name": "WRECKED", "description": "WRECKED", "isDeprecated": True},
    ]


@pytest.mark.parametrize("name", ["Car", "CreateCarInput", "UpdateCarInput"])
async def test_outputs_and_inputs_have_the_enum_where_a_module_names_one(shared: Crm, name: str) -> None:
    types = await members(shared, name)
    assert (types["state"], types["tried"], types["paint"]) == ("CarState", "[CarState!]", "String")


async def test_settings_and_fields_of_other_entities_have_it_too(shared: Crm) -> None:
    assert (await members(shared, "CarsSettings"))["assumed"] == "CarState"
    assert (await members(shared, "UpdateCarsSettingsInput"))["assumed"] == "CarState"
    types = await members(shared, "UpdateContactInput")
    assert (types["wants"], types["drove"]) == ("CarState", "[CarState!]")


async def test_filters_have_the_operators_of_the_kind_with_values_of_the_enum(shared: Crm) -> None:
    types = await members(shared, "CarFilter")
    assert (types["state"], types["tried"]) == ("CarStateFilter", "MultiCarStateFilter")
    assert await members(shared, "CarStateFilter") == {
        "eq": "CarState",
        "ne": "CarState",
        "in": "[CarState!]",
        "notIn": "[CarState!]",
        "isNull": "Boolean",
    }
    assert await members(shared, "MultiCarStateFilter") == {
        "containsAny": "[CarState!]",
        "containsAll": "[CarState!]",
        "isEmpty": "Boolean",
    }


async def test_a_record_is_written_and_read_with_values_of_the_enum(crm: Crm) -> None:
    made = await crm.data(
        """mutation {
          createCar(input: {title: "a", state: NEW, tried: [USED, NEW]}) { car { id state tried } }
        }"""
    )
    car = made["createCar"]["car"]
    assert (car["state"], car["tried"]) == ("NEW", ["USED", "NEW"])
    changed = await crm.data(
        """mutation ($id: ID!, $state: CarState) {
          updateCar(id: $id, input: {state: $state}) { car { state } }
        }""",
        id=car["id"],
        state="USED",
    )
    assert changed["updateCar"]["car"] == {"state": "USED"}
    cleared = await crm.data(
        "mutation ($id: ID!) { updateCar(id: $id, input: {state: null}) { car { state } } }", id=car["id"]
    )
    assert cleared["updateCar"]["car"] == {"state": None}


async def test_the_default_is_set_and_fields_outside_the_table_keep_their_values(crm: Crm) -> None:
    assert (await crm.data(CREATE, input={}))["createCar"]["car"]["state"] == "USED"
    made = await crm.data(
        """mutation {
          createContact(input: {lastName: "Kazlas", wants: NEW, drove: [USED]}) { contact { wants drove } }
        }"""
    )
    assert made["createContact"]["contact"] == {"wants": "NEW", "drove": ["USED"]}
    found = await crm.data(
        "{ contacts(filter: {wants: {in: [NEW]}, drove: {containsAny: [USED]}}) { totalCount } }"
    )
    assert found["contacts"]["totalCount"] == 1


async def test_children_have_it_as_records_do(crm: Crm) -> None:
    made = await crm.data(
        """mutation {
          createCar(input: {title: "a", offers: [{asked: NEW, taken: [USED, NEW]}, {asked: USED}]}) {
            car { offers { asked taken } }
          }
        }"""
    )
    first, second = {"asked": "NEW", "taken": ["USED", "NEW"]}, {"asked": "USED", "taken": None}
    assert made["createCar"]["car"]["offers"] == [first, second]
    assert await titles(crm, offers={"some": {"asked": {"eq": "USED"}}}) == ["a"]
    assert await titles(crm, offers={"some": {"taken": {"containsAll": ["WRECKED"]}}}) == []


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ({"state": {"eq": "NEW"}}, ["new"]),
        ({"state": {"ne": "NEW"}}, ["none", "used"]),
        ({"state": {"in": ["NEW", "USED"]}}, ["new", "used"]),
        ({"state": {"notIn": ["USED", "WRECKED"]}}, ["new", "none"]),
        ({"state": {"isNull": True}}, ["none"]),
        ({"tried": {"containsAll": ["NEW", "USED"]}}, ["new"]),
        ({"tried": {"containsAny": ["USED"]}}, ["new", "used"]),
    ],
)
async def test_filters_compare_with_values_of_the_enum(
    shared: Crm, conditions: dict[str, Any], found: list[str]
) -> None:
    assert await titles(shared, **conditions) == found


async def test_records_are_ordered_by_the_values_as_before(shared: Crm) -> None:
    data = await shared.data("{ cars(orderBy: [{state: DESC}]) { nodes { state } } }")
    assert [car["state"] for car in data["cars"]["nodes"] if car["state"]] == ["USED", "NEW"]


EXPECTED = "is no value of CarState; expected one of USED, NEW, WRECKED"


@pytest.mark.parametrize(
    ("document", "variables", "told"),
    [
        ("mutation { createCar(input: {state: SOLD}) { car { id } } }", {}, f'"SOLD" {EXPECTED}.'),
        (
            'mutation { createCar(input: {state: "NEW"}) { car { id } } }',
            {},
            f'"NEW" {EXPECTED}, without quotes.',
        ),
        ("{ cars(filter: {state: {in: [NEW, USD]}}) { totalCount } }", {}, f'"USD" {EXPECTED}. Did you mean'),
        (CREATE, {"input": {"state": "new"}}, f'"new" {EXPECTED}. Did you mean "NEW"?'),
        (CREATE, {"input": {"tried": ["NEW", 5]}}, f'"5" {EXPECTED}.'),
    ],
)
async def test_what_is_no_value_is_the_requests_fault_and_the_values_are_named(
    shared: Crm, document: str, variables: dict[str, Any], told: str
) -> None:
    [error] = (await shared.execute(document, variables))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert told in error["message"]


async def test_an_inactive_option_is_a_value_of_the_enum_that_cannot_be_set(crm: Crm) -> None:
    answer = (await crm.data(CREATE, input={"state": "WRECKED"}))["createCar"]
    assert [(error["code"], error["field"]) for error in answer["userErrors"]] == [("VALIDATION", ["state"])]
    assert await titles(crm, state={"eq": "WRECKED"}) == []


async def test_whoever_writes_records_in_python_gives_texts_and_is_judged_by_the_field(shared: Crm) -> None:
    with pytest.raises(UserErrors, match='"SOLD" is no option of this field'):
        await shared.create("Car", {"state": "SOLD"})


async def test_a_setting_is_read_and_changed_with_values_of_the_enum(crm: Crm) -> None:
    read = "{ moduleSettings { cars { assumed } } }"
    assert (await crm.data(read))["moduleSettings"]["cars"] == {"assumed": "NEW"}
    await crm.data("mutation { updateCarsSettings(input: {assumed: USED}) { carsSettings { assumed } } }")
    assert (await crm.data(read))["moduleSettings"]["cars"] == {"assumed": "USED"}


async def test_the_catalog_tells_of_a_choice_with_its_options(shared: Crm) -> None:
    data = await shared.data("{ catalog { entities { name fields { key kind options { value label } } } } }")
    car = next(entity for entity in data["catalog"]["entities"] if entity["name"] == "Car")
    fields = {field["key"]: field for field in car["fields"]}
    assert (fields["state"]["kind"], fields["tried"]["kind"]) == ("CHOICE", "MULTI_CHOICE")
    assert fields["state"]["options"][1] == {"value": "NEW", "label": "Brand new"}


async def test_a_custom_choice_is_a_text(crm: Crm) -> None:
    made = await crm.data(
        """mutation {
          createField(input: {entity: "Car", key: "own", kind: CHOICE, options: [{value: "A"}]}) {
            userErrors { message }
          }
        }"""
    )
    assert made["createField"]["userErrors"] == []
    assert (await members(crm, "Car"))["own"] == "String"
    assert (await members(crm, "CarFilter"))["own"] == "ChoiceFilter"
    assert "enum" not in await members(crm, "CreateFieldInput")


def test_a_role_that_reads_no_field_of_an_enum_has_not_its_filters() -> None:
    catalog = merged(CARS)
    hidden = {
        "Car": EntityAccess(read=RowScope.ALL, hidden=frozenset({"state", "tried", "offers"})),
        "Contact": EntityAccess(read=RowScope.ALL, hidden=frozenset({"wants", "drove"})),
    }
    reader = AccessProfile(("reader",), (Role("reader", EntityAccess(read=RowScope.ALL), hidden),))
    types = {name for name in built(restrict(catalog, reader)).type_map if "CarState" in name}
    assert types == {"CarState"}, "a setting has it"
    whole = {name for name in built(catalog).type_map if "CarState" in name}
    assert whole == {"CarState", "CarStateFilter", "MultiCarStateFilter"}


async def test_the_enum_goes_and_comes_with_its_module(crm: Crm) -> None:
    await crm.create("Car", {"title": "a", "state": "NEW"})
    await crm.data('mutation { disableModule(name: "cars") { userErrors { code } } }')
    assert (await crm.data(MEMBERS, name="CarState"))["__type"] is None
    await crm.data('mutation { enableModule(name: "cars") { userErrors { code } } }')
    assert await titles(crm, state={"eq": "NEW"}) == ["a"]
