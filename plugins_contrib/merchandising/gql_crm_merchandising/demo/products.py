"""What the demo's agents find on the shelves: 40 products of brands that nobody sells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from gql_crm_merchandising.gtin import check_digit

_PREFIX = "3809990"
"""GS1 gives numbers of Bulgaria 380; what follows is made up."""
_SHARE_OF_COST = Decimal("0.62")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Range:
    """A brand's products of one category: name, price in euros, usual order."""

    category: str
    brand: str
    unit: str
    products: tuple[tuple[str, str, int], ...]


RANGES = (
    Range("Кафе", "Сутрешен град", "бр.", (
        ("Мляно кафе 250 г", "4.99", 12), ("Кафе на зърна 1 кг", "15.90", 6),
        ("Разтворимо кафе 100 г", "5.49", 12), ("Кафе капсули 10 бр.", "3.99", 24),
        ("Безкофеиново кафе 250 г", "5.79", 6),
    )),
    Range("Чай", "Планински билки", "кутия", (
        ("Чай мащерка 20 пакетчета", "1.89", 24), ("Чай липа 20 пакетчета", "1.79", 24),
        ("Чай мента 20 пакетчета", "1.69", 24), ("Чай шипка 20 пакетчета", "1.99", 12),
        ("Чай лайка 20 пакетчета", "1.89", 12),
    )),
    Range("Напитки", "Горски извор", "бут.", (
        ("Минерална вода 0,5 л", "0.59", 48), ("Минерална вода 1,5 л", "0.95", 36),
        ("Газирана вода 1 л", "0.89", 24), ("Ябълков сок 1 л", "2.29", 12),
        ("Нектар от праскова 1 л", "2.19", 12),
    )),
    Range("Млечни продукти", "Бели брези", "бр.", (
        ("Кисело мляко 3,6 % 400 г", "0.99", 40), ("Прясно мляко 1 л", "1.79", 24),
        ("Краве сирене 400 г", "5.29", 12), ("Кашкавал 400 г", "6.99", 10), ("Айран 0,5 л", "0.89", 24),
    )),
    Range("Шоколад", "Сладка роза", "бр.", (
        ("Млечен шоколад 100 г", "1.69", 30), ("Черен шоколад 70 % 100 г", "1.99", 20),
        ("Шоколад с лешници 100 г", "1.89", 20), ("Шоколадови бонбони 200 г", "4.49", 10),
        ("Вафла с какао 40 г", "0.49", 60),
    )),
    Range("Сладкиши", "Старата фурна", "бр.", (
        ("Бисквити с мед 200 г", "1.29", 24), ("Солети със сусам 80 г", "0.69", 40),
        ("Домашни курабии 300 г", "2.59", 12), ("Сухари 250 г", "1.49", 18),
        ("Кекс с орехи 350 г", "2.99", 8),
    )),
    Range("Консерви", "Тракийска градина", "бурк.", (
        ("Лютеница 300 г", "2.49", 24), ("Кьопоолу 300 г", "2.69", 12), ("Печени чушки 500 г", "3.19", 12),
        ("Белени домати 700 г", "2.09", 12), ("Конфитюр от ягоди 360 г", "2.79", 12),
    )),
    Range("За дома", "Чисто гнездо", "бр.", (
        ("Препарат за съдове 0,5 л", "1.59", 18), ("Прах за пране 1,5 кг", "6.49", 8),
        ("Кухненска хартия 2 ролки", "1.99", 16), ("Кухненски гъби 5 бр.", "1.19", 20),
        ("Торби за смет 20 бр.", "1.39", 20),
    )),
)  # fmt: skip


def products() -> Iterator[Mapping[str, Any]]:
    """Yield the values of one product after another."""
    number = 0
    for range_ in RANGES:
        for name, price, order in range_.products:
            number += 1
            digits = f"{_PREFIX}{number:05}"
            cost = (Decimal(price) * _SHARE_OF_COST).quantize(_CENT, ROUND_HALF_UP)
            yield {
                "sku": f"M-{number:04}",
                "gtin": digits + check_digit(digits),
                "name": name,
                "brand": range_.brand,
                "category": range_.category,
                "unit": range_.unit,
                "price": {"amount": price, "currency": "EUR"},
                "cost": {"amount": str(cost), "currency": "EUR"},
                "defaultOrderQuantity": order,
            }
