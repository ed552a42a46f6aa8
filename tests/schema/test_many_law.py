"""Whatever many elements are written at once, each is told its faults, and what is promised is written.

A model in Python says what becomes of each element, from docs/many-records.md. `HYPOTHESIS_PROFILE=thorough`
lives a hundred lives.
"""

import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeAlias
from uuid import UUID

import pytest
import pytest_asyncio

from gql_crm.access import Actor
from gql_crm.testing import Crm, Template, open_crm

LIVES = range(100 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 8)
STEPS = 15
ABSENT = "018f0000-0009-7000-8000-000000000001"
KEYS = ("firstName", "email", "nextCall", "short", "externalUid", "organization")
FAULT = "userErrors { code field message elementIndex }"
FIELDS = (
    {"entity": "Contact", "key": "nextCall", "kind": "DATE"},
    {"entity": "Contact", "key": "short", "kind": "TEXT", "maxLength": 3},
)
CREATE_FIELDS = """
mutation ($inputs: [CreateFieldInput!]!) { createFields(inputs: $inputs) { userErrors { message } } }
"""
SHARE = "mutation ($i: ShareRecordInput!) { shareRecord(input: $i) { userErrors { code } } }"
CREATE = f"""
mutation ($inputs: [CreateContactInput!]!, $policy: ErrorPolicy) {{
  written: createContacts(inputs: $inputs, errorPolicy: $policy) {{ contacts {{ id externalUid }} {FAULT} }}
}}
"""
UPDATE = f"""
mutation ($target: ContactTarget!, $input: UpdateContactInput!, $policy: ErrorPolicy) {{
  written: updateContacts(target: $target, input: $input, errorPolicy: $policy) {{
    contacts {{ id externalUid }} {FAULT}
  }}
}}
"""
DELETE = f"""
mutation ($target: ContactTarget!, $policy: ErrorPolicy) {{
  written: deleteContacts(target: $target, errorPolicy: $policy) {{ deletedIds {FAULT} }}
}}
"""
RESTORE = f"""
mutation ($ids: [ID!]!, $policy: ErrorPolicy) {{
  written: restoreContacts(ids: $ids, errorPolicy: $policy) {{ contacts {{ id externalUid }} {FAULT} }}
}}
"""
EVERYTHING = """
{
  contacts(filter: {deleted: INCLUDE}, orderBy: [{createdAt: ASC}], first: 200) {
    nodes {
      id firstName email nextCall short externalUid organization { id } version deletedAt
      history(first: 100) { nodes { field oldValue newValue } }
      timeline(first: 100, kinds: [RECORD_CREATED, RECORD_UPDATED, RECORD_DELETED, RECORD_RESTORED]) {
        nodes { kind ... on RecordUpdatedEvent { changes { field oldValue newValue } } }
      }
    }
  }
}
"""
Fault: TypeAlias = tuple[str, tuple[str, ...]]
Told: TypeAlias = tuple[str | None, int | None, str, tuple[str, ...]]
"""The record that a message begins with, the element's place, the code and the field."""
Lines: TypeAlias = list[tuple[str, Any, Any]]


@dataclass(slots=True)
class Record:
    """A contact as it has to be, with all that was changed of it."""

    id: str
    owner: str | None
    team: str | None
    values: dict[str, Any]
    deleted: bool = False
    version: int = 1
    access: str | None = None
    """What it is shared with the member for."""
    changes: list[tuple[str, Lines]] = field(default_factory=list)
    """The events of the record, each with its changes."""


@dataclass(slots=True)
class Agency:
    """An administrator and a member of a team, with the organizations that contacts work for."""

    crm: Crm
    member: Actor
    team: str
    organizations: Sequence[str]


@pytest_asyncio.fixture
async def agency(crm_template: Template) -> AsyncIterator[Agency]:
    async with open_crm(crm_template, limit_cost=1_000_000) as crm:
        crm.workspace.on_statement = None
        assert (await crm.data(CREATE_FIELDS, inputs=FIELDS))["createFields"]["userErrors"] == []
        team = await crm.create("Team", {"name": "Vilnius"})
        member = await crm.user("Rasa", teams=[team])
        organizations = [
            str((await crm.create("Organization", {"name": name, "teamId": str(team.id)})).id)
            for name in ("Žvėryno namai", "Имоти Шипка")
        ]
        yield Agency(crm, member, str(team.id), organizations)


