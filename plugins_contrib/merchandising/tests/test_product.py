from typing import Any

from gql_crm.testing import Crm
from gql_crm_merchandising.product import PRODUCT

EVERYTHING: dict[str, Any] = {
    "sku": "K-100",
    "gtin": "3800123456787",
    "name": "Кафе „Сутрин“ 250 г",
    "kind": "PRODUCT",
    "brand": "Сутрин",
    "category": "Кафе",
    "unit": "бр.",
    "price": {"amount": "4.99", "currency": "EUR"},
    "cost": {"amount": "3.1", "currency": "EUR"},
    "defaultOrderQuantity": "12",
    "active": True,
}
COMPOSITE = {"price": "price { amount currency }", "cost": "cost { amount currency }"}
CREATE = """
  mutation ($input: CreateProductInput!) {
    createProduct(input: $input) {
      product { displayName %s }
      userErrors { code field message }
    }
  }
"""


async def test_every_field_comes_back_as_it_was_written(crm: Crm) -> None:
    assert set(EVERYTHING) == {field.key for field in PRODUCT.fields}
    selection = " ".join(COMPOSITE.get(key, key) for key in EVERYTHING)
    payload = (await crm.data(CREATE % selection, input=EVERYTHING))["createProduct"]
    assert payload == {
        "product": {"displayName": "Кафе „Сутрин“ 250 г", **EVERYTHING},
        "userErrors": [],
    }


async def test_a_product_is_active_goods_unless_something_else_is_said(crm: Crm) -> None:
    payload = (await crm.data(CREATE % "kind active", input={"name": "Чай"}))["createProduct"]
    assert payload["product"] == {"displayName": "Чай", "kind": "PRODUCT", "active": True}


async def test_wrong_values_are_all_named_at_once(crm: Crm) -> None:
    wrong = {
        "gtin": "3800123456780",
        "price": {"amount": "-1", "currency": "EUR"},
        "defaultOrderQuantity": "-1",
    }
    payload = (await crm.data(CREATE % "", input=wrong))["createProduct"]
    assert sorted((error["code"], error["field"][0]) for error in payload["userErrors"]) == [
        ("REQUIRED", "name"),
        *(("VALIDATION", name) for name in sorted(wrong)),
    ]


async def test_goods_and_services_are_all_kinds_of_products_that_there_are(crm: Crm) -> None:
    service = {"name": "Доставка", "kind": "SERVICE"}
    assert (await crm.data(CREATE % "kind", input=service))["createProduct"]["product"]["kind"] == "SERVICE"
    data = await crm.data("{ products(filter: {kind: {ne: PRODUCT}}) { nodes { name } } }")
    assert data["products"]["nodes"] == [{"name": "Доставка"}]
    [error] = (await crm.execute(CREATE % "", {"input": {"name": "Чай", "kind": "GIFT"}}))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert '"GIFT" is no value of ProductKind; expected one of PRODUCT, SERVICE.' in error["message"]


async def test_a_stock_number_belongs_to_one_product(crm: Crm) -> None:
    await crm.create("Product", {"name": "Чай", "sku": "T-1"})
    payload = (await crm.data(CREATE % "", input={"name": "Кафе", "sku": "t-1"}))["createProduct"]
    assert [(error["code"], error["field"]) for error in payload["userErrors"]] == [("DUPLICATE", ["sku"])]


async def test_products_are_found_in_capitals_and_small_letters(crm: Crm) -> None:
    await crm.create("Product", {"name": "ЙОГУРТ БЪЛГАРСКИ", "brand": "Горски извор"})
    await crm.create("Product", {"name": "Боза"})
    data = await crm.data(
        """{
          named: products(search: "йогурт български") { nodes { name } }
          branded: products(search: "ГОРСКИ") { nodes { name } }
          filtered: products(filter: {name: {contains: "българ"}}) { nodes { name } }
        }"""
    )
    found = {"nodes": [{"name": "ЙОГУРТ БЪЛГАРСКИ"}]}
    assert data == {"named": found, "branded": found, "filtered": found}


async def test_members_see_every_product_but_not_what_it_costs(crm: Crm) -> None:
    await crm.create("Product", EVERYTHING)
    member = await crm.user("Мария")
    seen = await crm.data("{ products { nodes { name price { amount } } } }", actor=member)
    assert seen["products"]["nodes"] == [{"name": EVERYTHING["name"], "price": {"amount": "4.99"}}]
    hidden = await crm.data(
        """{
          product: __type(name: "Product") { fields { name } }
          filter: __type(name: "ProductFilter") { inputFields { name } }
          order: __type(name: "ProductOrder") { inputFields { name } }
        }""",
        actor=member,
    )
    names = {
        type_: {one["name"] for members in shown.values() for one in members}
        for type_, shown in hidden.items()
    }
    assert [type_ for type_, there in names.items() if "cost" in there] == []
    assert all("price" in there for there in names.values())


async def test_what_members_cannot_see_they_cannot_ask_for(crm: Crm) -> None:
    member = await crm.user("Мария")
    for query in (
        "{ products { nodes { cost { amount } } } }",
        "{ products(filter: {cost: {isNull: false}}) { totalCount } }",
        "{ products(orderBy: [{cost: ASC}]) { totalCount } }",
    ):
        document = await crm.execute(query, actor=member)
        assert "cost" in document["errors"][0]["message"], query
        assert document["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_members_do_not_write_products(crm: Crm) -> None:
    product = await crm.create("Product", {"name": "Чай"})
    data = await crm.data(
        """mutation ($id: ID!) {
          createProduct(input: {name: "Кафе"}) { userErrors { code } }
          updateProduct(id: $id, input: {name: "Кафе"}) { userErrors { code } }
          deleteProduct(id: $id) { userErrors { code } }
        }""",
        actor=await crm.user("Мария"),
        id=str(product.id),
    )
    refused = {"userErrors": [{"code": "FORBIDDEN"}]}
    assert data == dict.fromkeys(("createProduct", "updateProduct", "deleteProduct"), refused)
    assert (await crm.data("{ products { nodes { name } } }"))["products"]["nodes"] == [{"name": "Чай"}]
