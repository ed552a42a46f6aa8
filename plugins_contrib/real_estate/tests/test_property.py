from datetime import date, timedelta
from typing import Any

from gql_crm.testing import Crm
from gql_crm_real_estate.module import REAL_ESTATE

EVERYTHING: dict[str, Any] = {
    "title": "Butas Žvėryne",
    "propertyType": "Residential",
    "propertySubType": "Apartment",
    "listPrice": {"amount": "185000.50", "currency": "EUR"},
    "leaseAmount": {"amount": "900", "currency": "EUR"},
    "listingAgreement": "Open",
    "listingContractDate": "2026-03-01",
    "expirationDate": "2026-09-01",
    "availabilityDate": "2026-05-15",
    "unparsedAddress": "Vytauto g. 1, Vilnius",
    "streetName": "Vytauto g.",
    "streetNumber": "1",
    "unitNumber": "12",
    "city": "Vilnius",
    "stateOrProvince": "Vilniaus m. sav.",
    "postalCode": "08118",
    "country": "LT",
    "latitude": "54.6896",
    "longitude": "25.2499",
    "parcelNumber": "4400-1234-5678:0012",
    "bedroomsTotal": 2,
    "bathroomsTotalInteger": 1,
    "roomsTotal": 3,
    "livingArea": "71.5",
    "lotSizeArea": "0",
    "yearBuilt": 1938,
    "storiesTotal": 4,
    "entryLevel": -1,
    "furnished": "Partially",
    "heating": ["Central", "HeatPump"],
    "interiorFeatures": ["HighCeilings"],
    "exteriorFeatures": ["Balcony", "Courtyard"],
    "view": ["River"],
    "publicRemarks": "Šviesu.\nTylu.",
    "privateRemarks": "Raktai pas kaimynę.",
    "virtualTourURLUnbranded": "https://tours.example.com/1",
    "syndicateTo": ["agency"],
}
COMPOSITE = {"listPrice": "listPrice { amount currency }", "leaseAmount": "leaseAmount { amount currency }"}

CREATE = """
  mutation ($input: CreatePropertyInput!) {
    createProperty(input: $input) {
      property { displayName %s }
      userErrors { code field message }
    }
  }
"""


async def test_every_field_comes_back_as_it_was_written(crm: Crm) -> None:
    property_ = REAL_ESTATE.entities[0]
    assert set(EVERYTHING) == {field.key for field in property_.fields if field.writable}
    selection = " ".join(COMPOSITE.get(key, key) for key in EVERYTHING)
    payload = (await crm.data(CREATE % selection, input=EVERYTHING))["createProperty"]
    assert payload["userErrors"] == []
    money = {"amount": "185000.5", "currency": "EUR"}
    assert payload["property"] == {"displayName": "Butas Žvėryne", **EVERYTHING, "listPrice": money}


async def test_wrong_values_are_all_named_at_once(crm: Crm) -> None:
    wrong = {
        "propertyType": "Castle",
        "country": "Lietuva",
        "latitude": "91",
        "yearBuilt": 38,
        "roomsTotal": -1,
        "view": ["River", "Sea"],
        "parcelNumber": "12",
        "virtualTourURLUnbranded": "tours",
    }
    payload = (await crm.data(CREATE % "", input=wrong))["createProperty"]
    assert payload["property"] is None
    assert {error["code"] for error in payload["userErrors"]} == {"VALIDATION"}
    assert sorted(error["field"][0] for error in payload["userErrors"]) == sorted(wrong)


async def test_a_property_without_a_title_is_shown_by_its_address(crm: Crm) -> None:
    for values, name in (
        ({"unparsedAddress": "Vytauto g. 1, Vilnius", "city": "Vilnius"}, "Vytauto g. 1, Vilnius"),
        ({"city": "Kaunas", "parcelNumber": "1901/0040:0123"}, "Kaunas"),
        ({"parcelNumber": "1901/0040:0123"}, "1901/0040:0123"),
    ):
        payload = (await crm.data(CREATE % "", input=values))["createProperty"]
        assert payload["property"] == {"displayName": name}