class Life:
    """A life of contacts that are written many at a time, beside the model of what they have to be."""

    def __init__(self, agency: Agency, random: Random) -> None:
        self.agency = agency
        self.random = random
        self.draw = random.choice
        self.records: dict[str, Record] = {}

    # What a member sees and may do.

    def sees(self, actor: Actor, record: Record) -> bool:
        mine = record.owner == str(self.agency.member.user_id) or record.team == self.agency.team
        return actor is self.agency.crm.admin or mine or record.access is not None

    def may_change(self, actor: Actor, record: Record) -> bool:
        mine = record.owner == str(self.agency.member.user_id) or record.team == self.agency.team
        return actor is self.agency.crm.admin or mine or record.access == "WRITE"

    def may_delete(self, actor: Actor, record: Record) -> bool:
        return actor is self.agency.crm.admin or record.owner == str(self.agency.member.user_id)

    # What clients send.

    def values(self) -> dict[str, Any]:
        """Draw values, of which some are faulty."""
        offered: Mapping[str, Sequence[Any]] = {
            "firstName": ("Jūratė", "Řehoř", "Петър", "علی", None),
            "email": ("ona@example.com", "petr@example.com", None, "nope"),
            "nextCall": ("2026-03-16", None, "2026-13-01"),
            "short": ("abc", "ž", None, "abcd"),
            "externalUid": (*(f"A-{number}" for number in range(6)), None),
            "organizationId": (*self.agency.organizations, None, ABSENT),
        }
        keys = self.random.sample(sorted(offered), k=self.draw((0, 1, 1, 2, 3)))
        return {
            key: self.draw(offered[key][:2]) if self.random.random() < 0.7 else self.draw(offered[key])
            for key in keys
        }

    def faults(self, values: Mapping[str, Any], own: str) -> list[Fault]:
        """Return what is wrong with the values of a record."""
        found: list[Fault] = [
            ("VALIDATION", (key,))
            for key, wrong in (("email", "nope"), ("nextCall", "2026-13-01"), ("short", "abcd"))
            if values.get(key) == wrong
        ]
        if values.get("organizationId") == ABSENT:
            found.append(("NOT_FOUND", ("organizationId",)))
        uid = values.get("externalUid")
        if uid is not None and self._taken(uid, own):
            found.append(("DUPLICATE", ("externalUid",)))
        return found

    def _taken(self, uid: str, own: str) -> bool:
        others = (one for one in self.records.values() if one.id != own and not one.deleted)
        return any(one.values["externalUid"] == uid for one in others)

    # What becomes of one element.

    def create(self, actor: Actor, values: Mapping[str, Any], id_: str) -> list[Fault]:
        faults = self.faults(values, id_)
        if id_ in self.records:
            faults.append(("DUPLICATE", ("id",)))
        if not faults:
            held = dict.fromkeys(KEYS) | _held(values)
            owner = values.get("ownerId", str(actor.user_id))
            record = Record(id_, owner, values.get("teamId"), held)
            record.changes.append(
                ("RECORD_CREATED", [(key, None, value) for key, value in held.items() if value is not None])
            )
            self.records[id_] = record
        return faults

    def update(self, record: Record, values: Mapping[str, Any]) -> list[Fault]:
        if faults := self.faults(values, record.id):
            return faults
        changes = [
            (key, record.values[key], value)
            for key, value in _held(values).items()
            if value != record.values[key]
        ]
        if changes:
            record.values |= _held(values)
            record.version += 1
            record.changes.append(("RECORD_UPDATED", changes))
        return []

    def delete(self, record: Record) -> list[Fault]:
        record.deleted = True
        record.version += 1
        record.changes.append(("RECORD_DELETED", [("deletedAt", False, True)]))
        return []

    def restore(self, record: Record) -> list[Fault]:
        uid = record.values["externalUid"]
        if uid is not None and self._taken(uid, record.id):
            return [("DUPLICATE", ("externalUid",))]
        record.deleted = False
        record.version += 1
        record.changes.append(("RECORD_RESTORED", [("deletedAt", True, False)]))
        return []

    # What is done with many.

    async def create_many(self) -> None:
        actor, policy = self._who()
        inputs = []
        for _ in range(self.random.randint(1, 5)):
            given = {**self.values(), "id": self._new_id()}
            if self.random.random() < 0.2:
                given |= {
                    "ownerId": str(self.agency.crm.admin.user_id),
                    "teamId": self.draw((self.agency.team, None)),
                }
            if self.random.random() < 0.1 and self.records:
                given["id"] = self.draw(sorted(self.records))
            inputs.append(given)
        if self.random.random() < 0.2:
            inputs.append({**self.values(), "id": inputs[0]["id"]})
        before, told, written = deepcopy(self.records), list[Told](), list[str]()
        for place, given in enumerate(inputs):
            faults = self.create(actor, given, given["id"])
            told += [(None, place, *fault) for fault in faults]
            written += [] if faults else [given["id"]]
        answer = await self._ask(CREATE, actor, inputs=inputs, policy=policy)
        self._judge(actor, policy, before, told, written, answer)

    async def change_many(self) -> None:
        actor, policy = self._who()
        values, (target, meant) = self.values(), self._target(actor)
        before = deepcopy(self.records)
        told, written = self._each(actor, meant, self.may_change, lambda one: self.update(one, values))
        answer = await self._ask(UPDATE, actor, target=target, input=values, policy=policy)
        self._judge(actor, policy, before, told, written, answer)

    async def delete_many(self) -> None:
        actor, policy = self._who()
        target, meant = self._target(actor)
        before = deepcopy(self.records)
        told, written = self._each(actor, meant, self.may_delete, self.delete)
        answer = await self._ask(DELETE, actor, target=target, policy=policy)
        self._judge(actor, policy, before, told, written, answer)

    async def restore_many(self) -> None:
        actor, policy = self._who()
        ids = self._ids()
        before = deepcopy(self.records)
        meant = [(place, ("ids",), one) for place, one in _firsts(ids)]
        told, written = self._each(actor, meant, self.may_delete, self.restore, deleted=True)
        answer = await self._ask(RESTORE, actor, ids=ids, policy=policy)
        self._judge(actor, policy, before, told, written, answer)

    async def share(self) -> None:
        """Share a record with the member."""
        record, access = self.draw(sorted(self.records)), self.draw(("READ", "WRITE"))
        if not self.records[record].deleted:
            given = {"recordId": record, "userId": str(self.agency.member.user_id), "access": access}
            data = await self.agency.crm.data(SHARE, i=given)
            assert data["shareRecord"]["userErrors"] == []
            self.records[record].access = access

    def _who(self) -> tuple[Actor, str | None]:
        actor = self.draw((self.agency.crm.admin, self.agency.member))
        return actor, self.draw((None, "ALL_OR_NOTHING", "BEST_EFFORT", "BEST_EFFORT"))

    def _ids(self) -> list[str]:
        known = sorted(self.records)
        ids = self.random.sample(known, k=min(len(known), self.random.randint(1, 5)))
        for odd in (ABSENT, ids[0]):
            if self.random.random() < 0.2:
                ids.insert(self.random.randint(0, len(ids)), odd)
        return ids

    def _target(self, actor: Actor) -> tuple[dict[str, Any], list[tuple[int | None, tuple[str, ...], str]]]:
        """Draw a target; return it with the ids that are meant, each with its place."""
        kind = self.draw(("ids", "ids", "filter", "filter", "all"))
        if kind == "ids":
            ids = self._ids()
            return {"ids": ids}, [(place, ("target", "ids"), one) for place, one in _firsts(ids)]
        name = self.draw(("Jūratė", "Řehoř", "Петър", "علی"))
        fits: Callable[[Record], bool] = lambda one: kind == "all" or one.values["firstName"] == name  # noqa: E731
        seen = (one for one in self.records.values() if self.sees(actor, one) and not one.deleted)
        meant = sorted(one.id for one in seen if fits(one))
        target = {"all": True} if kind == "all" else {"filter": {"firstName": {"eq": name}}}
        return target, [(None, (), id_) for id_ in meant]

    def _each(
        self,
        actor: Actor,
        meant: Sequence[tuple[int | None, tuple[str, ...], str]],
        may: Callable[[Actor, Record], bool],
        change: Callable[[Record], list[Fault]],
        *,
        deleted: bool = False,
    ) -> tuple[list[Told], list[str]]:
        """Do with each record what is meant; return what is told of them, and those that were written."""
        told, written = list[Told](), list[str]()
        for place, path, id_ in meant:
            record = self.records.get(id_)
            here = (*path, str(place))
            named = id_ if place is None else None
            if record is None or not self.sees(actor, record):
                told.append((named, place, "NOT_FOUND", here))
            elif not may(actor, record):
                told.append((named, place, "FORBIDDEN", ()))
            elif record.deleted is not deleted:
                told.append((named, place, "INVALID_STATE", here))
            elif faults := change(record):
                told += [(named, place, *fault) for fault in faults]
            else:
                written.append(id_)
        return told, written

    def _judge(
        self,
        actor: Actor,
        policy: str | None,
        before: dict[str, Record],
        told: list[Told],
        written: list[str],
        answer: Mapping[str, Any],
    ) -> None:
        """Compare an answer with what has to be told; where one fault spoils all, nothing was written."""
        if told and policy != "BEST_EFFORT":
            self.records, written = before, []
        assert sorted(map(str, _told(answer))) == sorted(map(str, told)), (policy, answer)
        if "deletedIds" in answer:
            assert answer["deletedIds"] == written
            return
        shown = [id_ for id_ in written if self.sees(actor, self.records[id_])]
        assert answer["contacts"] == [
            {"id": id_, "externalUid": self.records[id_].values["externalUid"]} for id_ in shown
        ]

    async def _ask(self, document: str, actor: Actor, **given: Any) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = (await self.agency.crm.data(document, actor=actor, **given))["written"]
        return answer

    def _new_id(self) -> str:
        """Make an id of a client's; later ones are not always greater."""
        rest = self.random.getrandbits(62)
        return str(UUID(int=0x018F0000_0000_7000_8000_000000000000 | rest))

    async def check(self) -> None:
        """Compare all that lies there with what has to."""
        nodes = (await self.agency.crm.data(EVERYTHING))["contacts"]["nodes"]
        assert {one["id"] for one in nodes} == set(self.records)
        for node in nodes:
            record = self.records[node["id"]]
            held = {
                **{key: node[key] for key in KEYS},
                "organization": (node["organization"] or {}).get("id"),
            }
            assert held == record.values
            assert (node["deletedAt"] is not None) is record.deleted
            assert node["version"] == record.version
            lines = [_line(one) for one in node["history"]["nodes"] if one["field"] in {*KEYS, "deletedAt"}]
            assert sorted(map(str, lines)) == sorted(str(one) for _, all_ in record.changes for one in all_)
            events = [(one["kind"], one.get("changes")) for one in node["timeline"]["nodes"]]
            assert [kind for kind, _ in events] == [kind for kind, _ in record.changes]
            for (_, changes), (kind, expected) in zip(events, record.changes, strict=True):
                if kind == "RECORD_UPDATED":
                    assert sorted(str(_line(one)) for one in changes) == sorted(map(str, expected))


