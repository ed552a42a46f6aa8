import pytest

from gql_crm.fields.labels import localized
from gql_crm.schema.languages import lookup_order

BUDGET = {"en": "Budget", "lt": "Biudžetas", "pt-BR": "Orçamento", "pt": "Orçamento (PT)", "zh-Hant": "預算"}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["lt"], "Biudžetas"),
        (["LT"], "Biudžetas"),
        (["lt-LT"], "Biudžetas"),
        (["pt-BR"], "Orçamento"),
        (["PT-br"], "Orçamento"),
        (["pt-AO"], "Orçamento (PT)"),
        (["zh-Hant-TW"], "預算"),
        (["zh-Hant-x-private"], "預算"),
        (["zh"], "Budget"),
        (["de", "lt"], "Biudžetas"),
        (["de-AT", "fr"], "Budget"),
        ([""], "Budget"),
        (["-"], "Budget"),
        ([], "Budget"),
    ],
)
def test_a_tag_is_narrowed_until_there_is_a_text(wanted: list[str], found: str) -> None:
    assert localized(BUDGET, lookup_order(tuple(wanted))) == found


def test_preferences_come_one_after_the_other_and_english_at_last() -> None:
    assert lookup_order(("pt-BR",), ("lt", "pt"), ("cs",)) == ("pt-br", "pt", "lt", "cs", "en")


def test_any_text_is_better_than_none() -> None:
    assert localized({"lt": "Biudžetas"}, lookup_order(("de",))) == "Biudžetas"
    assert localized({}, lookup_order(("de",))) is None
