"""The kinds of events that the core records itself."""

from typing import Final

from gql_crm.fields.field import Field
from gql_crm.fields.labels import labels
from gql_crm.plugins.event_kinds import ANY_RECORD, EventKind

CORE_KINDS: Final = (
    EventKind(
        key="RECORD_CREATED",
        fields=(
            Field(
                key="copyOf",
                kind="REFERENCE",
                target=ANY_RECORD,
                description="The record that it was copied from.",
            ),
        ),
        label=labels("Created", "Sukurta", "Vytvořeno", "Създадено", "ایجاد شد"),
        description="The record was created.",
    ),
    EventKind(
        key="RECORD_UPDATED",
        label=labels("Changed", "Pakeista", "Změněno", "Променено", "ویرایش شد"),
        description="Fields of the record were changed.",
    ),
    EventKind(
        key="RECORD_DELETED",
        label=labels("Deleted", "Ištrinta", "Smazáno", "Изтрито", "حذف شد"),
        description="The record was deleted; its own timeline alone tells so.",
    ),
    EventKind(
        key="RECORD_RESTORED",
        label=labels("Restored", "Atkurta", "Obnoveno", "Възстановено", "بازیابی شد"),
        description="The record was restored.",
    ),
    EventKind(
        key="OWNER_CHANGED",
        fields=(
            Field(key="fromOwner", kind="USER", description="Who answered for the record before."),
            Field(key="toOwner", kind="USER", description="Who answers for it since."),
        ),
        label=labels(
            "Owner changed",
            "Pakeistas atsakingas asmuo",
            "Změněn vlastník",
            "Сменен отговорник",
            "تغییر مسئول",
        ),
        description="Somebody else answers for the record.",
    ),
    EventKind(
        key="STATUS_CHANGED",
        fields=(
            Field(
                key="statusField",
                kind="TEXT",
                nullable=False,
                description="The field of the record that is its status, as it is called now.",
            ),
            Field(key="fromStatus", kind="TEXT", description="The status before: an option, or a name."),
            Field(key="toStatus", kind="TEXT", description="The status since."),
            Field(key="reason", kind="TEXT", description="Why, where the record says so."),
        ),
        label=labels("Status changed", "Pakeista būsena", "Změněn stav", "Сменен статус", "تغییر وضعیت"),
        description="The record has another status.",
    ),
    EventKind(
        key="LINKED",
        fields=(
            Field(
                key="relation",
                kind="TEXT",
                nullable=False,
                description="The relation type's key, as it is called now.",
            ),
            Field(
                key="other",
                kind="REFERENCE",
                target=ANY_RECORD,
                description="The record at the other end.",
            ),
        ),
        label=labels("Linked", "Susieta", "Propojeno", "Свързано", "پیوند داده شد"),
        description="The record was linked with another one.",
    ),
    EventKind(
        key="UNLINKED",
        fields=(
            Field(
                key="relation",
                kind="TEXT",
                nullable=False,
                description="The relation type's key, as it is called now.",
            ),
            Field(
                key="other",
                kind="REFERENCE",
                target=ANY_RECORD,
                description="The record at the other end.",
            ),
        ),
        label=labels("Unlinked", "Atsieta", "Odpojeno", "Прекъсната връзка", "پیوند برداشته شد"),
        description="The link with another record was taken away.",
    ),
    EventKind(
        key="COMMENT",
        label=labels("Comment", "Komentaras", "Komentář", "Коментар", "نظر"),
        description="Somebody commented on the record (`addComment`).",
    ),
    EventKind(
        key="SHARED",
        label=labels("Shared", "Pasidalinta", "Sdíleno", "Споделено", "به اشتراک گذاشته شد"),
        description="The record was shared with a user or a team, or is shared for something else since.",
    ),
    EventKind(
        key="UNSHARED",
        label=labels(
            "Not shared any more",
            "Nebesidalijama",
            "Sdílení zrušeno",
            "Споделянето е спряно",
            "اشتراک برداشته شد",
        ),
        description="The record is not shared with a user or a team any more.",
    ),
    EventKind(
        key="LOGGED",
        fields=(Field(key="title", kind="TEXT", max_length=200, description="What it was, in a few words."),),
        label=labels("Noted", "Užfiksuota", "Zaznamenáno", "Отбелязано", "ثبت شد"),
        description="Somebody noted what happened: a talk, an event of the past (`logEvent`).",
    ),
)
