"""An event: what happened to a contact and when."""

from gql_crm import ChoiceOption, Entity, Field

KINDS = ("call", "email", "meeting", "visit", "note")

EVENT = Entity(
    name="ContactEvent",
    plural="events",
    label={"en": "Event"},
    plural_label={"en": "Events"},
    description="What happened.",
    display=("kind",),
    fields=(
        Field(
            key="contact",
            kind="REFERENCE",
            target="Contact",
            inverse="events",
            required=True,
            nullable=False,
            label={"en": "Contact"},
        ),
        Field(
            key="kind",
            kind="CHOICE",
            required=True,
            nullable=False,
            label={"en": "Kind"},
            options=tuple(ChoiceOption(kind, {"en": kind.capitalize()}) for kind in KINDS),
        ),
        Field(key="occurredAt", kind="DATETIME", required=True, nullable=False, label={"en": "Occurred at"}),
        Field(key="note", kind="TEXT", label={"en": "Note"}),
        Field(key="payload", kind="JSON", label={"en": "Payload"}),
    ),
)
