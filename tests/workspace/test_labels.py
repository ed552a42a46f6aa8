"""`catalog` answers in the caller's language."""

from dataclasses import replace
from typing import Any

import pytest

from gql_crm.access import Actor
from gql_crm.fields.labels import LANGUAGES
from gql_crm.testing import Crm

CATALOG = """
{ catalog {
  modules { name label }
  entities {
    name label pluralLabel
    fields { key label helpText options { value label } }
    lists { key label targetEntity writable origin }
  }
} }
"""
CREATE_FIELD = """
mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { message } } }
"""


async def catalog(crm: Crm, *languages: str, actor: Actor | None = None) -> dict[str, Any]:
    answer = await crm.execute(CATALOG, actor=actor, languages=languages)
    found: dict[str, Any] = answer["data"]["catalog"]
    return found


def contact(found: dict[str, Any], name: str = "Contact") -> dict[str, Any]:
    entity: dict[str, Any] = next(one for one in found["entities"] if one["name"] == name)
    return entity


def member(found: dict[str, Any], key: str, of: str = "fields", entity: str = "Contact") -> dict[str, Any]:
    one: dict[str, Any] = next(one for one in contact(found, entity)[of] if one["key"] == key)
    return one


async def speaking(crm: Crm, locale: str) -> Actor:
    """Make an administrator whose language is set."""
    ref = await crm.create(
        "User", {"name": "A", "email": "a@example.com", "roleKeys": ["admin"], "locale": locale}
    )
    actor = await crm.workspace.actor_of_user(ref.id)
    assert actor is not None
    return actor


async def test_everything_that_people_read_is_in_the_language_that_is_asked_for(crm: Crm) -> None:
    found = await catalog(crm, "lt-LT")
    assert {one["name"]: one["label"] for one in found["modules"]}["people"] == "Žmonės"
    assert (contact(found)["label"], contact(found)["pluralLabel"]) == ("Kontaktas", "Kontaktai")
    assert member(found, "birthdate")["label"] == "Gimimo data"
    assert member(found, "owner")["label"] == "Atsakingas asmuo"
    options = member(found, "status")["options"]
    assert [one["label"] for one in options] == ["Aktyvus", "Neaktyvus", "Atostogauja"]
    assert member(found, "teams", "lists", "User") == {
        "key": "teams",
        "label": "Komandos",
        "targetEntity": "Team",
        "writable": True,
        "origin": "identity",
    }


async def test_a_list_without_a_label_is_called_like_what_it_lists(crm: Crm) -> None:
    listed = member(await catalog(crm, "fa"), "contacts", "lists", "Organization")
    assert (listed["label"], listed["writable"]) == ("مخاطبین", False)


async def test_a_field_of_many_records_is_a_list_with_its_own_label(crm: Crm) -> None:
    label = {"en": "Clients", "lt": "Klientai"}
    field = {"entity": "Contact", "key": "clients", "kind": "MULTI_REFERENCE", "targetEntity": "Organization"}
    made = await crm.data(CREATE_FIELD, input={**field, "label": label})
    assert made["createField"]["userErrors"] == []
    listed = member(await catalog(crm, "lt"), "clients", "lists")
    assert (listed["label"], listed["targetEntity"]) == ("Klientai", "Organization")
    assert (listed["writable"], listed["origin"]) == (True, "custom")


async def test_the_viewers_setting_comes_before_what_the_browser_says(crm: Crm) -> None:
    actor = await speaking(crm, "bg-BG")
    assert member(await catalog(crm, "cs", "lt", actor=actor), "email")["label"] == "Имейл"
    assert member(await catalog(crm, "cs", "lt"), "birthdate")["label"] == "Datum narození"


async def test_then_come_the_workspaces_languages_then_english_then_any(crm: Crm) -> None:
    labels = {
        "three": {"en": "Budget", "cs": "Rozpočet", "lt": "Biudžetas"},
        "two": {"en": "Budget", "de": "Etat"},
        "one": {"de": "Etat"},
    }
    for key, label in labels.items():
        made = await crm.data(
            CREATE_FIELD,
            input={"entity": "Contact", "key": key, "kind": "TEXT", "label": label, "helpText": label},
        )
        assert made["createField"]["userErrors"] == []
    await crm.data('mutation { updateWorkspace(input: {languages: ["lt", "cs"]}) { userErrors { code } } }')
    found = await catalog(crm, "fr", "sk")
    told = [(member(found, key)["label"], member(found, key)["helpText"]) for key in labels]
    assert told == [("Biudžetas",) * 2, ("Budget",) * 2, ("Etat",) * 2]
    assert member(await catalog(crm, "cs"), "three")["label"] == "Rozpočet"


@pytest.mark.parametrize("locale", ["", "xx", "not a language at all", "-", "x-y"])
async def test_a_setting_that_is_no_language_is_passed_over(crm: Crm, locale: str) -> None:
    """Whoever was written before languages were checked may have one."""
    actor = replace(await speaking(crm, "cs"), locale=locale)
    assert contact(await catalog(crm, "lt", actor=actor))["label"] == "Kontaktas"


async def test_the_core_is_labelled_in_all_of_its_languages(crm: Crm) -> None:
    core = {"identity", "people", "gql_crm"}
    whole = crm.workspace.live.versions.catalog
    texts = {module.name: module.label for module in whole.modules if module.name in core}
    for entity in whole.entities.values():
        if entity.origin in core:
            texts |= {entity.name: entity.entity.label, entity.entity.plural: entity.entity.plural_label}
            lists = [one for one in entity.lists.values() if one.origin in core and one.label]
            texts |= {f"{entity.name}.{one.key}": one.label for one in lists}
        for field in entity.all_fields.values():
            if field.origin in core:
                texts[f"{entity.name}.{field.key}"] = field.field.label
                options = field.field.options
                texts |= {f"{entity.name}.{field.key}={one.value}": one.label for one in options}
    assert len(texts) > 100
    assert {name for name, text in texts.items() if set(text) != set(LANGUAGES)} == set()
    assert {name for name, text in texts.items() if not all(word.strip() for word in text.values())} == set()
