"""A small agency with Lithuanian, Czech, Bulgarian and Persian clients, the same in every run."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest_asyncio

from gql_crm import Child, ChoiceOption, Entity, EventKind, Field, FieldChanged, Module, Relation
from gql_crm.access import Actor, profile_of
from gql_crm.database import Connection
from gql_crm.database.scratch import create_database
from gql_crm.database.supervisor.folder import APP_ROLE, OWNER_ROLE
from gql_crm.fields.kind import ValueContext
from gql_crm.records import Records
from gql_crm.settings import Settings
from gql_crm.testing import Crm, Template, open_crm
from gql_crm.workspace import Workspace
from tests.story_computed import COMPUTED, PARTY

NOW = datetime(2026, 3, 15, 12, 30, tzinfo=UTC)

OFFERS = Child(
    key="offers",
    name="ListingOffer",
    fields=(
        Field(key="buyer", kind="REFERENCE", target="Contact"),
        Field(key="amount", kind="MONEY", required=True),
        Field(key="madeAt", kind="DATETIME"),
    ),
)

LISTING = Entity(
    name="Listing",
    plural="listings",
    display=("title",),
    status="stage",
    children=(OFFERS,),
    fields=(
        Field(key="title", kind="TEXT", required=True),
        Field(key="rooms", kind="INTEGER"),
        Field(key="area", kind="DECIMAL"),
        Field(key="price", kind="MONEY"),
        Field(key="built", kind="DATE"),
        Field(key="viewedAt", kind="DATETIME"),
        Field(key="furnished", kind="BOOLEAN"),
        Field(key="stage", kind="CHOICE", options=(ChoiceOption("draft"), ChoiceOption("live"),
        ChoiceOption("sold"))),
        Field(key="features", kind="MULTI_CHOICE", options=(ChoiceOption("garden"), ChoiceOption("garage"),
        ChoiceOption("lift"))),
        Field(key="story", kind="LONG_TEXT"),
        Field(key="seller", kind="REFERENCE", target="Contact", inverse="soldListings",
        roll_up=True),
        Field(key="partners", kind="MULTI_REFERENCE", target="Organization", inverse="partnerListings"),
    ),
)  # fmt: skip

REPRICED = EventKind(
    key="REPRICED",
    label={"en": "Repriced", "lt": "Pakeista kaina"},
    fields=(Field(key="oldPrice", kind="MONEY"), Field(key="newPrice", kind="MONEY")),
    told_changes=(FieldChanged(entity="Listing", field="price", old="oldPrice", new="newPrice"),),
)
SHOWN = EventKind(
    key="SHOWN",
    label={"en": "Shown", "lt": "Apžiūra"},
    fields=(
        Field(key="visitor", kind="REFERENCE", target="Contact", required=True),
        Field(key="companions", kind="MULTI_REFERENCE", target="Contact"),
        Field(key="minutes", kind="INTEGER"),
        Field(key="verdict", kind="TEXT", max_length=20),
    ),
)

AGENCY = Module(
    name="agency",
    version="1",
    requires=("identity", "people"),
    entities=(LISTING,),
    fields={
        "Contact": (
            Field(key="rank", kind="INTEGER"),
            Field(key="mentor", kind="REFERENCE", target="Contact", inverse="mentees"),
        )
    },
    relations=(
        Relation(
            key="viewers",
            singular="viewer",
            source="Listing",
            target="Contact",
            inverse="viewedListings",
            roll_up=True,
        ),
    ),
    event_kinds=(REPRICED, SHOWN),
    computed=COMPUTED,
    interfaces=(PARTY,),
)

CUSTOM_FIELDS = (
    {"entity": "Contact", "key": "budget", "kind": "MONEY", "label": {"en": "Budget"}},
    {"entity": "Contact", "key": "stars", "kind": "INTEGER", "label": {"en": "Stars"}},
    {"entity": "Contact", "key": "nextCall", "kind": "DATE", "label": {"en": "Next call"}},
    {"entity": "Contact", "key": "lastCall", "kind": "DATETIME", "label": {"en": "Last call"}},
    {"entity": "Contact", "key": "vip", "kind": "BOOLEAN", "label": {"en": "VIP"}},
    {"entity": "Contact", "key": "score", "kind": "DECIMAL", "label": {"en": "Score"}},
    {"entity": "Contact", "key": "memo", "kind": "LONG_TEXT", "label": {"en": "Memo"}},
    {"entity": "Contact", "key": "hobbies", "kind": "MULTI_CHOICE", "label": {"en": "Hobbies"},
     "options": [{"value": "chess", "label": {"en": "Chess"}}, {"value": "skiing",
     "label": {"en": "Skiing"}}]},
    {"entity": "Contact", "key": "broker", "kind": "REFERENCE", "targetEntity": "Organization",
     "label": {"en": "Broker"}},
    {"entity": "Contact", "key": "lenders", "kind": "MULTI_REFERENCE", "targetEntity": "Organization",
     "label": {"en": "Lenders"}},
    {"entity": "Contact", "key": "oldCode", "kind": "TEXT", "label": {"en": "Old code"}},
)  # fmt: skip


def id_of(entity: str, number: int) -> str:
    """The id of a record: its entity and number, in the form of a UUIDv7."""
    place = ("Team", "User", "Organization", "Contact", "Listing").index(entity) + 1
    return f"018f0000-000{place}-7000-8000-{number:012d}"


def organization(number: int) -> str:
    return id_of("Organization", number)


def contact(number: int) -> str:
    return id_of("Contact", number)


def listing(number: int) -> str:
    return id_of("Listing", number)


VILNIUS, PRAHA, SOFIA = (id_of("Team", number) for number in (1, 2, 3))
RASA, IVO, LONER = (id_of("User", number) for number in (1, 2, 3))


def _eur(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


TEAMS: tuple[dict[str, Any], ...] = (
    {"name": "Vilnius"},
    {"name": "Praha"},
    {"name": "Sofia", "parentId": VILNIUS},  # who is in Vilnius sees Sofia, not the other way round
)
USERS: tuple[dict[str, Any], ...] = (
    {"name": "Rasa", "email": "rasa@example.com", "roleKeys": ["member"], "teamIds": [VILNIUS]},
    {"name": "Ivo", "email": "ivo@example.com", "roleKeys": ["member"], "teamIds": [PRAHA]},
    {"name": "Loner", "email": "loner@example.com", "roleKeys": ["member"]},
)
ORGANIZATIONS: tuple[dict[str, Any], ...] = (
    {"name": "Žvėryno namai", "employees": 12, "annualRevenue": _eur("1200000"), "industry": "realEstate",
     "teamId": VILNIUS, "tags": ["VIP", "Žvėrynas"]},
    {"name": "Řeka reality", "employees": 3, "annualRevenue": {"amount": "9000000", "currency": "CZK"},
     "teamId": PRAHA, "tags": ["partner"]},
    {"name": "Имоти Шипка", "teamId": SOFIA, "tags": ["vip", "море"]},
    {"name": "خانه‌ی ایرانی", "employees": 40, "annualRevenue": _eur("1200000.5")},
    {"name": "100% Namai_Plus", "employees": 12, "parentId": organization(1)},
    {"name": "Uždaryta įmonė", "employees": 1},
)  # fmt: skip
CONTACTS: tuple[dict[str, Any], ...] = (
    {"firstName": "Jūratė", "lastName": "Žukauskienė", "organizationId": organization(1),
     "email": "jurate@example.com",
     "birthdate": "1980-05-17", "status": "Active", "contactTypes": ["Buyer", "Seller"], "doNotCall": False,
     "ownerId": RASA, "teamId": VILNIUS, "rank": 3, "budget": _eur("100000"), "stars": 5,
     "nextCall": "2026-03-16",
     "lastCall": "2026-03-01T08:00:00+02:00", "vip": True, "score": "4.5", "hobbies": ["chess"],
     "consents": [{"purpose": "Naujienlaiškis", "basis": "CONSENT", "givenAt": "2026-01-05T10:00:00+02:00",
     "withdrawnAt": "2026-02-01T00:00:00Z"}, {"purpose": "Sutartis", "basis": "CONTRACT"}],
     "brokerId": organization(2), "lendersIds": [organization(5), organization(2)],
     "oldCode": "A-1"},
    {"firstName": "Ąžuolas", "lastName": "Čepaitis", "organizationId": organization(1),
     "birthdate": "1975-01-02",
     "status": "Inactive", "contactTypes": ["Tenant"], "doNotCall": True, "teamId": VILNIUS,
     "mentorId": contact(1),
     "budget": _eur("99999.99"), "stars": 2, "vip": False, "memo": "Ieško namo\nprie ežero."},
    {"firstName": "Šarūnas", "lastName": "Sutkus", "organizationId": organization(5), "status": "Active",
     "ownerId": RASA,
     "mentorId": contact(1), "rank": 1, "budget": {"amount": "2500000", "currency": "CZK"}, "score": "10"},
    {"firstName": "Žaneta", "lastName": "Řehořová", "organizationId": organization(2),
     "birthdate": "1980-05-17",
     "contactTypes": [], "teamId": PRAHA, "ownerId": IVO, "rank": 2, "stars": 5, "hobbies": ["skiing",
     "chess"], "lendersIds": [organization(2), organization(6)]},
    {"firstName": "Čeněk", "lastName": "Cibulka", "organizationId": organization(2), "teamId": PRAHA,
     "doNotCall": True,
     "nextCall": "2025-12-31", "oldCode": "B-7"},
    {"firstName": "Řehoř", "lastName": "Rak", "ownerId": IVO, "mentorId": contact(4), "stars": 1},
    {"firstName": "Петър", "lastName": "Цветков", "organizationId": organization(3), "ownerId": RASA,
     "teamId": PRAHA,
     "birthdate": "1991-11-30", "email": "petar@example.com"},
    {"firstName": "Йоана", "lastName": "Илиева", "organizationId": organization(3), "teamId": SOFIA,
     "vip": True},
    {"firstName": "Иван", "lastName": "Йорданов", "rank": 2},
    {"firstName": "علی", "lastName": "یوسفی", "organizationId": organization(4), "teamId": SOFIA,
     "status": "Active",
     "description": "می‌خواهد خانه بخرد"},
    {"firstName": "مريم", "lastName": "كاظمي", "organizationId": organization(4)},
      # written with Arabic yeh and kaf
    {"firstName": "گلناز", "lastName": "ژاله", "ownerId": RASA, "budget": _eur("100000")},
    {"firstName": "Ona", "lastName": "O'Neil_50% \\ \"Co\"", "organizationId": organization(6),
     "teamId": VILNIUS},
    {"email": "anonymous@example.com"},
    {"firstName": "Petras", "lastName": "Dingęs", "organizationId": organization(1), "teamId": VILNIUS},
)  # fmt: skip
LISTINGS: tuple[dict[str, Any], ...] = (
    {"title": "Namas prie ežero", "rooms": 5, "area": "180.5", "price": _eur("250000"),
     "built": "1998-01-01", "stage": "live",
     "viewedAt": "2026-03-14T10:00:00.123456+02:00", "furnished": True, "features": ["garden", "garage"],
     "sellerId": contact(1), "partnersIds": [organization(1)],
     "offers": [{"buyerId": contact(2), "amount": _eur("240000"), "madeAt": "2026-03-10T09:00:00Z"},
     {"buyerId": contact(15), "amount": _eur("90000")}, {"amount": _eur("245000.50")}],
     "viewerIds": [contact(2), contact(4)], "teamId": VILNIUS, "story": "Senas sodas.\nNauja pirtis."},
    {"title": "Byt v Praze", "rooms": 2, "area": "54", "price": {"amount": "7900000", "currency": "CZK"},
     "stage": "draft",
     "furnished": False, "features": ["lift"], "sellerId": contact(4), "viewerIds": [contact(1)],
     "teamId": PRAHA, "partnersIds": [organization(2), organization(1)],
     "offers": [{"buyerId": contact(4), "amount": {"amount": "7500000", "currency": "CZK"}}]},
    {"title": "Вила край морето", "rooms": 5, "price": _eur("99999.5"), "viewerIds": [contact(4)],
     "ownerId": IVO,
     "offers": [{"buyerId": contact(1), "amount": _eur("95000")}]},
    {"title": "باغ", "features": [], "sellerId": contact(10)},
    {"title": "Sold out", "stage": "sold", "sellerId": contact(1), "viewerIds": [contact(2), contact(15)]},
)  # fmt: skip
DELETED = (("Organization", 6), ("Contact", 15), ("Listing", 5))


@dataclass(frozen=True, slots=True)
class Story:
    """The agency, open for reading."""

    crm: Crm
    rasa: Actor
    ivo: Actor
    loner: Actor

    async def data(self, query: str, *, actor: Actor | None = None, **variables: Any) -> dict[str, Any]:
        return await self.crm.data(query, actor=actor, **variables)

    async def refusal(self, query: str, *, actor: Actor | None = None, **variables: Any) -> tuple[str, str]:
        """Execute a document that must fail; return the first error's code and message."""
        document = await self.crm.execute(query, variables, actor=actor)
        error = document["errors"][0]
        return error["extensions"]["code"], error["message"]


