"""What a call wants to write, as far as it has been understood, and everything that is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from gql_crm.errors import ClientError, UserError, UserErrors, Warning_
from gql_crm.fields.kind import ValueContext, ValueProblem
from gql_crm.fields.scalars import MalformedId
from gql_crm.plugins.catalog import CatalogField, ToMany

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A record that the call names; `locked` where the field forbids its deletion, which must wait for us."""

    path: Path
    entity: str
    id: UUID
    locked: bool = False


@dataclass(slots=True)
class LinkWish:
    """What a call wants a list of linked records to become; `name` is the input that says so first."""

    list: ToMany
    name: str
    replace: tuple[UUID, ...] | None = None
    add: tuple[UUID, ...] = ()
    remove: tuple[UUID, ...] = ()


@dataclass(slots=True)
class TagWish:
    """What a call wants the tags to become, each with its place in the input; `name` says so first."""

    name: str
    replace: list[tuple[str, Path]] | None = None
    add: list[tuple[str, Path]] = field(default_factory=list)
    remove: list[tuple[str, Path]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ChildRow:
    """One of a record's children, with its values by field key."""

    id: UUID
    values: Mapping[str, Any]


@dataclass(slots=True)
class Proposal:
    """Values by field key, lists by list key, and all faults, so that a call hears of them at once."""

    context: ValueContext
    values: dict[str, Any] = field(default_factory=dict)
    links: dict[str, LinkWish] = field(default_factory=dict)
    children: dict[str, tuple[ChildRow, ...]] = field(default_factory=dict)
    tags: TagWish | None = None
    references: list[Reference] = field(default_factory=list)
    faults: list[UserError] = field(default_factory=list)
    warnings: list[Warning_] = field(default_factory=list)
    filled: set[str] = field(default_factory=set)
    """Fields whose values nobody has given: defaults, and what a copy takes over."""

    def fault(self, code: str, path: Path, message: str) -> None:
        """Note what is wrong."""
        self.faults.append(UserError(code, path, message))

    def absorb(self, part: "Proposal", place: Path) -> None:
        """Take over what was found out about the part of the input that stands at `place`."""
        self.references.extend(replace(one, path=(*place, *one.path)) for one in part.references)
        self.faults.extend(replace(one, field=(*place, *one.field)) for one in part.faults)
        self.warnings.extend(replace(one, field=(*place, *one.field)) for one in part.warnings)

    def raise_faults(self) -> None:
        """Raise `UserErrors` if there is a fault."""
        if self.faults:
            raise UserErrors(self.faults)

    def parse(self, name: str, declared: CatalogField, raw: Any, stored: Any) -> None:
        """Let the field's kind judge a value; `stored` is what the record holds now."""
        if declared.field.required and isinstance(raw, str) and not raw.strip():
            self.fault("REQUIRED", (name,), f'"{name}" needs a value; this one is empty.')
            return
        kept = _inactive(declared, stored)
        definition = declared.field if not kept else _with_active(declared, kept)
        try:
            value = declared.kind.parse(raw, definition, self.context)
        except MalformedId:
            raise
        except ValueProblem as problem:
            self.fault("VALIDATION", (name, *problem.path), str(problem))
            return
        self._accept(name, declared, value, stored)
        self._tell_inactive(name, declared, value, kept)

    def _tell_inactive(self, name: str, declared: CatalogField, value: Any, kept: frozenset[str]) -> None:
        for option in sorted(kept & _options_in(declared, value)) if kept else ():
            text = f'"{name}" keeps the option "{option}", which is inactive and could not be chosen anew.'
            self.warnings.append(Warning_("OPTION_INACTIVE", text, (name,)))

    def keep(self, name: str, declared: CatalogField, value: Any) -> None:
        """Take over a value that another record holds, whatever would be said of it today."""
        self.values[declared.key] = value
        self.filled.add(declared.key)
        self._tell_inactive(name, declared, value, _inactive(declared, value))

    def drop(self, name: str, declared: CatalogField, stored: Any) -> None:
        """Leave out a value that nobody has given; what the record has stays."""
        self.values[declared.key] = stored
        self.references[:] = [one for one in self.references if one.path[0] != name]
        self.warnings[:] = [one for one in self.warnings if one.field[:1] != (name,)]

    def clear(self, name: str, declared: CatalogField, stored: Any) -> None:
        """Take the value away, where the field allows it."""
        if needed(declared):
            self.fault("REQUIRED", (name,), f'"{name}" needs a value and cannot be cleared.')
        else:
            self._accept(name, declared, None, stored)

    def _accept(self, name: str, declared: CatalogField, value: Any, stored: Any) -> None:
        if declared.field.immutable and stored is not None and value != stored:
            self.fault("READ_ONLY", (name,), f'"{name}" keeps its first value and cannot be changed.')
            return
        self.values[declared.key] = value
        if declared.target and value is not None and value != stored:
            self.references.append(
                Reference((name,), declared.target, value, locked=declared.field.restrict_delete)
            )
        if value is not None:
            for text in declared.kind.warnings(value, declared.field):
                self.warnings.append(Warning_(declared.kind.warning_code, text, (name,)))


def needed(declared: CatalogField) -> bool:
    """Whether a record must have a value of this field."""
    return declared.field.required or not declared.field.nullable


def _inactive(declared: CatalogField, stored: Any) -> frozenset[str]:
    """The inactive options that the record holds now: it may keep them."""
    if stored is None or not declared.field.options:
        return frozenset()
    retired = {option.value for option in declared.field.options if not option.active}
    return frozenset(retired & _options_in(declared, stored))


def _with_active(declared: CatalogField, kept: frozenset[str]) -> Any:
    options = tuple(
        replace(option, active=option.active or option.value in kept) for option in declared.field.options
    )
    return replace(declared.field, options=options)


def _options_in(declared: CatalogField, value: Any) -> set[str]:
    document = declared.kind.dump(value)
    return {document} if isinstance(document, str) else set(document)


def with_path(judge: Any, path: Path, *arguments: Any) -> Any:
    """Call a judge; an id that is no id is the request's fault and answered with its place in the input."""
    try:
        return judge(*arguments)
    except MalformedId as problem:
        raise ClientError("BAD_USER_INPUT", f'"{".".join(path)}": {problem}', {"field": list(path)}) from None
