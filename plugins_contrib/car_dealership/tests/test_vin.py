import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_crm import Field, ValueContext, ValueProblem
from gql_crm.testing import Crm
from gql_crm_car_dealership.vin import VinKind

VIN = Field(key="vin", kind="VIN")
SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
OCTAVIA = "TMBJJ7NE9F0123456"

CREATE_FIELD = """
  mutation {
    createField(input: {entity: "Contact", key: "companyCar", kind: VIN, unique: true}) {
      field { kind origin }
      userErrors { code field message }
    }
  }
"""
CREATE = """
  mutation ($vin: String) {
    createContact(input: {firstName: "Jana", companyCar: $vin}) {
      contact { companyCar }
      userErrors { code field message }
    }
  }
"""

vins = st.text(SIGNS, min_size=17, max_size=17)
between = st.sampled_from(["", "", "", " ", "-", "–", "\N{NO-BREAK SPACE}", "\t", " - "])


def parsed(value: object) -> str:
    return VinKind().parse(value, VIN, ValueContext())


def refusal(value: object) -> str:
    with pytest.raises(ValueProblem) as refused:
        parsed(value)
    return str(refused.value)


@given(vin=vins, gaps=st.lists(between, min_size=18, max_size=18), small=st.booleans())
def test_a_vin_is_kept_in_capitals_without_what_groups_it(vin: str, gaps: list[str], *, small: bool) -> None:
    written = "".join(gap + sign for gap, sign in zip(gaps, vin, strict=False)) + gaps[-1]
    assert parsed(written.lower() if small else written) == vin


@given(vins)
def test_the_normal_form_stays_as_it_is(vin: str) -> None:
    assert parsed(vin) == vin


@pytest.mark.parametrize("vin", [OCTAVIA, "WVWZZZ1JZXW000001", "1M8GDM9AXKP042788"])
def test_real_vins_are_taken_whatever_stands_in_position_nine(vin: str) -> None:
    assert parsed(vin) == vin


@pytest.mark.parametrize(
    "vin", [OCTAVIA, "WVWZZZ1JZXW000001", "1M8GDM9AXKP042788", "1HGCM82633A004352", "1" * 17]
)
def test_nobody_is_warned_of_a_right_check_digit_or_of_one_that_is_none(vin: str) -> None:
    assert VinKind().warnings(parsed(vin), VIN) == []


@given(st.sampled_from("12345"), vins)
def test_one_sign_in_position_nine_of_a_north_american_vin_is_not_warned_of(first: str, vin: str) -> None:
    vins_ = [f"{first}{vin[1:8]}{sign}{vin[9:]}" for sign in "0123456789X"]
    warnings = [VinKind().warnings(one, VIN) for one in vins_]
    right = vins_[warnings.index([])]
    assert warnings.count([]) == 1
    assert all(f"and {right[8]} was expected" in text for told in warnings for text in told)


async def test_a_wrong_check_digit_is_a_warning_and_the_vehicle_is_written(crm: Crm) -> None:
    document = """mutation ($vin: String) {
      createVehicle(input: {vin: $vin}) {
        vehicle { vin }
        warnings { code field message }
        userErrors { code }
      }
    }"""
    payload = (await crm.data(document, vin="1m8gdm9a1kp042788"))["createVehicle"]
    assert payload == {
        "vehicle": {"vin": "1M8GDM9A1KP042788"},
        "warnings": [
            {
                "code": "VIN_CHECK_DIGIT",
                "field": ["vin"],
                "message": 'The check digit of "1M8GDM9A1KP042788" is 1, and X was expected: '
                "look at it again.",
            }
        ],
        "userErrors": [],
    }
    for vin in ("1M8GDM9AXKP042788", OCTAVIA, None):
        assert (await crm.data(document, vin=vin))["createVehicle"]["warnings"] == []


@given(vins, st.integers(0, 16), st.characters(exclude_characters=SIGNS + SIGNS.lower(), codec="utf-8"))
def test_one_foreign_sign_refuses_the_whole(vin: str, place: int, sign: str) -> None:
    refusal(vin[:place] + sign + vin[place + 1 :])


