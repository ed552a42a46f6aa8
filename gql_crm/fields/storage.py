"""Where a field's value lies. Only this, and the writer of records, tells columns from custom values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gql_crm import sql
from gql_crm.fields.kind import FieldKind, Stored
from gql_crm.fields.rollup import Rollup
from gql_crm.formulas import Tree

RECORD_TAG = "record_tag"
FOUND_MATCH = "found_match"


@dataclass(frozen=True, slots=True)
class ColumnStorage:
    """Columns in the table of the entity's own module, one a component."""

    columns: tuple[str, ...]

    def stored(self, alias: str) -> Stored:
        """Return the value's expressions for the row `alias`."""
        return Stored(tuple(sql.Column(alias, column) for column in self.columns), in_column=True)


@dataclass(frozen=True, slots=True)
class CustomStorage:
    """A key of the JSONB document `custom` or `custom_long`."""

    document: str
    key: str
    kind: FieldKind
    indexed: bool = False

    def stored(self, alias: str) -> Stored:
        """Return the value's expressions for the row `alias`."""
        document = sql.Column(alias, self.document)
        if self._is_json:
            return self._typed((sql.json_part(document, self.key),))
        if len(self.kind.components) == 1:
            return self._typed((sql.json_text(document, self.key),))
        inner = sql.json_part(document, self.key)
        return self._typed(tuple(sql.json_text(inner, c.key) for c in self.kind.components))

    @property
    def _is_json(self) -> bool:
        """A JSON text has lost its quotes once it is read as text."""
        return self.kind.components[0].custom_type == "jsonb"

    def _typed(self, texts: tuple[sql.Node, ...]) -> Stored:
        typed = (
            text if component.custom_type in {"text", "jsonb"} else sql.Cast(text, component.custom_type)
            for text, component in zip(texts, self.kind.components, strict=True)
        )
        return Stored(tuple(typed), in_column=False, indexed=self.indexed)


@dataclass(frozen=True, slots=True)
class ReferenceStorage:
    """Rows of `record_reference` under this id: references that their entity's own module did not declare."""

    field_id: str

    def stored(self, alias: str) -> Stored:
        """Return the target's id for the row `alias`."""
        select = sql.Select(
            items=(sql.Item(sql.Column("rr", "target_id"), "target_id"),),
            source=sql.Table("record_reference", "rr"),
            where=sql.all_of(
                sql.equal(sql.Column("rr", "field_id"), sql.Constant(self.field_id)),
                sql.equal(sql.Column("rr", "source_id"), sql.Column(alias, "id")),
            ),
            order=(sql.OrderKey(sql.Column("rr", "position")),),
            limit=1,
        )
        return Stored((sql.Scalar(select),), in_column=True)


@dataclass(frozen=True, slots=True)
class LinksStorage:
    """Rows of `record_reference` under this id, any number a record: references to many records."""

    field_id: str

    def stored(self, alias: str) -> Stored:
        """Return the sorted array of the targets' ids for the row `alias`."""
        select = sql.Select(
            items=(sql.Item(sql.Column("rr", "target_id"), "target_id"),),
            source=sql.Table("record_reference", "rr"),
            where=sql.all_of(
                sql.equal(sql.Column("rr", "field_id"), sql.Constant(self.field_id)),
                sql.equal(sql.Column("rr", "source_id"), sql.Column(alias, "id")),
            ),
            order=(sql.OrderKey(sql.Column("rr", "target_id")),),
        )
        return Stored((sql.ArrayOf(select),), in_column=True)


@dataclass(frozen=True, slots=True)
class TagStorage:
    """Rows of `record_tag`, one a tag."""

    def stored(self, alias: str) -> Stored:
        """Return the array of the tags for the row `alias`, and the id of the record that has them."""
        select = sql.Select(
            items=(sql.Item(sql.Column("tg", "name"), "name"),),
            source=sql.Table(RECORD_TAG, "tg"),
            where=sql.equal(sql.Column("tg", "record_id"), sql.Column(alias, "id")),
            order=(sql.OrderKey(sql.Column("tg", "position")), sql.OrderKey(sql.Column("tg", "key"))),
        )
        return Stored((sql.ArrayOf(select), sql.Column(alias, "id")), in_column=True)


@dataclass(frozen=True, slots=True)
class FormulaStorage:
    """Nowhere: a formula makes the value of other fields, in the statement that reads it.

    `bound` says by path what the formula reads: its type there, then the ids of the fields that lead to it.
    `result` names the kind of the values.
    """

    tree: Tree
    bound: Mapping[str, tuple[str, ...]]
    scale: int | None
    result: str | None = None
    indexed: bool = False

    @property
    def reads(self) -> frozenset[str]:
        """The ids of all fields that the value depends on."""
        return frozenset(field_id for leads_to in self.bound.values() for field_id in leads_to[1:])

    def stored(self, alias: str) -> Stored:
        """Raise TypeError: only the planner of reads knows whose eyes the value is for."""
        msg = f'the value of "{alias}" is computed where it is read'
        raise TypeError(msg)


@dataclass(frozen=True, slots=True)
class RollupStorage:
    """Nowhere: a sub-select over the records of a list makes the value, in the statement that reads it.

    `bound` says by place, `list`, `field`, `filter.status`, what a name means: what kind of member it names,
    then the member's id. Names that are not bound stay for good.
    """

    rollup: Rollup
    bound: Mapping[str, tuple[str, ...]]

    @property
    def reads(self) -> frozenset[str]:
        """The ids of all members that the value depends on."""
        return frozenset(id_ for meant in self.bound.values() for id_ in meant[1:])

    def stored(self, alias: str) -> Stored:
        """Raise TypeError: only the planner of reads knows whose eyes the value is for."""
        msg = f'the value of "{alias}" is computed where it is read'
        raise TypeError(msg)


@dataclass(frozen=True, slots=True)
class ToldStorage:
    """Rows of `found_match`: the last time at which `list` of `entity`, which is watched, told the record."""

    entity: str
    list: str

    @property
    def reads(self) -> frozenset[str]:
        """No fields: who may read the value is who may read the list."""
        return frozenset()

    def stored(self, alias: str) -> Stored:
        """Return the time for the row `alias`, by an index; NULL where the record has never been told."""
        select = sql.Select(
            items=(sql.Item(sql.call("max", sql.Column("fm", "told_at")), "told_at"),),
            source=sql.Table(FOUND_MATCH, "fm"),
            where=sql.all_of(
                sql.equal(sql.Column("fm", "finder_id"), sql.Column(alias, "id")),
                sql.equal(sql.Column("fm", "list"), sql.Constant(kept_under(self.entity, self.list))),
            ),
        )
        return Stored((sql.Scalar(select),), in_column=True)


def kept_under(entity: str, found_list: str) -> str:
    """Return what the rows of `found_match` call a list of an entity."""
    return f"{entity}.{found_list}"


DerivedStorage: TypeAlias = FormulaStorage | RollupStorage | ToldStorage
Storage: TypeAlias = (
    DerivedStorage | ColumnStorage | CustomStorage | ReferenceStorage | LinksStorage | TagStorage
)
