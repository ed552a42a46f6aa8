"""What the plugin adds to a workspace, in one declaration."""

from decimal import Decimal
from importlib.resources import files

from gql_crm import DuplicateRule, EntityAccess, Module, Operation, RowScope
from gql_crm_car_dealership.declaring import field, hint
from gql_crm_car_dealership.people_fields import CONTACT_FIELDS, ORGANIZATION_FIELDS
from gql_crm_car_dealership.reservations import ERROR_CODES, release_vehicle, reserve_vehicle
from gql_crm_car_dealership.seeds import VEHICLE_MODELS
from gql_crm_car_dealership.stock_rules import AFTER_COMMIT, BEFORE_WRITE
from gql_crm_car_dealership.vehicle import VEHICLE
from gql_crm_car_dealership.vehicle_model import VEHICLE_MODEL

RESERVATION_DAYS = field(
    "reservationDays",
    "INTEGER",
    "Days of a reservation",
    "Délka rezervace ve dnech",
    "For how many days a vehicle is kept where reserveVehicle does not say until when.",
    default=3,
    min=Decimal(1),
    max=Decimal(365),
    help_text=hint("From 1 to 365 days.", "Od 1 do 365 dnů."),
)

MEMBERS = {
    "VehicleModel": EntityAccess(read=RowScope.ALL),
    "Vehicle": EntityAccess(read=RowScope.ALL, create=True, update=RowScope.TEAM, delete=RowScope.OWN),
}
"""Who sells looks models up and keeps no list of them; everybody sees the stock, a team changes its own."""

DUPLICATE_RULES = (
    DuplicateRule(
        entity="Vehicle",
        name="vin",
        label={"en": "Same VIN", "cs": "Stejný VIN"},
        fields=("vin",),
        score=1.0,
    ),
)
"""A VIN is unique: the rule tells a form so before the record is refused."""

CAR_DEALERSHIP = Module(
    name="car_dealership",
    version="1.0",
    label={"en": "Car dealership", "cs": "Prodej vozů"},
    description="Vehicle models, the stock of vehicles and its reservations.",
    requires=("people",),
    entities=(VEHICLE_MODEL, VEHICLE),
    fields={"Contact": CONTACT_FIELDS, "Organization": ORGANIZATION_FIELDS},
    operations=(
        Operation.mutation("reserveVehicle", reserve_vehicle),
        Operation.mutation("releaseVehicle", release_vehicle),
    ),
    error_codes=ERROR_CODES,
    before_write=BEFORE_WRITE,
    after_commit=AFTER_COMMIT,
    duplicate_rules=DUPLICATE_RULES,
    models="gql_crm_car_dealership.models",
    migrations="gql_crm_car_dealership.migrations",
    demo="gql_crm_car_dealership.demo",
    settings=(RESERVATION_DAYS,),
    permissions={"member": MEMBERS},
    seeds={"VehicleModel": VEHICLE_MODELS},
    examples=files("gql_crm_car_dealership").joinpath("examples.graphql").read_text(encoding="utf-8"),
)
