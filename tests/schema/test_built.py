"""The schema that a catalog becomes: valid, described, and named by its entities."""

from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    graphql_sync,
    is_introspection_type,
    is_specified_directive,
    is_specified_scalar_type,
    validate_schema,
)

from gql_crm import EntityAccess, Field, RowScope, TextKind
from gql_crm.access import AccessProfile, Role
from gql_crm.plugins.catalog import Catalog
from gql_crm.plugins.core_names import CORE_MUTATIONS, CORE_QUERIES, CORE_TYPES
from gql_crm.plugins.found_lists import FoundNames
from gql_crm.plugins.merge import CustomField, merge
from gql_crm.plugins.names import EnumNames, SettingsNames
from gql_crm.plugins.system import CORE
from gql_crm.schema.build import build_schema as schema_of
from gql_crm.schema.operations import convert_operations
from gql_crm.schema.sorted_sdl import sorted_sdl
from gql_crm.schema.visibility import restrict
from gql_crm.workspace.contributions import contributions_of
from gql_crm.workspace.setup import installed_sdl
from tests.plugins.declarations import NOW, custom, entity, merged, module

ROOT = Path(__file__).parents[2]


class VinKind(TextKind):
    name = "VIN"
    description = "The number of a vehicle."


def built(catalog: Catalog) -> GraphQLSchema:
    return schema_of(catalog, {one.name: convert_operations(one.operations) for one in catalog.modules})


def text_of(catalog: Catalog) -> str:
    return sorted_sdl(built(catalog))


@pytest.fixture(scope="module")
def installed() -> GraphQLSchema:
    """The schema of everything that is installed, with a custom field of every kind."""
    contributions = contributions_of(None, NOW)
    options: dict[str, dict[str, Any]] = {
        "REFERENCE": {"target": "Organization"},
    }
    fields = []
    for number, (_, kind) in enumerate(contributions.kinds):
        fields.append(custom(number, "Contact", f"own{number}", kind.name, **options.get(kind.name, {})))
        retired = custom(100 + number, "Contact", f"old{number}", kind.name, **options.get(kind.name, {}))
        fields.append(CustomField(retired.id, "Contact", retired.field, retired.storage_key, retired=True))
    catalog = merge(
        type(contributions)(contributions.modules, contributions.kinds, fields), version=1, now=NOW
    )
    assert not catalog.problems
    return built(catalog)


def test_it_is_valid(installed: GraphQLSchema) -> None:
    kwargs: dict[str, Any] = {**installed.to_kwargs(), "assume_valid": False}
    unchecked = GraphQLSchema(**kwargs)
    assert validate_schema(unchecked) == []


def test_it_is_what_its_text_says(installed: GraphQLSchema) -> None:
    assert sorted_sdl(build_schema(sorted_sdl(installed))) == sorted_sdl(installed)


def test_everything_in_it_is_described(installed: GraphQLSchema) -> None:
    bare: list[str] = []
    for type_ in installed.type_map.values():
        if is_introspection_type(type_) or is_specified_scalar_type(type_):
            continue
        things: dict[str, Any] = {type_.name: type_}
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            things.update({f"{type_.name}.{name}": field for name, field in type_.fields.items()})
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in type_.fields.items():
                things.update({f"{type_.name}.{name}({a}:)": argument for a, argument in field.args.items()})
        if isinstance(type_, GraphQLEnumType):
            things.update({f"{type_.name}.{name}": value for name, value in type_.values.items()})
        bare.extend(name for name, thing in things.items() if not (thing.description or "").strip())
    bare.extend(
        f"@{directive.name}"
        for directive in installed.directives
        if not is_specified_directive(directive) and not directive.description
    )
    assert bare == []


def test_the_file_in_the_repository_is_the_schema_of_what_is_installed() -> None:
    assert (ROOT / "schema.graphql").read_text(encoding="utf-8") == installed_sdl()


def test_the_text_is_sorted() -> None:
    text = installed_sdl()
    assert text == sorted_sdl(build_schema(text))
    names = [line.split()[1] for line in text.splitlines() if line.startswith(("type ", "input ", "enum "))]
    assert names == sorted(names)