@pytest_asyncio.fixture(scope="session")
async def story_template(crm_template: Template) -> Template:
    """A database with the story's records, for tests that change them: `open_crm(story_template)`."""
    return await _told(await crm_template.with_modules([AGENCY]))


@pytest_asyncio.fixture(scope="session")
async def story(story_template: Template) -> AsyncIterator[Story]:
    """The story for tests that only read."""
    async with open_crm(story_template, clock=lambda: NOW) as crm:
        actors = [await _actor(crm.workspace, user) for user in (RASA, IVO, LONER)]
        yield Story(crm, *actors)


@pytest_asyncio.fixture
async def own_story(story_template: Template) -> AsyncIterator[Story]:
    """The story for a test that changes it."""
    async with open_crm(story_template, clock=lambda: NOW) as crm:
        actors = [await _actor(crm.workspace, user) for user in (RASA, IVO, LONER)]
        yield Story(crm, *actors)


async def _actor(workspace: Workspace, user: str) -> Actor:
    actor = await workspace.actor_of_user(UUID(user))
    assert actor is not None
    return actor


async def _told(empty: Template) -> Template:
    """Fill a copy of the empty database."""
    name = await create_database(empty.server, empty.name)
    told = replace(empty, name=name)
    workspace = await Workspace.open(
        Settings.load(),
        dsn=empty.server.dsn(APP_ROLE, name),
        owner_dsn=empty.server.dsn(OWNER_ROLE, name),
        contributions=told.contributions,
        clock=lambda: NOW,
    )
    try:
        admin = await workspace.authenticate(told.token)
        assert admin is not None
        crm = Crm(workspace, admin)
        await _fill(crm)
    finally:
        await workspace.close()
    return told


