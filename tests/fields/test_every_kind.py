"""Every kind, as a module's own field and as a custom field, through the API and a real database.

`HYPOTHESIS_PROFILE=thorough` tries hundreds of values of each.
"""

import os
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from itertools import count, pairwise
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gql_crm.fields.field import Field
from gql_crm.testing import Crm, Template, open_crm
from tests.fields.every_kind import ABSENT, group_keys, inputs_of, order_key, probe_of
from tests.fields.samples import MODULE, REGISTERED, Samples, prepare_samples

EXAMPLES = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 8
BATCHES = count(1)
GIVEN = sorted(
    name for name, kind in REGISTERED.items() if kind.placed(Field(key="value", kind=name)).writable
)
"""Kinds whose values clients give; the others have tests of their own."""


@pytest_asyncio.fixture(scope="module")
async def samples(crm_template: Template) -> AsyncIterator[Crm]:
    template = await crm_template.with_modules([MODULE])
    async with open_crm(template) as crm:
        crm.workspace.on_statement = None  # so many that hypothesis could not show them
        await prepare_samples(crm)
        yield crm


@pytest.mark.parametrize("name", GIVEN)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_a_value_is_written_read_found_ordered_changed_and_cleared(
    samples: Crm, name: str, data: st.DataObject
) -> None:
    case = Samples(samples, REGISTERED[name], next(BATCHES))
    values = inputs_of(case.kind)
    inputs = data.draw(st.lists(values, min_size=1, max_size=5), label="values")
    other = data.draw(values, label="other")
    ids = await case.create(inputs)
    kept = dict(zip(ids, map(case.parsed, inputs), strict=True))
    assert await case.read(ids[0]) == case.shown(kept[ids[0]])
    await _check_filters(case, kept)
    await _check_order(case, kept)
    await _check_groups(case, list(kept.values()))
    await _check_aggregates(case, list(kept.values()))
    await case.update(ids[0], other)
    assert await case.read(ids[0]) == case.shown(case.parsed(other))
    await _check_filters(case, {**kept, ids[0]: case.parsed(other)})
    await case.update(ids[0], None)
    assert await case.read(ids[0]) == case.shown(None)
    await _check_absent(case, ids)
    await _check_history(case, ids[0], [None, kept[ids[0]], case.parsed(other), None])


async def _check_filters(case: Samples, kept: Mapping[str, Any]) -> None:
    """The first record is found by its value, as are those that its filter means, and no others."""
    probe = probe_of(case.kind)
    dumped = {id_: case.kind.dump(value) for id_, value in kept.items()}
    wanted = next(iter(dumped.values()))
    expected = [id_ for id_, value in dumped.items() if probe.finds(value, wanted)]
    assert expected[0] == next(iter(kept))
    assert await case.found(probe.filter(wanted)) == expected
    rest = [id_ for id_ in dumped if id_ not in expected]
    assert await case.found(probe.filter(wanted), negated=True) == rest


async def _check_order(case: Samples, kept: Mapping[str, Any]) -> None:
    if not case.kind.sortable:
        return
    expected = sorted(kept, key=lambda id_: (order_key(case.kind, kept[id_]), id_))
    for field in case.fields:
        assert await case.ids({}, [{field.key: "ASC"}]) == expected
        assert await case.ids({}, [{field.key: "DESC"}]) == expected[::-1]


async def _check_groups(case: Samples, kept: Sequence[Any]) -> None:
    """A record is in the group of its value, and nowhere else; of several values, in several groups."""
    if not case.kind.groupable:
        return
    sizes = Counter(key for value in kept for key in group_keys(case.kind, value))
    for groups in await case.groups():
        assert dict(groups) == sizes
        assert [count for _, count in groups] == sorted(sizes.values(), reverse=True)


async def _check_aggregates(case: Samples, kept: Sequence[Any]) -> None:
    """The extremes are values of records; sums and averages are the same wherever the values lie."""
    if case.kind.has_extremes:
        for function, extreme in (("min", min), ("max", max)):
            by_unit: dict[Any, Any] = {}
            for value in kept:
                unit = group_keys(case.kind, value)[0] if case.kind.unit is not None else ""
                both = (value, by_unit.get(unit, value))
                by_unit[unit] = extreme(both, key=lambda one: order_key(case.kind, one))
            shown = [case.shown(by_unit[unit])[0] for unit in sorted(by_unit)]
            expected = shown if case.kind.unit is not None else shown[0]
            assert await case.aggregate(function) == [expected] * 2
    if case.kind.summable:
        for function in ("sum", "avg"):
            own, free = await case.aggregate(function)
            assert own == free
            assert own


async def _check_absent(case: Samples, ids: Sequence[str]) -> None:
    """Nulls are found, and come last in both directions."""
    absent = ABSENT.get(case.kind.name, {"isNull": True})
    cleared = await case.found(absent)
    assert cleared[0] == ids[0]
    if "isNull" in absent:
        assert cleared == ids[:1]
        assert await case.found({"isNull": False}) == ids[1:]
    if case.kind.sortable:
        for field in case.fields:
            for direction in ("ASC", "DESC"):
                assert (await case.ids({}, [{field.key: direction}]))[-1] == ids[0]


async def _check_history(case: Samples, id_: str, values: Sequence[Any]) -> None:
    """History has what each change found and left, in the form of JSON; lists of records have another."""
    if case.kind.many:
        return
    expected = [
        [None if value is None else case.kind.dump(value) for value in pair]
        for pair in pairwise(values)
        if pair[0] != pair[1]
    ]
    diffs = await case.history(id_)
    for field in case.fields:
        assert [diff[field.field_id] for diff in diffs if field.field_id in diff] == expected
