"""The entity `SavedView`."""

from gql_crm import Entity, Field
from gql_crm.fields.labels import choices, labels

SCOPES = choices(
    PRIVATE=labels("Private", "Asmeninis", "Soukromý", "Личен", "خصوصی"),
    TEAM=labels("Team", "Komandos", "Týmový", "Екипен", "تیمی"),
    PUBLIC=labels("Public", "Viešas", "Veřejný", "Общодостъпен", "عمومی"),
)

SAVED_VIEW = Entity(
    name="SavedView",
    plural="savedViews",
    label=labels("View", "Rodinys", "Pohled", "Изглед", "نما"),
    plural_label=labels("Views", "Rodiniai", "Pohledy", "Изгледи", "نماها"),
    description="A filter, an order and columns for the list of an entity, kept under a name.",
    display=("name",),
    published_by="scope",
    fields=(
        Field(
            key="entity",
            kind="TEXT",
            label=labels("Entity", "Objektas", "Entita", "Обект", "موجودیت"),
            required=True,
            max_length=63,
            searchable=False,
            description="Name of the type whose lists it is for: `Contact`.",
        ),
        Field(
            key="name",
            kind="TEXT",
            label=labels("Name", "Pavadinimas", "Název", "Наименование", "نام"),
            required=True,
            max_length=200,
            description="What the view is called.",
            quick_create=True,
        ),
        Field(
            key="columns",
            kind="MULTI_CHOICE",
            free_choice=True,
            label=labels("Columns", "Stulpeliai", "Sloupce", "Колони", "ستون‌ها"),
            description="Fields to show, in order; a path leads to related records: `organization.name`.",
        ),
        Field(
            key="filter",
            kind="JSON",
            label=labels("Filter", "Filtras", "Filtr", "Филтър", "فیلتر"),
            description="Conditions on the records, as the list's argument `filter` has them.",
        ),
        Field(
            key="orderBy",
            kind="JSON",
            label=labels("Order", "Rikiavimas", "Řazení", "Подредба", "ترتیب"),
            description="Sort keys, as the list's argument `orderBy` has them.",
        ),
        Field(
            key="scope",
            kind="CHOICE",
            enum="ViewScope",
            options=SCOPES,
            default="PRIVATE",
            label=labels("Visible to", "Mato", "Vidí", "Виждат", "قابل مشاهده برای"),
            description="Who sees the view: its owner, the team, or everybody.",
        ),
        Field(
            key="default",
            kind="BOOLEAN",
            default=False,
            label=labels("Default", "Numatytasis", "Výchozí", "По подразбиране", "پیش‌فرض"),
            description="Whether the list opens with this view.",
        ),
    ),
)
