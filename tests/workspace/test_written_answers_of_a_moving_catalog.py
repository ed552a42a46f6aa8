"""Whatever becomes of the catalog, a document that was met answers as one that nobody has sent.

Each write is made twice, on records that are alike: by a document that was met before, perhaps under another
catalog, and by one of the same text that is new. `HYPOTHESIS_PROFILE=thorough` lives many more lives.
"""

import os
from collections.abc import AsyncIterator, Mapping, Sequence
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

import orjson
import pytest
import pytest_asyncio

from gql_crm import ChoiceOption, Entity, EntityAccess, Field, Module, RowScope
from gql_crm.access import Actor
from gql_crm.testing import Crm, Template, open_crm
from tests.story import IVO, NOW, RASA, VILNIUS, story_template

__all__ = ["story_template"]

LIVES = range(120 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 6)
STEPS = 12
BERTH = Entity(
    name="Berth",
    plural="berths",
    display=("title",),
    fields=(
        Field(key="title", kind="TEXT"),
        Field(key="secret", kind="TEXT"),
        Field(key="side", kind="CHOICE", options=(ChoiceOption("port"), ChoiceOption("starboard"))),
    ),
)
MEMBERS = EntityAccess(RowScope.ALL, True, RowScope.ALL, RowScope.ALL, hidden=frozenset({"secret"}))
HARBOUR = Module(
    name="harbour",
    version="1",
    requires=("identity", "people"),
    entities=(BERTH,),
    permissions={"member": {"Berth": MEMBERS}},
)
BOAT = {
    "name": "Boat",
    "plural": "boats",
    "fields": [
        {"key": "title", "kind": "TEXT"},
        {"key": "side", "kind": "CHOICE", "options": [{"value": "port"}, {"value": "starboard"}]},
        {"key": "berth", "kind": "REFERENCE", "targetEntity": "Berth", "inverse": "boats"},
    ],
}
NAMES = {"Contact": "lastName", "Berth": "title", "Boat": "title"}
"""The entities of the core, of a module and of users, each with a field that is always there."""
OPTIONS = ("red", "Blue", "green_1")
KINDS: Mapping[str, Sequence[str]] = {
    "pier": ("TEXT", "LONG_TEXT", "EMAIL", "VIN", "RICH_TEXT"),
    "flag": ("BOOLEAN", "INTEGER", "DATE", "VIN", "JSON"),
    "grade": ("CHOICE",),
    "mood": ("MULTI_CHOICE",),
    "fee": ("MONEY",),
    "number": ("AUTONUMBER",),
}
"""Fields that come and go, with the kinds that they come back as; VIN is a plugin's.

Nothing selects the number, which is another one of each twin.
"""
UNIQUE = ("TEXT", "EMAIL")
"""Kinds whose values the law makes others for each of two twins."""
TEXTS = ("Žuvėdra", "Čáp", "Гларус", "مرغ دریایی")
VALUES: Mapping[str, Sequence[Any]] = {
    "TEXT": TEXTS,
    "LONG_TEXT": TEXTS,
    "RICH_TEXT": TEXTS,
    "EMAIL": ("ona@example.com", "no address"),
    "VIN": ("1M8GDM9AXKP042788", "1m8gdm9axkp042788", "1M8GDM9AXKP042789"),
    "BOOLEAN": (True, False),
    "INTEGER": (0, 7, 2**31),
    "DATE": ("2026-03-15", "2026-02-30"),
    "JSON": ({"a": [1, None]}, "text", 0, []),
    "CHOICE": (*OPTIONS, "gone", "port"),
    "MULTI_CHOICE": ([], ["red"], ["Blue", "green_1"], ["gone"]),
    "MONEY": ({"amount": "1.25", "currency": "EUR"}, {"amount": "1,2", "currency": "CZK"}),
    "AUTONUMBER": ("1",),
}
SELECTIONS = (
    "displayName pier flag",
    "title: displayName grade mood updatedBy { displayName }",
    "fee { amount currency } grade @include(if: $yes)",
    'pier history(field: "pier", first: 1) { totalCount nodes { field oldValue newValue } }',
    "displayName isFavorite",
)
OF_THEIR_OWN: Mapping[str, tuple[str, ...]] = {
    "Contact": (),
    "Berth": ("title secret", "title side"),
    "Boat": ("title side berth { displayName grade mood }", "berth { title pier secret }"),
}
CREATE_FIELD = """
mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { code message } } }
"""
UPDATE_FIELD = """
mutation ($e: String!, $k: String!, $i: UpdateFieldInput!) {
  updateField(entity: $e, key: $k, input: $i) { userErrors { code message } }
}
"""
RENAME_FIELD = """
mutation ($e: String!, $k: String!, $n: String!) {
  renameField(entity: $e, key: $k, newKey: $n) { userErrors { code message } }
}
"""
DELETE_FIELD = """
mutation ($e: String!, $k: String!) {
  deleteField(entity: $e, key: $k, confirm: $k) { userErrors { code message } }
}
"""
RETIRE_FIELD, RESTORE_FIELD = (
    f"mutation ($e: String!, $k: String!) {{ {name}(entity: $e, key: $k) {{ userErrors {{ code }} }} }}"
    for name in ("retireField", "restoreField")
)
CREATE_ENTITY = """
mutation ($input: CreateEntityInput!) { createEntity(input: $input) { userErrors { message } } }
"""
SHARE = "mutation ($i: ShareRecordInput!) { shareRecord(input: $i) { userErrors { code } } }"
PAYLOAD = "{ ...selected } userErrors { code field message } warnings { code message }"


