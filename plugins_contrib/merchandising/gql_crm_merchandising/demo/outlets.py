"""Where the demo's agents go: 25 outlets in Bulgarian towns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

_PHONE = "+359 2 900 1{number:03}"
_SHOPS = "Пн-Сб 07:30-20:00; Нд 08:00-18:00"
_HOURS = {
    "SUPERMARKET": "Пн-Нд 08:00-22:00",
    "NEIGHBOURHOOD": _SHOPS,
    "KIOSK": "Пн-Пт 06:30-19:00",
    "PETROL_STATION": "00:00-24:00",
    "RESTAURANT": "Вт-Нд 11:00-23:00",
    "PHARMACY": "Пн-Пт 08:00-20:00; Сб 09:00-15:00",
    "WHOLESALE": "Пн-Пт 06:00-16:00",
}
_FREQUENCY = {
    "SUPERMARKET": "WEEKLY",
    "NEIGHBOURHOOD": "FORTNIGHTLY",
    "KIOSK": "MONTHLY",
    "PETROL_STATION": "FORTNIGHTLY",
    "RESTAURANT": "MONTHLY",
    "PHARMACY": "QUARTERLY",
    "WHOLESALE": "WEEKLY",
}


@dataclass(frozen=True, slots=True)
class Town:
    """A town: where it is, and its outlets by name, channel, chain and street."""

    name: str
    code: str
    postal_code: str
    latitude: float
    longitude: float
    outlets: tuple[tuple[str, str, str | None, str], ...]


TOWNS = (
    Town("София", "SF", "1000", 42.6977, 23.3219, (
        ("Супермаркет Зелен кът – Лозенец", "SUPERMARKET", "Зелен кът", "бул. Черни връх"),
        ("Супермаркет Зелен кът – Младост", "SUPERMARKET", "Зелен кът", "бул. Александър Малинов"),
        ("При Петър – Красно село", "NEIGHBOURHOOD", "При Петър", "ул. Житница"),
        ("При Петър – Подуяне", "NEIGHBOURHOOD", "При Петър", "ул. Черковна"),
        ("Павилион Бързо кафе", "KIOSK", None, "бул. Витоша"),
        ("Магазин Липа", "NEIGHBOURHOOD", None, "ул. Шишман"),
        ("Търговия на едро Искър", "WHOLESALE", None, "бул. Искърско шосе"),
    )),
    Town("Пловдив", "PD", "4000", 42.1354, 24.7453, (
        ("Супермаркет Зелен кът – Тракия", "SUPERMARKET", "Зелен кът", "бул. Освобождение"),
        ("При Петър – Кършияка", "NEIGHBOURHOOD", "При Петър", "ул. Ландос"),
        ("Хлебарница и магазин Тепетата", "NEIGHBOURHOOD", None, "ул. Гладстон"),
        ("Ресторант Старата чаршия", "RESTAURANT", None, "ул. Съборна"),
    )),
    Town("Варна", "VN", "9000", 43.2141, 27.9147, (
        ("Супермаркет Зелен кът – Чайка", "SUPERMARKET", "Зелен кът", "бул. Осми приморски полк"),
        ("Магазин Морски фар", "NEIGHBOURHOOD", None, "ул. Преслав"),
        ("Бензиностанция Север", "PETROL_STATION", None, "бул. Сливница"),
        ("Павилион Плажът", "KIOSK", None, "Крайбрежна алея"),
    )),
    Town("Бургас", "BS", "8000", 42.5048, 27.4626, (
        ("При Петър – Лазур", "NEIGHBOURHOOD", "При Петър", "ул. Перущица"),
        ("Магазин Чайката", "NEIGHBOURHOOD", None, "ул. Богориди"),
        ("Аптека Здравец", "PHARMACY", None, "ул. Александровска"),
    )),
    Town("Русе", "RS", "7000", 43.8356, 25.9657, (
        ("Магазин Дунав", "NEIGHBOURHOOD", None, "ул. Борисова"),
        ("Бензиностанция Пристанище", "PETROL_STATION", None, "бул. Придунавски"),
        ("Кафене Йордана", "RESTAURANT", None, "ул. Александровска"),
    )),
    Town("Велико Търново", "VT", "5000", 43.0757, 25.6172, (
        ("При Петър – Самоводска чаршия", "NEIGHBOURHOOD", "При Петър", "ул. Раковски"),
        ("Магазин Янтра", "NEIGHBOURHOOD", None, "ул. Гурко"),
    )),
    Town("Стара Загора", "SZ", "6000", 42.4258, 25.6345, (
        ("Супермаркет Зелен кът – Аязмото", "SUPERMARKET", "Зелен кът", "бул. Руски"),
        ("Търговия на едро Загоре", "WHOLESALE", None, "ул. Индустриална"),
    )),
)  # fmt: skip


def outlets(random: Random) -> Iterator[Mapping[str, Any]]:
    """Yield the values of one outlet after another."""
    number = 0
    for town in TOWNS:
        for place, (name, channel, chain, street) in enumerate(town.outlets, 1):
            number += 1
            latitude, longitude = (
                random.uniform(middle - 0.02, middle + 0.02) for middle in (town.latitude, town.longitude)
            )
            address = {
                "street": f"{street} {random.randint(1, 120)}",
                "city": town.name,
                "postalCode": town.postal_code,
                "country": "BG",
            }
            yield {
                "name": name,
                "phone": _PHONE.format(number=number),
                "industry": "hospitality" if channel == "RESTAURANT" else "retail",
                "type": "customer",
                "billingAddress": address,
                "shippingAddress": address,
                "isOutlet": True,
                "outletCode": f"{town.code}-{place:03}",
                "channel": channel,
                "chain": chain,
                "gps": {"latitude": round(latitude, 6), "longitude": round(longitude, 6)},
                "openingHours": _HOURS[channel],
                "visitFrequency": _FREQUENCY[channel],
                "nomenclatureId": str(40_000 + number),
            }
