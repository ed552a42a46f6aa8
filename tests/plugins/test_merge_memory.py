"""A merge that remembers the one before comes to what a merge without memory comes to."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gql_crm import Field
from gql_crm.plugins.merge import Contributions, CustomField, merge
from gql_crm.plugins.merge_memory import MergeMemory
from tests.plugins.declarations import NOW, contributions, custom, entity, module
from tests.plugins.test_merge_laws import CUSTOM_FIELDS, MODULES, shape

CARS = module("cars", entity("Car", "cars"), fields={"Contact": (Field(key="budget", kind="MONEY"),)})


def catalog_of(given: Contributions) -> Any:
    return merge(given, version=1, now=NOW)


@settings(max_examples=60, deadline=None)
@given(
    modules=MODULES,
    steps=st.lists(st.tuples(CUSTOM_FIELDS, st.frozensets(st.sampled_from(["cars", "boats"]))), max_size=4),
)
def test_memory_changes_no_outcome(modules: Any, steps: Any) -> None:
    remembering = contributions(*modules)
    for custom_fields, disabled in steps:
        step = replace(remembering, custom_fields=custom_fields, disabled=disabled)
        fresh = replace(step, memory=MergeMemory())
        assert shape(catalog_of(step)) == shape(catalog_of(fresh))


def test_entities_that_nothing_has_changed_stay_the_same_objects() -> None:
    given = contributions(CARS, custom_fields=[custom(1, "Car", "colour")])
    before = catalog_of(given)
    more = replace(given, custom_fields=[*given.custom_fields, custom(2, "Contact", "size")])
    after = catalog_of(more)
    assert after.entity("Car") is before.entity("Car")
    assert "size" in after.entity("Contact").fields
    assert "size" not in before.entity("Contact").fields


def test_a_changed_definition_is_seen() -> None:
    fields: list[CustomField] = [custom(1, "Car", "colour")]
    given = contributions(CARS, custom_fields=fields)
    before = catalog_of(given)
    after = catalog_of(replace(given, custom_fields=[replace(fields[0], retired=True)]))
    assert not before.entity("Car").fields["colour"].retired
    assert after.entity("Car").fields["colour"].retired
    assert before.hash != after.hash


def test_a_problem_with_a_module_keeps_the_time_when_it_was_seen_first() -> None:
    given = contributions(CARS, CARS)
    first = merge(given, version=1, now=NOW)
    later = merge(given, version=2, now=NOW + timedelta(hours=1))
    assert (
        [problem.since for problem in later.problems]
        == [problem.since for problem in first.problems]
        == [NOW]
    )