def test_no_type_and_no_root_field_of_the_core_can_be_taken_by_a_module(installed: GraphQLSchema) -> None:
    catalog = merge(contributions_of(None, NOW), version=1, now=NOW)
    generated = {name for e in catalog.entities.values() for name in e.names.types()}
    owned = [child for e in catalog.entities.values() for child in e.children.values()]
    generated |= {name for child in owned for name in child.names.types()}
    of_operations = {name for one in catalog.modules for name in convert_operations(one.operations).types}
    settings = [SettingsNames(module.name) for module in catalog.modules if module.settings]
    of_settings = {name for names in settings for name in (names.type, names.input, names.payload)}
    filters = {kind.filter_name for kind in catalog.kinds.values()}
    named = {field.field.enum for field in catalog.every_field()} - {None}
    generated |= {name for enum in named for name in EnumNames(str(enum)).types()}
    generated |= {one.type_name for one in catalog.event_kinds.values() if one.origin != CORE}
    found = [FoundNames(one.node.name) for e in catalog.entities.values() for one in e.found.values()]
    generated |= {name for names in found for name in names.types()}
    generated |= {one.name for e in catalog.entities.values() for one in e.entity.embedded}
    types = {name for name in installed.type_map if not name.startswith("__")}
    assert types - generated - of_operations - of_settings - filters <= CORE_TYPES
    own_queries = {name for e in catalog.entities.values() for name in e.names.queries()}
    own_mutations = {name for e in catalog.entities.values() for name in e.names.mutations()}
    operations = {operation.name for _, operation in catalog.operations}
    assert installed.query_type
    assert set(installed.query_type.fields) - own_queries - operations <= CORE_QUERIES
    assert installed.mutation_type
    of_modules = own_mutations | operations | {names.mutation for names in settings}
    assert set(installed.mutation_type.fields) - of_modules <= CORE_MUTATIONS


def test_an_entity_gets_its_types_and_root_fields() -> None:
    schema = built(merged(module("cars", entity("SportsCar", "sportsCars"))))
    wanted = {
        *("SportsCar", "SportsCarConnection", "SportsCarEdge", "SportsCarFilter", "SportsCarListFilter"),
        *("SportsCarOrder", "CreateSportsCarInput", "UpdateSportsCarInput", "SportsCarPayload"),
        *("SportsCarAggregate", "SportsCarExtremes", "SportsCarGroup", "SportsCarGroupKey"),
        *("SportsCarGroupBy", "SportsCarsPayload", "SportsCarTarget", "SportsCarMergePayload"),
        "SportsCarChange",
    }
    assert wanted == {name for name in schema.type_map if "SportsCar" in name}
    assert schema.query_type
    assert {"sportsCar", "sportsCars"} <= schema.query_type.fields.keys()
    assert schema.mutation_type
    for verb in ("create", "update", "delete", "restore"):
        assert {f"{verb}SportsCar", f"{verb}SportsCars"} <= schema.mutation_type.fields.keys()
    assert "copySportsCar" in schema.mutation_type.fields
    assert "upsertSportsCar" not in schema.mutation_type.fields, "it has no unique field"
    assert schema.subscription_type
    assert "sportsCarChanged" in schema.subscription_type.fields
    car = schema.type_map["SportsCar"]
    assert isinstance(car, GraphQLObjectType)
    assert [interface.name for interface in car.interfaces] == ["Node", "Record"]


MEMBERS = {
    "INTEGER": ("Int", "Int", "IntFilter"),
    "DECIMAL": ("Decimal", "Decimal", "DecimalFilter"),
    "MONEY": ("Money", "MoneyInput", "MoneyFilter"),
    "BOOLEAN": ("Boolean", "Boolean", "BooleanFilter"),
    "DATE": ("Date", "Date", "DateFilter"),
    "DATETIME": ("DateTime", "DateTime", "DateTimeFilter"),
    "TEXT": ("String", "String", "TextFilter"),
    "LONG_TEXT": ("String", "String", "TextFilter"),
    "CHOICE": ("String", "String", "ChoiceFilter"),
    "MULTI_CHOICE": ("[String!]", "[String!]", "MultiChoiceFilter"),
    "EMAIL": ("EmailAddress", "EmailAddress", "TextFilter"),
    "PHONE": ("PhoneNumber", "PhoneNumber", "TextFilter"),
    "URL": ("URL", "URL", "TextFilter"),
}


