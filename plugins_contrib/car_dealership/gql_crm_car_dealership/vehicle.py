"""A vehicle in stock, on its way there, or gone: the names of ADF 1.0 where it has any."""

from decimal import Decimal

from gql_crm import Entity
from gql_crm_car_dealership import options
from gql_crm_car_dealership.declaring import field, hint
from gql_crm_car_dealership.vehicle_model import YEARS

_NOT_NEGATIVE = {"min": Decimal(0)}

_IDENTITY = (
    field("vin", "VIN", "VIN", "VIN", "The manufacturer's number of the vehicle (ISO 3779).", unique=True,
          quick_create=True,
          help_text=hint("17 letters and digits; it stands in the registration certificate under E.",
                         "17 písmen a číslic; v osvědčení o registraci je v položce E.")),
    field("stockNumber", "TEXT", "Stock number", "Skladové číslo", "The dealership's own number of it.",
          unique=True, max_length=40, quick_create=True),
    field("vehicleModel", "REFERENCE", "Model", "Model ze seznamu", "The model as the make offers it.",
          target="VehicleModel", inverse="vehicles", quick_create=True),
    field("make", "TEXT", "Make", "Značka", "The make, such as Škoda.", max_length=100, quick_create=True),
    field("model", "TEXT", "Model name", "Označení modelu", "The model, such as Octavia.", max_length=100,
          quick_create=True),
    field("trim", "TEXT", "Trim", "Výbava", "The level of equipment, such as Style.", max_length=100),
)  # fmt: skip

_DATA = (
    field("condition", "CHOICE", "Condition", "Stav", "Whether it is new or used (ADF's status).",
          options=options.CONDITIONS, enum="VehicleCondition", quick_create=True),
    field("modelYear", "INTEGER", "Model year", "Modelový rok", "The model year.", **YEARS),
    field("bodyStyle", "CHOICE", "Body style", "Karoserie", "The shape of the body.",
          options=options.BODY_STYLES),
    field("doors", "INTEGER", "Doors", "Počet dveří", "How many doors it has, the tailgate counted.",
          min=Decimal(1), max=Decimal(9)),
    field("transmission", "CHOICE", "Transmission", "Převodovka", "How gears are changed.",
          options=options.TRANSMISSIONS),
    field("fuelType", "CHOICE", "Fuel", "Palivo", "What it runs on.", options=options.FUEL_TYPES),
    field("driveType", "CHOICE", "Drive", "Pohon", "Which wheels are driven.", options=options.DRIVE_TYPES),
    field("enginePower", "INTEGER", "Engine power", "Výkon motoru", "The greatest power, in kilowatts.",
          **_NOT_NEGATIVE,
          help_text=hint("In kilowatts: horsepower divided by 1.36.", "V kilowattech: koně děleno 1,36.")),
    field("exteriorColor", "CHOICE", "Colour", "Barva", "The colour outside.", options=options.COLORS),
    field("interiorColor", "CHOICE", "Interior colour", "Barva interiéru", "The colour of the seats.",
          options=options.COLORS),
    field("odometer", "INTEGER", "Odometer", "Stav tachometru", "What the odometer shows, in odometerUnit.",
          **_NOT_NEGATIVE),
    field("odometerUnit", "CHOICE", "Odometer unit", "Jednotka tachometru", "What the odometer counts.",
          options=options.ODOMETER_UNITS, enum="OdometerUnit", default="KM"),
    field("equipment", "MULTI_CHOICE", "Equipment", "Výbava na přání", "What it has beside the trim.",
          options=options.EQUIPMENT),
)  # fmt: skip

_STOCK = (
    field("price", "MONEY", "Price", "Cena", "The price that is asked, with taxes.", **_NOT_NEGATIVE,
          quick_create=True,
          help_text=hint("With VAT, as the customer pays it.", "Včetně DPH, kolik zákazník zaplatí.")),
    field("location", "TEXT", "Location", "Umístění", "The branch or yard where it stands.", max_length=200),
    field("arrivedAt", "DATETIME", "Arrived", "Naskladněno", "When it came into stock."),
    field("status", "CHOICE", "Status", "Stav skladu",
          "Where it stands on its way from the order to the customer.",
          options=options.STATUSES, enum="VehicleStatus", default="ORDERED"),
    field("reservedFor", "REFERENCE", "Reserved for", "Rezervováno pro",
          "For whom it is kept; reserveVehicle and releaseVehicle say so.", target="Contact",
          inverse="reservedVehicles", writable=False),
    field("reservedUntil", "DATETIME", "Reserved until", "Rezervováno do",
          "When the reservation ends; from then on others may reserve the vehicle.", writable=False),
)  # fmt: skip

VEHICLE = Entity(
    name="Vehicle",
    plural="vehicles",
    label={"en": "Vehicle", "cs": "Vozidlo"},
    plural_label={"en": "Vehicles", "cs": "Vozidla"},
    description="A vehicle that the dealership has ordered, has in stock, or has sold.",
    display=("make", "model", "trim", "stockNumber"),
    display_fallback=("vin",),
    fields=(*_IDENTITY, *_DATA, *_STOCK),
)
