"""Records of a random module: their values, how they are linked, shared and marked, and what is deleted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from gql_crm.access import Actor
from gql_crm.testing import Crm
from tests.reads.derived_fields import FORMULAS, Formula, Rollup, inputs, some_formulas, some_rollups
from tests.reads.random_module import RELATION_TYPES, Shape, random_values
from tests.reads.random_queries import Queries
from tests.reads.reference import View

GADGETS, VENDORS, DEVICES = 24, 8, 12
LINKS, SHARES, MARKS, VIEWS = 40, 40, 40, 3
MADE = ("Vendor", "Gadget", "Device")
"""Entities whose records are random."""
CREATE_FIELDS = """
mutation ($inputs: [CreateFieldInput!]!) { createFields(inputs: $inputs) { userErrors { field message } } }
"""
LINK = """
mutation ($input: LinkRecordsInput!) { linkRecords(input: $input) { userErrors { message } } }
"""
SHARE = """
mutation ($input: ShareRecordInput!) { shareRecord(input: $input) { userErrors { message } } }
"""
MARK = """
mutation ($id: ID!) { favoriteRecord(recordId: $id) { userErrors { message } } }
"""
SAVE_VIEW = """
mutation ($input: CreateSavedViewInput!) {
  createSavedView(input: $input) { savedView { id } userErrors { field message } }
}
"""
PARTS = """
{ gadgets(first: 200, filter: { deleted: INCLUDE }) { nodes { parts { id } } } }
"""


@dataclass(slots=True)
class Filling:
    """Fills a database; `ids` are those of its records, by entity."""

    crm: Crm
    random: Random
    shapes: Mapping[str, Shape]
    actors: Sequence[Actor]
    teams: Sequence[str]
    ids: dict[str, list[str]] = field(default_factory=lambda: {"Vendor": [], "Gadget": [], "Device": []})
    views: dict[str, list[View]] = field(default_factory=dict)
    """Saved views by entity."""

    async def fill(self, *, full: bool) -> None:
        self.ids |= {"User": [str(actor.user_id) for actor in self.actors], "Team": list(self.teams)}
        for entity, count in (("Vendor", VENDORS), ("Gadget", GADGETS), ("Device", DEVICES)):
            async with self.crm.records(self.crm.admin) as records:
                for _ in range(count):
                    made = await records.create(entity, self._values(entity))
                    self.ids[entity].append(str(made.id))
            await self._others(entity)
        await self._relate()
        async with self.crm.records(self.crm.admin) as records:
            for entity in MADE:
                for id_ in self.random.sample(self.ids[entity], k=len(self.ids[entity]) // 5):
                    await records.delete(entity, UUID(id_))
        gadgets = (await self.crm.data(PARTS))["gadgets"]["nodes"]
        self.ids["GadgetPart"] = [part["id"] for gadget in gadgets for part in gadget["parts"]]
        await self._derive(full=full)
        await self._save_views()

    async def _others(self, entity: str) -> None:
        """Let others than the administrator make and change records."""
        for actor in self.actors:
            async with self.crm.records(actor) as records:
                made = await records.create(entity, random_values(self.random, self.shapes[entity]))
                self.ids[entity].append(str(made.id))
                if self.random.random() < 0.5:
                    await records.update(entity, made.id, random_values(self.random, self.shapes[entity]))

    def _values(self, entity: str) -> dict[str, Any]:
        random = self.random
        values = random_values(random, self.shapes[entity])
        values["ownerId"] = random.choice([None, *self.ids["User"]])
        values["teamId"] = random.choice([None, None, *self.ids["Team"]])
        return values | self._people(entity) | self._references(entity)

    def _people(self, entity: str) -> dict[str, Any]:
        """Draw values of fields of the kind USER."""
        keys = [key for key in self.shapes[entity].ones if key.endswith(("Own", "Free"))]
        return {f"{key}Id": self.random.choice([None, *self.ids["User"]]) for key in keys}

    def _references(self, entity: str) -> dict[str, Any]:
        random, vendors, gadgets = self.random, self.ids["Vendor"], self.ids["Gadget"]
        one = [None, *vendors]
        if entity == "Vendor":
            return {"chiefId": random.choice(one)}
        if entity == "Device":
            return {
                "gadgetId": random.choice([None, *gadgets]),
                "keeperId": random.choice(one),
                "sparesIds": random.sample(gadgets, k=random.choice((0, 1, 3))),
            }
        several = {
            name: random.sample(vendors, k=random.choice((0, 1, 3)))
            for name in ("makerIds", "alliesIds", "circleIds")
        }
        parts = [
            {
                **random_values(random, self.shapes["GadgetPart"]),
                **self._people("GadgetPart"),
                "sourceId": random.choice(one),
            }
            for _ in range(random.choice((0, 0, 1, 2, 3)))
        ]
        return {"vendorId": random.choice(one), "partnerId": random.choice(one), **several, "parts": parts}

    async def _relate(self) -> None:
        """Link, share and mark records."""
        everything = [(entity, id_) for entity in MADE for id_ in self.ids[entity]]
        for _ in range(LINKS):
            relation = self.random.choice(RELATION_TYPES)
            ends = self.random.sample(everything, k=2)
            wanted = (relation.from_entity, relation.to_entity)
            if all(of in {None, end[0]} for of, end in zip(wanted, ends, strict=True)):
                note = self.random.choice((None, "pirmas", "ąžuolas"))
                given = {"fromId": ends[0][1], "toId": ends[1][1], "relation": relation.key, "note": note}
                await self._carry_out(LINK, input=given)
        for _ in range(SHARES):
            with_whom = self.random.choice(("userId", "teamId"))
            id_ = self.random.choice(self.ids["User" if with_whom == "userId" else "Team"])
            access = self.random.choice(("READ", "WRITE"))
            given = {"recordId": self.random.choice(everything)[1], with_whom: id_, "access": access}
            await self._carry_out(SHARE, input=given)
        for _ in range(MARKS):
            actor = self.random.choice((self.crm.admin, *self.actors))
            await self.crm.data(MARK, actor=actor, id=self.random.choice(everything)[1])  # if it is seen

    async def _derive(self, *, full: bool) -> None:
        """Make formulas and roll-ups, then others that read these."""
        formulas = partial(some_formulas, self.random, self.shapes)
        queries = Queries(self.random, self.shapes, self.ids)
        rollups = partial(some_rollups, self.random, self.shapes, queries.nested_filter)
        many = {"Gadget": len(FORMULAS)} if full else {}
        await self._make(lambda shape: formulas(many.get(shape.name, 5), shape, texts=True))
        await self._make(lambda shape: rollups(6 if full else 3, shape))
        await self._make(lambda shape: formulas(1, shape, texts=False))
        await self._make(lambda shape: rollups(1, shape))

    async def _make(self, draw: Callable[[Shape], Sequence[Formula | Rollup]]) -> None:
        """Make fields of all entities by one mutation; none of them can read another."""
        drawn = [(self.shapes[entity], draw(self.shapes[entity])) for entity in MADE]
        made = [one for shape, fields in drawn for one in inputs(shape, fields)]
        await self._carry_out(CREATE_FIELDS, inputs=made)

    async def _save_views(self) -> None:
        queries = Queries(self.random, self.shapes, self.ids)
        for entity in MADE:
            self.views[entity] = []
            for _ in range(VIEWS):
                filter_, order = queries.filter(entity, 2), queries.order(entity)
                given = {
                    "entity": entity,
                    "name": "View",
                    "scope": "PUBLIC",
                    "filter": filter_,
                    "orderBy": order,
                }
                saved = await self._carry_out(SAVE_VIEW, input=given)
                self.views[entity].append(View(saved["savedView"]["id"], filter_, order))

    async def _carry_out(self, mutation: str, **given: Any) -> dict[str, Any]:
        payload: dict[str, Any]
        (payload,) = (await self.crm.data(mutation, **given)).values()
        assert payload["userErrors"] == [], (payload, given)
        return payload