def _held(values: Mapping[str, Any]) -> dict[str, Any]:
    named = {("organization" if key == "organizationId" else key): value for key, value in values.items()}
    return {key: value for key, value in named.items() if key in KEYS}


def _firsts(ids: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Return ids with their first places."""
    yield from ((place, one) for place, one in enumerate(ids) if one not in ids[:place])


def _told(answer: Mapping[str, Any]) -> Iterator[Told]:
    for one in answer["userErrors"]:
        named = one["message"].split('"')[1] if one["message"].startswith('Contact "') else None
        record = named if one["elementIndex"] is None else None
        yield record, one["elementIndex"], one["code"], tuple(one["field"])


def _line(one: Mapping[str, Any]) -> tuple[str, Any, Any]:
    old, new = one["oldValue"], one["newValue"]
    if one["field"] == "deletedAt":
        return "deletedAt", old is not None, new is not None
    return one["field"], old, new


@pytest.mark.parametrize("seed", LIVES)
async def test_each_of_many_is_told_its_faults_and_written_as_the_policy_promises(
    agency: Agency, seed: int
) -> None:
    life = Life(agency, Random(seed))
    steps = (
        life.create_many,
        life.change_many,
        life.change_many,
        life.delete_many,
        life.restore_many,
        life.share,
    )
    await life.create_many()
    for _ in range(STEPS):
        await (life.draw(steps) if life.records else life.create_many)()
        await life.check()
