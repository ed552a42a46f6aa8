"""Lists of objects that records own: where they lie, which names they take, what cannot stand."""

from collections.abc import Mapping
from typing import Any

import pytest

from gql_crm import Child, ChoiceOption, Entity, Field, Module
from gql_crm.fields.storage import ColumnStorage
from gql_crm.plugins.catalog import Catalog
from tests.plugins.declarations import custom, entity, merged, module, names_of, only_problem

TITLE = Field(key="title", kind="TEXT", required=True)
STEPS = Child(key="steps", name="TaskStep", fields=(TITLE, Field(key="fee", kind="MONEY")))


def task(*children: Child, **more: Any) -> Entity:
    return entity("Chore", "chores", children=children, **more)


def steps(*fields: Field, key: str = "steps", name: str = "TaskStep") -> Child:
    return Child(key=key, name=name, fields=fields)


def test_they_lie_in_columns_of_a_table_of_their_module() -> None:
    child = merged(module("work", task(STEPS))).entity("Chore").children["steps"]
    assert (child.table, child.field_id) == ("work_task_step", "work:Chore.steps")
    assert child.fields["fee"].storage == ColumnStorage(("fee_amount", "fee_currency"))


CLASHES: Mapping[str, tuple[Module, Module, str]] = {
    "an entity": (module("first", task(STEPS)), module("later", entity("TaskStep", "xs")), "TaskStep"),
    "an input": (
        module("first", task(STEPS)),
        module("later", entity("TaskStepInput", "xs")),
        "TaskStepInput",
    ),
    "other children": (
        module("first", task(STEPS)),
        module("later", entity("Duty", "duties", children=(STEPS,))),
        "TaskStep",
    ),
    "a field of a stranger": (
        module("first", task(STEPS)),
        module("later", fields={"Chore": (Field(key="steps", kind="TEXT"),)}),
        "steps",
    ),
}


@pytest.mark.parametrize("case", CLASHES)
def test_their_names_are_taken_once(case: str) -> None:
    first, later, name = CLASHES[case]
    catalog = merged(first, later)
    assert names_of(catalog) == ["first"]
    assert f'"{name}"' in only_problem(catalog)


def test_both_of_two_children_of_one_type_are_named() -> None:
    later = module("later", entity("Duty", "duties", children=(STEPS,)))
    text = only_problem(merged(module("first", task(STEPS)), later))
    assert '"TaskStep"' in text
    assert 'children "steps" of module "first"' in text


def test_a_custom_field_gives_way_to_them() -> None:
    catalog = merged(module("work", task(STEPS)), custom_fields=[custom(1, "Chore", "steps")])
    assert "stepsCustom" in catalog.entity("Chore").fields


WRONG: Mapping[str, tuple[Child, str]] = {
    "no fields": (steps(), "no fields"),
    "a key that is no name": (steps(TITLE, key="Steps"), "camelCase"),
    "a name that is no type": (steps(TITLE, name="step"), "PascalCase"),
    "a kind that is not there": (steps(Field(key="a", kind="SMELL")), '"SMELL"'),
    "a definition that cannot stand": (steps(Field(key="a", kind="CHOICE")), "option"),
    "many records": (steps(Field(key="a", kind="MULTI_REFERENCE", target="Contact")), "MULTI_REFERENCE"),
    "unique values": (steps(Field(key="a", kind="TEXT", unique=True)), '"unique"'),
    "an inverse": (steps(Field(key="a", kind="REFERENCE", target="Contact", inverse="as")), '"inverse"'),
    "a kept target": (
        steps(Field(key="a", kind="REFERENCE", target="Contact", restrict_delete=True)),
        '"restrict_delete"',
    ),
    "a value that nobody writes": (steps(Field(key="a", kind="TEXT", writable=False)), '"writable"'),
    "two fields of one name": (steps(TITLE, TITLE), '"title"'),
    "two inputs of one name": (
        steps(Field(key="a", kind="REFERENCE", target="Contact"), Field(key="aId", kind="TEXT")),
        '"aId"',
    ),
    "the place's own column": (steps(Field(key="position", kind="INTEGER")), '"position"'),
    "the parent's own column": (steps(Field(key="parent", kind="TEXT")), '"parent"'),
    "a target that is not there": (steps(Field(key="a", kind="REFERENCE", target="Ghost")), '"Ghost"'),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_stand_leaves_the_module_out_and_says_why(case: str) -> None:
    child, part = WRONG[case]
    catalog = merged(module("work", task(child)))
    assert names_of(catalog) == []
    assert part in only_problem(catalog)


def test_what_they_are_is_part_of_the_catalogs_hash() -> None:
    def hash_of(child: Child) -> str:
        catalog: Catalog = merged(module("work", task(child)))
        return catalog.hash

    assert hash_of(steps(TITLE)) == hash_of(steps(TITLE))
    assert hash_of(steps(TITLE)) != hash_of(steps(TITLE, Field(key="b", kind="TEXT")))
    assert hash_of(steps(TITLE)) != hash_of(steps(TITLE, name="Step"))


def test_their_fields_may_have_enums() -> None:
    state = Field(key="state", kind="CHOICE", enum="StepState", options=(ChoiceOption("OPEN"),))
    child = merged(module("work", task(steps(state)))).entity("Chore").children["steps"]
    assert str(child.fields["state"].kind.output_type) == "StepState"
