"""Tags of a record: what a call wants them to become, and the rows that say so.

What makes two texts one tag is folded by the database alone, which compares by it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.fields.kind import ValueProblem
from gql_crm.fields.kinds.tags import MOST_TAGS, parse_tag
from gql_crm.fields.storage import RECORD_TAG, TagStorage
from gql_crm.plugins.system import TAGS
from gql_crm.records.inputs import ADD_TAGS, REMOVE_TAGS
from gql_crm.records.proposal import Path, Proposal, TagWish
from gql_crm.records.statements import fetch
from gql_crm.text import shown


def take_tags(proposal: Proposal, name: str, raw: Any) -> None:
    """Judge an input of tags."""
    if not isinstance(raw or [], list | tuple):
        proposal.fault("VALIDATION", (name,), f"{shown(raw)} is no list of tags.")
        return
    given: list[tuple[str, Path]] = []
    for index, value in enumerate(raw or ()):
        try:
            given.append((parse_tag(value), (name, str(index))))
        except ValueProblem as problem:
            proposal.fault("VALIDATION", (name, str(index)), str(problem))
    wish = proposal.tags = proposal.tags or TagWish(name)
    if name == ADD_TAGS:
        wish.add = given
    elif name == REMOVE_TAGS:
        wish.remove = given
    else:
        wish.replace = given
    if wish.replace is not None and (wish.add or wish.remove):
        text = '"tags" is either given as a whole or changed by adding and removing, not both.'
        proposal.fault("VALIDATION", (name,), text)


async def settle_tags(connection: Connection, proposal: Proposal, stored: Mapping[str, Any]) -> None:
    """Put into a proposal what the tags become, where they do not stay as they are."""
    wish, before = proposal.tags, tuple(stored.get(TAGS, ()))
    if wish is not None and not proposal.faults:
        given = [*(wish.replace or ()), *wish.add, *wish.remove]
        keys = await keys_of(connection, [*before, *(tag for tag, _ in given)])
        for tag, place in given:
            if not keys[tag]:
                proposal.fault("VALIDATION", place, f"{shown(tag)} has nothing that a tag is compared by.")
        proposal.values[TAGS] = _become(wish, before, keys)
        proposal.tags = None
    after = proposal.values.get(TAGS)
    if after is not None and set(after) == set(before):
        del proposal.values[TAGS]
    elif after is not None and wish is not None and len(after) > MOST_TAGS:
        text = f"The record would have {len(after)} tags; it can have at most {MOST_TAGS}."
        proposal.fault("VALIDATION", (wish.name,), text)


def _become(wish: TagWish, before: Sequence[str], keys: Mapping[str, str]) -> tuple[str, ...]:
    """Return the tags that there will be; of two that are one, the first stays."""
    removed = {keys[tag] for tag, _ in wish.remove} - {keys[tag] for tag, _ in wish.add}
    kept = before if wish.replace is None else [tag for tag, _ in wish.replace]
    after: dict[str, str] = {}
    for tag in (*kept, *(tag for tag, _ in wish.add)):
        if keys[tag] not in removed:
            after.setdefault(keys[tag], tag)
    return tuple(after.values())


async def keys_of(connection: Connection, tags: Sequence[str]) -> dict[str, str]:
    """Return what each tag is compared by."""
    if not tags:
        return {}
    tag = sql.Column("given", "value")
    select = sql.Select(
        (sql.Item(tag, "tag"), sql.Item(sql.call("gql_crm_fold", tag), "key")),
        sql.Unnested(sql.parameters(tags, "text"), "given"),
    )
    return {row["tag"]: row["key"] for row in await fetch(connection, select)}


async def load_tags(connection: Connection, id_: UUID) -> tuple[str, ...]:
    """Return the tags that a record has now."""
    tags = sql.Item(TagStorage().stored("r").value, "tags")
    own = sql.equal(sql.Column("r", "id"), sql.Parameter(id_, "uuid"))
    rows = await fetch(connection, sql.Select((tags,), sql.Table("record", "r"), where=own))
    return tuple(rows[0]["tags"]) if rows else ()


def tag_parts(id_: UUID, values: Mapping[str, Any]) -> Iterable[tuple[str, sql.Node]]:
    """Return the parts of a write that make the rows what the values say."""
    if TAGS not in values:
        return
    tags = sql.parameters(values[TAGS], "text")
    own = sql.equal(sql.Column("tg", "record_id"), sql.Parameter(id_, "uuid"))
    key = sql.call("gql_crm_fold", sql.Column("given", "value"))
    kept = sql.ArrayOf(sql.Select((sql.Item(key, "key"),), sql.Unnested(tags, "given")))
    gone = sql.Not(sql.AnyOf(sql.Column("tg", "key"), kept))
    yield "w_untag", sql.Delete(RECORD_TAG, "tg", sql.all_of(own, gone))
    columns: dict[str, sql.Node] = {
        "record_id": sql.Parameter(id_, "uuid"),
        "key": key,
        "name": sql.Column("given", "value"),
        "position": sql.Cast(sql.Column("given", "rn"), "integer"),
    }
    rows = sql.Select(
        tuple(sql.Item(node, name) for name, node in columns.items()), sql.Unnested(tags, "given")
    )
    change = (("record_id", "key"), ("name", "position"))
    yield "w_tag", sql.Insert(RECORD_TAG, tuple(columns), select=rows, on_conflict_update=change)
