"""What the demo data of a country are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Firm:
    """An organization; `domain` stands before `.example.com`. In a group it belongs to the first."""

    name: str
    domain: str
    industry: str
    employees: int
    in_group: bool = False


@dataclass(frozen=True, slots=True)
class Town:
    """A town; of its postal codes each `#` is any digit."""

    name: str
    postal_codes: str
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """Names and numbers of a country.

    `code` is ISO 3166-1's. `surnames` are pairs of a man's and a woman's form. `latin` writes names for
    e-mail addresses, whole words or single letters. In `streets` `#` is a house number. In the patterns of
    phone numbers `#` is any digit; they are valid, and of nobody.
    """

    language: str
    code: str
    office: str
    member: str
    member_email: str
    time_zone: str
    currency: str
    revenue_a_head: int
    mobile: str
    landline: str
    known: tuple[str, str]
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[tuple[str, str], ...]
    firms: tuple[Firm, ...]
    towns: tuple[Town, ...]
    streets: tuple[str, ...]
    job_titles: tuple[str, ...]
    notes: tuple[str, ...]
    latin: Mapping[str, str] = field(default_factory=dict)
