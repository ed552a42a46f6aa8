import uuid

import pytest

from gql_crm.fields.scalars import MalformedId
from tests.fields.kind_cases import KINDS, kept, parsed

ID = "01890a5d-ac96-774b-bcce-b302099a8057"


@pytest.mark.parametrize("kind", ["REFERENCE", "USER"])
def test_a_reference_is_the_id_of_a_record(kind: str) -> None:
    assert parsed(kind, ID) == uuid.UUID(ID)
    assert kept(KINDS[kind], uuid.UUID(ID)) == uuid.UUID(ID)
    assert KINDS[kind].dump(uuid.UUID(ID)) == ID
    assert KINDS[kind].reference


@pytest.mark.parametrize("kind", ["REFERENCE", "USER"])
def test_a_malformed_id_is_told_apart_from_a_wrong_one(kind: str) -> None:
    with pytest.raises(MalformedId):
        parsed(kind, "5")


def test_a_user_field_refers_to_users() -> None:
    assert KINDS["USER"].target == "User"
    assert KINDS["REFERENCE"].target is None