@pytest.mark.parametrize("kind", MEMBERS)
def test_a_field_has_the_types_of_its_kind(kind: str) -> None:
    schema = built(merged(custom_fields=[custom(1, "Contact", "own", kind)]))
    output, input_, filter_ = MEMBERS[kind]
    types: Any = schema.type_map
    assert str(types["Contact"].fields["own"].type) == output
    assert str(types["CreateContactInput"].fields["own"].type) == input_
    assert str(types["UpdateContactInput"].fields["own"].type) == input_
    assert str(types["ContactFilter"].fields["own"].type) == filter_


@pytest.mark.parametrize(("kind", "target"), [("REFERENCE", "Organization"), ("USER", "User")])
def test_a_reference_is_a_record_outside_and_an_id_inside(kind: str, target: str) -> None:
    options = {"target": target} if kind == "REFERENCE" else {}
    types: Any = built(merged(custom_fields=[custom(1, "Contact", "own", kind, **options)])).type_map
    assert str(types["Contact"].fields["own"].type) == target
    assert str(types["CreateContactInput"].fields["ownId"].type) == "ID"
    assert "own" not in types["CreateContactInput"].fields
    assert str(types["ContactFilter"].fields["ownId"].type) == "IdFilter"
    assert str(types["ContactFilter"].fields["own"].type) == f"{target}Filter"
    assert str(types["ContactOrder"].fields["own"].type) == f"{target}Order"


def test_references_to_many_are_a_connection_outside_and_lists_of_ids_inside() -> None:
    field = custom(1, "Contact", "own", "MULTI_REFERENCE", target="Organization", label={"en": "Houses"})
    types: Any = built(merged(custom_fields=[field])).type_map
    output, plain = types["Contact"].fields["own"], types["Contact"].fields["organization"].type
    assert str(output.type) == f"{plain}Connection!"
    assert output.args.keys() == types["Query"].fields["organizations"].args.keys()
    assert output.description == "Houses (MULTI_REFERENCE, custom field)."
    for name in ("ownIds", "addOwnIds", "removeOwnIds"):
        assert str(types["UpdateContactInput"].fields[name].type) == "[ID!]"
    assert str(types["CreateContactInput"].fields["ownIds"].type) == "[ID!]"
    assert not {"own", "addOwnIds", "removeOwnIds"} & types["CreateContactInput"].fields.keys()
    assert str(types["ContactFilter"].fields["own"].type) == "OrganizationListFilter"
    assert not {"ownId", "ownIds"} & types["ContactFilter"].fields.keys()
    assert "own" not in types["ContactOrder"].fields


def test_a_role_that_cannot_read_references_to_many_has_neither_side_of_them() -> None:
    field = Field(key="friends", kind="MULTI_REFERENCE", target="Contact", inverse="friendOf")
    catalog = merged(module("late", fields={"Contact": (field,)}))
    reader = EntityAccess(RowScope.ALL, hidden=frozenset({"friends"}))
    profile = AccessProfile(("reader",), (Role("reader", EntityAccess(RowScope.ALL), {"Contact": reader}),))
    types: Any = built(restrict(catalog, profile)).type_map
    gone = {"friends", "friendOf", "friendsIds", "addFriendsIds", "removeFriendsIds"}
    for type_name in ("Contact", "ContactFilter", "CreateContactInput", "UpdateContactInput"):
        assert not gone & types[type_name].fields.keys()


