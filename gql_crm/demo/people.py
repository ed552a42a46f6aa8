"""Contacts of a country: names drawn from its lists, addresses and numbers that belong to nobody."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

from gql_crm.demo.countries import Country

PEOPLE_A_COUNTRY = 80


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom nobody knows."""

    country: Country
    first_name: str
    last_name: str
    is_woman: bool
    email: str


def people_of(country: Country, random: Random) -> Sequence[Person]:
    """Return people of different names, half of them women; the country's best known one is among them."""
    half = PEOPLE_A_COUNTRY // 2
    women = _draw(random, country.women, [woman for _, woman in country.surnames], half)
    men = _draw(random, country.men, [man for man, _ in country.surnames], half)
    known, replaced = country.known, women if country.known[0] in country.women else men
    if known not in replaced:
        replaced[0] = known
    return [
        Person(country, first, last, is_woman, f"{_address(country.latin, first, last)}@example.com")
        for names, is_woman in ((women, True), (men, False))
        for first, last in names
    ]


def address(random: Random, country: Country) -> Mapping[str, str | None]:
    """Return an address in one of the country's towns."""
    town = random.choice(country.towns)
    return {
        "street": random.choice(country.streets).replace("#", str(random.randint(1, 90))),
        "city": town.name,
        "state": town.state,
        "postalCode": filled(random, town.postal_codes),
        "country": country.code,
    }


def filled(random: Random, pattern: str) -> str:
    """Fill the pattern's `#` with digits: a phone number, a postal code."""
    return "".join(str(random.randint(0, 9)) if character == "#" else character for character in pattern)


def _draw(
    random: Random, first_names: Sequence[str], last_names: Sequence[str], count: int
) -> list[tuple[str, str]]:
    return random.sample(list(product(first_names, last_names)), count)


def _address(latin: Mapping[str, str], *names: str) -> str:
    return ".".join(_latin(latin, name) for name in names)


def _latin(latin: Mapping[str, str], name: str) -> str:
    """Write a name in the letters of e-mail addresses: by the whole word, by its letters, without accents."""
    letters = latin.get(name) or "".join(latin.get(letter, letter) for letter in name.lower())
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain if letter.isalnum())
