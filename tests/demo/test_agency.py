import phonenumbers
import pytest

from gql_crm.testing import Crm

LANGUAGES = ("lt", "cs", "bg", "fa")
CONTACTS = """query ($after: String) {
  contacts(first: 200, after: $after, orderBy: [{createdAt: ASC}]) {
    nodes {
      id displayName firstName lastName email phone mobile birthdate createdAt description preferredLanguage
      owner { locale } team { name } organization { createdAt }
    }
    pageInfo { hasNextPage endCursor }
  }
}"""


async def contacts(crm: Crm) -> list[dict[str, object]]:
    """All of them, over two pages."""
    first = (await crm.data(CONTACTS))["contacts"]
    second = (await crm.data(CONTACTS, after=first["pageInfo"]["endCursor"]))["contacts"]
    assert first["pageInfo"]["hasNextPage"]
    assert not second["pageInfo"]["hasNextPage"]
    return [*first["nodes"], *second["nodes"]]


async def test_there_are_a_few_hundred_contacts_in_four_languages(agency: Crm) -> None:
    people = await contacts(agency)
    by_language = {
        language: len([one for one in people if one["preferredLanguage"] == language])
        for language in LANGUAGES
    }
    assert by_language == dict.fromkeys(LANGUAGES, 80)
    assert len({(one["firstName"], one["lastName"]) for one in people}) == len(people)


@pytest.mark.parametrize(
    ("search", "name"),
    [
        ("Jurate Zukauskiene", "Jūratė Žukauskienė"),
        ("rehorova zaneta", "Žaneta Řehořová"),
        ("ПЕТЪР ЦВЕТКОВ", "Петър Цветков"),
        ("علي يوسفي", "علی یوسفی"),
        ("علی یوسفی", "علی یوسفی"),
    ],
)
async def test_the_best_known_are_found_however_they_are_written(agency: Crm, search: str, name: str) -> None:
    data = await agency.data(
        "query ($text: String!) { contacts(search: $text) { nodes { displayName } } }", text=search
    )
    assert {"displayName": name} in data["contacts"]["nodes"]


async def test_most_have_an_address_in_their_country(agency: Crm) -> None:
    data = await agency.data(
        """query ($lt: ContactFilter!, $none: ContactFilter!, $billed: OrganizationFilter!) {
          lithuanian: contacts(filter: $lt) {
            totalCount
            nodes { mailingAddress { street city postalCode country } }
          }
          without: contacts(filter: $none) { totalCount }
          organizations(filter: $billed) { totalCount }
          all: organizations { totalCount }
        }""",
        lt={"preferredLanguage": {"eq": "lt"}, "mailingAddress": {"country": {"eq": "LT"}}},
        none={"mailingAddress": {"isNull": True}},
        billed={"billingAddress": {"isNull": False, "city": {"isNull": False}}},
    )
    assert 40 < data["lithuanian"]["totalCount"] < 80
    assert 0 < data["without"]["totalCount"] < 160
    assert data["organizations"] == data["all"]
    for node in data["lithuanian"]["nodes"]:
        assert node["mailingAddress"]["postalCode"].startswith("LT-")
        assert "#" not in "".join(node["mailingAddress"].values())


async def test_persian_names_are_in_persian_letters(agency: Crm) -> None:
    people = await contacts(agency)
    arabic = "".join(str(one["displayName"]) for one in people if one["preferredLanguage"] == "fa")
    assert "ی" in arabic
    assert not {"\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER KAF}"} & set(arabic)


async def test_addresses_and_numbers_are_well_formed_and_of_nobody(agency: Crm) -> None:
    people = await contacts(agency)
    emails = [str(one["email"]) for one in people if one["email"]]
    assert len(set(emails)) == len(emails) > 250
    assert [email for email in emails if not email.endswith("@example.com")] == []
    assert [email for email in emails if not email.isascii() or ".@" in email or email[0] == "."] == []
    numbers = [str(one[key]) for one in people for key in ("phone", "mobile") if one[key]]
    assert len(numbers) > 300
    assert [
        number for number in numbers if not phonenumbers.is_valid_number(phonenumbers.parse(number))
    ] == []
    assert {phonenumbers.region_code_for_number(phonenumbers.parse(number)) for number in numbers} == {
        *("LT", "CZ", "BG", "IR")
    }


async def test_everybody_is_cared_for_by_an_office_that_speaks_their_language(agency: Crm) -> None:
    offices = {"lt": "Vilnius", "fa": "Vilnius", "cs": "Brno", "bg": "Sofia"}
    for one in await contacts(agency):
        assert one["owner"] == {"locale": one["preferredLanguage"]}
        assert one["team"] == {"name": offices[str(one["preferredLanguage"])]}


