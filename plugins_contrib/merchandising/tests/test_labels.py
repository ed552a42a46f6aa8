from collections.abc import Mapping
from typing import Any

from gql_crm import ComputedField, Field
from gql_crm.testing import Crm
from gql_crm_merchandising.module import MERCHANDISING

FIELDS: list[Field | ComputedField] = [
    *(field for entity in MERCHANDISING.entities for field in entity.fields),
    *(field for fields in MERCHANDISING.fields.values() for field in fields),
    *(field for fields in MERCHANDISING.computed.values() for field in fields),
    *MERCHANDISING.settings,
]
LABELS = """{
  catalog {
    modules { name label }
    entities { name label pluralLabel fields { key label helpText options { value label } } }
  }
}"""


def labels() -> dict[str, Mapping[str, str]]:
    texts: dict[str, Mapping[str, str]] = {"module": MERCHANDISING.label}
    for entity in MERCHANDISING.entities:
        texts |= {entity.name: entity.label, entity.plural: entity.plural_label}
    for field in FIELDS:
        texts[field.key] = field.label
        texts |= {f"{field.key}.{option.value}": option.label for option in field.options}
        if field.help_text:
            texts[f"{field.key}?"] = field.help_text
    return texts


def test_everything_has_labels_in_english_and_bulgarian_and_a_description() -> None:
    assert {name: label for name, label in labels().items() if set(label) != {"en", "bg"}} == {}
    assert [field.key for field in FIELDS if not field.description] == []


def test_bulgarian_is_written_in_cyrillic() -> None:
    latin = [
        name for name, text in labels().items() if any("a" <= letter.lower() <= "z" for letter in text["bg"])
    ]
    assert latin == []


async def told(crm: Crm, *languages: str) -> dict[str, dict[str, Any]]:
    document = await crm.execute(LABELS, languages=languages)
    catalog = document["data"]["catalog"]
    entities = {entity.pop("name"): entity for entity in catalog["entities"]}
    for entity in entities.values():
        entity["fields"] = {field.pop("key"): field for field in entity["fields"]}
    return {"modules": {module["name"]: module["label"] for module in catalog["modules"]}, **entities}


async def test_the_catalog_speaks_bulgarian_to_those_who_ask_for_it(crm: Crm) -> None:
    catalog = await told(crm, "bg-BG", "en")
    assert catalog["modules"]["merchandising"] == "Мърчандайзинг"
    assert (catalog["Visit"]["label"], catalog["Visit"]["pluralLabel"]) == ("Посещение", "Посещения")
    assert catalog["Visit"]["fields"]["distanceIn"]["label"] == "Разстояние в началото"
    channel = catalog["Organization"]["fields"]["channel"]
    assert channel["label"] == "Канал"
    assert {"value": "KIOSK", "label": "Павилион"} in channel["options"]
    assert catalog["Contact"]["fields"]["outletRole"]["label"] == "Роля в обекта"
    assert catalog["Product"]["fields"]["unit"]["helpText"] == "Например бр., кг или кашон."


async def test_others_read_english(crm: Crm) -> None:
    catalog = await told(crm, "lt")
    assert catalog["Visit"]["label"] == "Visit"
    assert catalog["Organization"]["fields"]["channel"]["label"] == "Channel"
    assert catalog["Product"]["fields"]["unit"]["helpText"] == "Such as pcs, kg or carton."
