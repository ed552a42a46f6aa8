import pytest

from gql_crm import Field, ValueContext, ValueProblem
from gql_crm.testing import Crm
from gql_crm_real_estate.cadastral_number import CadastralNumberKind

PARCEL = Field(key="parcel", kind="CADASTRAL_NUMBER")

CREATE_FIELD = """
  mutation {
    createField(input: {entity: "Organization", key: "land", kind: CADASTRAL_NUMBER, unique: true}) {
      field { kind origin }
      userErrors { code field message }
    }
  }
"""
CREATE = """
  mutation ($land: String) {
    createOrganization(input: {name: "UAB Laukas", land: $land}) {
      organization { land }
      userErrors { code field message }
    }
  }
"""


def parsed(value: object) -> str:
    return CadastralNumberKind().parse(value, PARCEL, ValueContext())


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("0101/0040:0123", "0101/0040:0123"),
        ("0101/0040:123", "0101/0040:0123"),
        (" 0101 / 0040 : 7 ", "0101/0040:0007"),
        ("4400-1234-5678", "4400-1234-5678"),
        ("4400–1234—5678", "4400-1234-5678"),
        ("1097-8022-3014:24", "1097-8022-3014:0024"),
    ],
)
def test_a_number_is_kept_in_its_normal_form(written: str, normal: str) -> None:
    assert parsed(written) == normal


@pytest.mark.parametrize(
    "wrong",
    [
        *("", "abc", "0101/0040", "101/0040:0123", "0101/0040:12345", "0101-0040-123", "440012345678"),
        *("4400-1234-5678:", "4400-1234-5678:00123", "٠١٠١/0040:0123", "0101/0040:0123x"),
    ],
)
def test_what_is_no_number_is_refused_with_examples(wrong: str) -> None:
    with pytest.raises(ValueProblem) as refused:
        parsed(wrong)
    assert f'"{wrong}"' in str(refused.value)
    assert '"0101/0040:0123"' in str(refused.value)
    assert '"4400-1234-5678"' in str(refused.value)


def test_a_long_text_is_not_repeated_whole() -> None:
    with pytest.raises(ValueProblem) as refused:
        parsed("0101/" * 100)
    assert len(str(refused.value)) < 120


@pytest.mark.parametrize("value", [12, True, ["0101/0040:0123"]])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(ValueProblem, match="is no text"):
        parsed(value)


async def test_custom_fields_may_have_the_kind(crm: Crm) -> None:
    made = await crm.data(CREATE_FIELD)
    assert made["createField"] == {
        "field": {"kind": "CADASTRAL_NUMBER", "origin": "custom"},
        "userErrors": [],
    }
    stored = await crm.data(CREATE, land="0101/0040:123")
    assert stored["createOrganization"]["organization"] == {"land": "0101/0040:0123"}
    refused = await crm.data(CREATE, land="0101/40")
    errors = refused["createOrganization"]["userErrors"]
    assert [(error["code"], error["field"]) for error in errors] == [("VALIDATION", ["land"])]


async def test_one_number_written_in_two_ways_is_one_unique_value(crm: Crm) -> None:
    await crm.data(CREATE_FIELD)
    await crm.data(CREATE, land="0101/0040:0123")
    again = await crm.data(CREATE, land="0101/0040 : 123")
    errors = again["createOrganization"]["userErrors"]
    assert [(error["code"], error["field"]) for error in errors] == [("DUPLICATE", ["land"])]


@pytest.mark.parametrize(
    "filter_",
    [
        '{parcelNumber: {eq: "0101/0040:123"}}',
        '{parcelNumber: {in: ["0101 / 0040 : 0123", "nothing"]}}',
        '{parcelNumber: {startsWith: "0101 / 0040"}}',
        '{parcelNumber: {contains: "0040:0123"}}',
    ],
)
async def test_filters_find_a_number_however_it_is_written(crm: Crm, filter_: str) -> None:
    await crm.create("Property", {"title": "Here", "parcelNumber": "0101/0040:0123"})
    await crm.create("Property", {"title": "Elsewhere", "parcelNumber": "4400-0101-0040:0123"})
    found = await crm.data(f"{{ properties(filter: {filter_}) {{ nodes {{ title }} }} }}")
    assert {"title": "Here"} in found["properties"]["nodes"]


@pytest.mark.parametrize("text", ["0101/0040:0123", "010100400123", "0040"])
async def test_a_search_finds_a_number_by_its_text_and_by_its_digits(crm: Crm, text: str) -> None:
    await crm.create("Property", {"title": "Here", "parcelNumber": "0101/0040:123"})
    found = await crm.data(f'{{ properties(search: "{text}") {{ nodes {{ title }} }} }}')
    assert found["properties"]["nodes"] == [{"title": "Here"}]
