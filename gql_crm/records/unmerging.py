"""Taking a merge back: everything becomes what it was, as far as nothing has changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gql_crm import sql
from gql_crm.errors import UserError, UserErrors, Warning_
from gql_crm.journal import Action
from gql_crm.plugins.catalog import CatalogChild, CatalogEntity, CatalogField, ToMany
from gql_crm.records import merge_rows
from gql_crm.records.children import load_children
from gql_crm.records.claiming import claim
from gql_crm.records.difference import ChildrenChange, Difference, LinkChange, dumped_child
from gql_crm.records.favorites import take_favorites_back
from gql_crm.records.loading import StoredRecord, load, load_links
from gql_crm.records.merge_found import take_told_back
from gql_crm.records.merge_links import move_links_back
from gql_crm.records.merge_references import everything, locked, rewrite
from gql_crm.records.merge_shares import part_shares
from gql_crm.records.merging import point
from gql_crm.records.proposal import ChildRow
from gql_crm.records.recording import recorded
from gql_crm.records.ref import Ref
from gql_crm.records.statements import fetch, run
from gql_crm.records.unique import claims_of, lost_meanwhile
from gql_crm.records.unit import Records
from gql_crm.records.writing import update_statement
from gql_crm.text import listed

_ARGUMENT = ("id",)


@dataclass(frozen=True, slots=True)
class Unmerged:
    """What taking a merge back came to."""

    target: Ref
    restored: tuple[Ref, ...]


async def undo_merge(records: Records, id_: UUID) -> Unmerged:
    """Take a merge back; `id_` is the merge's, or that of a record that was merged away.

    Fields that were changed since then stay as they are, and a warning names them. References that were made
    since then stay with the target.
    """
    merge = await merge_rows.find_merge(records, id_)
    entities = records.catalog.stored_entities
    if merge is None or merge.entity not in entities:
        raise _refused("NOT_FOUND", f'There is no merge with the id "{id_}" that you can see.')
    entity, _ = records.known(entities[merge.entity].name)
    stored = await _locked(records, entity, [merge.target, *merge.sources], id_)
    if merge.undone:
        raise _refused("INVALID_STATE", "The merge was undone before.")
    await _check_target(records, stored[merge.target])
    await _put_back_target(records, entity, stored[merge.target], merge.moved["target"])
    for source in merge.sources:
        await _restore(records, entity, stored[source])
    await merge_rows.move_back(records, merge.moved["rows"], merge.target)
    for one in reversed(merge.moved.get("links", ())):
        await move_links_back(records, one["links"], UUID(one["source"]), merge.target)
    await take_favorites_back(records, merge.moved.get("favorites", ()), merge.target)
    await part_shares(records, merge.moved.get("shares", ()), Ref(entity.name, merge.target))
    await take_told_back(records, merge.moved.get("told", ()))
    for one in merge.moved["referrers"]:
        if one["entity"] in entities:
            await _put_back_referrer(records, entities[one["entity"]], one)
    await merge_rows.mark_undone(records, merge.id)
    return Unmerged(Ref(entity.name, merge.target), tuple(Ref(entity.name, one) for one in merge.sources))


async def _locked(
    records: Records, entity: CatalogEntity, ids: Sequence[UUID], asked: UUID
) -> dict[UUID, StoredRecord]:
    """Lock the records in the order of their ids; the actor must be able to change all of them."""
    reach = records.profile.access(entity.name).to_update.unshared()
    keys = [one.key for one in entity.value_fields.values() if not one.derived]
    stored: dict[UUID, StoredRecord] = {}
    for id_ in sorted(ids):
        one = await load(records.connection, records.sight, entity, id_, reach, keys)
        if one is None:
            raise _refused("NOT_FOUND", f'There is no merge with the id "{asked}" that you can see.')
        if not one.permitted:
            raise _refused("FORBIDDEN", "You may see the records of the merge, but not change all of them.")
        stored[id_] = one
    return stored


async def _check_target(records: Records, target: StoredRecord) -> None:
    """Refuse to undo where the target itself is gone: what took it away has to be undone first."""
    own = sql.equal(sql.Column("r", "id"), sql.Parameter(target.id, "uuid"))
    item = sql.Item(sql.Column("r", "merged_into"), "into")
    rows = await fetch(records.connection, sql.Select((item,), sql.Table("record", "r"), where=own))
    if rows[0]["into"] is not None:
        raise _refused("INVALID_STATE", "The target was merged into another record; undo that merge first.")
    if target.deleted:
        raise _refused("INVALID_STATE", "The target is deleted; restore it first.")


async def _put_back_target(
    records: Records, entity: CatalogEntity, stored: StoredRecord, kept: Mapping[str, Any] | None
) -> None:
    if kept is None:
        return
    back = _Back(records, entity, stored)
    difference = await back.difference(kept["diff"])
    await rewrite(records, entity, stored, difference, lost_meanwhile)


async def _restore(records: Records, entity: CatalogEntity, stored: StoredRecord) -> None:
    """Bring a source back; its unique values must still be free."""
    claims = claims_of(entity, stored.values)
    if taken := await claim(records.connection, records.sight, stored.id, claims):
        raise UserErrors([lost_meanwhile(error) for error in taken])
    difference = Difference({"deletedAt": (stored.values["deletedAt"], None)}, ())
    ref = Ref(entity.name, stored.id)
    write = recorded(records, ref, stored.version + 1, Action.RESTORED, difference)
    await run(records.connection, update_statement(write))
    await point(records, [stored.id], None)


async def _put_back_referrer(records: Records, entity: CatalogEntity, kept: Mapping[str, Any]) -> None:
    members = [entity.historic[key] for key in kept["diff"] if key in entity.historic]
    keys = [one.key for one in members if isinstance(one, CatalogField)]
    children = [one.key for one in members if isinstance(one, CatalogChild)]
    stored, _ = await locked(records, entity, UUID(kept["id"]), keys, children)
    if stored is not None:
        difference = await _Back(records, entity, stored).difference(kept["diff"])
        await rewrite(records, entity, stored, difference, _taken_beside)


@dataclass(frozen=True, slots=True)
class _Back:
    """What has to change of a record so that a change of it is taken back; what is newer stays."""

    records: Records
    entity: CatalogEntity
    stored: StoredRecord

    async def difference(self, diff: Mapping[str, Any]) -> Difference:
        """Return the difference; newer values are told in a warning, as far as the actor can see them."""
        values: dict[str, tuple[Any, Any]] = {}
        links: list[LinkChange] = []
        children: list[ChildrenChange] = []
        kept: list[str] = []
        for field_id, (old, new) in diff.items():
            member = self.entity.historic.get(field_id)
            if isinstance(member, CatalogField):
                self._value(member, old, new, values, kept)
            elif isinstance(member, ToMany):
                links.extend(await self._links(member, old, new))
            elif isinstance(member, CatalogChild):
                children.extend(await self._children(member, old, new, kept))
        await self._tell(kept)
        return Difference(values, tuple(links), tuple(children))

    def _value(
        self,
        member: CatalogField,
        old: Any,
        new: Any,
        values: dict[str, tuple[Any, Any]],
        kept: list[str],
    ) -> None:
        now = self.stored.values.get(member.key)
        if (None if now is None else member.kind.dump(now)) != new:
            kept.append(member.key)
        else:
            values[member.key] = (now, None if old is None else member.kind.load(old))

    async def _links(self, member: ToMany, removed: Sequence[str], added: Sequence[str]) -> list[LinkChange]:
        """Cut the links that the merge made and tie those that it cut, where nobody was faster."""
        sight = everything(self.records)
        stored = await load_links(
            self.records.connection, sight, self.stored.id, {member.field_id: member.target}
        )
        there = {link.target for link in stored.get(member.field_id, ())}
        cut = tuple(id_ for one in added if (id_ := UUID(one)) in there)
        tied = tuple(id_ for one in removed if (id_ := UUID(one)) not in there)
        lost = len(cut) < len(added)
        if lost and not cut:
            tied = ()  # the list leads elsewhere since then
        return [LinkChange(member.field_id, cut, tied)] if cut or tied else []

    async def _children(
        self, member: CatalogChild, old: Sequence[Any], new: Sequence[Any], kept: list[str]
    ) -> list[ChildrenChange]:
        """Take away what the merge has added and bring back what it has removed or changed."""
        owned = await load_children(self.records.connection, [member], self.stored.id)
        now = owned[member.key]
        before = {one["id"]: one for one in old}
        after = {one["id"]: one for one in new}
        rows: list[ChildRow] = []
        for row in now:
            id_, untouched = str(row.id), dumped_child(member, row) == after.get(str(row.id))
            if untouched and id_ in before:
                rows.append(_row(member, before[id_]))
            elif not untouched:
                rows.append(row)
                if id_ in after:
                    kept.append(member.key)
        there = {str(row.id) for row in now}
        rows.extend(_row(member, one) for id_, one in before.items() if id_ not in after and id_ not in there)
        place = {id_: at for at, id_ in enumerate(before)}
        rows.sort(key=lambda row: place.get(str(row.id), len(place)))
        return [ChildrenChange(member, now, tuple(rows))] if tuple(rows) != now else []

    async def _tell(self, kept: Sequence[str]) -> None:
        hidden = self.records.profile.access(self.entity.name).hidden
        named = [key for key in dict.fromkeys(kept) if key not in hidden]
        if not named:
            return
        seen = await load(
            self.records.connection,
            self.records.sight,
            self.entity,
            self.stored.id,
            self.records.profile.access(self.entity.name).to_read,
            (),
        )
        if seen is not None:
            text = f"{listed(named)} of a record of {self.entity.name} changed after the merge and stayed so."
            self.records.warnings.append(Warning_("CHANGED_SINCE", text, (), (str(self.stored.id),)))


def _row(member: CatalogChild, dumped: Mapping[str, Any]) -> ChildRow:
    values = {
        key: None if dumped.get(key) is None else declared.kind.load(dumped[key])
        for key, declared in member.fields.items()
    }
    return ChildRow(UUID(dumped["id"]), values)


def _taken_beside(_error: UserError) -> UserError:
    """A record that goes back to a source may be hidden from who undoes the merge."""
    text = "A record that referred to a source would hold a unique value there that another one has taken."
    return UserError("DUPLICATE", _ARGUMENT, f"{text} Change that one first.")


def _refused(code: str, text: str) -> UserErrors:
    return UserErrors([UserError(code, _ARGUMENT, text)])
