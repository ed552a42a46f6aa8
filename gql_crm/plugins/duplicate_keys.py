"""What rules compare, of one record: keys that are equal where records may be the same.

A key has a part that is compared as it is and a part that PostgreSQL folds, as it folds a search; stored is a
hash of both, which an index finds whatever their length.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from gql_crm import sql
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.plugins.duplicates import CatalogDuplicateRule

TABLE: Final = "duplicate_key"
FILLS: Final = "duplicate_fill"
"""The rules whose keys are written with each record, and when those of all others were."""
_BETWEEN: Final = "\u241f"  # no value ends where another begins
_BYTES: Final = 16
MOST_MATCHES: Final = 10
"""Most records that are told to be like one."""
_LOOKED_AT: Final = 20
"""Most records of one key: of a thousand with the same name all are as likely."""


class Key(NamedTuple):
    """A key before it is hashed."""

    rule_id: str
    exact: str
    folded: str


def compared_keys(entity: CatalogEntity) -> frozenset[str]:
    """Return the keys of the fields that rules of an entity look at."""
    rules = entity.duplicate_rules
    return entity.kept.get(
        "compared_keys", lambda: frozenset(key for rule in rules for key in rule.rule.keys)
    )


def keys_of(rules: Iterable[CatalogDuplicateRule], values: Mapping[str, Any]) -> tuple[Key, ...]:
    """Return the keys of a record that holds these values, by field key; a rule may have several or none."""
    return tuple(dict.fromkeys(key for rule in rules for key in _keys(rule, values)))


def _keys(rule: CatalogDuplicateRule, values: Mapping[str, Any]) -> Iterator[Key]:
    texts = {
        key: _text(field, values[key], domain=rule.rule.domain_only)
        for key, field in rule.fields.items()
        if values.get(key) is not None
    }
    if not all(texts.get(key) for key in rule.rule.fields):
        return
    common = [(rule.fields[key], texts.get(key, "")) for key in (*rule.rule.fields, *rule.rule.optional)]
    if not rule.rule.any_of:
        yield _key(rule.rule_id, common)
    for key in rule.rule.any_of:
        if texts.get(key):
            yield _key(rule.rule_id, [*common, (rule.fields[key], texts[key])])


def _key(rule_id: str, parts: Sequence[tuple[CatalogField, str]]) -> Key:
    exact = _BETWEEN.join(text for field, text in parts if not field.kind.compared_folded)
    folded = _BETWEEN.join(text for field, text in parts if field.kind.compared_folded)
    return Key(rule_id, exact, folded)


def _text(field: CatalogField, value: Any, *, domain: bool) -> str:
    if domain and field.kind.has_domain:
        return field.kind.domain(value)
    return field.kind.compared_text(value).strip()


def hashed(
    keys: sql.Given[Sequence[Key]], alias: str, record_ids: Sequence[UUID] | None = None
) -> sql.Subquery:
    """Return the source of `rule_id` and `key` of given keys: one statement whatever keys there are.

    With `record_ids`, one for each key, it has them as `record_id`.
    """
    arrays: list[tuple[str, sql.Node]] = [
        ("rule_id", sql.Parameter(keys.map(_rule_ids), "text[]")),
        ("exact", sql.Parameter(keys.map(_exact), "text[]")),
        ("folded", sql.Parameter(keys.map(_folded), "text[]")),
    ]
    if record_ids is not None:
        arrays.append(("record_id", sql.parameters(record_ids, "uuid")))
    parts = sql.UnnestedTogether(tuple(arrays), "p")
    folded = sql.call("gql_crm_fold", sql.Column("p", "folded"))
    text = sql.concat(sql.Column("p", "exact"), sql.Constant(_BETWEEN), folded)
    digest = sql.call("sha256", sql.call("convert_to", text, sql.Constant("UTF8")))
    key = sql.call("substr", digest, sql.Constant(1), sql.Constant(_BYTES))
    items = [sql.Item(sql.Column("p", "rule_id"), "rule_id"), sql.Item(key, "key")]
    if record_ids is not None:
        items.append(sql.Item(sql.Column("p", "record_id"), "record_id"))
    return sql.Subquery(sql.Select(tuple(items), parts), alias)


def _rule_ids(keys: Sequence[Key]) -> list[str]:
    return [key.rule_id for key in keys]


def _exact(keys: Sequence[Key]) -> list[str]:
    return [key.exact for key in keys]


def _folded(keys: Sequence[Key]) -> list[str]:
    return [key.folded for key in keys]


def matches(entity: CatalogEntity, keys: sql.Node, alias: str, seen: sql.Node) -> sql.Select:
    """Return the select of rule and record where records have one of the keys of the source `keys`.

    `seen` is the condition on the row `e` of such a record: that the actor sees it.
    """
    holder = sql.Select(
        (sql.Item(sql.Column("d", "record_id"), "record_id"),),
        sql.Table(TABLE, "d"),
        (
            sql.Join(
                "JOIN",
                sql.Table(entity.table, "e"),
                sql.equal(sql.Column("e", "id"), sql.Column("d", "record_id")),
            ),
        ),
        sql.all_of(
            sql.equal(sql.Column("d", "rule_id"), sql.Column(alias, "rule_id")),
            sql.equal(sql.Column("d", "key"), sql.Column(alias, "key")),
            sql.IsNull(sql.Column("e", "deleted_at")),
            seen,
        ),
        limit=_LOOKED_AT,
    )
    items = (
        sql.Item(sql.Column(alias, "rule_id"), "rule_id"),
        sql.Item(sql.Column("m", "record_id"), "record_id"),
    )
    return sql.Select(items, keys, (sql.lateral(sql.Subquery(holder, "m")),))
