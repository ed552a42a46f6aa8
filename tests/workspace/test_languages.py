"""The four languages end to end: written, found without diacritics, returned byte-identical."""

import pytest

from gql_crm.testing import Crm

pytestmark = pytest.mark.postgres_smoke

NAMES = [("Jūratė", "Žukauskienė"), ("Žaneta", "Řehořová"), ("Петър", "Цветков"), ("علی", "یوسفی")]
CREATE = """
mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id firstName lastName } } }
"""
SEARCH = """
query ($text: String!) { contacts(search: $text) { totalCount nodes { firstName lastName displayName } } }
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jurate", 0),
        ("ZUKAUSKIENE", 0),
        ("Žukauskienė Jūratė", 0),
        ("rehorova", 1),
        ("žaneta", 1),
        ("ПЕТЪР", 2),
        ("цветков", 2),
        ("علی", 3),
        ("علي", 3),
        ("يوسفي", 3),
        ("یوسفی", 3),
    ],
)
async def test_a_name_is_found_in_every_way_of_writing_it_and_comes_back_as_it_was(
    crm: Crm, text: str, found: int
) -> None:
    for first, last in NAMES:
        made = await crm.data(CREATE, input={"firstName": first, "lastName": last})
        contact = made["createContact"]["contact"]
        assert (contact["firstName"], contact["lastName"]) == (first, last)
    contacts = (await crm.data(SEARCH, text=text))["contacts"]
    first, last = NAMES[found]
    assert contacts == {
        "totalCount": 1,
        "nodes": [{"firstName": first, "lastName": last, "displayName": f"{first} {last}"}],
    }
