"""What a change of a field does to the clients: persisted documents and saved views that fit no more."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    ObjectFieldNode,
    StringValueNode,
    Visitor,
    parse,
    validate,
    visit,
)

from gql_crm.customization import Break, BreakKind, FieldPlan
from gql_crm.fields.fitting import faults_of
from gql_crm.fields.renaming import OtherNames
from gql_crm.persisted import DocumentRow
from gql_crm.text import shown

MOST_DOCUMENTS: Final = 1_000
"""Documents that name the field and are validated for one plan."""
MOST_VIEWS: Final = 10_000
_MOST_SECONDS: Final = 4.0
"""Of validating: the rest of an operation's time is for looking at values and for the answer."""


@dataclass(frozen=True, slots=True)
class View:
    """A saved view that the administrator sees."""

    name: str
    entity: str
    columns: Sequence[str]
    filter: Any
    order: Any


@dataclass(frozen=True, slots=True)
class Clients:
    """What clients have, and the schemas before and after a change."""

    plan: FieldPlan
    before: GraphQLSchema
    after: GraphQLSchema

    def breaks(self, documents: Iterable[DocumentRow], views: Iterable[View]) -> tuple[list[Break], bool]:
        """Return what fits no more, and whether all was looked at. It takes a while: a thread's work."""
        end = time.monotonic() + _MOST_SECONDS
        found, complete = [one for view in views for one in self._of_view(view)], True
        naming = [row for row in documents if self._is_named(row.body)]
        for looked_at, row in enumerate(naming):
            if looked_at == MOST_DOCUMENTS or time.monotonic() > end:
                complete = False
                break
            found.extend(self._of_document(row))
        return found, complete

    def _is_named(self, text: str) -> bool:
        """Whether a text may be about the field: names made of it hold its name, whatever the case."""
        folded = text.casefold()
        return any(name.casefold() in folded for name in self.plan.names)

    def _of_document(self, row: DocumentRow) -> Iterator[Break]:
        name, document = ", ".join(row.operation_names) or row.id, parse(row.body)
        fault = _fault(self.after, document)
        if fault is not None and _fault(self.before, document) is None:
            yield Break(BreakKind.DOCUMENT, name, fault, row.clients)
        for option in _named_options(document, self.plan):
            yield Break(BreakKind.DOCUMENT, name, _names_option(option), row.clients)

    def _followed(self, view: View) -> tuple[str, Sequence[str], Any, Any]:
        """Return the parts of a view as they will be: they follow a field to another key."""
        field, owner, after = self.plan.field, self.plan.entity, self.plan.after
        fields = after.entity(owner.name).fields.values() if owner and after else ()
        new = next((one for one in fields if field and one.field_id == field.field_id), field)
        if field is None or owner is None or new is None or new.key == field.key:
            return view.entity, view.columns, view.filter, view.order
        other = OtherNames(self.before, owner.name, dict(zip(field.names, new.names, strict=True)))
        filter_ = view.filter and other.in_filter(view.entity, view.filter)
        order = view.order and other.in_order(view.entity, view.order)
        return view.entity, other.in_columns(view.entity, view.columns), filter_, order

    def _of_view(self, view: View) -> Iterator[Break]:
        parts = (view.entity, view.columns, view.filter, view.order)
        if not self._is_named(orjson.dumps(parts).decode()):
            return
        faults = faults_of(self.after, *self._followed(view))
        if faults and not faults_of(self.before, *parts):
            told = "; ".join(f"{'.'.join(fault.path)}: {fault.text}" for fault in faults)
            yield Break(BreakKind.SAVED_VIEW, view.name, told)
        for option in sorted(_options_under(view.filter, self.plan)):
            yield Break(BreakKind.SAVED_VIEW, view.name, _names_option(option))


def _fault(schema: GraphQLSchema, document: DocumentNode) -> str | None:
    errors: list[GraphQLError] = validate(schema, document, max_errors=1)
    return errors[0].message if errors else None


def _names_option(option: str) -> str:
    return f"It names the option {shown(option)}."


def _options_under(value: Any, plan: FieldPlan, *, inside: bool = False) -> set[str]:
    """Return the options that go and that JSON names under the field's name."""
    if isinstance(value, str):
        return {value} & plan.gone_options if inside else set()
    found: set[str] = set()
    if isinstance(value, Mapping):
        for key, one in value.items():
            found |= _options_under(one, plan, inside=inside or key in plan.names)
    elif isinstance(value, list):
        for one in value:
            found |= _options_under(one, plan, inside=inside)
    return found


def _named_options(document: DocumentNode, plan: FieldPlan) -> list[str]:
    """Return the options that go and that a document names as values of the field."""
    if not plan.gone_options:
        return []
    visitor = _Options(plan)
    visit(document, visitor)
    return sorted(visitor.found)


class _Options(Visitor):
    def __init__(self, plan: FieldPlan) -> None:
        super().__init__()
        self._plan = plan
        self._depth = 0
        self.found: set[str] = set()

    def enter_object_field(self, node: ObjectFieldNode, *_: object) -> None:
        self._depth += node.name.value in self._plan.names

    def leave_object_field(self, node: ObjectFieldNode, *_: object) -> None:
        self._depth -= node.name.value in self._plan.names

    def enter_string_value(self, node: StringValueNode, *_: object) -> None:
        if self._depth and node.value in self._plan.gone_options:
            self.found.add(node.value)
