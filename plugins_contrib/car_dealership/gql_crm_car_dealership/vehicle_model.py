"""What can be ordered: a make's model, in one of its generations and trims."""

from decimal import Decimal

from gql_crm import Entity
from gql_crm_car_dealership import options
from gql_crm_car_dealership.declaring import field, hint

YEARS = {"min": Decimal(1886), "max": Decimal(2200)}
"""No car is older than Benz's."""

VEHICLE_MODEL = Entity(
    name="VehicleModel",
    plural="vehicleModels",
    label={"en": "Vehicle model", "cs": "Model vozidla"},
    plural_label={"en": "Vehicle models", "cs": "Modely vozidel"},
    description="A model that a make offers, in one of its generations.",
    display=("make", "model", "trim"),
    display_fallback=("modelCode",),
    fields=(
        field("make", "TEXT", "Make", "Značka", "The make, such as Škoda.", required=True, max_length=100,
              quick_create=True),
        field("model", "TEXT", "Model", "Model", "The model, such as Octavia.", required=True, max_length=100,
              quick_create=True),
        field("trim", "TEXT", "Trim", "Výbava", "The level of equipment, such as Style.", max_length=100,
              quick_create=True),
        field("bodyStyle", "CHOICE", "Body style", "Karoserie", "The shape of the body.",
              options=options.BODY_STYLES),
        field("modelYearFrom", "INTEGER", "Model years from", "Modelový rok od",
              "The first model year of this generation.", **YEARS),
        field("modelYearTo", "INTEGER", "Model years to", "Modelový rok do",
              "The last model year of this generation; empty while it is made.", **YEARS,
              help_text=hint("Leave it empty while the model is made.",
                             "Nevyplňujte, dokud se model vyrábí.")),
        field("modelCode", "TEXT", "Model code", "Kód modelu", "The make's own code of the generation.",
              max_length=40,
              help_text=hint("The make's own code, such as NX for the fourth Octavia.",
                             "Kód výrobce, například NX pro čtvrtou Octavii.")),
    ),
)  # fmt: skip
