"""What a dealership wants to know of a lead: to be added to `Lead` by a workspace that has leads.

Names follow ADF 1.0 (`prospect`), values its lists where it has any. No module here has an entity `Lead`; a
module that requires one and this plugin's injects these: `fields={"Lead": LEAD_FIELDS}`.
"""

from decimal import Decimal

from gql_crm_car_dealership import options
from gql_crm_car_dealership.declaring import field, hint

LEAD_FIELDS = (
    field("subjectOfInterest", "TEXT", "Subject of interest", "Předmět zájmu",
          "What the customer is interested in, in their own words.", quick_create=True),
    field("demandType", "CHOICE", "Demand", "Druh poptávky",
          "What the customer wants of us (ADF's interest and beyond).", options=options.DEMAND_TYPES,
          quick_create=True),
    field("demandSubcategory", "TEXT", "Demand subcategory", "Podkategorie poptávky",
          "What the demand is about in particular.", max_length=200),
    field("vehicleModel", "REFERENCE", "Model", "Model vozidla", "The model that the customer wants.",
          target="VehicleModel", inverse="leads"),
    field("stockVehicle", "REFERENCE", "Vehicle in stock", "Skladové vozidlo",
          "The very vehicle that the customer wants.", target="Vehicle", inverse="leads"),
    field("desiredCondition", "CHOICE", "New or used", "Nové, nebo ojeté",
          "Whether the vehicle is to be new or used (ADF's status).", options=options.CONDITIONS,
          enum="VehicleCondition"),
    field("tradeInVehicle", "TEXT", "Trade-in", "Vozidlo na protiúčet",
          "The vehicle that the customer gives in exchange.",
          help_text=hint("Make, model, year and VIN as far as they are known.",
                         "Značka, model, rok a VIN, pokud jsou známy.")),
    field("budget", "MONEY", "Budget", "Rozpočet", "What the customer wants to spend at most.",
          min=Decimal(0)),
    field("timeframe", "TEXT", "Timeframe", "Časový horizont", "When the customer wants to buy (ADF).",
          max_length=200),
    field("preferredContactTime", "TEXT", "When to call", "Kdy volat",
          "When the customer wants to be called.", max_length=200),
    field("branch", "TEXT", "Branch", "Pobočka", "The branch that the demand went to (ADF's vendor).",
          max_length=200),
    field("adfSourceId", "TEXT", "ADF id", "Číslo v ADF",
          "The id by which the demand's source knows it (ADF's prospect id).", max_length=200,
          searchable=False),
)  # fmt: skip
