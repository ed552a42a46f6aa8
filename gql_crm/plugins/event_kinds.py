"""Kinds of events, as the core and modules declare them."""

from dataclasses import dataclass, field
from typing import Final

from gql_crm.fields.field import Field, LocalizedText

ANY_RECORD: Final = "Record"
"""As the target of a reference in a payload: a record of any entity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChanged:
    """Lets each change of a field of an entity be told by an event, written with the change itself.

    `old` and `new` name the fields of the event's payload, of the same kind, that take the two values.
    """

    entity: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKind:
    """A kind of line in the timelines of records: PRICE_CHANGED, whose type is `PriceChangedEvent`.

    `fields` are its payload. A reference may have the target `Record`: a record of any entity. Payload fields
    of one key have one type over all kinds. With `roll_up` a reference lets the timeline of the record that
    it leads to tell the event, too. Events of the kind are recorded by operations
    (`records.record_event`), or by themselves when one of `told_changes` happens; whoever cannot read such a
    field does not see the events that tell of it.
    """

    key: str
    fields: tuple[Field, ...] = ()
    told_changes: tuple[FieldChanged, ...] = ()
    label: LocalizedText = field(default_factory=dict)
    description: str = ""
