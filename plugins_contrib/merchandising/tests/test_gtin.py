from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_crm import Field, ValueContext, ValueProblem
from gql_crm.testing import Crm
from gql_crm_merchandising.gtin import GtinKind, check_digit

BAR_CODE = Field(key="barCode", kind="GTIN")
DIGITS_BEFORE = st.sampled_from([7, 11, 12, 13]).flatmap(
    lambda length: st.text(alphabet="0123456789", min_size=length, max_size=length)
)
NUMBERS = DIGITS_BEFORE.map(lambda digits: digits + check_digit(digits))

CREATE = """
  mutation ($input: CreateProductInput!) {
    createProduct(input: $input) {
      product { gtin }
      userErrors { code field message }
    }
  }
"""


def parsed(value: object) -> str:
    return GtinKind().parse(value, BAR_CODE, ValueContext())


def problem(value: object) -> str:
    with pytest.raises(ValueProblem) as refused:
        parsed(value)
    return str(refused.value)


async def created(crm: Crm, **values: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await crm.data(CREATE, input={"name": "Кафе", **values}))["createProduct"]
    return payload


@pytest.mark.parametrize(
    ("number", "source"),
    [
        ("4006381333931", "a pen in a shop"),
        ("9780306406157", "a book, whose ISBN is a GTIN"),
        ("036000291452", "a carton that the literature on UPC shows"),
        ("96385074", "the usual example of a GTIN-8"),
        ("10614141000415", "a case of GS1's own examples"),
    ],
)
def test_numbers_of_the_world_are_accepted(number: str, source: str) -> None:
    assert parsed(number) == number, source


@given(NUMBERS)
def test_a_number_is_kept_as_it_was_given(number: str) -> None:
    assert parsed(number) == number


@given(NUMBERS, st.data())
def test_one_wrong_digit_is_noticed_and_the_check_digit_told(number: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(number) - 1))
    digit = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    wrong = number[:place] + digit + number[place + 1 :]
    assert problem(wrong) == f'"{wrong}" is no GTIN; the check digit should be {check_digit(wrong[:-1])}.'


@given(NUMBERS)
def test_zeros_on_the_left_make_no_other_number(number: str) -> None:
    kind = GtinKind()
    keys = {kind.unique_key(parsed(number.zfill(length))) for length in (13, 14) if length >= len(number)}
    assert keys == {number.zfill(14)}


@given(NUMBERS, st.sampled_from([" ", "-", "–", " - "]), st.data())
def test_spaces_and_dashes_are_left_out(number: str, between: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(number)))
    assert parsed(f" {number[:place]}{between}{number[place:]} ") == number


@given(st.text(alphabet="0123456789", max_size=20).filter(lambda text: len(text) not in {0, 8, 12, 13, 14}))
def test_other_lengths_are_refused(digits: str) -> None:
    assert problem(digits).startswith(f'"{digits}" is no GTIN; expected 8, 12, 13 or 14 digits')
    assert problem(digits).endswith(f"it has {len(digits)}.")


@pytest.mark.parametrize("wrong", ["", "abc", "400638133393X", "٤٠٠٦٣٨١٣٣٣٩٣١", "4006381333931.0"])
def test_what_is_no_digits_is_refused(wrong: str) -> None:
    assert problem(wrong) == f'"{wrong}" is no GTIN; expected 8, 12, 13 or 14 digits.'


@pytest.mark.parametrize("value", [4006381333931, True, ["4006381333931"]])
def test_what_is_no_text_is_refused(value: object) -> None:
    assert "is no text" in problem(value)


async def test_a_product_with_a_wrong_check_digit_is_not_written(crm: Crm) -> None:
    assert await created(crm, gtin="4006381333932") == {
        "product": None,
        "userErrors": [
            {
                "code": "VALIDATION",
                "field": ["gtin"],
                "message": '"4006381333932" is no GTIN; the check digit should be 1.',
            }
        ],
    }


async def test_one_number_in_two_lengths_is_one_unique_value(crm: Crm) -> None:
    assert (await created(crm, gtin="4006381333931"))["product"] == {"gtin": "4006381333931"}
    again = await created(crm, gtin="0 4006381 333931")
    assert [(error["code"], error["field"]) for error in again["userErrors"]] == [("DUPLICATE", ["gtin"])]


@pytest.mark.parametrize(
    ("filter_", "finds"),
    [
        ('{eq: "4006381333931"}', True),
        ('{eq: "04006381333931"}', True),
        ('{in: ["nothing", "400-6381-333931"]}', True),
        ('{ne: "04006381333931"}', False),
        ('{notIn: ["04006381333931"]}', False),
        ('{startsWith: "400 6381"}', True),
        ('{contains: "333931"}', True),
        ('{eq: "4006381333948"}', False),
    ],
)
async def test_filters_find_a_number_however_it_is_written(crm: Crm, filter_: str, finds: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    await crm.create("Product", {"name": "Here", "gtin": "4006381333931"})
    await crm.create("Product", {"name": "Elsewhere", "gtin": "96385074"})
    found = await crm.data(f"{{ products(filter: {{gtin: {filter_}}}) {{ nodes {{ name }} }} }}")
    assert ({"name": "Here"} in found["products"]["nodes"]) is finds


async def test_short_numbers_are_found_by_their_longer_forms(crm: Crm) -> None:
    await crm.create("Product", {"name": "Small", "gtin": "96385074"})
    for form in ("96385074", "000096385074", "0000096385074", "00000096385074"):
        found = await crm.data(f'{{ products(filter: {{gtin: {{eq: "{form}"}}}}) {{ totalCount }} }}')
        assert found["products"]["totalCount"] == 1, form


@pytest.mark.parametrize("text", ["4006381333931", "04006381333931", "63813339"])
async def test_a_search_finds_a_number_by_its_forms_and_parts(crm: Crm, text: str) -> None:
    await crm.create("Product", {"name": "Here", "gtin": "4006381333931"})
    found = await crm.data(f'{{ products(search: "{text}") {{ nodes {{ name }} }} }}')
    assert found["products"]["nodes"] == [{"name": "Here"}]


@pytest.mark.parametrize("entity", ["Contact", "Organization", "Visit"])
async def test_custom_fields_may_have_the_kind(crm: Crm, entity: str) -> None:
    made = await crm.data(
        """mutation ($entity: String!) {
          createField(input: {entity: $entity, key: "code", kind: GTIN}) {
            field { kind origin }
            userErrors { code field message }
          }
        }""",
        entity=entity,
    )
    assert made["createField"] == {"field": {"kind": "GTIN", "origin": "custom"}, "userErrors": []}
