"""Many records at once: every element for itself, all faults at once, and nothing left of what is refused."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pytest

from gql_crm.clock import uuid7
from gql_crm.errors import UserErrors
from gql_crm.records import Element, ErrorPolicy, Records, Written, write_many
from tests.records.world import World


async def create(
    records: Records, policy: ErrorPolicy, values: Sequence[Mapping[str, Any]], entity: str = "Project"
) -> Written:
    def place(index: int, error: Any) -> Any:
        return error.under(str(index))

    elements = [
        Element(partial(records.create, entity, one), partial(place, i)) for i, one in enumerate(values)
    ]
    return await write_many(records, policy, elements)


MIXED = ({"title": "Namas", "code": "P-1"}, {"title": ""}, {"title": "Byt", "code": "P-1"}, {"title": "باغ"})
FAULTS = [("REQUIRED", ("1", "title")), ("DUPLICATE", ("2", "code"))]


async def test_with_all_or_nothing_every_fault_is_told_and_nothing_is_written(world: World) -> None:
    with pytest.raises(UserErrors) as caught:
        async with world.records() as records:
            await create(records, ErrorPolicy.ALL_OR_NOTHING, MIXED)
    assert [(error.code, error.field) for error in caught.value.errors] == FAULTS
    tables = (
        "studio_project",
        "unique_value WHERE field_id LIKE 'studio:%'",
        "record WHERE entity = 'Project'",
    )
    assert [await world.value(f"SELECT count(*) FROM {table}") for table in tables] == [0, 0, 0]


async def test_with_best_effort_good_ones_are_written_and_bad_ones_leave_nothing(
    world: World,
) -> None:
    async with world.records() as records:
        written = await create(records, ErrorPolicy.BEST_EFFORT, MIXED)
    assert [(error.code, error.field) for error in written.errors] == FAULTS
    rows = await world.fetch("SELECT id, title FROM studio_project ORDER BY id")
    assert [row["title"] for row in rows] == ["Namas", "باغ"]
    assert [ref.id for ref in written.refs] == [row["id"] for row in rows]
    changes = await world.fetch("SELECT record_id FROM change WHERE entity = 'Project'")
    assert {row["record_id"] for row in changes} == {row["id"] for row in rows}
    assert await world.value("SELECT count(*) FROM unique_value WHERE field_id LIKE 'studio:%'") == 1


async def test_warnings_are_those_of_what_was_written_and_name_it(world: World) -> None:
    one, two = [await world.create("Project", title=title) for title in ("A", "B")]
    await world.fetch("UPDATE studio_project SET stage = 'frozen' WHERE id = ANY($1)", [one, two])
    await world.create("Project", title="Other", alias="taken")
    async with world.records() as records:
        changes = [(one, {"stage": "frozen", "title": "C"}), (two, {"stage": "frozen", "alias": "taken"})]
        elements = [
            Element(partial(records.update, "Project", id_, values), lambda error: error)
            for id_, values in changes
        ]
        written = await write_many(records, ErrorPolicy.BEST_EFFORT, elements)
    assert [error.code for error in written.errors] == ["DUPLICATE"]
    assert [(told.code, told.record_ids) for told in records.warnings] == [("OPTION_INACTIVE", (str(one),))]


async def test_an_element_may_refer_to_one_before_it(world: World) -> None:
    first = str(uuid7())
    async with world.records() as records:
        both = ({"id": first, "name": "Žvėryno namai"}, {"name": "Filialas", "parentId": first})
        written = await create(records, ErrorPolicy.ALL_OR_NOTHING, both, "Organization")
    assert str((await world.row("people_organization", written.refs[1].id))["parent_id"]) == first
