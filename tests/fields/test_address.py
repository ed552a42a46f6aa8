from typing import Any

import asyncpg
import pytest
from hypothesis import given

from gql_crm.fields.field import Field
from gql_crm.fields.kind import ValueContext, ValueProblem
from gql_crm.fields.kinds import Address
from tests.fields.both_storages import BothStorages
from tests.fields.kind_cases import KINDS, field_of, kept, parsed, problem
from tests.fields.kind_values import VALUES

ADDRESS = KINDS["ADDRESS"]
FIELD: Field = field_of("ADDRESS")
VILNIUS = {
    "street": "Gedimino pr. 1\nA korpusas",
    "city": "Vilnius",
    "postalCode": "LT-01103",
    "country": "LT",
}


def path_and_problem(value: object) -> tuple[tuple[str, ...], str]:
    with pytest.raises(ValueProblem) as caught:
        parsed("ADDRESS", value)
    return caught.value.path, str(caught.value)


def test_an_address_is_made_of_parts_that_are_kept_as_they_are() -> None:
    address = parsed("ADDRESS", VILNIUS)
    assert address == Address(
        street="Gedimino pr. 1\nA korpusas", city="Vilnius", postal_code="LT-01103", country="LT"
    )
    assert ADDRESS.dump(address) == VILNIUS
    assert ADDRESS.columns(address) == ("Gedimino pr. 1\nA korpusas", None, "Vilnius", None, "LT-01103", "LT")


@given(VALUES["ADDRESS"])
def test_an_address_survives_json_columns_and_files(address: Address) -> None:
    assert kept(ADDRESS, address) == address
    named = zip((component.key for component in ADDRESS.components), ADDRESS.columns(address), strict=True)
    assert ADDRESS.load(dict(named)) == address
    assert ADDRESS.import_text(ADDRESS.export_text(address), FIELD, ValueContext()) == address


def test_parts_that_a_form_leaves_empty_are_none() -> None:
    assert parsed("ADDRESS", {"street": "", "poBox": " ", "city": "Vilnius", "country": ""}) == Address(
        city="Vilnius"
    )


@pytest.mark.parametrize("value", [{}, {"street": None}, {"street": "", "country": " "}])
def test_an_address_without_any_part_is_none(value: object) -> None:
    assert path_and_problem(value) == (
        (),
        'An address needs at least one part, for example "city"; null clears the field.',
    )


@pytest.mark.parametrize("value", ["Vilnius", 5, None, ["Vilnius"]])
def test_what_has_no_parts_is_no_address(value: object) -> None:
    assert problem("ADDRESS", value).endswith(
        'is no address; expected one like {"street": "Gedimino pr. 1", "city": "Vilnius", "country": "LT"}.'
    )


def test_an_unknown_part_is_refused_with_a_near_one() -> None:
    assert problem("ADDRESS", {"postcode": "01103"}) == (
        'An address has no part "postcode"; its parts are '
        '"street", "poBox", "city", "state", "postalCode" and "country". Did you mean "postalCode"?'
    )


@pytest.mark.parametrize(
    ("part", "value", "expected"),
    [
        ("city", 5, '"5" is no text.'),
        ("city", "a\nb", 'has a line break; of an address only "street" has many lines.'),
        ("postalCode", "1" * 501, "has 501 characters; 500 are the most."),
        ("state", "\x00", "contains NUL or half of a surrogate pair."),
        ("country", "ZZ", '"ZZ" is no country of ISO 3166-1; expected two capitals like "LT".'),
    ],
)
def test_a_fault_leads_to_its_part(part: str, value: object, expected: str) -> None:
    path, text = path_and_problem({"street": "a", part: value})
    assert path == (part,)
    assert text.endswith(expected)


@pytest.mark.parametrize(
    ("given_", "meant"),
    [("lt", "LT"), ("Lithuania", "LT"), ("czechia", "CZ"), ("UK", "GB"), ("EL", "GR"), (" lt ", "LT")],
)
def test_the_code_of_a_country_is_suggested(given_: str, meant: str) -> None:
    assert path_and_problem({"country": given_})[1].endswith(f' Did you mean "{meant}"?')


@pytest.mark.parametrize(
    ("filter_", "expected"),
    [
        ({"city": {"eq": "Vilnius"}}, [0]),
        ({"city": {"startsWith": "vil"}, "country": {"in": ["LT", "CZ"]}}, [0]),
        ({"city": {"ne": "Vilnius"}}, [1, 2, 3]),
        ({"postalCode": {"contains": "01"}}, [0]),
        ({"poBox": {"isNull": False}}, [2]),
        ({"country": {"eq": "LT"}}, [0, 2]),
        ({"country": {"isNull": True}}, [3]),
        ({"isNull": True}, [3]),
        ({"isNull": False}, [0, 1, 2]),
    ],
)
async def test_an_address_is_found_by_its_parts(
    filter_: dict[str, Any], expected: list[int], connection: asyncpg.Connection
) -> None:
    both = await BothStorages.create(connection, ADDRESS)
    praha = {"city": "Praha", "country": "CZ"}
    await both.fill(
        [*(parsed("ADDRESS", value) for value in (VILNIUS, praha, {"poBox": "12", "country": "LT"})), None]
    )
    assert await both.matching(filter_) == expected
