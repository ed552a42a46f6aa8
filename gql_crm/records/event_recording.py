"""Events that operations and people record: checked like a write, and written in the same transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from gql_crm import sql
from gql_crm.access import AccessProfile, Actor
from gql_crm.clock import uuid7
from gql_crm.database.pool import Connection
from gql_crm.errors import ClientError, UserError, UserErrors
from gql_crm.fields.kind import ValueContext
from gql_crm.fields.scalars import parse_id
from gql_crm.journal import RELATED, Event, event_parts
from gql_crm.plugins.catalog import Catalog
from gql_crm.plugins.event_catalog import CatalogEventKind
from gql_crm.plugins.event_kinds import ANY_RECORD
from gql_crm.records.checks import Sight
from gql_crm.records.proposal import Path, Proposal, needed, with_path
from gql_crm.records.ref import Ref
from gql_crm.records.statements import fetch, run
from gql_crm.text import did_you_mean, shown

EVENT_TYPE: Final = "Event"
"""What stands for the entity in a reference to an event."""
LOGGED: Final = "LOGGED"
COMMENTED: Final = "COMMENT"
"""The kind of a comment's event, which has the comment's id."""
MOST_NOTE_CHARACTERS: Final = 20_000
MOST_RELATED: Final = 50
EARLIEST: Final = 1800
"""The first year that an event may have occurred in: earlier ones are typing mistakes."""
Named: TypeAlias = Ref | UUID
"""A record, by a reference or by its id alone."""


class EventRecording:
    """The part of the unit of work that records events."""

    __slots__ = ()
    connection: Connection
    catalog: Catalog
    actor: Actor
    profile: AccessProfile
    now: datetime
    value_context: ValueContext

    async def record_event(
        self,
        kind: str,
        subject: Named,
        payload: Mapping[str, Any] | None = None,
        *,
        related: Iterable[Named] = (),
        note: str | None = None,
        occurred_at: datetime | None = None,
        id: UUID | None = None,
    ) -> Ref:
        """Record an event of a record that the actor can see, and return a reference to it.

        `payload` has the kind's fields by key, as their kinds take them. `occurred_at` may lie in the past;
        without it the event occurs now. Of two events with the same `id` the first is recorded, so that work
        that may be done twice tells of itself once. Raises `UserErrors`, whose paths are `subject`,
        `related`, `note`, `occurredAt` and keys of the payload, and `ClientError` for an unknown kind.
        """
        proposed = _Proposed(self, _kind(self, kind), _id(subject))
        proposed.take_payload(payload or {})
        proposed.take_related([_id(one) for one in related])
        proposed.take_note(note)
        proposed.take_time(occurred_at)
        return await proposed.write(id or uuid7())


async def log_event(records: EventRecording, given: Mapping[str, Any], occurred_at: datetime | None) -> Ref:
    """Record what a person says has happened: a `LogEventInput`. Raises `UserErrors`."""
    subject = with_path(parse_id, ("recordId",), given["recordId"])
    related = [
        with_path(parse_id, ("relatedIds", str(index)), one)
        for index, one in enumerate(given.get("relatedIds") or ())
    ]
    title, note = _text(given.get("title")), _text(given.get("note"))
    if title is None and note is None:
        text = "An event needs a title or a note that says what happened."
        raise UserErrors([UserError("REQUIRED", ("title",), text)])
    payload = {"title": title} if title is not None else {}
    try:
        return await records.record_event(
            LOGGED, subject, payload, related=related, note=note, occurred_at=occurred_at
        )
    except UserErrors as refused:
        raise UserErrors([_as_of_input(error) for error in refused.errors]) from None


def _as_of_input(error: UserError) -> UserError:
    first, *rest = error.field
    return replace(error, field=(_INPUT_NAMES.get(first, first), *rest))


_INPUT_NAMES: Final = {"subject": "recordId", "related": "relatedIds"}


def _text(given: str | None) -> str | None:
    return (given or "").strip() or None


def _id(named: Named) -> UUID:
    return named.id if isinstance(named, Ref) else named


def _kind(records: EventRecording, key: str) -> CatalogEventKind:
    kinds = records.catalog.event_kinds
    if key not in kinds:
        hint = did_you_mean(key, kinds) or " Its module may have been switched off."
        raise ClientError("BAD_USER_INPUT", f"There is no event kind {shown(key)}.{hint}")
    if key == COMMENTED:
        msg = f'An event "{COMMENTED}" is recorded with its comment alone; comment on the record instead.'
        raise ClientError("BAD_USER_INPUT", msg)
    return kinds[key]


@dataclass(slots=True)
class _Proposed:
    """An event that is being checked."""

    records: EventRecording
    kind: CatalogEventKind
    subject: UUID
    proposal: Proposal = field(init=False)
    named: dict[str, tuple[UUID, ...]] = field(default_factory=dict)
    asked: list[tuple[Path, UUID, str]] = field(default_factory=list)
    """The records that have to be there: where they are named, and of which entity, or of any."""
    note: str | None = None
    occurred_at: datetime | None = None

    def __post_init__(self) -> None:
        self.proposal = Proposal(self.records.value_context)
        self.asked.append((("subject",), self.subject, ANY_RECORD))

    def take_payload(self, payload: Mapping[str, Any]) -> None:
        """Let the kinds of the payload's fields judge it."""
        for key, value in payload.items():
            if key not in self.kind.fields:
                hint = did_you_mean(key, self.kind.fields)
                msg = f"An event {self.kind.key} has no field {shown(key)}.{hint}"
                raise ClientError("BAD_USER_INPUT", msg)
            declared = self.kind.fields[key]
            if value is not None and declared.kind.reference:
                self._take_records(key, declared.target or ANY_RECORD, value, many=declared.kind.many)
            elif value is not None:
                self.proposal.parse(key, declared, value, None)
        for key, declared in self.kind.fields.items():
            if needed(declared) and payload.get(key) is None:
                self.proposal.fault("REQUIRED", (key,), f'"{key}" needs a value.')

    def take_related(self, ids: list[UUID]) -> None:
        """Take the records that it has to do with besides its subject."""
        if len(ids) > MOST_RELATED:
            text = f"An event has to do with at most {MOST_RELATED} other records, not with {len(ids)}."
            self.proposal.fault("VALIDATION", ("related",), text)
            return
        self.asked.extend((("related", str(index)), id_, ANY_RECORD) for index, id_ in enumerate(ids))
        if ids:
            self.named[RELATED] = tuple(dict.fromkeys(ids))

    def take_note(self, note: str | None) -> None:
        """Take a text."""
        if note is not None and len(note) > MOST_NOTE_CHARACTERS:
            text = f"The note has {len(note)} characters; expected at most {MOST_NOTE_CHARACTERS}."
            self.proposal.fault("VALIDATION", ("note",), text)
        self.note = note

    def take_time(self, occurred_at: datetime | None) -> None:
        """Take the time at which it occurred: not in the future."""
        self.occurred_at = occurred_at
        if occurred_at is not None and not occurred_at.year >= EARLIEST:
            text = f"{occurred_at.isoformat()} lies before the year {EARLIEST}."
            self.proposal.fault("VALIDATION", ("occurredAt",), text)
        elif occurred_at is not None and occurred_at > self.records.now:
            text = f"{occurred_at.isoformat()} lies in the future; an event has happened."
            self.proposal.fault("VALIDATION", ("occurredAt",), text)

    async def write(self, id_: UUID) -> Ref:
        """Look for the records, and write the event."""
        await self._find_records()
        self.proposal.raise_faults()
        fields = self.kind.fields
        values = {key: fields[key].kind.dump(value) for key, value in self.proposal.values.items()}
        event = Event(
            id=id_,
            kind=self.kind.key,
            subject_id=self.subject,
            actor_id=self.records.actor.user_id,
            occurred_at=self.occurred_at or self.records.now,
            recorded_at=self.records.now,
            payload=values,
            note=self.note,
            records=self.named,
        )
        parts = tuple(event_parts([event], once=True))
        await run(self.records.connection, sql.With(parts[:-1], parts[-1][1]))
        return Ref(EVENT_TYPE, id_)

    def _take_records(self, key: str, target: str, value: Any, *, many: bool) -> None:
        given = list(value) if many else [value]
        ids = [_id(one) if isinstance(one, Ref | UUID) else with_path(parse_id, (key,), one) for one in given]
        paths = [(key, str(index)) if many else (key,) for index in range(len(ids))]
        self.asked.extend(zip(paths, ids, [target] * len(ids), strict=True))
        self.named[key] = tuple(dict.fromkeys(ids))

    async def _find_records(self) -> None:
        """Ask for all records at once: each has to be live, and one that the actor can see."""
        records = self.records
        sight = Sight(records.catalog, records.actor, records.profile)
        ids = sorted({id_ for _, id_, _ in self.asked})
        items = (sql.Item(sql.Column("r", "id"), "id"), sql.Item(sql.Column("r", "entity"), "entity"))
        among = sql.AnyOf(sql.Column("r", "id"), sql.parameters(ids, "uuid"))
        where = sql.all_of(among, sight.live("r", sorted(records.catalog.entities)))
        rows = await fetch(records.connection, sql.Select(items, sql.Table("record", "r"), where=where))
        stored = records.catalog.stored_entities
        there = {row["id"]: stored[row["entity"]].name for row in rows}
        for path, id_, target in self.asked:
            if there.get(id_) is None or target not in (ANY_RECORD, there[id_]):
                what = "record" if target == ANY_RECORD else target
                text = f'There is no {what} with the id "{id_}" that you can see.'
                self.proposal.fault("NOT_FOUND", path, text)
