"""What buyer requests are told of properties that come into the sight of who owns them."""

from typing import Any

from gql_crm.access import Actor
from gql_crm.records.ref import Ref
from gql_crm.testing import Crm

WITH = "userErrors { code message }"


async def request(crm: Crm, owner: Actor, city: str = "Vilnius", **more: Any) -> str:
    await crm.run_jobs()
    who = await crm.create("Contact", {"firstName": "Jonas"}, actor=owner)
    values = {"transactionType": "BUY", "cities": [city], "contactIds": [str(who.id)], **more}
    return str((await crm.create("BuyerRequest", values, actor=owner)).id)


async def listing(crm: Crm, title: str, owner: Actor, **more: Any) -> str:
    price = {"amount": "185000", "currency": "EUR"}
    async with crm.records(owner) as records:
        values = {"title": title, "city": "Vilnius", "listPrice": price, **more}
        made = await records.create("Property", values, settled={"standardStatus": "ACTIVE"})
    return str(made.id)


async def do(crm: Crm, actor: Actor, name: str, **given: Any) -> None:
    type_ = f"{name[0].upper()}{name[1:]}Input"
    document = f"mutation ($input: {type_}!) {{ {name}(input: $input) {{ {WITH} }} }}"
    payload = (await crm.data(document, actor=actor, input=given))[name]
    assert payload["userErrors"] == []


async def reprice(crm: Crm, actor: Actor, flat: str, amount: int) -> None:
    document = "mutation ($id: ID!, $input: UpdatePropertyInput!) { updateProperty(id: $id, input: $input) {"
    price = {"amount": str(amount), "currency": "EUR"}
    payload = await crm.data(f"{document} {WITH} }} }}", actor=actor, id=flat, input={"listPrice": price})
    assert payload["updateProperty"]["userErrors"] == []


async def told(crm: Crm, id_: str) -> list[str]:
    """Return the titles of all properties that the request was told of."""
    await crm.run_jobs()
    data = await crm.data(
        """query ($id: ID!) { buyerRequest(id: $id) { timeline(kinds: [REQUEST_MATCHED]) { nodes {
             ... on RequestMatchedEvent { properties { title } } } } } }""",
        id=id_,
    )
    events = data["buyerRequest"]["timeline"]["nodes"]
    return [one["title"] for event in events for one in event["properties"]]


async def team_of(crm: Crm, name: str, parent: Ref | None = None) -> Ref:
    return await crm.create("Team", {"name": name, **({"parentId": str(parent.id)} if parent else {})})


async def test_a_property_that_is_shared_with_the_owner_is_told_once(crm: Crm) -> None:
    ona, petras = await crm.user("Ona"), await crm.user("Petras")
    flat = await listing(crm, "Butas Žvėryne", petras)
    fits, other = await request(crm, ona), await request(crm, ona, "Kaunas")
    assert await told(crm, fits) == []
    await do(crm, petras, "shareRecord", recordId=flat, userId=str(ona.user_id))
    assert await told(crm, fits) == ["Butas Žvėryne"]
    assert await told(crm, other) == []
    await do(crm, petras, "shareRecord", recordId=flat, userId=str(ona.user_id), access="WRITE")
    await do(crm, petras, "unshareRecord", recordId=flat, userId=str(ona.user_id))
    await do(crm, petras, "shareRecord", recordId=flat, userId=str(ona.user_id))
    assert await told(crm, fits) == ["Butas Žvėryne"]


async def test_a_property_that_is_shared_with_a_team_is_told_its_members_and_those_above(crm: Crm) -> None:
    above = await team_of(crm, "Sofija")
    team = await team_of(crm, "Пловдив", above)
    head, member = await crm.user("Ivo", teams=[above]), await crm.user("Rada", teams=[team])
    petras = await crm.user("Petras")
    flat = await listing(crm, "Апартамент", petras)
    requests = [await request(crm, one) for one in (head, member, petras)]
    await do(crm, petras, "shareRecord", recordId=flat, teamId=str(team.id))
    assert [await told(crm, id_) for id_ in requests] == [["Апартамент"], ["Апартамент"], []]


async def test_a_property_that_is_handed_over_is_told_its_new_owner_and_team(crm: Crm) -> None:
    team = await team_of(crm, "Praha")
    ona, rasa, petras = await crm.user("Ona"), await crm.user("Rasa", teams=[team]), await crm.user("Petras")
    flat = await listing(crm, "Byt v Praze", petras)
    requests = [await request(crm, one) for one in (ona, rasa, petras)]
    given = {"ownerId": str(ona.user_id), "teamId": str(team.id)}
    await do(crm, petras, "changeOwner", recordId=flat, **given)
    assert [await told(crm, id_) for id_ in requests] == [["Byt v Praze"], ["Byt v Praze"], []]


async def test_who_saw_a_property_before_is_told_nothing_by_a_share_of_it(crm: Crm) -> None:
    team, other = await team_of(crm, "Vilniaus"), await team_of(crm, "Kauno")
    ona, rasa = await crm.user("Ona", teams=[team]), await crm.user("Rasa", teams=[other])
    petras, both = await crm.user("Petras", teams=[team]), await crm.user("Jonas", teams=[team, other])
    flat = await listing(crm, "آپارتمان", petras, teamId=str(team.id))
    await do(crm, petras, "shareRecord", recordId=flat, userId=str(rasa.user_id))
    requests = [await request(crm, one) for one in (ona, rasa, both, crm.admin)]
    await do(crm, petras, "shareRecord", recordId=flat, userId=str(ona.user_id))
    await do(crm, petras, "shareRecord", recordId=flat, teamId=str(other.id))
    await do(crm, petras, "shareRecord", recordId=flat, userId=str(crm.admin.user_id))
    assert [await told(crm, id_) for id_ in requests] == [[], [], [], []]


async def test_a_share_tells_nobody_else_of_what_changed_before_it(crm: Crm) -> None:
    petras, ona = await crm.user("Petras"), await crm.user("Ona")
    flat = await listing(crm, "Atpigęs butas", petras)
    await reprice(crm, petras, flat, 90_000)
    cheap: dict[str, Any] = {"priceMax": {"amount": "100000", "currency": "EUR"}}
    his = await request(crm, petras, **cheap)
    await do(crm, petras, "shareRecord", recordId=flat, userId=str(ona.user_id))
    assert await told(crm, his) == []


async def test_what_is_shared_and_changed_before_the_job_is_told_as_it_is_then(crm: Crm) -> None:
    petras, ona, rasa = [await crm.user(name) for name in ("Petras", "Ona", "Rasa")]
    flat, kept = [await listing(crm, title, petras) for title in ("Atpigo", "Pabrango")]
    cheap: dict[str, Any] = {"priceMax": {"amount": "185000", "currency": "EUR"}}
    hers, other = await request(crm, ona, **cheap), await request(crm, rasa, **cheap)
    for id_, price in ((flat, 90_000), (kept, 190_000)):
        for one in (ona, rasa):
            await do(crm, petras, "shareRecord", recordId=id_, userId=str(one.user_id))
        await reprice(crm, petras, id_, price)
        await do(crm, petras, "unshareRecord", recordId=id_, userId=str(rasa.user_id))
    assert await told(crm, hers) == ["Atpigo"]
    assert await told(crm, other) == []