async def test_owners_and_their_properties_lead_to_each_other(crm: Crm) -> None:
    jurate = await crm.create("Contact", {"firstName": "Jūratė"})
    petras = await crm.create("Contact", {"firstName": "Petras"})
    await crm.create("Property", {"title": "Flat", "ownerContactIds": [jurate.id, petras.id]})
    await crm.create("Property", {"title": "House", "ownerContactIds": [jurate.id]})
    await crm.create("Property", {"title": "Land"})
    data = await crm.data(
        """{
          jurates: contacts(search: "jurate") {
            nodes { properties(orderBy: [{title: ASC}]) { nodes { title } } }
          }
          flat: properties(filter: {title: {eq: "Flat"}}) { nodes { ownerContacts { totalCount } } }
          withPetras: properties(filter: {ownerContacts: {some: {firstName: {eq: "Petras"}}}}) {
            nodes { title }
          }
          ownerless: properties(filter: {ownerContacts: {none: {}}}) { nodes { title } }
          owners: contacts(filter: {properties: {some: {}}}) { totalCount }
        }"""
    )
    assert data["jurates"]["nodes"] == [{"properties": {"nodes": [{"title": "Flat"}, {"title": "House"}]}}]
    assert data["flat"]["nodes"] == [{"ownerContacts": {"totalCount": 2}}]
    assert data["withPetras"]["nodes"] == [{"title": "Flat"}]
    assert data["ownerless"]["nodes"] == [{"title": "Land"}]
    assert data["owners"]["totalCount"] == 2


async def test_owners_come_and_go(crm: Crm) -> None:
    first = await crm.create("Contact", {"firstName": "First"})
    second = await crm.create("Contact", {"firstName": "Second"})
    flat = await crm.create("Property", {"title": "Flat", "ownerContactIds": [first.id]})
    data = await crm.data(
        """mutation ($id: ID!, $input: UpdatePropertyInput!) {
          updateProperty(id: $id, input: $input) {
            property { ownerContacts { nodes { firstName } } }
            userErrors { code }
          }
        }""",
        id=str(flat.id),
        input={"addOwnerContactIds": [str(second.id)], "removeOwnerContactIds": [str(first.id)]},
    )
    assert data["updateProperty"] == {
        "property": {"ownerContacts": {"nodes": [{"firstName": "Second"}]}},
        "userErrors": [],
    }


async def test_contacts_say_what_they_want(crm: Crm) -> None:
    await crm.create("Contact", {"firstName": "Buyer", "propertyInterest": "BUY"})
    await crm.create("Contact", {"firstName": "Tenant", "propertyInterest": "RENT"})
    data = await crm.data(
        '{ contacts(filter: {propertyInterest: {eq: "BUY"}}) { nodes { firstName propertyInterest } } }'
    )
    assert data["contacts"]["nodes"] == [{"firstName": "Buyer", "propertyInterest": "BUY"}]


def test_everything_has_labels_in_english_and_lithuanian_and_a_description() -> None:
    entities = REAL_ESTATE.entities
    fields = [field for entity in entities for field in entity.fields]
    fields += [field for fields in REAL_ESTATE.fields.values() for field in fields]
    labels = {
        "module": REAL_ESTATE.label,
        **{entity.name: entity.label for entity in entities},
        **{entity.plural: entity.plural_label for entity in entities},
        **{field.key: field.label for field in fields},
        **{f"{field.key}.{option.value}": option.label for field in fields for option in field.options},
        **{kind.key: kind.label for kind in REAL_ESTATE.event_kinds},
        **{one.key: one.label for one in REAL_ESTATE.relation_types},
        **{one.key: one.label for one in REAL_ESTATE.found_lists},
        **{relation.key: relation.label for relation in REAL_ESTATE.relations},
        **{relation.inverse: relation.inverse_label for relation in REAL_ESTATE.relations},
    }
    assert {name: label for name, label in labels.items() if set(label) != {"en", "lt"}} == {}
    assert [field.key for field in fields if not field.description] == []


