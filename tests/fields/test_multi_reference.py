import uuid
from typing import Any

import pytest

from gql_crm.fields.definition import definition_problems
from gql_crm.fields.kinds import DEFAULT_KINDS
from gql_crm.fields.scalars import MalformedId
from tests.fields.kind_cases import KINDS, field_of, kept, parsed, problem

KIND = KINDS["MULTI_REFERENCE"]
IDS = ["01890a5d-ac96-774b-bcce-b302099a8057", "01890a5d-ac96-774b-bcce-b302099a8058"]


def test_the_value_is_a_list_of_ids_each_once() -> None:
    assert parsed("MULTI_REFERENCE", [*IDS, IDS[0].upper()]) == tuple(map(uuid.UUID, IDS))
    assert kept(KIND, tuple(map(uuid.UUID, IDS))) == tuple(map(uuid.UUID, IDS))


def test_anything_else_is_no_list() -> None:
    assert "is no list of ids" in problem("MULTI_REFERENCE", IDS[0])


def test_a_malformed_id_is_told_apart_from_a_wrong_one() -> None:
    with pytest.raises(MalformedId):
        parsed("MULTI_REFERENCE", ["5"])


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [("targetEntity", "REQUIRED")]),
        ({"target": "Contact", "default": IDS}, [("default", "VALIDATION")]),
        ({"target": "Contact", "unique": True}, [("unique", "VALIDATION")]),
    ],
)
def test_it_needs_a_target_and_has_neither_a_default_nor_unique_values(
    options: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    found = definition_problems(field_of("MULTI_REFERENCE", **options), KIND, DEFAULT_KINDS)
    assert [(one.option, one.code) for one in found] == expected
