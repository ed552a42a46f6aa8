"""Hand-written operations in the generated schema: nothing is dropped, one transaction, one read."""

from typing import Any

import orjson
import pytest

from gql_crm.testing import Crm

CAR = {"title": "Škoda", "plate": "ABC 123", "price": {"amount": "9000.50", "currency": "EUR"}}


async def cars(crm: Crm) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await crm.data("{ cars { nodes { title plate } } }"))["cars"]["nodes"]
    return found


async def test_custom_fields_reach_an_operation_through_every_input(garage: Crm) -> None:
    where = {"plate": {"eq": "A"}, "or": [{"driver": {"plate": {"isNull": True}}}]}
    given: dict[str, Any] = {
        "create": CAR,
        "update": {"plate": None, "title": "Fiat"},
        "where": where,
        "several": [[where], [], [where, {"plate": {"in": ["B"]}}]],
        "nested": {
            "cars": [CAR],
            "driver": {"firstName": "Ona", "plate": "C"},
            "changes": [{"plate": "D"}],
            "where": [[where]],
        },
    }
    document = """
    query ($create: CreateCarInput!, $update: UpdateCarInput!, $where: CarFilter!,
           $several: [[CarFilter!]!]!, $nested: FleetInput!) {
      echo(create: $create, update: $update, where: $where, several: $several, nested: $nested)
    }
    """
    create, update, condition, several, nested = orjson.loads((await garage.data(document, **given))["echo"])
    assert create == CAR
    assert update == given["update"]
    assert condition == where
    assert several == given["several"]
    assert nested == list(given["nested"].values())


async def test_literals_reach_an_operation_like_variables(garage: Crm) -> None:
    data = await garage.data(
        'mutation { addCars(inputs: [{title: "A", plate: "1"}, {title: "B"}]) { title plate } }'
    )
    assert data == {"addCars": [{"title": "A", "plate": "1"}, {"title": "B", "plate": None}]}