async def test_a_copy_is_what_the_property_is_but_not_where_it_is_advertised(crm: Crm) -> None:
    owner = await crm.create("Contact", {"firstName": "Jūratė"})
    original = await crm.create("Property", {**EVERYTHING, "ownerContactIds": [str(owner.id)]})
    selection = " ".join(COMPOSITE.get(key, key) for key in EVERYTHING)
    query = (
        "mutation ($id: ID!) { copyProperty(id: $id) { property {"
        f" {selection} ownerContacts {{ totalCount }} }} userErrors {{ code }} }} }}"
    )
    result = (await crm.data(query, id=str(original.id)))["copyProperty"]
    assert result == {
        "property": {
            **EVERYTHING,
            "listPrice": {"amount": "185000.5", "currency": "EUR"},
            "syndicateTo": None,
            "ownerContacts": {"totalCount": 0},
        },
        "userErrors": [],
    }


async def test_owners_read_of_another_price_in_their_timelines(crm: Crm) -> None:
    owner = await crm.create("Contact", {"firstName": "Jūratė", "lastName": "Žukauskienė"})
    values = {"title": "Butas", "listPrice": EVERYTHING["listPrice"], "ownerContactIds": [str(owner.id)]}
    property_ = await crm.create("Property", values)
    lower = {"amount": "179000", "currency": "EUR"}
    await crm.data(
        "mutation ($id: ID!, $input: UpdatePropertyInput!) { updateProperty(id: $id, input: $input)"
        " { userErrors { message } } }",
        id=str(property_.id),
        input={"listPrice": lower, "leaseAmount": None},
    )
    data = await crm.data(
        "query ($id: ID!) { contact(id: $id) { timeline(kinds: [PRICE_CHANGED]) { nodes { kind subject {"
        " displayName } ... on PriceChangedEvent { oldPrice { amount currency } newPrice { amount currency }"
        " } } } } }",
        id=str(owner.id),
    )
    assert data["contact"]["timeline"]["nodes"] == [
        {
            "kind": "PRICE_CHANGED",
            "subject": {"displayName": "Butas"},
            "oldPrice": {"amount": "185000.5", "currency": "EUR"},
            "newPrice": lower,
        }
    ]


async def test_days_on_market_count_from_the_agreement_to_the_deal(crm: Crm) -> None:
    today = crm.workspace.clock().date()
    days = {"ten": -10, "none": 0, "tomorrow": 1}
    agreed = {name: (today + timedelta(days=count)).isoformat() for name, count in days.items()}
    sold = {"standardStatus": "CLOSED", "closeDate": date(2026, 3, 2)}
    async with crm.records(crm.admin) as records:
        for title, day in agreed.items():
            values = {"title": title, "listingContractDate": day}
            await records.create("Property", values, settled={"standardStatus": "ACTIVE"})
        values = {"title": "incomplete", "listingContractDate": agreed["ten"]}
        await records.create("Property", values)
        values = {"title": "sold", "listingContractDate": "2026-01-01"}
        await records.create("Property", values, settled=sold)
    data = await crm.data(
        """{
          all: properties { nodes { title daysOnMarket } aggregate { max { daysOnMarket } } }
          some: properties(filter: {daysOnMarket: {gte: 10}}, orderBy: [{daysOnMarket: DESC}]) {
            nodes { title }
          }
        }"""
    )
    told = {one["title"]: one["daysOnMarket"] for one in data["all"]["nodes"]}
    assert told == {"ten": 10, "none": 0, "tomorrow": None, "sold": 60, "incomplete": None}
    assert data["all"]["aggregate"]["max"] == {"daysOnMarket": 60}
    assert [one["title"] for one in data["some"]["nodes"]] == ["sold", "ten"]
