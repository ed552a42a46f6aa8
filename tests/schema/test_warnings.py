"""What field kinds think of values that they take: the change is written, and the payload tells."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from gql_crm import Field, Module, TextKind
from gql_crm.testing import Crm, Template, open_crm


class NickKind(TextKind):
    """A name that should not be loud."""

    name = "NICK"
    description = "A nickname."

    def warnings(self, value: Any, field: Field) -> list[str]:
        """Find signs that shout."""
        return [f'"{field.key}" has {sign} in it.' for sign in "!?" if sign in value]


class MottoKind(TextKind):
    """A text that should be short."""

    name = "MOTTO"
    description = "A motto."
    warning_code = "LONG_MOTTO"
    warning_meaning = "The motto is hard to remember."

    def warnings(self, value: Any, field: Field) -> list[str]:
        """Count the signs."""
        return [f"{len(value)} signs are many."] if len(value) > 9 else []


CLUB = Module(
    name="club",
    version="1",
    requires=("people",),
    fields={
        "Contact": (
            Field(key="nick", kind="NICK", default="Jo!"),
            Field(key="code", kind="NICK", immutable=True),
            Field(key="motto", kind="MOTTO"),
        )
    },
)
CREATE = """
mutation ($input: CreateContactInput!) {
  createContact(input: $input) {
    contact { id nick motto } warnings { code field message } userErrors { code field }
  }
}
"""
UPDATE = """
mutation ($id: ID!, $input: UpdateContactInput!) {
  updateContact(id: $id, input: $input) {
    contact { nick } warnings { code field message } userErrors { code field }
  }
}
"""


@pytest_asyncio.fixture(scope="module")
async def template(crm_template: Template) -> Template:
    return await crm_template.with_modules([CLUB], kinds=[NickKind(), MottoKind()])


@pytest_asyncio.fixture
async def crm(template: Template) -> AsyncIterator[Crm]:
    async with open_crm(template) as opened:
        yield opened


async def create(crm: Crm, **values: Any) -> dict[str, Any]:
    answer = await crm.data(CREATE, input={"lastName": "Kazlas", "nick": "Jo", **values})
    payload: dict[str, Any] = answer["createContact"]
    return payload


def told(payload: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(warning["code"], warning["field"]) for warning in payload["warnings"]]


async def test_a_value_that_its_kind_warns_of_is_written_and_told_with_its_place(crm: Crm) -> None:
    payload = await create(crm, nick="Jo!?", motto="Always look up")
    assert payload["userErrors"] == []
    assert (payload["contact"]["nick"], payload["contact"]["motto"]) == ("Jo!?", "Always look up")
    assert payload["warnings"] == [
        {"code": "UNLIKELY_VALUE", "field": ["nick"], "message": '"nick" has ! in it.'},
        {"code": "UNLIKELY_VALUE", "field": ["nick"], "message": '"nick" has ? in it.'},
        {"code": "LONG_MOTTO", "field": ["motto"], "message": "14 signs are many."},
    ]


async def test_nobody_is_warned_of_good_values_and_of_none(crm: Crm) -> None:
    payload = await create(crm, motto="Up")
    assert payload["warnings"] == []
    id_ = payload["contact"]["id"]
    cleared = await crm.data(UPDATE, id=id_, input={"nick": None, "motto": None})
    assert cleared["updateContact"]["warnings"] == []


async def test_a_change_is_warned_of_what_it_writes_and_not_of_what_stays(crm: Crm) -> None:
    id_ = (await create(crm, nick="Jo!"))["contact"]["id"]
    changed = (await crm.data(UPDATE, id=id_, input={"motto": "Always look up"}))["updateContact"]
    assert told(changed) == [("LONG_MOTTO", ["motto"])]


async def test_a_default_is_warned_of_like_any_value(crm: Crm) -> None:
    answer = await crm.data(CREATE, input={"lastName": "Kazlas"})
    assert told(answer["createContact"]) == [("UNLIKELY_VALUE", ["nick"])]


async def test_nothing_is_warned_of_when_nothing_is_written(crm: Crm) -> None:
    payload = await create(crm, nick="Jo!", motto="two\nlines of it")
    assert (payload["contact"], payload["warnings"]) == (None, [])
    id_ = (await create(crm, code="a"))["contact"]["id"]
    refused = (await crm.data(UPDATE, id=id_, input={"code": "a!"}))["updateContact"]
    assert refused["userErrors"] == [{"code": "READ_ONLY", "field": ["code"]}]
    assert refused["warnings"] == []


async def test_custom_fields_of_the_kind_warn_too(crm: Crm) -> None:
    own = '{entity: "Contact", key: "own", kind: MOTTO}'
    await crm.data(f"mutation {{ createField(input: {own}) {{ userErrors {{ code }} }} }}")
    assert told(await create(crm, own="Always look up")) == [("LONG_MOTTO", ["own"])]


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("LONG_MOTTO", "The motto is hard to remember."),
        ("UNLIKELY_VALUE", "The value can be right, but it looks mistyped."),
        ("OPTION_INACTIVE", "The record keeps an option that can no longer be chosen."),
    ],
)
async def test_the_schema_says_what_codes_of_warnings_mean(crm: Crm, code: str, meaning: str) -> None:
    data = await crm.data('{ __type(name: "WarningCode") { enumValues { name description } } }')
    assert {"name": code, "description": meaning} in data["__type"]["enumValues"]
