"""How well a record fits what another one wishes: conditions between the columns of two rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gql_crm import sql
from gql_crm.access import RowBranch
from gql_crm.fields.kind import FieldKind, Stored
from gql_crm.fields.storage import CustomStorage
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.plugins.found_lists import Fits, FoundList, Wish
from gql_crm.sql import Column, Node


@dataclass(frozen=True, slots=True)
class Rows:
    """The row `finder` that wishes, of its entity, and the row `found` that may fit."""

    wishing: CatalogEntity
    finder: str
    fitting: CatalogEntity
    found: str

    def wished(self, key: str) -> tuple[CatalogField, Stored]:
        """Return a field of the row that wishes."""
        field = self.wishing.all_fields[key]
        return field, _comparable(field, self.finder)

    def offered(self, key: str) -> Stored:
        """Return a field of the row that may fit."""
        return _comparable(self.fitting.all_fields[key], self.found)


@dataclass(frozen=True, slots=True)
class RowsBefore(Rows):
    """The same, with the row `found` as it was before: `old` has the values that were others then.

    `old` is an alias with two JSON documents by the ids of fields: `named` has those that were others, `old`
    their values where there were any.
    """

    old: str = ""

    def offered(self, key: str) -> Stored:
        """Return a field of the row as it was."""
        field = self.fitting.all_fields[key]
        now = _comparable(field, self.found)
        changed = sql.json_part(Column(self.old, "named"), field.field_id)
        then = _as_in_a_column(field.kind, CustomStorage("old", field.field_id, field.kind).stored(self.old))
        parts = (
            sql.Case(((sql.IsNull(changed, negated=True), before),), after)
            for before, after in zip(then.parts, now.parts, strict=True)
        )
        return Stored(tuple(parts), in_column=True)


def fits(rows: Rows, found: FoundList, *, led: bool = False) -> Node:
    """Return the condition that a row is found: it has what is asked of all, and meets every wish.

    With `led` the wishes are left out that `ways` ask for.
    """
    asked = (sql.equal(rows.offered(key).value, sql.Constant(value)) for key, value in found.where.items())
    wishes = [wish for wish in found.wishes if not (led and wish.key in found.led_by)]
    return sql.all_of(*asked, *(_holds(rows, wish) for wish in wishes))


def ways(rows: Rows, found: FoundList, alias: str) -> tuple[RowBranch, ...]:
    """Return ways that exclude each other to the rows that meet the wishes by which the list is led.

    The first of these that is wished at all leads: by an index each of its texts leads to rows. Where none is
    wished, all rows are looked at. `alias` is that of the texts.
    """

    def texts(wish: Wish) -> Node:
        text = _folded(Column("wished", "value"))
        wished = sql.Unnested(rows.wished(wish.key)[1].value, "wished")
        return sql.Subquery(sql.Select((sql.Item(text, "value"),), wished, group=(text,)), alias)

    return _led(rows, found, alias, texts)


def ways_back(rows: Rows, found: FoundList, alias: str) -> tuple[RowBranch, ...]:
    """Return the ways from rows to all finders: of each text, once, by those that wish it.

    Only so can PostgreSQL begin with the texts: those of `ways` are asked of one finder after the other.
    """

    def texts_of_finders(wish: Wish) -> Node:
        wishing = replace(rows, finder=f"{alias}f")
        id_, text = Column(wishing.finder, "id"), _folded(Column("wished", "value"))
        wished = sql.Unnested(wishing.wished(wish.key)[1].value, "wished")
        source = sql.Joined(sql.Table(rows.wishing.table, wishing.finder), (sql.beside(wished),))
        items = (sql.Item(id_, "id"), sql.Item(text, "value"))
        return sql.Subquery(sql.Select(items, source, group=(id_, text)), alias)

    own = sql.equal(Column(rows.finder, "id"), Column(alias, "id"))
    led = _led(rows, found, alias, texts_of_finders)
    return tuple(replace(way, condition=sql.all_of(own, way.condition)) if way.each else way for way in led)


def _led(rows: Rows, found: FoundList, alias: str, texts: Callable[[Wish], Node]) -> tuple[RowBranch, ...]:
    """Return a way for each wish that leads, of finders that wish none of those before it, and the last."""
    wishes = {wish.key: wish for wish in found.wishes}
    leads = [wishes[key] for key in found.led_by]
    branches: list[RowBranch] = []
    unwished: list[Node] = []
    for place, wish in enumerate(leads):
        others = (_holds(rows, other) for other in leads[place + 1 :])
        condition = sql.all_of(*unwished, _is_led(rows, wish, alias), *others)
        branches.append(RowBranch(condition, texts(wish)))
        unwished.append(sql.Not(_is_wished(rows, wish)))
    return (*branches, RowBranch(sql.all_of(*unwished)))


def score(rows: Rows, found: FoundList) -> Node:
    """Return the share of the record's wishes that a found row certainly meets, 1 where it has none."""
    met = _sum([_is_met(rows, wish) for wish in found.wishes])
    wished = _sum([_is_wished(rows, wish) for wish in found.wishes])
    share = sql.Binary(sql.Cast(met, "float8"), "/", sql.call("nullif", wished, sql.Constant(0)))
    return sql.call("coalesce", share, sql.Cast(sql.Constant(1), "float8"))