async def test_clients_came_one_after_another_over_a_year(agency: Crm) -> None:
    people = await contacts(agency)
    assert len({str(one["createdAt"])[:10] for one in people}) > 150
    assert [one["id"] for one in people] == sorted(str(one["id"]) for one in people)
    for one in people:
        organization = one["organization"]
        assert organization is None or str(organization["createdAt"]) < str(one["createdAt"])  # type: ignore[index]


async def test_members_work_with_the_records_of_their_office(agency: Crm) -> None:
    data = await agency.data(
        "{ users(orderBy: [{email: ASC}]) { nodes { email timeZone teams { nodes { name } } } } }"
    )
    users = {user["email"]: user for user in data["users"]["nodes"]}
    assert set(users) == {f"{name}@example.com" for name in ("admin", "maria", "negar", "rasa", "tomas")}
    assert users["tomas@example.com"]["teams"]["nodes"] == [{"name": "Brno"}]
    assert users["negar@example.com"]["timeZone"] == "Asia/Tehran"


async def test_the_workspace_speaks_five_languages(agency: Crm) -> None:
    data = await agency.data(
        "{ workspace { defaultCurrency defaultCountry timeZone languages weekStart calendar } }"
    )
    assert data["workspace"] == {
        "defaultCurrency": "EUR",
        "defaultCountry": "LT",
        "timeZone": "Europe/Vilnius",
        "languages": ["en", "lt", "cs", "bg", "fa"],
        "weekStart": "MONDAY",
        "calendar": "GREGORIAN",
    }


async def test_organizations_have_contacts_money_and_a_group(agency: Crm) -> None:
    data = await agency.data(
        """{
          organizations(filter: {isOutlet: {isNull: true}}) { totalCount }
          bank: organizations(filter: {name: {contains: "bank"}}) {
            nodes { name annualRevenue { currency } contacts { totalCount } }
          }
          groups: organizations(filter: {parent: {isNull: false}}) { totalCount }
        }"""
    )
    assert data["organizations"]["totalCount"] == 30
    (bank,) = data["bank"]["nodes"]
    assert bank["annualRevenue"] == {"currency": "EUR"}
    assert bank["contacts"]["totalCount"] > 0
    assert data["groups"]["totalCount"] == 4


async def test_properties_are_on_offer_in_four_cities_for_their_owners(agency: Crm) -> None:
    data = await agency.data(
        """{
          properties(first: 100) {
            totalCount
            nodes { createdAt city owner { id } ownerContacts { nodes { createdAt owner { id } } } }
          }
          sellers: contacts(filter: {propertyInterest: {in: ["SELL", "LET"]}, properties: {some: {}}}) {
            totalCount
          }
          buyers: contacts(filter: {propertyInterest: {eq: "BUY"}}) { totalCount }
        }"""
    )
    assert data["properties"]["totalCount"] == 40
    assert {one["city"] for one in data["properties"]["nodes"]} == {"Vilnius", "Kaunas", "Brno", "София"}
    for one in data["properties"]["nodes"]:
        (owner,) = one["ownerContacts"]["nodes"]
        assert owner["createdAt"] < one["createdAt"]
        assert owner["owner"] == one["owner"]
    assert data["sellers"]["totalCount"] > 15
    assert data["buyers"]["totalCount"] > 15


async def test_some_have_consents_and_who_wants_no_mail_has_withdrawn_theirs(agency: Crm) -> None:
    data = await agency.data(
        """{
          all: contacts(filter: {consents: {some: {}}}) { totalCount }
          kept: contacts(filter: {
            emailOptOut: {eq: true}, consents: {some: {basis: {eq: "CONSENT"}, withdrawnAt: {isNull: true}}}
          }) { totalCount }
          left: contacts(first: 1, filter: {emailOptOut: {eq: true}}) {
            totalCount
            nodes { consents { purpose basis givenAt withdrawnAt } }
          }
        }"""
    )
    assert 100 < data["all"]["totalCount"] < 300
    assert data["kept"]["totalCount"] == 0
    assert data["left"]["totalCount"] > 0
    newsletter = data["left"]["nodes"][0]["consents"][0]
    assert newsletter["basis"] == "CONSENT"
    assert newsletter["givenAt"] < newsletter["withdrawnAt"]


async def test_some_are_spoken_of_in_the_language_of_their_office(agency: Crm) -> None:
    data = await agency.data(
        "query { contacts(first: 200) { nodes { createdAt comments(first: 1) { nodes {"
        " body bodyHtml createdAt } } } } }"
    )
    spoken_of = [one for one in data["contacts"]["nodes"] if one["comments"]["nodes"]]
    assert len(spoken_of) >= 20
    said = [(one["createdAt"], *one["comments"]["nodes"]) for one in spoken_of]
    assert all(client <= comment["createdAt"] for client, comment in said)
    texts = " ".join(comment["body"] for _, comment in said)
    assert all(word in texts for word in ("ežero", "Brně", "морето", "حیاط"))
    assert all(comment["bodyHtml"].startswith("<p dir=") for _, comment in said)