LINKS = (
    ("COLLEAGUE", contact(3), contact(13), "bendradarbiai"),
    ("PARENT", contact(10), contact(3), None),
    ("OWNER", contact(3), listing(1), "⅓ дял"),
    ("OWNER", contact(3), listing(2), None),  # Praha's
    ("SPOUSE", contact(3), contact(15), None),  # who is deleted
    ("TENANT", contact(3), listing(1), "سالانه"),
    ("OWNER", organization(1), organization(5), None),
)
INSERT_LINK = """
INSERT INTO record_link (id, relation_id, source_id, target_id, both_ways, note, created_at)
VALUES ($1, 'people:' || $2, $3, $4, $5, $6, $7)
"""
"""Beside the unit of work: the versions of the records stay as they are."""


COMMENTS = (
    ("Skambinau, žada **atsiliepti**.", RASA, None, False, False),
    ("Търси *къща* край морето.", IVO, 1, True, False),
    (f"@[Rasa](user:{RASA}) قیمت را بپرس", IVO, None, False, True),
)
INSERT_COMMENT = """
INSERT INTO comment (id, record_id, author_id, parent_id, internal, pinned, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
"""Beside the unit of work, too: no event tells of them."""


def comment(number: int) -> str:
    return f"018f0000-000a-7000-8000-{number:012d}"


async def _say(connection: Connection) -> None:
    """Comment on a contact of Vilnius."""
    for number, (body, author, parent, internal, pinned) in enumerate(COMMENTS, 1):
        id_, at = UUID(comment(number)), NOW - timedelta(days=9 - number)
        answered = UUID(comment(parent)) if parent else None
        values = (UUID(contact(13)), UUID(author), answered, internal, pinned, at)
        await connection.execute(INSERT_COMMENT, id_, *values)
        await connection.execute(
            "INSERT INTO comment_version VALUES ($1, 1, $2, $3, $4)", id_, body, UUID(author), at
        )
    await connection.execute("INSERT INTO comment_mention VALUES ($1, $2, 0)", UUID(comment(3)), UUID(RASA))


async def _fill(crm: Crm) -> None:
    create = (
        "mutation ($inputs: [CreateFieldInput!]!) { createFields(inputs: $inputs) { userErrors {"
        " message } } }"
    )
    made = await crm.data(create, inputs=CUSTOM_FIELDS)
    assert made["createFields"]["userErrors"] == []
    began = NOW - timedelta(days=30)
    minute = 0
    for entity, rows in (
        ("Team", TEAMS),
        ("User", USERS),
        ("Organization", ORGANIZATIONS),
        ("Contact", CONTACTS),
        ("Listing", LISTINGS),
    ):
        for number, values in enumerate(rows, 1):
            minute += 1
            async with _records(crm, began + timedelta(minutes=minute)) as records:
                await records.create(entity, {"ownerId": None, **values, "id": id_of(entity, number)})
    async with crm.workspace.database.transaction() as connection:
        for number, (relation, source, target, note) in enumerate(LINKS, 1):
            link = UUID(f"018f0000-0009-7000-8000-{number:012d}")
            both_ways = source < target if relation in {"SPOUSE", "COLLEAGUE"} else False
            await connection.execute(INSERT_LINK, link, relation, source, target, both_ways, note, began)
        await _say(connection)
    for entity, number in DELETED:
        async with _records(crm, NOW - timedelta(days=1)) as records:
            await records.delete(entity, UUID(id_of(entity, number)))
    await crm.data('mutation { retireField(entity: "Contact", key: "oldCode") { userErrors { message } } }')


@asynccontextmanager
async def _records(crm: Crm, now: datetime) -> AsyncIterator[Records]:
    catalog = crm.workspace.live.versions.catalog
    async with crm.workspace.database.transaction() as connection:
        yield Records(
            connection,
            catalog,
            crm.admin,
            profile_of(("admin",), catalog.permissions),
            now,
            ValueContext("LT"),
        )
