"""The types that children of records get, and who has them."""

from typing import Any

from graphql import GraphQLSchema, validate_schema

from gql_crm import Child, ChoiceOption, EntityAccess, Field, RowScope
from gql_crm.access import AccessProfile, Role
from gql_crm.plugins.catalog import Catalog
from gql_crm.schema.build import build_schema
from gql_crm.schema.visibility import restrict
from tests.plugins.declarations import entity, merged, module

STEPS = Child(
    key="steps",
    name="ChoreStep",
    description="What is to be done, in order.",
    fields=(
        Field(key="title", kind="TEXT", required=True),
        Field(key="fee", kind="MONEY"),
        Field(key="house", kind="REFERENCE", target="Organization"),
        Field(key="state", kind="CHOICE", enum="StepState", options=(ChoiceOption("OPEN"),)),
    ),
)
WORK = module("work", entity("Chore", "chores", children=(STEPS,)))


def schema_of(catalog: Catalog) -> GraphQLSchema:
    return build_schema(catalog, {})


def members(schema: GraphQLSchema, name: str) -> dict[str, str]:
    type_: Any = schema.type_map[name]
    return {key: str(field.type) for key, field in type_.fields.items()}


def read_by(**access: EntityAccess) -> GraphQLSchema:
    role = Role("reader", EntityAccess(RowScope.ALL, create=True), access)
    return schema_of(restrict(merged(WORK), AccessProfile(("reader",), (role,))))


def test_they_are_a_list_in_their_record_its_inputs_and_its_filter() -> None:
    schema = schema_of(merged(WORK))
    assert members(schema, "Chore")["steps"] == "[ChoreStep!]!"
    assert members(schema, "CreateChoreInput")["steps"] == "[ChoreStepInput!]"
    assert members(schema, "UpdateChoreInput")["steps"] == "[ChoreStepInput!]"
    assert members(schema, "ChoreFilter")["steps"] == "ChoreStepListFilter"
    assert "steps" not in members(schema, "ChoreOrder")


def test_their_types_have_the_members_of_their_kinds() -> None:
    schema = schema_of(merged(WORK))
    assert members(schema, "ChoreStep") == {
        "id": "ID!",
        "title": "String",
        "fee": "Money",
        "house": "Organization",
        "state": "StepState",
    }
    assert members(schema, "ChoreStepInput") == {
        "id": "ID",
        "title": "String",
        "fee": "MoneyInput",
        "houseId": "ID",
        "state": "StepState",
    }
    assert members(schema, "ChoreStepListFilter") == dict.fromkeys(
        ("some", "none", "every"), "ChoreStepFilter"
    )
    assert members(schema, "ChoreStepFilter") == {
        "and": "[ChoreStepFilter!]",
        "or": "[ChoreStepFilter!]",
        "not": "ChoreStepFilter",
        "id": "IdFilter",
        "title": "TextFilter",
        "fee": "MoneyFilter",
        "house": "OrganizationFilter",
        "houseId": "IdFilter",
        "state": "StepStateFilter",
    }


def test_they_are_described_and_the_schema_is_valid() -> None:
    schema = schema_of(merged(WORK))
    types: Any = schema.type_map
    assert types["Chore"].fields["steps"].description == "What is to be done, in order."
    for name in ("ChoreStep", "ChoreStepInput", "ChoreStepFilter", "ChoreStepListFilter"):
        assert types[name].description
        assert all(field.description for field in types[name].fields.values()), name
    kwargs: dict[str, Any] = {**schema.to_kwargs(), "assume_valid": False}
    assert validate_schema(GraphQLSchema(**kwargs)) == []


def test_they_have_no_root_fields() -> None:
    schema = schema_of(merged(WORK))
    for root in (schema.query_type, schema.mutation_type):
        assert root
        assert not [name for name in root.fields if "step" in name.lower()]


def test_a_role_from_which_they_are_hidden_has_neither_the_list_nor_its_types() -> None:
    schema = read_by(Chore=EntityAccess(RowScope.ALL, create=True, hidden=frozenset({"steps"})))
    for name in ("Chore", "CreateChoreInput", "UpdateChoreInput", "ChoreFilter"):
        assert "steps" not in members(schema, name)
    assert not [name for name in schema.type_map if name.startswith("ChoreStep")]


def test_a_role_that_cannot_read_what_they_refer_to_has_the_rest_of_them() -> None:
    schema = read_by(Organization=EntityAccess())
    assert members(schema, "ChoreStep").keys() == {"id", "title", "fee", "state"}
    assert "houseId" not in members(schema, "ChoreStepInput")
    assert not {"house", "houseId"} & members(schema, "ChoreStepFilter").keys()
