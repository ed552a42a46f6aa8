"""A filter input → a condition. Clients' names are looked up in the catalog; nothing of them becomes SQL."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.fields import operators
from gql_crm.fields.kind import FieldKind, Stored, ValueProblem
from gql_crm.fields.storage import ReferenceStorage
from gql_crm.plugins.catalog import CatalogChild, CatalogEntity, CatalogField, ToMany
from gql_crm.reads.derived import derived_value
from gql_crm.reads.favorites import IS_FAVORITE, is_favorite
from gql_crm.reads.lists import LINKED_ID, RowSource, children_rows, link_exists, list_rows, referred_row
from gql_crm.reads.notes import FieldFiltered
from gql_crm.reads.scope import PlanScope
from gql_crm.sql import Column, Node

Path = tuple[str, ...]
Members: TypeAlias = Mapping[str, sql.Given[Any]]
Filtered: TypeAlias = CatalogEntity | CatalogChild
"""What has a filter: records, and the children that they own."""


def filter_condition(
    scope: PlanScope, entity: Filtered, alias: str, given: sql.Given[Any] | None, path: Path
) -> Node:
    """Return the condition of a whole filter; `path` leads to it, for error texts."""
    return _all_members(scope, entity, alias, _members(given), path)


def stored_value(scope: PlanScope, field: CatalogField, alias: str) -> Stored:
    """Return the expressions of a field's value in the row `alias`, wherever it comes from."""
    return derived_value(scope, field, alias, filter_condition)


def _all_members(scope: PlanScope, entity: Filtered, alias: str, members: Members, path: Path) -> Node:
    return sql.all_of(
        *(_member(scope, entity, alias, name, value, (*path, name)) for name, value in members.items())
    )


def _members(given: sql.Given[Any] | None) -> dict[str, sql.Given[Any]]:
    """Return the members that are not null: those are as if they were not there."""
    return {name: value for name, value in given.members() if value is not sql.NOTHING} if given else {}


def deleted_condition(
    given: sql.Given[Any] | None, alias: str, of_view: sql.Given[Any] | None = None
) -> Node:
    """Leave deleted rows out, unless `deleted` of the filter, or else of the view's, asks for them."""
    return _deleted({**_members(of_view), **_members(given)}, alias)


def _deleted(members: Members, alias: str) -> Node:
    wanted = members["deleted"].plain() if "deleted" in members else None
    if wanted == "INCLUDE":
        return sql.TRUE
    return sql.IsNull(Column(alias, "deleted_at"), negated=wanted == "ONLY")


def _member(  # noqa: PLR0911 (one line a kind of member)
    scope: PlanScope, entity: Filtered, alias: str, name: str, value: sql.Given[Any], path: Path
) -> Node:
    if name in {"and", "or"}:
        parts = tuple(
            filter_condition(scope, entity, alias, part, (*path, str(i)))
            for i, part in enumerate(value.elements())
        )
        return sql.all_of(*parts) if name == "and" else sql.any_of(*parts)
    if name == "not":
        return sql.Not(filter_condition(scope, entity, alias, value, path))
    if name == "deleted":
        return _of_the_list(path)
    if name == "isNull":
        return sql.Constant(not value.look(bool))
    if name == "id":
        return _operators(scope, scope.catalog.kinds["REFERENCE"], _column(alias, "id"), value, path)
    if isinstance(entity, CatalogEntity):
        if name == IS_FAVORITE:
            marked = is_favorite(scope, alias)
            return marked if value.look(bool) else sql.Not(marked)
        if name in entity.lists:
            return _list_condition(scope, entity.lists[name], alias, value, path)
        if name in entity.children:
            return _children_condition(scope, entity.children[name], alias, value, path)
    return _field_condition(scope, entity, alias, name, value, path)


def _of_the_list(path: Path) -> Node:
    """Leave `deleted` to the list that the filter is of; inside and, or, not it would change nothing."""
    if path[-2] == "not" or path[-2].isdecimal():
        text = f'{".".join(path)}: "deleted" stands at the top of a filter, not inside "and", "or" or "not".'
        raise ClientError("BAD_USER_INPUT", text)
    return sql.TRUE


def _field_condition(
    scope: PlanScope, entity: Filtered, alias: str, name: str, value: sql.Given[Any], path: Path
) -> Node:
    field = readable_field(scope, entity, name, path)
    if field.target and name != field.input_name:
        return _to_one_condition(scope, field, alias, value, path)
    if isinstance(field.storage, ReferenceStorage):
        return _link_condition(scope, field.kind, field.storage, alias, value, path)
    scope.notes.add(FieldFiltered(entity.name, field, value.now, path))
    return _operators(scope, field.kind, stored_value(scope, field, alias), value, path)


