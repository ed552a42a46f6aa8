"""What the dealership wants to know of contacts and organizations."""

from decimal import Decimal

from gql_crm_car_dealership import options
from gql_crm_car_dealership.declaring import field, hint

CONTACT_FIELDS = (
    field("preferredVehicleModel", "REFERENCE", "Preferred model", "Preferovaný model",
          "The model that the contact would like to have.",
          target="VehicleModel", inverse="interestedContacts"),
    field("drivingLicenceGroups", "MULTI_CHOICE", "Driving licence", "Řidičské oprávnění",
          "The groups of vehicles that the contact may drive (Directive 2006/126/EC).",
          options=options.DRIVING_LICENCE_GROUPS,
          help_text=hint("Look at the licence before a test drive.",
                         "Před zkušební jízdou nahlédněte do průkazu.")),
)  # fmt: skip

ORGANIZATION_FIELDS = (
    field("fleetSize", "INTEGER", "Vehicles in the fleet", "Vozidel ve flotile",
          "How many vehicles the organization runs.", min=Decimal(0)),
)  # fmt: skip
