"""Who cannot read what a roll-up goes over cannot read the roll-up."""

from typing import Any

import pytest

from gql_crm import Child, EntityAccess, Field, RowScope
from gql_crm.access import AccessProfile, Role
from gql_crm.fields.rollup import Rollup, RollupFunction
from gql_crm.plugins.catalog import Catalog
from gql_crm.plugins.merge import CustomField
from gql_crm.plugins.rollup_binding import bound_rollup
from gql_crm.schema.visibility import restrict
from tests.plugins.declarations import custom, entity, merged, module

SHOP = module(
    "shop",
    entity(
        "Order",
        "orders",
        Field(key="buyer", kind="REFERENCE", target="Contact", inverse="purchases"),
        Field(key="shop", kind="REFERENCE", target="Organization"),
        Field(key="total", kind="DECIMAL"),
        Field(key="profit", kind="DECIMAL"),
        children=(
            Child(
                key="lines",
                name="OrderLine",
                fields=(
                    Field(key="amount", kind="DECIMAL"),
                    Field(key="seller", kind="REFERENCE", target="User"),
                ),
            ),
        ),
    ),
    requires=("identity", "people"),
)


def with_rollup(entity_name: str, **rolled: Any) -> Catalog:
    base = merged(SHOP)
    field = Field(key="rolled", kind="ROLLUP", rollup=Rollup(**rolled))
    made = bound_rollup(base.entities, base.entity(entity_name), field)
    formula = {"expression": "rolled & rolled", "bound": {"rolled": ("TEXT", "custom:1")}, "result": "TEXT"}
    fields = [
        CustomField(1, entity_name, made, "custom:1"),
        custom(2, entity_name, "on", "FORMULA", **formula),
    ]
    return merged(SHOP, custom_fields=fields)


def seen_by(catalog: Catalog, name: str, **entities: EntityAccess) -> set[str]:
    role = Role("reader", EntityAccess(RowScope.ALL), entities)
    seen = restrict(catalog, AccessProfile(("reader",), (role,))).entities
    return {"rolled", "on"} & seen[name].fields.keys()


def hiding(*keys: str) -> EntityAccess:
    return EntityAccess(RowScope.ALL, hidden=frozenset(keys))


SUM = {"function": RollupFunction.SUM}


@pytest.mark.parametrize(
    ("owner", "rolled", "hidden"),
    [
        ("Contact", {"list": "purchases"}, {"Order": EntityAccess()}),
        ("Contact", {"list": "purchases"}, {"Order": hiding("buyer")}),
        ("Contact", {"list": "purchases"}, {"Contact": hiding("purchases")}),
        ("Contact", {"list": "purchases", "field": "total", **SUM}, {"Order": hiding("total")}),
        ("Contact", {"list": "purchases", "filter": {"profit": {"gt": "1"}}}, {"Order": hiding("profit")}),
        (
            "Contact",
            {"list": "purchases", "filter": {"or": [{"not": {"shop": {"name": {"eq": "Žemaitija"}}}}]}},
            {"Organization": hiding("name")},
        ),
        (
            "Contact",
            {"list": "purchases", "filter": {"shop": {"isNull": True}}},
            {"Organization": EntityAccess()},
        ),
        ("Contact", {"list": "purchases", "filter": {"lines": {"some": {}}}}, {"Order": hiding("lines")}),
        (
            "Contact",
            {"list": "purchases", "filter": {"lines": {"some": {"seller": {"isNull": False}}}}},
            {"User": EntityAccess()},
        ),
        ("Organization", {"list": "Order.shop"}, {"Order": EntityAccess()}),
        ("Organization", {"list": "Order.shop"}, {"Order": hiding("shop")}),
        ("Order", {"list": "lines", "field": "amount", **SUM}, {"Order": hiding("lines")}),
    ],
)
def test_it_is_hidden_with_what_it_reads_and_so_is_what_reads_it(
    owner: str, rolled: dict[str, Any], hidden: dict[str, EntityAccess]
) -> None:
    catalog = with_rollup(owner, **rolled)
    assert seen_by(catalog, owner) == {"rolled", "on"}
    assert seen_by(catalog, owner, **hidden) == set()


def test_what_it_does_not_read_does_not_hide_it() -> None:
    catalog = with_rollup("Contact", list="purchases", field="total", **SUM)
    assert seen_by(catalog, "Contact", Order=hiding("profit", "lines")) == {"rolled", "on"}
