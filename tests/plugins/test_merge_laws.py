"""Merging never raises and always comes to the same result, whatever it is given in whatever order."""

import subprocess
import sys
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gql_crm import ChoiceOption, Entity, Field, Module, Relation
from gql_crm.plugins.catalog import CUSTOM, Catalog
from gql_crm.plugins.merge import CustomField
from tests.plugins.declarations import custom, merged

KEYS = ("title", "rank", "rankId", "rankCustom", "owner", "cars", "car", "carId", "addCarIds", "Bad", "")
ENTITIES = ("Car", "Contact", "CarFilter", "Boat", "car", "Money")
KINDS = ("TEXT", "INTEGER", "CHOICE", "REFERENCE", "USER", "VIN", "MONEY")


def maybe(values: Any) -> Any:
    return st.none() | values


FIELDS = st.builds(
    Field,
    key=st.sampled_from(KEYS),
    kind=st.sampled_from(KINDS),
    target=maybe(st.sampled_from(ENTITIES)),
    inverse=maybe(st.sampled_from(KEYS)),
    unique=st.booleans(),
    max_length=maybe(st.integers(-1, 5)),
    default=maybe(st.sampled_from(["x", 5, {}, []])),
    options=st.lists(st.builds(ChoiceOption, st.sampled_from(["a", "b", ""])), max_size=2).map(tuple),
)
DECLARED = st.builds(
    Entity,
    name=st.sampled_from(ENTITIES),
    plural=st.sampled_from(["cars", "contacts", "boats", "car", "my cars"]),
    fields=st.lists(FIELDS, max_size=3).map(tuple),
    display=st.lists(st.sampled_from(KEYS), max_size=2).map(tuple),
)
RELATIONS = st.builds(
    Relation,
    key=st.sampled_from(KEYS),
    singular=st.sampled_from(KEYS),
    source=st.sampled_from(ENTITIES),
    target=st.sampled_from(ENTITIES),
    inverse=st.sampled_from(KEYS),
)
MODULES = st.lists(
    st.builds(
        Module,
        name=st.sampled_from(["estate", "cars", "boats", "people", "No Name"]),
        version=st.just("1"),
        requires=st.lists(st.sampled_from(["people", "cars", "boats"]), max_size=1).map(tuple),
        entities=st.lists(DECLARED, max_size=2).map(tuple),
        fields=st.dictionaries(
            st.sampled_from(ENTITIES), st.lists(FIELDS, max_size=2).map(tuple), max_size=2
        ),
        relations=st.lists(RELATIONS, max_size=2).map(tuple),
        error_codes=st.dictionaries(
            st.sampled_from(["SOLD", "VALIDATION", "no code"]), st.just("x"), max_size=1
        ),
    ),
    max_size=4,
)
CUSTOM_FIELDS = st.lists(st.tuples(st.sampled_from(ENTITIES), FIELDS, st.booleans()), max_size=4).map(
    lambda rows: [
        CustomField(number, entity, field, f"custom:{number}", retired)
        for number, (entity, field, retired) in enumerate(rows)
    ]
)


def shape(catalog: Catalog) -> Any:
    entities = {name: (list(e.fields), list(e.lists)) for name, e in catalog.entities.items()}
    return catalog.hash, entities, [problem.message for problem in catalog.problems]


@settings(max_examples=150, deadline=None)
@given(MODULES, CUSTOM_FIELDS)
def test_a_merge_never_raises_and_says_of_every_module_why_it_is_left_out(
    modules: list[Module], custom_fields: list[CustomField]
) -> None:
    catalog = merged(*modules, custom_fields=custom_fields)
    assert shape(catalog) == shape(merged(*modules, custom_fields=custom_fields))
    left_out = len(modules) + 2 - len(catalog.modules)
    assert left_out == sum(problem.origin != CUSTOM for problem in catalog.problems)
    assert "Contact" in catalog.entities


@settings(max_examples=150, deadline=None)
@given(MODULES, CUSTOM_FIELDS)
def test_every_name_of_an_entity_is_taken_once_and_every_target_is_there(
    modules: list[Module], custom_fields: list[CustomField]
) -> None:
    catalog = merged(*modules, custom_fields=custom_fields)
    for entity in catalog.entities.values():
        assert not entity.fields.keys() & entity.lists.keys()
        for key, field in entity.fields.items():
            assert field.key == key
            assert field.target is None or field.target in catalog.entities
            assert field.input_name == key or field.input_name not in entity.fields
        ids = [field.field_id for field in entity.fields.values()]
        assert len(ids) == len(set(ids))
        assert {to_many.target for to_many in entity.lists.values()} <= catalog.entities.keys()


DESCRIBE = """
from tests.plugins.test_merge_laws import CLASHING, merged, shape
print(shape(merged(custom_fields=CLASHING)))
"""
CLASHING = [
    custom(1, "Contact", "agentId"),
    custom(2, "Contact", "agent", "REFERENCE", target="Contact"),
    custom(3, "Contact", "mentor", "REFERENCE", target="Contact"),
    custom(4, "Contact", "mentorId"),
    custom(5, "Contact", "mentor"),
]


def test_all_workers_come_to_the_same_catalog_whatever_their_hash_seed() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", DESCRIBE],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1