async def test_an_input_of_an_operation_is_checked_like_any_other(garage: Crm) -> None:
    document = "mutation ($inputs: [CreateCarInput!]!) { addCars(inputs: $inputs) { id } }"
    for wrong in ({"title": "A", "colour": "red"}, {"title": 5}, {"plate": ["x"]}):
        (error,) = (await garage.execute(document, {"inputs": [wrong]}))["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert await cars(garage) == []


async def test_all_records_of_a_payload_are_read_by_one_statement(garage: Crm) -> None:
    document = """
    mutation ($input: FleetInput!) { addFleet(input: $input) {
      size
      parts {
        count best { title plate driver { id } } others { price { amount } } driver { plate displayName }
      }
      again: parts { first: best { t: title } }
      allCars { __typename title }
      counted { count ... on FleetPart { best { title } } }
      userErrors { code }
    } }
    """
    given = {
        "cars": [CAR, {"title": "Fiat"}, {"title": "Audi"}],
        "driver": {"firstName": "Ona", "plate": "C"},
        "changes": [{"plate": "NEW"}],
    }
    garage.statements.clear()
    fleet = (await garage.data(document, input=given))["addFleet"]
    part = {
        "count": 3,
        "best": {"title": "Škoda", "plate": "NEW", "driver": None},
        "others": [{"price": None}, {"price": None}, None],
        "driver": {"plate": "C", "displayName": "Ona"},
    }
    assert fleet == {
        "size": "LARGE",
        "parts": [part, part],
        "again": [{"first": {"t": "Škoda"}}] * 2,
        "allCars": [{"__typename": "Car", "title": title} for title in ("Škoda", "Fiat", "Audi")],
        "counted": {"count": 3, "best": {"title": "Škoda"}},
        "userErrors": [],
    }
    assert len(garage.statements) == 1


@pytest.mark.parametrize("kind", ["query", "mutation"])
async def test_records_stand_in_unions_of_an_operation(garage: Crm, kind: str) -> None:
    car, contact = await garage.create("Car", CAR), await garage.create("Contact", {"firstName": "Ona"})
    field = "things" if kind == "query" else "touchThings"
    document = f"""
    {kind} ($ids: [ID!]!) {{ {field}(ids: $ids) {{
      __typename
      ... on Car {{ title plate }}
      ...C
      ... on Notice {{ text about {{ title }} }}
    }} }}
    fragment C on Contact {{ firstName }}
    """
    data = await garage.data(document, ids=[str(car.id), str(contact.id)])
    assert data[field] == [
        {"__typename": "Car", "title": "Škoda", "plate": "ABC 123"},
        {"__typename": "Contact", "firstName": "Ona"},
        {"__typename": "Notice", "text": "hello", "about": {"title": "Škoda"}},
        None,
    ]


async def test_an_operation_shows_only_what_the_caller_may_see(garage: Crm) -> None:
    car, contact = await garage.create("Car", CAR), await garage.create("Contact", {"firstName": "Ona"})
    member = await garage.user("Ivo")
    data = await garage.data(
        """query ($ids: [ID!]!) {
          things(ids: $ids) { __typename ... on Car { title } ... on Notice { about { id } } }
        }""",
        ids=[str(car.id), str(contact.id)],
        actor=member,
    )
    assert data["things"] == [None, None, {"__typename": "Notice", "about": None}, None]


async def test_a_generated_payload_answers_with_the_record_or_errors(garage: Crm) -> None:
    car = await garage.create("Car", CAR)
    document = """
    mutation ($id: ID!, $input: UpdateCarInput!) {
      paintCar(id: $id, input: $input) { car { plate } userErrors { code field } warnings { code } }
    }
    """
    painted = (await garage.data(document, id=str(car.id), input={"plate": "X"}))["paintCar"]
    assert painted == {"car": {"plate": "X"}, "userErrors": [], "warnings": []}
    refused = (await garage.data(document, id=str(car.id), input={"title": None}))["paintCar"]
    assert refused["car"] is None
    assert refused["userErrors"] == [{"code": "REQUIRED", "field": ["title"]}]


async def test_user_errors_undo_everything_and_may_have_the_modules_code(garage: Crm) -> None:
    document = """
    mutation ($input: CreateCarInput!) { sellCar(input: $input) { car { id } userErrors { code field } } }
    """
    sold = (await garage.data(document, input=CAR))["sellCar"]
    assert sold == {"car": None, "userErrors": [{"code": "CAR_SOLD", "field": ["title"]}]}
    assert await cars(garage) == []


async def test_a_payload_of_its_own_answers_with_its_own_refusal(garage: Crm) -> None:
    document = """
    mutation ($input: FleetInput!) {
      addFleet(input: $input) { parts { count } allCars { id } size userErrors { code field } }
    }
    """
    fleet = (await garage.data(document, input={"cars": [CAR, {"plate": "no title"}]}))["addFleet"]
    assert fleet == {
        "parts": [],
        "allCars": [],
        "size": None,
        "userErrors": [{"code": "REQUIRED", "field": ["title"]}],
    }
    assert await cars(garage) == []


@pytest.mark.parametrize("how", ["key", "value", "os", "sql"])
async def test_an_exception_is_masked_logged_and_undoes_everything(
    garage: Crm, logs: list[Any], how: str
) -> None:
    document = (
        "mutation ($input: CreateCarInput!, $how: String!) { crash(input: $input, how: $how) { car { id } } }"
    )
    answer = await garage.execute(document, {"input": CAR, "how": how})
    (error,) = answer["errors"]
    assert answer["data"] is None
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["path"] == ["crash"]
    (line,) = [line for line in logs if line.get("id") == error["extensions"]["id"]]
    assert line["exc_info"]
    text = orjson.dumps(answer).decode()
    for secret in ("passwd", "SELECT", "root", "KeyError", "ValueError", "secret_column", "Traceback", ".py"):
        assert secret not in text
    assert await cars(garage) == []


async def test_a_client_error_of_an_operation_is_told_and_undoes_everything(garage: Crm) -> None:
    document = 'mutation ($input: CreateCarInput!) { crash(input: $input, how: "client") { car { id } } }'
    (error,) = (await garage.execute(document, {"input": CAR}))["errors"]
    assert (error["message"], error["extensions"]["code"]) == ("Not today.", "FORBIDDEN")
    assert await cars(garage) == []


async def test_user_errors_of_an_operation_without_a_place_for_them_stand_at_the_top(garage: Crm) -> None:
    answer = await garage.execute('mutation { addCars(inputs: [{title: "A"}, {plate: "B"}]) { id } }')
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["path"] == ["addCars"]
    assert answer["data"] is None
    assert await cars(garage) == []


async def test_fields_of_one_document_are_each_all_or_nothing(garage: Crm) -> None:
    document = """
    mutation ($a: CreateCarInput!, $b: CreateCarInput!) {
      first: sellCar(input: $a) { userErrors { code } }
      second: addCars(inputs: [$b]) { title }
      third: createCar(input: $a) { car { title } }
    }
    """
    data = await garage.data(document, a={"title": "A"}, b={"title": "B"})
    assert data == {
        "first": {"userErrors": [{"code": "CAR_SOLD"}]},
        "second": [{"title": "B"}],
        "third": {"car": {"title": "A"}},
    }
    assert sorted(car["title"] for car in await cars(garage)) == ["A", "B"]