@given(st.text(SIGNS, max_size=60).filter(lambda text: len(text) != len(OCTAVIA)))
def test_another_length_is_told(text: str) -> None:
    message = refusal(text)
    assert message.endswith(f"17 letters and digits without I, O and Q; this has {len(text)}.")


@pytest.mark.parametrize("sign", ["I", "O", "Q", "o", "Ž", "ı", "ſ", "٣", "/", "."])
def test_a_foreign_sign_is_named(sign: str) -> None:
    wrong = f"TMBJJ7NE9F012345{sign}"
    assert refusal(wrong) == (
        f'"{wrong}" is no VIN: expected 17 letters and digits without I, O and Q; '
        f'this has "{sign.upper() if sign.isascii() else sign}".'
    )


def test_a_vin_that_is_too_short_is_quoted() -> None:
    assert refusal("TMB JJ7 NE9F012345") == (
        '"TMB JJ7 NE9F012345" is no VIN: expected 17 letters and digits without I, O and Q; this has 16.'
    )


def test_a_long_text_is_not_repeated_whole() -> None:
    assert len(refusal("TMB" * 200)) < 160


@pytest.mark.parametrize("value", [12345678901234567, True, [OCTAVIA]])
def test_what_is_no_text_is_refused(value: object) -> None:
    assert re.search("is no text", refusal(value))


async def test_custom_fields_may_have_the_kind(crm: Crm) -> None:
    made = await crm.data(CREATE_FIELD)
    assert made["createField"] == {"field": {"kind": "VIN", "origin": "custom"}, "userErrors": []}
    stored = await crm.data(CREATE, vin="tmb jj7-ne9f0123456")
    assert stored["createContact"]["contact"] == {"companyCar": OCTAVIA}
    refused = await crm.data(CREATE, vin="TMB")
    errors = refused["createContact"]["userErrors"]
    assert [(error["code"], error["field"]) for error in errors] == [("VALIDATION", ["companyCar"])]


async def test_one_vin_written_in_two_ways_is_one_unique_value(crm: Crm) -> None:
    await crm.create("Vehicle", {"vin": OCTAVIA})
    data = await crm.data(
        """mutation {
          createVehicle(input: {vin: "tmbjj7ne9f-0123456"}) { vehicle { id } userErrors { code field } }
        }"""
    )
    assert data["createVehicle"] == {"vehicle": None, "userErrors": [{"code": "DUPLICATE", "field": ["vin"]}]}


@pytest.mark.parametrize(
    "filter_",
    [
        '{vin: {eq: "tmb jj7 ne9f0123456"}}',
        '{vin: {in: ["TMBJJ7-NE9F-0123456", "nothing"]}}',
        '{vin: {ne: "TMB JJ7 NE9F0999999"}}',
        '{vin: {startsWith: "tmb-jj7"}}',
        '{vin: {contains: "ne9 f01"}}',
        '{vin: {endsWith: "123 456"}}',
    ],
)
async def test_filters_find_a_vin_however_it_is_written(crm: Crm, filter_: str) -> None:
    await crm.create("Vehicle", {"stockNumber": "here", "vin": OCTAVIA})
    await crm.create("Vehicle", {"stockNumber": "elsewhere", "vin": "TMBJJ7NE9F0999999"})
    found = await crm.data(f"{{ vehicles(filter: {filter_}) {{ nodes {{ stockNumber }} }} }}")
    assert {"stockNumber": "here"} in found["vehicles"]["nodes"]
    if "startsWith" not in filter_:
        assert found["vehicles"]["nodes"] == [{"stockNumber": "here"}]


@pytest.mark.parametrize("text", [OCTAVIA, "tmbjj7ne", "123456", "tmb 0123456"])
async def test_a_search_finds_a_vin_by_its_parts(crm: Crm, text: str) -> None:
    await crm.create("Vehicle", {"stockNumber": "here", "vin": OCTAVIA})
    await crm.create("Vehicle", {"stockNumber": "elsewhere", "vin": "WVWZZZ1JZXW000001"})
    found = await crm.data(f'{{ vehicles(search: "{text}") {{ nodes {{ stockNumber }} }} }}')
    assert found["vehicles"]["nodes"] == [{"stockNumber": "here"}]
