"""Keys by which duplicates are found, written with the record, and the records that a new one is like."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from gql_crm import sql
from gql_crm.access import Reach, Viewer, row_predicate
from gql_crm.errors import Warning_
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.duplicate_keys import FILLS, MOST_MATCHES, TABLE, Key, hashed, keys_of, matches
from gql_crm.plugins.duplicates import CatalogDuplicateRule
from gql_crm.records.ref import Ref
from gql_crm.text import listed
from gql_crm.transient import transient

_COLUMNS = ("rule_id", "key", "record_id")
_KEYS = "k"
HASHED: Final = "w_hashed"
KEYS_GONE: Final = "w_key_gone"


@dataclass(frozen=True, slots=True)
class DuplicateMatch:
    """A record that is probably the same as another, the rule that says so, and how sure it is."""

    record: Ref
    rule: str
    score: float


@transient
class KeyChange:
    """Keys that a record loses, keys that it gets, and all that it has then."""

    removed: tuple[Key, ...]
    added: tuple[Key, ...]
    after: tuple[Key, ...]

    @classmethod
    def of(cls, entity: CatalogEntity, stored: Mapping[str, Any], new: Mapping[str, Any]) -> "KeyChange":
        """Return what changes where `new` values take the place of `stored` ones."""
        before = keys_of(entity.duplicate_rules, stored) if stored else ()
        after = keys_of(entity.duplicate_rules, {**stored, **new})
        old, kept = set(before), set(after)
        removed = tuple(key for key in before if key not in kept)
        return cls(removed, tuple(key for key in after if key not in old), after)


def key_parts(
    change: sql.Given[KeyChange], record_id: sql.Given[UUID], *, are_hashed: bool = False
) -> list[tuple[str, sql.Node]]:
    """Return the parts of the statement that writes the record; `are_hashed`: it has `hashed_part` already.

    Keys that differ here may be equal once they are folded: none is taken away that the record still has.
    """
    parts: list[tuple[str, sql.Node]] = []
    removed, added, after = (change.map(attrgetter(name)) for name in ("removed", "added", "after"))
    if removed.look(bool):
        own = sql.equal(sql.Column("d", "record_id"), sql.Parameter(record_id, "uuid"))
        condition = sql.all_of(own, _among(removed), sql.Not(_among(after)))
        parts.append((KEYS_GONE, sql.Delete(TABLE, "d", condition)))
    if added.look(bool):
        items = (*_key_items(), sql.Item(sql.Parameter(record_id, "uuid"), "record_id"))
        source = sql.Table(HASHED, _KEYS) if are_hashed else hashed(added, _KEYS)
        parts.append(("w_key", _insert(sql.Select(items, source))))
    return parts


def all_filled() -> sql.Node:
    """Return the condition that no job gives records the keys of new rules.

    It locks records and leaves their rows as they are. A statement that has waited for it does not see the
    keys that it has written, and would take none of them away.
    """
    being_filled = sql.IsNull(sql.Column("f", "filled_at"))
    one = (sql.Item(sql.Constant(1), "one"),)
    return sql.Not(sql.Exists(sql.Select(one, sql.Table(FILLS, "f"), where=being_filled)))


def hashed_part(change: sql.Given[KeyChange]) -> tuple[str, sql.Node]:
    """Return the part that hashes the keys that come, for those who need them in the same statement."""
    source = hashed(change.map(attrgetter("added")), _KEYS)
    return HASHED, sql.Select(_key_items(), source)


def insert_keys_of_many(
    rules: Sequence[CatalogDuplicateRule], values: Mapping[UUID, Mapping[str, Any]]
) -> sql.Insert | None:
    """Return the INSERT of the keys of several records, whose values are given by id; None without any."""
    pairs = [(id_, key) for id_, of_record in values.items() for key in keys_of(rules, of_record)]
    if not pairs:
        return None
    source = hashed(sql.Given([key for _, key in pairs]), _KEYS, [id_ for id_, _ in pairs])
    items = (*_key_items(), sql.Item(sql.Column(_KEYS, "record_id"), "record_id"))
    return _insert(sql.Select(items, source))


def matching(
    entity: CatalogEntity, reach: Reach, keys: sql.Given[Sequence[Key]] | None, viewer: Viewer
) -> sql.Select:
    """Return the select of rule and id of the records within reach that have one of the keys.

    None: one of those that `hashed_part` has.
    """
    source = sql.Table(HASHED, _KEYS) if keys is None else hashed(keys, _KEYS)
    seen = row_predicate(reach, "e", viewer)
    return matches(entity, source, _KEYS, seen)


def best_of(
    entity: CatalogEntity, rows: Iterable[Any], asked: Mapping[str, CatalogDuplicateRule]
) -> list[DuplicateMatch]:
    """Return the best match of each record, the surest first; of equal ones the newest record."""
    best: dict[UUID, DuplicateMatch] = {}
    for row in rows:
        rule = asked[row["rule_id"]].rule
        known = best.get(row["record_id"])
        if known is None or (rule.score, known.rule) > (known.score, rule.name):
            best[row["record_id"]] = DuplicateMatch(Ref(entity.name, row["record_id"]), rule.name, rule.score)
    order = sorted(best.values(), key=lambda match: (-match.score, match.rule, -match.record.id.int))
    return order[:MOST_MATCHES]


def told(entity: CatalogEntity, id_: UUID, found: Sequence[DuplicateMatch]) -> Warning_:
    """Return the warning of a new record; it names that record first."""
    names = dict.fromkeys(match.rule for match in found)
    rules = f"{'rule' if len(names) == 1 else 'rules'} {listed(names)}"
    records = "One record" if len(found) == 1 else f"{len(found)} records"
    text = f"{records} of {entity.name} may be the same by the {rules}; compare and merge them."
    return Warning_("POSSIBLE_DUPLICATE", text, (), (str(id_), *(str(match.record.id) for match in found)))


def _insert(select: sql.Select) -> sql.Insert:
    return sql.Insert(TABLE, _COLUMNS, select=select, on_conflict_do_nothing=True)


def _key_items() -> tuple[sql.Item, ...]:
    return tuple(sql.Item(sql.Column(_KEYS, name), name) for name in ("rule_id", "key"))


def _among(keys: sql.Given[Sequence[Key]]) -> sql.Node:
    """Return the condition that the row `d` is one of the keys."""
    same = (sql.equal(sql.Column(_KEYS, name), sql.Column("d", name)) for name in ("rule_id", "key"))
    one = sql.Item(sql.Constant(1), "one")
    return sql.Exists(sql.Select((one,), hashed(keys, _KEYS), where=sql.all_of(*same)))
