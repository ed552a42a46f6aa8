"""Who cannot read what a formula reads cannot read the formula."""

from typing import Any

from gql_crm import EntityAccess, Field, RowScope
from gql_crm.access import AccessProfile, Role
from gql_crm.plugins.catalog import Catalog
from gql_crm.plugins.field_ids import field_by_id
from gql_crm.plugins.merge import CustomField
from gql_crm.schema.visibility import restrict
from tests.plugins.declarations import custom, merged


def formula(
    number: int, key: str, expression: str, entity: str = "Contact", **bound: tuple[str, ...]
) -> CustomField:
    paths = {path.replace("_", "."): leads_to for path, leads_to in bound.items()}
    field = Field(key=key, kind="FORMULA", expression=expression, bound=paths, result="DECIMAL")
    return CustomField(number, entity, field, f"custom:{number}")


def seen_by(catalog: Catalog, **entities: EntityAccess) -> Any:
    role = Role("reader", EntityAccess(RowScope.ALL), entities)
    return restrict(catalog, AccessProfile(("reader",), (role,))).entities


FIELDS = (
    custom(1, "Contact", "salary", "DECIMAL"),
    custom(2, "Contact", "age", "INTEGER"),
    custom(3, "Organization", "profit", "DECIMAL"),
    custom(4, "Contact", "firm", "REFERENCE", target="Organization"),
    formula(5, "twice", "salary * 2", salary=("NUMBER", "custom:1")),
    formula(6, "fourfold", "twice * 2", twice=("NUMBER", "custom:5")),
    formula(7, "older", "age + 1", age=("NUMBER", "custom:2")),
    formula(8, "gain", "firm.profit", firm_profit=("NUMBER", "custom:4", "custom:3")),
)


def test_it_is_hidden_with_the_field_and_so_are_formulas_that_read_it() -> None:
    hidden = EntityAccess(RowScope.ALL, hidden=frozenset({"salary"}))
    fields = seen_by(merged(custom_fields=FIELDS), Contact=hidden)["Contact"].fields
    assert not {"salary", "twice", "fourfold"} & fields.keys()
    assert {"age", "older", "gain"} <= fields.keys()


def test_it_is_hidden_with_a_field_of_the_related_record() -> None:
    hidden = EntityAccess(RowScope.ALL, hidden=frozenset({"profit"}))
    fields = seen_by(merged(custom_fields=FIELDS), Organization=hidden)["Contact"].fields
    assert "gain" not in fields
    assert {"firm", "fourfold"} <= fields.keys()


def test_it_is_hidden_with_the_related_entity() -> None:
    fields = seen_by(merged(custom_fields=FIELDS), Organization=EntityAccess())["Contact"].fields
    assert not {"firm", "gain"} & fields.keys()


def test_it_is_null_where_the_module_of_what_it_reads_is_gone() -> None:
    catalog = merged(custom_fields=FIELDS[4:5])
    assert catalog.problems == ()
    assert catalog.entity("Contact").fields["twice"].kind.name == "DECIMAL"
    assert field_by_id(catalog, "custom:1") is None
