"""The module's demo data: outlets in Bulgarian towns, products, and visits."""

from gql_crm_merchandising.demo.loading import load

__all__ = ["load"]
