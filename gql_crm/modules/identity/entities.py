"""Users and teams."""

from gql_crm import Entity, Field, Relation
from gql_crm.fields.labels import choices, labels

USER = Entity(
    name="User",
    plural="users",
    label=labels("User", "Naudotojas", "Uživatel", "Потребител", "کاربر"),
    plural_label=labels("Users", "Naudotojai", "Uživatelé", "Потребители", "کاربران"),
    description="Somebody who works with the CRM.",
    mergeable=False,
    display=("name",),
    display_fallback=("email",),
    fields=(
        Field(
            key="email",
            kind="EMAIL",
            label=labels("E-mail", "El. paštas", "E-mail", "Имейл", "ایمیل"),
            required=True,
            unique=True,
            description="The address to sign in with.",
        ),
        Field(
            key="name",
            kind="TEXT",
            label=labels("Name", "Vardas ir pavardė", "Jméno", "Име", "نام"),
            description="The name that others see.",
            quick_create=True,
        ),
        Field(
            key="locale",
            kind="TEXT",
            label=labels("Language", "Kalba", "Jazyk", "Език", "زبان"),
            max_length=35,
            description="Language of labels, a BCP 47 tag.",
            searchable=False,
        ),
        Field(
            key="timeZone",
            kind="TEXT",
            label=labels("Time zone", "Laiko juosta", "Časové pásmo", "Часова зона", "منطقهٔ زمانی"),
            max_length=64,
            description="An IANA time zone, such as Europe/Vilnius.",
            searchable=False,
        ),
        Field(
            key="active",
            kind="BOOLEAN",
            label=labels("Active", "Aktyvus", "Aktivní", "Активен", "فعال"),
            default=True,
            description="Whether the user may sign in.",
        ),
        Field(
            key="roleKeys",
            kind="MULTI_CHOICE",
            label=labels("Roles", "Vaidmenys", "Role", "Роли", "نقش‌ها"),
            description="The roles whose permissions the user has.",
            options=choices(
                admin=labels(
                    "Administrator", "Administratorius", "Administrátor", "Администратор", "مدیر سیستم"
                ),
                member=labels("Member", "Narys", "Člen", "Член", "عضو"),
            ),
        ),
    ),
)

TEAM = Entity(
    name="Team",
    plural="teams",
    label=labels("Team", "Komanda", "Tým", "Екип", "تیم"),
    plural_label=labels("Teams", "Komandos", "Týmy", "Екипи", "تیم‌ها"),
    description="People who work with the same records.",
    mergeable=False,
    display=("name",),
    fields=(
        Field(
            key="name",
            kind="TEXT",
            label=labels("Name", "Pavadinimas", "Název", "Наименование", "نام"),
            required=True,
            description="What the team is called.",
            quick_create=True,
        ),
        Field(
            key="parent",
            kind="REFERENCE",
            target="Team",
            label=labels("Part of", "Priklauso komandai", "Součást týmu", "Част от екип", "بخشی از تیم"),
            description="The team that this one is a part of; its members see what this team sees.",
        ),
    ),
)

MEMBERSHIP = Relation(
    key="teams",
    singular="team",
    source="User",
    target="Team",
    inverse="members",
    label=labels("Teams", "Komandos", "Týmy", "Екипи", "تیم‌ها"),
    inverse_label=labels("Members", "Nariai", "Členové", "Членове", "اعضا"),
    description="The teams that the user is a member of.",
    inverse_description="The users who are members of the team.",
)
