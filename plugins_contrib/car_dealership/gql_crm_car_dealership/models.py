"""The module's tables, where Tortoise looks for them."""

from gql_crm import record_model
from gql_crm_car_dealership.vehicle import VEHICLE
from gql_crm_car_dealership.vehicle_model import VEHICLE_MODEL
from gql_crm_car_dealership.vin import VinKind

VehicleModel = record_model(VEHICLE_MODEL, module="car_dealership")
Vehicle = record_model(VEHICLE, module="car_dealership", kinds=(VinKind(),))