class Marina:
    """A CRM whose fields come and go; `alone` counts writes that were one statement of their own."""

    def __init__(self, crm: Crm, actors: Sequence[Actor]) -> None:
        self.crm = crm
        self.actors = actors
        self.alone = 0
        self.fields: dict[tuple[str, str], str] = {}
        """The kinds of the fields that are there."""
        self._unlike = count()
        crm.workspace.on_statement = self._note

    def _note(self, statement: str) -> None:
        self.alone += "gql_crm_may_write" in statement

    async def clear(self) -> None:
        """Delete the fields that an earlier life has left."""
        for entity, key in self.fields:
            await self.changed(DELETE_FIELD, e=entity, k=key)
        self.fields.clear()
        calm = {"required": False, "label": {"en": "Title"}}
        sides = [{"value": value, "active": True} for value in ("port", "starboard")]
        for entity, name in NAMES.items():
            await self.changed(UPDATE_FIELD, e=entity, k=name, i=calm)
            if entity != "Contact":
                await self.changed(UPDATE_FIELD, e=entity, k="side", i={**calm, "options": sides})

    async def changed(self, document: str, **given: Any) -> bool:
        """Carry out what an administrator asks for, if it may be; return whether it was."""
        (payload,) = (await self.crm.data(document, **given)).values()
        return not payload["userErrors"]

    async def made(self, entity: str) -> str:
        """Make a record that members may change."""
        values = {NAMES[entity]: "Uostas", "ownerId": RASA, "teamId": VILNIUS}
        id_ = str((await self.crm.create(entity, values)).id)
        assert await self.changed(SHARE, i={"recordId": id_, "userId": IVO, "access": "WRITE"})
        return id_

    async def told(
        self, document: str, given: Mapping[str, Any], actor: Actor, *, met: bool
    ) -> Mapping[str, Any]:
        text = document if met else f"{document} # {next(self._unlike)}"
        return await self.crm.execute(text, given, actor=actor)


@pytest_asyncio.fixture(scope="module")
async def marina(story_template: Template) -> AsyncIterator[Marina]:
    async with open_crm(await story_template.with_modules([HARBOUR]), clock=lambda: NOW) as crm:
        users = [await crm.workspace.actor_of_user(UUID(user)) for user in (RASA, IVO)]
        marina = Marina(crm, [crm.admin, *(user for user in users if user)])
        assert await marina.changed(CREATE_ENTITY, input=BOAT)
        yield marina
        assert marina.alone  # else the lives have told nothing of documents that are kept