def reasons(rows: Rows, found: FoundList) -> Node:
    """Return the JSON list of the wishes that a found row certainly meets, by their fields."""
    keys = tuple(
        sql.Case(((_is_met(rows, wish), sql.Constant(wish.key)),), sql.Cast(sql.NULL, "text"))
        for wish in found.wishes
    )
    array = sql.call("array_remove", sql.Array(keys, "text"), sql.NULL)
    return sql.call("to_json", array)


def _is_led(rows: Rows, wish: Wish, alias: str) -> Node:
    return sql.equal(_folded(rows.offered(wish.of[0]).value), Column(alias, "value"))


def _holds(rows: Rows, wish: Wish) -> Node:
    unwished = sql.Not(_is_wished(rows, wish))
    if not wish.or_unknown:
        return sql.any_of(unwished, _is_met(rows, wish))
    unknown = sql.all_of(*(sql.IsNull(rows.offered(key).value) for key in wish.of))
    return sql.any_of(unwished, unknown, _is_met(rows, wish))


def _is_wished(rows: Rows, wish: Wish) -> Node:
    field, stored = rows.wished(wish.key)
    there: Node = sql.IsNull(stored.value, negated=True)
    if field.kind.output_list:
        there = sql.Binary(sql.call("cardinality", stored.value), ">", sql.Constant(0))
    return sql.all_of(
        *(sql.equal(rows.wished(key)[1].value, sql.Constant(value)) for key, value in wish.when.items()),
        there,
    )


def _is_met(rows: Rows, wish: Wish) -> Node:
    own = rows.wished(wish.key)[1]
    others = [rows.offered(key) for key in wish.of]
    match wish.fits:
        case Fits.AT_LEAST | Fits.AT_MOST:
            met = sql.any_of(*(_compared(other, own, wish.fits) for other in others))
        case Fits.ONE_OF:
            met = sql.any_of(*(_among(other.value, own.value) for other in others))
        case Fits.ALL_OF:
            met = sql.Binary(_together(others), "@>", own.value)
        case Fits.CONTAINS:
            met = sql.any_of(*(_contains(other.value, own.value) for other in others))
        case Fits.GIVEN:
            met = sql.any_of(*(sql.IsNull(other.value, negated=True) for other in others))
    return sql.all_of(_is_wished(rows, wish), met)


def _compared(other: Stored, own: Stored, how: Fits) -> Node:
    """Compare the first parts; where there are more, such as currencies, those have to be equal."""
    operator: sql.Operator = ">=" if how is Fits.AT_LEAST else "<="
    same = (sql.equal(mine, theirs) for mine, theirs in zip(own.parts[1:], other.parts[1:], strict=True))
    return sql.all_of(*same, sql.Binary(other.value, operator, own.value))


def _among(text: Node, texts: Node) -> Node:
    folded = sql.Item(_folded(Column("wished", "value")), "folded")
    wished = sql.Select((folded,), sql.Unnested(texts, "wished"))
    return sql.AnyOf(_folded(text), sql.ArrayOf(wished))


def _folded(text: Node) -> Node:
    return sql.call("gql_crm_fold", text)


def _contains(text: Node, fragment: Node) -> Node:
    place = sql.call("strpos", _folded(text), _folded(fragment))
    return sql.Binary(place, ">", sql.Constant(0))


def _together(lists: Sequence[Stored]) -> Node:
    nothing = sql.Cast(sql.Constant("{}"), "text[]")
    return sql.concat(*(sql.call("coalesce", one.value, nothing) for one in lists))


def _comparable(field: CatalogField, alias: str) -> Stored:
    """Return the value as a column of its kind would hold it, also where it lies in a document."""
    stored = field.storage.stored(alias)
    return stored if stored.in_column else _as_in_a_column(field.kind, stored)


def _as_in_a_column(kind: FieldKind, stored: Stored) -> Stored:
    types = (component.column_type for component in kind.components)
    parts = (
        _texts_of(part) if type_ == "text[]" else sql.Cast(part, type_)
        for part, type_ in zip(stored.parts, types, strict=True)
    )
    return Stored(tuple(parts), in_column=True)


def _texts_of(document: Node) -> Node:
    """Return a JSON list of texts as an array; NULL where there is none."""
    value = sql.Item(Column("listed", "value"), "value")
    texts = sql.ArrayOf(sql.Select((value,), sql.Elements(document, "listed", texts=True)))
    return sql.Case(((sql.IsNull(document, negated=True), texts),))


def _sum(conditions: Sequence[Node]) -> Node:
    total: Node = sql.Constant(0)
    for condition in conditions:
        one = sql.Case(((condition, sql.Constant(1)),), sql.Constant(0))
        total = sql.Binary(total, "+", one)
    return total
