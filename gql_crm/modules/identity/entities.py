"""Users and teams."""

from gql_crm import ChoiceOption, Entity, Field, Relation

USER = Entity(
    name="User",
    plural="users",
    label={"en": "User"},
    plural_label={"en": "Users"},
    description="Somebody who works with the CRM.",
    display=("name",),
    display_fallback=("email",),
    fields=(
        Field(
            key="email",
            kind="EMAIL",
            label={"en": "E-mail"},
            required=True,
            unique=True,
            description="The address to sign in with.",
        ),
        Field(
            key="name",
            kind="TEXT",
            label={"en": "Name"},
            description="The name that others see.",
            quick_create=True,
        ),
        Field(
            key="locale",
            kind="TEXT",
            label={"en": "Language"},
            max_length=35,
            description="Language of labels, a BCP 47 tag.",
            searchable=False,
        ),
        Field(
            key="timeZone",
            kind="TEXT",
            label={"en": "Time zone"},
            max_length=64,
            description="An IANA time zone, such as Europe/Vilnius.",
            searchable=False,
        ),
        Field(
            key="active",
            kind="BOOLEAN",
            label={"en": "Active"},
            default=True,
            description="Whether the user may sign in.",
        ),
        Field(
            key="roleKeys",
            kind="MULTI_CHOICE",
            label={"en": "Roles"},
            description="The roles whose permissions the user has.",
            options=(
                ChoiceOption("admin", {"en": "Administrator"}, position=1),
                ChoiceOption("member", {"en": "Member"}, position=2),
            ),
        ),
    ),
)

TEAM = Entity(
    name="Team",
    plural="teams",
    label={"en": "Team"},
    plural_label={"en": "Teams"},
    description="People who work with the same records.",
    display=("name",),
    fields=(
        Field(
            key="name",
            kind="TEXT",
            label={"en": "Name"},
            required=True,
            description="What the team is called.",
            quick_create=True,
        ),
        Field(
            key="parent",
            kind="REFERENCE",
            target="Team",
            label={"en": "Part of"},
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
    label={"en": "Teams"},
    inverse_label={"en": "Members"},
    description="The teams that the user is a member of.",
    inverse_description="The users who are members of the team.",
)
