"""The fields that every record has, as fields like any other."""

from collections.abc import Mapping

from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.kinds.tags import TagsKind
from gql_crm.fields.labels import labels
from gql_crm.fields.storage import ColumnStorage, TagStorage
from gql_crm.plugins.catalog import CatalogField

CORE = "gql_crm"
TAGS = "tags"

_FIELDS = (
    (
        Field(
            key="owner",
            kind="USER",
            label=labels("Owner", "Atsakingas asmuo", "Vlastník", "Отговорник", "مسئول"),
            description="The user who answers for the record.",
        ),
        "owner_id",
    ),
    (
        Field(
            key="team",
            kind="REFERENCE",
            target="Team",
            label=labels("Team", "Komanda", "Tým", "Екип", "تیم"),
            description="The team that works with the record.",
        ),
        "team_id",
    ),
    (
        Field(
            key="createdAt",
            kind="DATETIME",
            writable=False,
            nullable=False,
            label=labels("Created at", "Sukurta", "Vytvořeno", "Създадено на", "زمان ایجاد"),
            description="When the record was created.",
        ),
        "created_at",
    ),
    (
        Field(
            key="createdBy",
            kind="USER",
            writable=False,
            label=labels("Created by", "Sukūrė", "Vytvořil(a)", "Създадено от", "ایجادکننده"),
            description="Who created the record.",
        ),
        "created_by",
    ),
    (
        Field(
            key="updatedAt",
            kind="DATETIME",
            writable=False,
            nullable=False,
            label=labels("Updated at", "Pakeista", "Změněno", "Променено на", "زمان ویرایش"),
            description="When one of the record's own fields last changed.",
        ),
        "updated_at",
    ),
    (
        Field(
            key="updatedBy",
            kind="USER",
            writable=False,
            label=labels("Updated by", "Pakeitė", "Změnil(a)", "Променено от", "ویرایش‌کننده"),
            description="Who last changed the record.",
        ),
        "updated_by",
    ),
    (
        Field(
            key="version",
            kind="INTEGER",
            writable=False,
            nullable=False,
            label=labels("Version", "Versija", "Verze", "Версия", "نسخه"),
            description="Counts the changes of the record's own fields; `expectedVersion` compares it.",
        ),
        "version",
    ),
    (
        Field(
            key="deletedAt",
            kind="DATETIME",
            writable=False,
            label=labels("Deleted at", "Ištrinta", "Smazáno", "Изтрито на", "زمان حذف"),
            description="When the record was deleted; null for a record that was not.",
        ),
        "deleted_at",
    ),
)

_TAGS = Field(
    key=TAGS,
    kind="TAGS",
    nullable=False,
    label=labels("Tags", "Žymos", "Štítky", "Етикети", "برچسب‌ها"),
    description="Words that people put on the record; `VIP` and `vip` are one tag.",
)


def system_fields(kinds: Mapping[str, FieldKind]) -> Mapping[str, CatalogField]:
    """Return the system fields by key."""
    columns = {
        field.key: CatalogField(
            field, kinds[field.kind], CORE, f"{CORE}:{field.key}", ColumnStorage((column,))
        )
        for field, column in _FIELDS
    }
    return {**columns, TAGS: CatalogField(_TAGS, TagsKind(), CORE, f"{CORE}:{TAGS}", TagStorage())}