def _link_condition(
    scope: PlanScope,
    kind: FieldKind,
    storage: ReferenceStorage,
    alias: str,
    given: sql.Given[Any],
    path: Path,
) -> Node:
    linked = Stored((LINKED_ID,), in_column=True)
    return sql.all_of(
        *(
            link_exists(storage, alias, _operators(scope, kind, linked, sql.given({name: value}), path))
            for name, value in given.members()
        )
    )


def readable_field(scope: PlanScope, entity: Filtered, name: str, path: Path) -> CatalogField:
    """Find a field by its name or its input's; one that the actor cannot read is as one that is not there."""
    for field in _readable_fields(scope, entity):
        if name in {field.key, field.input_name}:
            return field
    msg = f'{entity.name} has no field "{name}" ({".".join(path)}).'
    raise ClientError("BAD_USER_INPUT", msg)


def _readable_fields(scope: PlanScope, entity: Filtered) -> Iterable[CatalogField]:
    if isinstance(entity, CatalogChild):
        return entity.fields.values()
    hidden = scope.access(entity).hidden
    return (field for field in entity.all_fields.values() if field.key not in hidden)


def _operators(scope: PlanScope, kind: FieldKind, stored: Stored, given: sql.Given[Any], path: Path) -> Node:
    try:
        return operators.filter_condition(kind, stored, given, scope.clock)
    except ValueProblem as problem:
        raise ClientError("BAD_USER_INPUT", f"{'.'.join((*path, *problem.path))}: {problem}") from None


def _to_one_condition(
    scope: PlanScope, field: CatalogField, parent: str, given: sql.Given[Any], path: Path
) -> Node:
    target = scope.entity(field.target or "")
    alias = scope.alias()
    rows = referred_row(field, target.table, parent, alias)
    members = _members(given)
    is_null = members.pop("isNull").look(bool) if "isNull" in members else None
    wanted = _all_members(scope, target, alias, members, path)

    def there(condition: Node) -> Node:
        return sql.Exists(
            sql.Select(
                (sql.Item(sql.Constant(1), "one"),),
                rows.source,
                where=sql.all_of(
                    rows.condition,
                    _deleted(members, alias),
                    scope.visible(target, alias),
                    condition,
                ),
            )
        )

    asked = wanted != sql.TRUE or "deleted" in members
    conditions = [there(wanted)] if asked else []
    if is_null is not None:
        conditions.append(sql.Not(there(sql.TRUE)) if is_null else there(sql.TRUE))
    return sql.all_of(*conditions)


def _list_condition(scope: PlanScope, to_many: ToMany, alias: str, given: sql.Given[Any], path: Path) -> Node:
    target = scope.entity(to_many.target)

    def matching(quantifier: str, inner: sql.Given[Any]) -> Node:
        row = scope.alias()
        rows = list_rows(to_many, target.table, alias, row)
        matches = filter_condition(scope, target, row, inner, (*path, quantifier))
        there = sql.all_of(deleted_condition(inner, row), scope.visible(target, row))
        return _quantified(quantifier, rows, there, matches)

    return sql.all_of(*(matching(name, inner) for name, inner in _members(given).items()))


def _children_condition(
    scope: PlanScope, child: CatalogChild, alias: str, given: sql.Given[Any], path: Path
) -> Node:
    def matching(quantifier: str, inner: sql.Given[Any]) -> Node:
        row = scope.alias()
        matches = filter_condition(scope, child, row, inner, (*path, quantifier))
        return _quantified(quantifier, children_rows(child, alias, row), sql.TRUE, matches)

    return sql.all_of(*(matching(name, inner) for name, inner in _members(given).items()))


def _quantified(quantifier: str, rows: RowSource, there: Node, matches: Node) -> Node:
    """Return whether some, none or every one of the rows that are there matches; every one of none does."""
    wanted = sql.Not(matches) if quantifier == "every" else matches
    one = (sql.Item(sql.Constant(1), "one"),)
    found = sql.Exists(sql.Select(one, rows.source, where=sql.all_of(rows.condition, there, wanted)))
    return found if quantifier == "some" else sql.Not(found)


def _column(alias: str, name: str) -> Stored:
    return Stored((Column(alias, name),), in_column=True)