def document(entity: str, selection: str, *, new: bool) -> str:
    """Return a mutation that creates a record or changes it, and answers with what is selected."""
    field = entity.lower()
    fragment = f"fragment selected on {entity} {{ id version {selection} }}"
    condition = ", $yes: Boolean = true" if "$yes" in selection else ""
    if new:
        head = f"mutation ($input: Create{entity}Input!{condition})"
        return (
            f"{head} {{ written: create{entity}(input: $input) {{ record: {field} {PAYLOAD} }} }} {fragment}"
        )
    head = f"mutation ($id: ID!, $input: Update{entity}Input!{condition})"
    call = f"update{entity}(id: $id, input: $input)"
    return f"{head} {{ written: {call} {{ record: {field} {PAYLOAD} }} }} {fragment}"


def reading(entity: str, selection: str) -> str:
    """Return a query that selects the same."""
    condition = ", $yes: Boolean = true" if "$yes" in selection else ""
    fragment = f"fragment selected on {entity} {{ id version {selection} }}"
    return f"query ($id: ID!{condition}) {{ record: {entity.lower()}(id: $id) {{ ...selected }} }} {fragment}"


class Life:
    """One life: changes of the catalog among writes of twins."""

    def __init__(self, marina: Marina, random: Random) -> None:
        self.marina = marina
        self.draw = random.choice
        self.twins: dict[str, tuple[str, str]] = {}
        self.quay = ""
        """The berth that boats lie at."""

    async def begin(self) -> None:
        await self.marina.clear()
        self.quay = await self.marina.made("Berth")
        for entity in NAMES:
            self.twins[entity] = (await self.marina.made(entity), await self.marina.made(entity))
            for key in KINDS:
                if self.draw((True,) * 7 + (False,)):
                    await self._create(entity, key)
        for key, value in (("grade", "red"), ("mood", ["Blue"]), ("pier", "1M8GDM9AXKP042788")):
            given = {"id": self.quay, "input": {key: value}}
            await self.marina.told(
                document("Berth", "title", new=False), given, self.marina.actors[0], met=True
            )

    async def change(self) -> None:
        """Change the catalog by one mutation."""
        entity = self.draw(sorted(NAMES))
        key = self.draw(sorted(KINDS))
        there = self.marina.fields
        if (entity, key) not in there:
            await self._create(entity, key)
            return
        match self.draw(("update", "update", "update", "rename", "delete", "retire", "restore")):
            case "update":
                await self._update(entity, key)
            case "rename":
                new = self.draw(sorted(KINDS))
                if await self.marina.changed(RENAME_FIELD, e=entity, k=key, n=new):
                    there[entity, new] = there.pop((entity, key))
            case "delete":
                if await self.marina.changed(DELETE_FIELD, e=entity, k=key):
                    del there[entity, key]
                    if self.draw((True, False)):
                        await self.marina.crm.run_jobs()
            case "retire":
                await self.marina.changed(RETIRE_FIELD, e=entity, k=key)
            case "restore":
                await self.marina.changed(RESTORE_FIELD, e=entity, k=key)

    async def _create(self, entity: str, key: str) -> None:
        kind = self.draw(KINDS[key])
        field: dict[str, Any] = {"entity": entity, "key": key, "kind": kind}
        if "CHOICE" in kind:
            field["options"] = [{"value": value} for value in OPTIONS]
        field |= self.draw(({},) * 6 + ({"required": True}, {"unique": kind in UNIQUE}))
        if await self.marina.changed(CREATE_FIELD, input=field):
            self.marina.fields[entity, key] = kind

    async def _update(self, entity: str, key: str) -> None:
        kind = self.marina.fields[entity, key]
        inputs: list[dict[str, Any]] = [
            {"required": self.draw((True, False))},
            {"unique": kind in UNIQUE and self.draw((True, False))},
            {"label": {"en": self.draw(TEXTS)}},
            {"default": self.draw((None, *VALUES[kind]))},
            {"immutable": self.draw((True, False))},
            {"maxLength": self.draw((None, 3))},
        ]
        if "CHOICE" in kind:
            active = [{"value": value, "active": self.draw((True, False))} for value in OPTIONS]
            inputs += [{"options": active}] * 3
        if self.draw((True, False, False)):  # a field of the module's or the entity's own
            name = self.draw((NAMES[entity], "side"))
            own: list[dict[str, Any]] = [{"required": True}, {"required": False}, {"label": {"en": "Šonas"}}]
            active = [{"value": value, "active": self.draw((True, False))} for value in ("port", "starboard")]
            own += [{"options": active}] * 2 if name == "side" else []
            await self.marina.changed(UPDATE_FIELD, e=entity, k=name, i=self.draw(own))
            return
        await self.marina.changed(UPDATE_FIELD, e=entity, k=key, i=self.draw(inputs))

    def given(self, entity: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Draw the inputs of twins: what both may not hold alike has its side in it."""
        offered = [NAMES[entity], *(key for of, key in self.marina.fields if of == entity)]
        offered += ["side"] if entity != "Contact" else []
        if self.draw((False,) * 7 + (True,)):
            offered += [*KINDS, "secret"]
        keys = [self.draw(offered) for _ in range(self.draw((0, 1, 2, 3)))]
        drawn = {}
        for key in dict.fromkeys(keys):
            kind = self.marina.fields.get((entity, key), "CHOICE" if key == "side" else "TEXT")
            drawn[key] = self.draw((None, *VALUES[kind]))
        if entity == "Boat" and self.draw((True, False)):
            drawn["berthId"] = self.quay
        return _sided(drawn, "A1"), _sided(drawn, "B2")

    async def write(self) -> None:
        """Write by one document, a few times."""
        entity = self.draw(sorted(NAMES))
        selection = self.draw((*SELECTIONS, *OF_THEIR_OWN[entity] * 2))
        actor = self.draw(self.marina.actors)
        new = self.draw((True, False, False))
        for _ in range(self.draw((1, 3, 5))):
            await self._write(entity, selection, actor, new=new)

    async def _write(self, entity: str, selection: str, actor: Actor, *, new: bool) -> None:
        """Write twice alike: by a document that was met, and by one that was not."""
        first, second = self.given(entity)
        text = document(entity, selection, new=new)
        one, other = ("", "") if new else self.twins[entity]
        which, other_one = ({}, {}) if new else ({"id": one}, {"id": other})
        met = await self.marina.told(text, {**which, "input": first}, actor, met=True)
        read = await self.marina.told(reading(entity, selection), {"id": _id(met, one)}, actor, met=True)
        unmet = await self.marina.told(text, {**other_one, "input": second}, actor, met=False)
        assert _plain(met, _id(met, one), "A1") == _plain(unmet, _id(unmet, other), "B2")
        if (written := (met.get("data") or {}).get("written")) and written["userErrors"] == []:
            assert written["record"] == read["data"]["record"]


def _sided(values: Mapping[str, Any], side: str) -> dict[str, Any]:
    """Return values of one side: texts and addresses end on it, which makes them other than the twin's."""
    return {
        key: f"{value} {side}"
        if value in TEXTS
        else value.replace("ona@", f"ona{side}@")
        if isinstance(value, str)
        else value
        for key, value in values.items()
    }


def _id(answer: Mapping[str, Any], known: str) -> str:
    record = ((answer.get("data") or {}).get("written") or {}).get("record") or {}
    return str(record.get("id", known))


def _plain(answer: Mapping[str, Any], id_: str, side: str) -> str:
    """Return an answer as text, without what is of one side only, and errors in whatever order."""
    written = (answer.get("data") or {}).get("written") or {}
    for key in ("userErrors", "warnings"):
        written.get(key, []).sort(key=str)
    text = orjson.dumps(answer).decode().replace(side, "…")
    return text.replace(id_, "the record") if id_ else text


@pytest.mark.parametrize("seed", LIVES)
async def test_a_document_that_was_met_answers_as_one_that_was_not(marina: Marina, seed: int) -> None:
    life = Life(marina, Random(seed))
    await life.begin()
    for _ in range(STEPS):
        await life.change()
        for _ in range(life.draw((1, 2))):
            await life.write()
