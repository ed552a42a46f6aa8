"""What only the database knows of a proposal: whether records can be seen, whether values are free."""

from collections.abc import Collection, Sequence
from uuid import UUID

from gql_crm import sql
from gql_crm.access import AccessProfile, Actor, row_predicate
from gql_crm.database.pool import Connection
from gql_crm.errors import UserError
from gql_crm.plugins.catalog import Catalog
from gql_crm.records.proposal import Reference
from gql_crm.records.statements import fetch
from gql_crm.records.unique import Claim, duplicate, select_taken
from gql_crm.transient import transient

_TAKEN = "taken"


@transient
class Sight:
    """What an actor can see."""

    catalog: Catalog
    actor: Actor
    profile: AccessProfile

    def live(self, alias: str, entities: Sequence[str]) -> sql.Node:
        """Return the condition that a spine row is a live record of these entities that the actor can see."""
        return sql.all_of(
            sql.IsNull(sql.Column(alias, "deleted_at")),
            sql.any_of(*(self._seen(alias, name) for name in entities if name in self.catalog.entities)),
        )

    def any(self, alias: str) -> sql.Node:
        """Return the condition that a spine row is a record that the actor can see, deleted or not."""
        return sql.any_of(*(self._seen(alias, name) for name in self.catalog.entities))

    def stored_as(self, entity: str) -> str:
        """Return what spine rows call an entity."""
        return self.catalog.entity(entity).stored_as

    def _seen(self, alias: str, entity: str) -> sql.Node:
        return sql.all_of(
            sql.equal(sql.Column(alias, "entity"), sql.Parameter(self.stored_as(entity), "text")),
            row_predicate(self.profile.access(entity).to_read, alias, self.actor.viewer),
        )


async def check(
    connection: Connection,
    sight: Sight,
    references: Sequence[Reference],
    claims: Sequence[Claim],
    record_id: UUID,
) -> list[UserError]:
    """Ask for all references and values of a call at once, in one statement."""
    parts = [
        (what, _targets(sight, group, locked=locked))
        for what, locked in (("target", False), ("held", True))
        if (group := [reference for reference in references if reference.locked is locked])
    ]
    if claims:
        parts.append((_TAKEN, select_taken(claims, record_id)))
    if not parts:
        return []
    rows = await fetch(
        connection, sql.With(tuple(parts), sql.UnionAll(tuple(_all_of(what) for what, _ in parts)))
    )
    taken = {row["name"] for row in rows if row["what"] == _TAKEN}
    seen = {row["name"] for row in rows if row["what"] != _TAKEN}
    missing = [_absent(reference) for reference in references if _name(sight, reference) not in seen]
    refused = [claim for claim in claims if claim.field.field_id in taken]
    return [*missing, *await taken_by_others(connection, sight, refused)]


async def taken_by_others(connection: Connection, sight: Sight, claims: Sequence[Claim]) -> list[UserError]:
    """Return the faults of values that other records hold, with their scopes as the actor sees them."""
    scopes = {
        (field.target, value)
        for claim in claims
        for field, value in claim.within
        if field.target is not None and value is not None
    }
    labels = await _labels(connection, sight, scopes) if scopes else {}
    return [duplicate(claim, sight.profile.access(claim.entity).hidden, labels) for claim in claims]


async def _labels(
    connection: Connection, sight: Sight, records: Collection[tuple[str, UUID]]
) -> dict[UUID, str]:
    here = [
        sql.all_of(sql.equal(sql.Column("r", "id"), sql.Parameter(id_, "uuid")), sight.live("r", (entity,)))
        for entity, id_ in records
    ]
    called = sql.equal(sql.Column("t", "record_id"), sql.Column("r", "id"))
    select = sql.Select(
        (sql.Item(sql.Column("r", "id"), "id"), sql.Item(sql.Column("t", "label"), "label")),
        sql.Table("record", "r"),
        (sql.Join("JOIN", sql.Table("record_text", "t"), called),),
        sql.any_of(*here),
    )
    return {row["id"]: row["label"] for row in await fetch(connection, select)}


def _all_of(part: str) -> sql.Select:
    return sql.Select(
        (sql.Item(sql.Constant(part), "what"), sql.Item(sql.Column(part, "name"), "name")),
        sql.Table(part, part),
    )


def _targets(sight: Sight, references: Sequence[Reference], *, locked: bool) -> sql.Select:
    """Select those that are there; `locked` makes us and whoever deletes one wait for each other."""
    by_entity: dict[str, set[UUID]] = {}
    for reference in references:
        by_entity.setdefault(reference.entity, set()).add(reference.id)
    conditions = [
        sql.all_of(
            sight.live("r", (entity,)), sql.AnyOf(sql.Column("r", "id"), sql.parameters(sorted(ids), "uuid"))
        )
        for entity, ids in by_entity.items()
    ]
    name = sql.concat(sql.Column("r", "entity"), sql.Constant(" "), sql.Cast(sql.Column("r", "id"), "text"))
    return sql.Select(
        (sql.Item(name, "name"),),
        sql.Table("record", "r"),
        where=sql.any_of(*conditions),
        lock="FOR SHARE" if locked else "",
    )


def _name(sight: Sight, reference: Reference) -> str:
    known = reference.entity in sight.catalog.entities
    return f"{sight.stored_as(reference.entity) if known else ''} {reference.id}"


def _absent(reference: Reference) -> UserError:
    text = f'There is no {reference.entity} with the id "{reference.id}" that you can see.'
    return UserError("NOT_FOUND", reference.path, text)
