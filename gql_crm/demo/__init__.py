"""Data to try a CRM with: a small agency, its clients in four languages, and what modules bring."""

from gql_crm.demo.context import DemoContext
from gql_crm.demo.loading import load

__all__ = ["DemoContext", "load"]
