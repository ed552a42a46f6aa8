"""Pages of what fits a request, which is looked up by the cities that it names."""

from typing import Any

from gql_crm.access import Actor
from gql_crm.testing import Crm

CITIES = ("Vilnius", "Kaunas", "Klaipėda")


async def listings(crm: Crm, actor: Actor, number: int, **more: Any) -> list[str]:
    """Open properties in all cities in turn; return their titles, the newest first."""
    titles = [f"{(more.get('teamId') and 'Komandos') or 'Savas'} {at:02}" for at in range(number)]
    async with crm.records(actor) as records:
        for at, title in enumerate(titles):
            price = {"amount": 1000 + at, "currency": "EUR"}
            values = {"title": title, "city": CITIES[at % 3], "listPrice": price, **more}
            await records.create("Property", values, settled={"standardStatus": "ACTIVE"})
    return titles[::-1]


async def request(crm: Crm, actor: Actor, **criteria: Any) -> str:
    who = await crm.create("Contact", {"firstName": "Jonas"}, actor=actor)
    values = {"transactionType": "BUY", "contactIds": [str(who.id)], **criteria}
    return str((await crm.create("BuyerRequest", values, actor=actor)).id)


async def found(crm: Crm, actor: Actor, id_: str) -> list[str]:
    """Go through all pages, forwards; backwards and the count have to say the same."""
    ways = {
        "first: 3, after": ("endCursor", "hasNextPage"),
        "last: 3, before": ("startCursor", "hasPreviousPage"),
    }
    pages: list[list[str]] = []
    for arguments, (cursor, more) in ways.items():
        titles, at, going = list[str](), None, True
        while going:
            data = await crm.data(
                f"""query ($id: ID!, $at: String) {{ buyerRequest(id: $id) {{ matches({arguments}: $at) {{
                      totalCount pageInfo {{ {cursor} {more} }} nodes {{ property {{ title }} }} }} }} }}""",
                actor=actor,
                id=id_,
                at=at,
            )
            page = data["buyerRequest"]["matches"]
            here = [node["property"]["title"] for node in page["nodes"]]
            titles = titles + here if cursor == "endCursor" else here + titles
            at, going = page["pageInfo"][cursor], page["pageInfo"][more]
        assert page["totalCount"] == len(titles)
        pages.append(titles)
    assert pages[0] == pages[1]
    return pages[0]


async def test_pages_of_several_cities_are_one_list(crm: Crm) -> None:
    titles = await listings(crm, crm.admin, 12)
    two = await request(crm, crm.admin, cities=["VILNIUS", "vilnius", "Klaipeda"])
    assert await found(crm, crm.admin, two) == [one for one in titles if int(one[-2:]) % 3 != 1]


async def test_a_request_without_cities_finds_them_in_all(crm: Crm) -> None:
    titles = await listings(crm, crm.admin, 5)
    dear = {"amount": "1001", "currency": "EUR"}
    assert await found(crm, crm.admin, await request(crm, crm.admin, priceMin=dear)) == titles[:4]
    assert await found(crm, crm.admin, await request(crm, crm.admin, cities=[], priceMin=dear)) == titles[:4]


async def test_a_request_without_cities_finds_them_by_subtype(crm: Crm) -> None:
    await listings(crm, crm.admin, 5)
    flats = await listings(crm, crm.admin, 7, propertySubType="Apartment")
    offices = await listings(crm, crm.admin, 4, propertySubType="Office")
    either = {"propertySubTypes": ["Office", "Apartment", "Warehouse"]}
    assert await found(crm, crm.admin, await request(crm, crm.admin, **either)) == [*offices, *flats]
    there = await request(crm, crm.admin, cities=["Kaunas"], propertySubTypes=["Apartment"])
    assert await found(crm, crm.admin, there) == [one for one in flats if int(one[-2:]) % 3 == 1]


async def test_a_member_finds_their_own_and_those_of_their_teams(crm: Crm) -> None:
    team, other = [await crm.create("Team", {"name": name}) for name in ("Vilniaus", "Kauno")]
    ona, petras = await crm.user("Ona", teams=[team]), await crm.user("Petras", teams=[team, other])
    own = await listings(crm, ona, 6)
    shared = await listings(crm, petras, 6, teamId=str(team.id))
    await listings(crm, petras, 6, teamId=str(other.id))
    of_two = await request(crm, ona, cities=["Kaunas", "Vilnius"])
    expected = [one for one in (*shared, *own) if int(one[-2:]) % 3 != 2]
    assert await found(crm, ona, of_two) == expected
