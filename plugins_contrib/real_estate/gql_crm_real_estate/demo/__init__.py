"""The module's demo data: properties in four cities, owned by contacts of the demo's agency."""

from gql_crm_real_estate.demo.loading import load

__all__ = ["load"]
