"""The countries of the demo data, one a file."""

from gql_crm.demo.countries.bulgaria import BULGARIA
from gql_crm.demo.countries.country import Country
from gql_crm.demo.countries.czechia import CZECHIA
from gql_crm.demo.countries.iran import IRAN
from gql_crm.demo.countries.lithuania import LITHUANIA

COUNTRIES = (LITHUANIA, CZECHIA, BULGARIA, IRAN)

__all__ = ["COUNTRIES", "Country"]
