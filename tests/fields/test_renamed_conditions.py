"""A condition with another name of a variable says of renamed values what it said of them before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_crm.fields.conditions import ConditionType, checked_condition
from gql_crm.fields.conditions.renaming import renamed_condition

BEFORE = {"a": ConditionType.NUMBER, "b": ConditionType.NUMBER, "ab": ConditionType.NUMBER}
AFTER = {"n": ConditionType.NUMBER, "b": ConditionType.NUMBER, "ab": ConditionType.NUMBER}
NUMBERS = st.integers(-3, 3)
ATOMS = st.sampled_from(["a", "b", "ab", "1.0", "-2.0"])
COMPARED = st.builds(lambda x, op, y: f"{x} {op} {y}", ATOMS, st.sampled_from(["<", "==", ">=", "!="]), ATOMS)
CONDITIONS = st.recursive(
    COMPARED,
    lambda inner: (
        st.builds(lambda x, op, y: f"({x} {op} {y})", inner, st.sampled_from(["&&", "||"]), inner)
        | st.builds(lambda x: f"!({x}) // a, not b", inner).map(lambda text: f"({text}\n)")
    ),
    max_leaves=6,
)


@given(source=CONDITIONS, a=NUMBERS, b=NUMBERS, ab=NUMBERS)
def test_it_says_the_same_of_the_same_values(source: str, a: int, b: int, ab: int) -> None:
    renamed = renamed_condition(source, "a", "n", BEFORE, AFTER)
    assert renamed is not None
    values = {"b": float(b), "ab": float(ab)}
    before = checked_condition(source, BEFORE).holds({**values, "a": float(a)})
    assert checked_condition(renamed, AFTER).holds({**values, "n": float(a)}) == before
    assert renamed_condition(renamed, "n", "a", AFTER, BEFORE) == source


LISTS = {"marks": ConditionType.TEXTS, "note": ConditionType.TEXT, "parts": ConditionType.PARTS}


@pytest.mark.parametrize(
    ("source", "new", "expected"),
    [
        ('note == "note" // note', "memo", 'memo == "note" // note'),
        ("note.size() > 2 && parts.note != null", "memo", "memo.size() > 2 && parts.note != null"),
        ("marks.exists(x, x == note)", "x", None),
        ("marks.exists(x, x == note)", "memo", "marks.exists(x, x == memo)"),
        ('marks.exists(note, note == "a")', "memo", 'marks.exists(note, note == "a")'),
        ("note ==", "memo", "note =="),
        ("size(marks) > 1", "memo", "size(marks) > 1"),
    ],
)
def test_members_texts_and_names_of_its_own_stay(source: str, new: str, expected: str | None) -> None:
    after = {
        ("marks" if name == "marks" else new if name == "note" else name): t for name, t in LISTS.items()
    }
    assert renamed_condition(source, "note", new, LISTS, after) == expected
