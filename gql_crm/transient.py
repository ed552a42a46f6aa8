"""Values that are made for one request, some thirty of them each time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform, overload

Transient = TypeVar("Transient")


@overload
def transient(cls: type[Transient], /) -> type[Transient]: ...


@overload
def transient(*, kw_only: bool = False) -> Callable[[type[Transient]], type[Transient]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def transient(
    cls: type[Transient] | None = None, /, *, kw_only: bool = False
) -> type[Transient] | Callable[[type[Transient]], type[Transient]]:
    """Make a class a dataclass that is frozen for the type checker alone.

    One that is frozen at run time too sets each attribute by `object.__setattr__`, which takes four times as
    long: a fiftieth of a write.
    """
    made = dataclass(slots=True, kw_only=kw_only, unsafe_hash=True)
    return made if cls is None else made(cls)
