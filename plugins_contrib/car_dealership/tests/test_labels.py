from collections.abc import Mapping
from typing import Any

from gql_crm import Field
from gql_crm.testing import Crm
from gql_crm_car_dealership.lead_fields import LEAD_FIELDS
from gql_crm_car_dealership.module import CAR_DEALERSHIP

FIELDS: list[Field] = [
    *(field for entity in CAR_DEALERSHIP.entities for field in entity.fields),
    *(field for fields in CAR_DEALERSHIP.fields.values() for field in fields),
    *CAR_DEALERSHIP.settings,
    *LEAD_FIELDS,
]
LABELS = """{
  catalog {
    entities {
      name
      label
      pluralLabel
      fields { key label helpText options { value label } }
    }
  }
}"""


def test_everything_has_labels_in_english_and_czech_and_a_description() -> None:
    labels: dict[str, Mapping[str, str]] = {"module": CAR_DEALERSHIP.label}
    for entity in CAR_DEALERSHIP.entities:
        labels |= {entity.name: entity.label, entity.plural: entity.plural_label}
    for field in FIELDS:
        labels[field.key] = field.label
        labels |= {f"{field.key}.{option.value}": option.label for option in field.options}
        if field.help_text:
            labels[f"{field.key}?"] = field.help_text
    assert {name: label for name, label in labels.items() if set(label) != {"en", "cs"}} == {}
    assert [field.key for field in FIELDS if not field.description] == []


async def labels_in(crm: Crm, *languages: str) -> dict[str, Any]:
    document = await crm.execute(LABELS, languages=languages)
    (entity,) = (one for one in document["data"]["catalog"]["entities"] if one["name"] == "Vehicle")
    return {**entity, "fields": {field.pop("key"): field for field in entity["fields"]}}


async def test_the_catalog_speaks_czech_to_those_who_ask_for_it(crm: Crm) -> None:
    entity = await labels_in(crm, "cs-CZ", "en")
    assert (entity["label"], entity["pluralLabel"]) == ("Vozidlo", "Vozidla")
    fuel = entity["fields"]["fuelType"]
    assert fuel["label"] == "Palivo"
    assert {"value": "DIESEL", "label": "Nafta"} in fuel["options"]
    assert entity["fields"]["price"]["helpText"] == "Včetně DPH, kolik zákazník zaplatí."


async def test_others_read_english(crm: Crm) -> None:
    entity = await labels_in(crm, "lt")
    assert entity["label"] == "Vehicle"
    assert {"value": "DIESEL", "label": "Diesel"} in entity["fields"]["fuelType"]["options"]
    assert entity["fields"]["price"]["helpText"] == "With VAT, as the customer pays it."
