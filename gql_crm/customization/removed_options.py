"""Options that go although records hold them: which option these get instead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from gql_crm.customization.held_values import HeldValues
from gql_crm.customization.session import CatalogChange
from gql_crm.customization.writers import shut_writers_out
from gql_crm.errors import UserError
from gql_crm.fields.field import ChoiceOption, Field
from gql_crm.jobs import enqueue
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.merge import CustomField
from gql_crm.text import did_you_mean, shown

OPTIONS_JOB: Final = "field.options"
_PATH: Final = ("removedOptions",)

Moves = Mapping[str, str | None]
"""The option that records hold instead, or None, by the option that goes."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A definition whose options go, those that records hold after a job has moved these."""

    field: Field
    moves: Moves
    faults: Sequence[UserError] = ()


async def removed_options(held: HeldValues, old: Field, new: Field, given: Mapping[str, Any]) -> Removal:
    """Return what a change of the options comes to: until the job is done, what is held stays inactive."""
    wanted: Moves = {one["value"]: one.get("moveTo") for one in given.get("removedOptions") or ()}
    removed = {option.value for option in old.options} - {option.value for option in new.options}
    faults = list(_faults(held, old, new, given, wanted))
    if removed and not faults:
        await shut_writers_out(held.connection)  # nobody writes an option that is about to go
    in_use = {} if faults else await held.options_in_use(removed)
    faults.extend(_still_held(value, count) for value, count in in_use.items() if value not in wanted)
    moves = {value: wanted[value] for value in in_use if value in wanted}
    going = tuple(replace(option, active=False) for option in old.options if option.value in moves)
    return Removal(replace(new, options=(*new.options, *going)), moves, faults)


async def ask_for_moves(change: CatalogChange, custom: CustomField, moves: Moves, actor_id: UUID) -> UUID:
    """Ask for the job that gives records other options, and takes those that go out; return its id."""
    field = {"entity": custom.entity, "key": custom.field.key, "field": custom.id}
    arguments = {**field, "moves": dict(moves)}
    return await enqueue(change.connection, OPTIONS_JOB, arguments, actor_id=actor_id, now=change.now)


def without(options: Sequence[ChoiceOption], gone: Moves) -> tuple[ChoiceOption, ...]:
    """Return options without those that go."""
    return tuple(option for option in options if option.value not in gone)


def _faults(
    held: HeldValues, old: Field, new: Field, given: Mapping[str, Any], wanted: Moves
) -> Iterator[UserError]:
    there, kept = [option.value for option in old.options], {option.value for option in new.options}
    if wanted and "options" not in given:
        text = '"removedOptions" says what becomes of records; give all the options that stay in "options".'
        yield UserError("REQUIRED", ("options",), text)
        return
    if len(wanted) < len(given.get("removedOptions") or ()):
        yield UserError("VALIDATION", _PATH, "An option is named twice.")
    for value, target in wanted.items():
        if value not in there:
            text = f"{shown(value)} is no option of this field.{did_you_mean(value, there)}"
            yield UserError("VALIDATION", _PATH, text)
        elif value in kept:
            text = f'{shown(value)} is among "options", so it stays; leave it out there.'
            yield UserError("VALIDATION", _PATH, text)
        if target is None and new.required:
            text = f'The field is required: give a "moveTo", the option instead of {shown(value)}.'
            yield UserError("VALIDATION", _PATH, text)
        elif target is not None and target not in kept:
            hint = did_you_mean(target, kept)
            text = f"Records cannot hold {shown(target)} instead: it is none of the options that stay.{hint}"
            yield UserError("VALIDATION", _PATH, text)
    if wanted:
        yield from unique_faults(held, new, _PATH)


def unique_faults(held: HeldValues, field: Field, path: tuple[str, ...]) -> Iterator[UserError]:
    """Refuse to change all values of a field where unique values depend on it."""
    if field.unique or held.field.field.unique:
        text = f'"{field.key}" is unique, so its values cannot be changed all at once; set unique to false.'
        yield UserError("VALIDATION", path, text)
    yield from scope_faults(held.entity, field.key, path)


def scope_faults(entity: CatalogEntity, key: str, path: tuple[str, ...]) -> Iterator[UserError]:
    """Refuse to change all values of a field where unique values of others are told apart by them."""
    for other in entity.fields.values():
        if key in other.field.unique_within:
            text = f'"uniqueWithin" of "{other.key}" needs the values of "{key}"; change that first.'
            yield UserError("IN_USE", path, text)


def _still_held(option: str, count: int) -> UserError:
    holders = f"{count} records hold" if count > 1 else "One record holds"
    text = (
        f'{holders} the option "{option}", so it must stay: give it with active: false, and it can no longer '
        f'be chosen, or name it in "removedOptions" with the option that they "moveTo".'
    )
    return UserError("IN_USE", ("options",), text)