def test_references_to_many_of_an_entity_that_a_role_cannot_read_are_not_there() -> None:
    field = custom(1, "Contact", "own", "MULTI_REFERENCE", target="Organization")
    role = Role("reader", EntityAccess(RowScope.ALL), {"Organization": EntityAccess()})
    types: Any = built(restrict(merged(custom_fields=[field]), AccessProfile(("reader",), (role,)))).type_map
    assert "own" not in types["Contact"].fields
    assert "ownIds" not in types["UpdateContactInput"].fields


def test_a_retired_field_is_deprecated_where_it_is_read_and_gone_where_it_is_written() -> None:
    fields = [
        CustomField(1, "Contact", Field(key="old", kind="TEXT"), "custom:1", retired=True),
        CustomField(
            2, "Contact", Field(key="ex", kind="REFERENCE", target="Contact"), "custom:2", retired=True
        ),
        CustomField(
            3,
            "Contact",
            Field(key="exes", kind="MULTI_REFERENCE", target="Contact"),
            "custom:3",
            retired=True,
        ),
    ]
    types: Any = built(merged(custom_fields=fields)).type_map
    for type_name, names in (
        ("Contact", ("old", "ex", "exes")),
        ("ContactFilter", ("old", "ex", "exId", "exes")),
        ("ContactOrder", ("old", "ex")),
    ):
        for name in names:
            assert "retired" in types[type_name].fields[name].deprecation_reason
    for type_name in ("CreateContactInput", "UpdateContactInput"):
        gone = {"old", "ex", "exId", "exesIds", "addExesIds", "removeExesIds"}
        assert not gone & types[type_name].fields.keys()


def test_what_is_required_is_nullable_in_inputs() -> None:
    needed = custom(1, "Contact", "own", "TEXT", required=True)
    types: Any = built(merged(custom_fields=[needed])).type_map
    assert str(types["CreateContactInput"].fields["own"].type) == "String"


def test_kinds_and_codes_of_modules_are_in_the_enums() -> None:
    cars = module("cars", entity("Car", "cars"), error_codes={"CAR_SOLD": "The car is sold already."})
    schema = built(merged(cars, kinds=[VinKind()]))
    kinds, codes = schema.type_map["FieldKind"], schema.type_map["UserErrorCode"]
    assert isinstance(kinds, GraphQLEnumType)
    assert isinstance(codes, GraphQLEnumType)
    assert kinds.values["VIN"].description == "The number of a vehicle."
    assert codes.values["CAR_SOLD"].description == "The car is sold already."
    assert {"VALIDATION", "CONFLICT", "IN_USE"} <= codes.values.keys()
    without = built(merged()).type_map
    assert "VIN" not in str(without["FieldKind"].to_kwargs())
    assert "CAR_SOLD" not in str(without["UserErrorCode"].to_kwargs())


def test_orders_say_one_of_in_introspection_and_in_the_text(installed: GraphQLSchema) -> None:
    asked = "{ __schema { types { name kind isOneOf } } }"
    answer = graphql_sync(installed, asked).data
    assert answer
    one_of = {type_["name"] for type_ in answer["__schema"]["types"] if type_["isOneOf"]}
    assert {"ContactOrder", "OrganizationOrder", "UserOrder"} <= one_of
    assert not {"CreateContactInput", "ContactFilter"} & one_of
    text = sorted_sdl(installed)
    assert "input ContactOrder @oneOf {" in text
    assert "input ContactFilter {" in text


def test_labels_and_help_describe_custom_fields() -> None:
    fields = [
        custom(1, "Contact", "budget", "MONEY", label={"en": "Budget"}),
        custom(2, "Contact", "car", label={"en": "Car"}, help_text={"en": "What they drive."}),
    ]
    types: Any = built(merged(custom_fields=fields)).type_map
    assert types["Contact"].fields["budget"].description == "Budget (MONEY, custom field)."
    assert types["Contact"].fields["car"].description == "What they drive."


def test_the_same_catalog_makes_the_same_text_in_whatever_order_fields_come() -> None:
    fields = [custom(1, "Contact", "a"), custom(2, "Contact", "b", "DATE")]
    assert text_of(merged(custom_fields=fields)) == text_of(merged(custom_fields=fields[::-1]))
