"""The module's demo data: models, a stock of sixty vehicles in four Czech towns, and what customers want."""

from gql_crm_car_dealership.demo.loading import load

__all__ = ["load"]
