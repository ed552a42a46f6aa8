"""A visit: somebody of ours at an outlet, from the plan to the end."""

from gql_crm import Entity
from gql_crm_merchandising.declaring import field, options

PLANNED, IN_PROGRESS, COMPLETED, CANCELLED = "PLANNED", "IN_PROGRESS", "COMPLETED", "CANCELLED"

STATES = options(
    (PLANNED, "Planned", "Планирано"),
    (IN_PROGRESS, "In progress", "В ход"),
    (COMPLETED, "Completed", "Завършено"),
    (CANCELLED, "Cancelled", "Отменено"),
)

VISIT = Entity(
    name="Visit",
    plural="visits",
    label={"en": "Visit", "bg": "Посещение"},
    plural_label={"en": "Visits", "bg": "Посещения"},
    description="A visit at an outlet, planned, going on or over.",
    display=("title",),
    display_fallback=("plannedAt",),
    fields=(
        field("title", "TEXT", "Title", "Заглавие",
              "What the visit is called on lists: the outlet's name, unless something else was written."),
        field("outlet", "REFERENCE", "Outlet", "Обект", "Where the visit takes place.",
              target="Organization", inverse="visits", required=True, immutable=True, quick_create=True),
        field("agent", "USER", "Agent", "Представител", "Who visits.", writable=False),
        field("status", "CHOICE", "Status", "Състояние", "How far the visit is; operations change it.",
              options=STATES, enum="VisitStatus", default=PLANNED, writable=False),
        field("plannedAt", "DATETIME", "Planned at", "Планирано за", "When the visit is to take place.",
              quick_create=True),
        field("startedAt", "DATETIME", "Started at", "Начало", "When the visit began.", writable=False),
        field("endedAt", "DATETIME", "Ended at", "Край", "When the visit ended.", writable=False),
        field("gpsIn", "GEO_POINT", "Position at the start", "Местоположение в началото",
              "Where the agent's device was when the visit began.", writable=False),
        field("gpsOut", "GEO_POINT", "Position at the end", "Местоположение в края",
              "Where the agent's device was when the visit ended.", writable=False),
        field("note", "LONG_TEXT", "Note", "Бележка", "What is to be remembered of the visit.",
              writable=False),
        field("cancelReason", "TEXT", "Reason", "Причина", "Why the visit was cancelled.",
              writable=False),
    ),
)  # fmt: skip
