"""A property on offer: the names of RESO's Data Dictionary 2.0."""

from decimal import Decimal

from gql_crm import Entity
from gql_crm_real_estate import options
from gql_crm_real_estate.declaring import field as _field

_NOT_NEGATIVE = {"min": Decimal(0)}
_SQUARE_METRES = {"min": Decimal(0), "precision": 12, "scale": 2}
_DAYS_ON_MARKET = """
if(
  standardStatus = "INCOMPLETE" or listingContractDate > today(),
  null,
  coalesce(closeDate, today()) - listingContractDate
)
"""

_OFFER = (
    _field("title", "TEXT", "Title", "Pavadinimas", "What the property is called on lists and in ads.",
           quick_create=True),
    _field("propertyType", "CHOICE", "Type", "Tipas",
           "What kind of property is offered, and whether for sale or for lease.",
           options=options.PROPERTY_TYPES, quick_create=True),
    _field("propertySubType", "CHOICE", "Subtype", "Potipis", "What the property is in particular.",
           options=options.PROPERTY_SUB_TYPES),
    _field("standardStatus", "CHOICE", "Status", "Būsena", "How far the listing is; operations change it.",
           options=options.STANDARD_STATUSES, enum="StandardStatus", default="INCOMPLETE", writable=False,
           copied=False),
    _field("closePrice", "MONEY", "Closing price", "Sandorio kaina", "For how much it was sold or let.",
           **_NOT_NEGATIVE, writable=False, copied=False),
    _field("closeDate", "DATE", "Closing date", "Sandorio data", "When it was sold or let.",
           writable=False, copied=False),
    _field("listPrice", "MONEY", "List price", "Kaina", "The price that is asked.", **_NOT_NEGATIVE,
           quick_create=True),
    _field("leaseAmount", "MONEY", "Rent", "Nuomos kaina", "The rent that is asked.", **_NOT_NEGATIVE),
    _field("listingAgreement", "CHOICE", "Listing agreement", "Tarpininkavimo sutartis",
           "What has been agreed between owner and agency.", options=options.LISTING_AGREEMENTS),
    _field("listingContractDate", "DATE", "Agreed on", "Sutarties data",
           "The day from which the agreement holds."),
    _field("expirationDate", "DATE", "Agreed until", "Sutarties pabaiga",
           "The day on which the agreement ends."),
    _field("daysOnMarket", "FORMULA", "Days on market", "Dienų rinkoje",
           "From the day of the agreement until it was sold or let, else until today; null before.",
           expression=_DAYS_ON_MARKET, result="INTEGER", writable=False),
    _field("availabilityDate", "DATE", "Available from", "Laisva nuo",
           "The day from which the property can be taken over."),
)  # fmt: skip

_ADDRESS = (
    _field("unparsedAddress", "TEXT", "Address", "Adresas", "The whole address in one line."),
    _field("streetName", "TEXT", "Street", "Gatvė", "The street, without the number."),
    _field("streetNumber", "TEXT", "Street number", "Namo numeris", "The number in the street."),
    _field("unitNumber", "TEXT", "Unit", "Buto numeris", "The number of the apartment or office."),
    _field("city", "TEXT", "City", "Miestas", "The city, town or village.", quick_create=True),
    _field("stateOrProvince", "TEXT", "Region", "Savivaldybė", "The state, province or municipality."),
    _field("postalCode", "TEXT", "Postal code", "Pašto kodas", "The postal code."),
    _field("country", "TEXT", "Country", "Šalis", "The country, two capitals of ISO 3166-1 such as LT.",
           pattern="^[A-Z]{2}$", searchable=False),
    _field("latitude", "DECIMAL", "Latitude", "Platuma", "Degrees north of the equator (WGS 84).",
           min=Decimal(-90), max=Decimal(90), precision=10, scale=8),
    _field("longitude", "DECIMAL", "Longitude", "Ilguma", "Degrees east of Greenwich (WGS 84).",
           min=Decimal(-180), max=Decimal(180), precision=11, scale=8),
    _field("parcelNumber", "CADASTRAL_NUMBER", "Cadastral number", "Kadastro numeris",
           "The parcel's cadastral number, or the unique number of the building or premises."),
)  # fmt: skip

_BUILDING = (
    _field("bedroomsTotal", "INTEGER", "Bedrooms", "Miegamieji", "How many bedrooms there are.",
           **_NOT_NEGATIVE),
    _field("bathroomsTotalInteger", "INTEGER", "Bathrooms", "Vonios kambariai",
           "How many bathrooms there are.", **_NOT_NEGATIVE),
    _field("roomsTotal", "INTEGER", "Rooms", "Kambariai",
           "How many rooms there are, bathrooms not counted.", **_NOT_NEGATIVE),
    _field("livingArea", "DECIMAL", "Living area", "Plotas", "The area of the rooms, in square metres.",
           **_SQUARE_METRES),
    _field("lotSizeArea", "DECIMAL", "Lot size", "Sklypo plotas", "The area of the land, in square metres.",
           **_SQUARE_METRES),
    _field("yearBuilt", "INTEGER", "Year built", "Statybos metai",
           "The year in which the building was finished.",
           min=Decimal(1000), max=Decimal(2200)),
    _field("storiesTotal", "INTEGER", "Floors of the building", "Aukštų skaičius",
           "How many floors the building has.",
           **_NOT_NEGATIVE),
    _field("entryLevel", "INTEGER", "Floor", "Aukštas",
           "The floor of the entrance; below the ground it is negative."),
    _field("furnished", "CHOICE", "Furnished", "Baldai", "Whether the furniture stays.",
           options=options.FURNISHED),
    _field("heating", "MULTI_CHOICE", "Heating", "Šildymas", "How it is heated.", options=options.HEATING),
    _field("interiorFeatures", "MULTI_CHOICE", "Interior", "Vidaus ypatybės", "What is special inside.",
           options=options.INTERIOR_FEATURES),
    _field("exteriorFeatures", "MULTI_CHOICE", "Exterior", "Išorės ypatybės", "What is special outside.",
           options=options.EXTERIOR_FEATURES),
    _field("view", "MULTI_CHOICE", "View", "Vaizdas", "What can be seen from the windows.",
           options=options.VIEWS),
)  # fmt: skip

_MARKETING = (
    _field("publicRemarks", "LONG_TEXT", "Advertisement", "Skelbimo tekstas", "What everybody may read."),
    _field("privateRemarks", "LONG_TEXT", "Internal remarks", "Vidinės pastabos",
           "What only the agency may read."),
    _field("virtualTourURLUnbranded", "URL", "Virtual tour", "Virtualus turas",
           "A tour that does not show the agency's name."),
    _field("syndicateTo", "MULTI_CHOICE", "Portals", "Portalai", "Where the property is to be advertised.",
           options=options.PORTALS,
           copied=False),
)  # fmt: skip

PROPERTY = Entity(
    name="Property",
    plural="properties",
    label={"en": "Property", "lt": "Nekilnojamojo turto objektas"},
    plural_label={"en": "Properties", "lt": "Nekilnojamojo turto objektai"},
    description="A piece of real estate on offer, for sale or for lease.",
    display=("title",),
    status="standardStatus",
    display_fallback=("unparsedAddress", "city", "parcelNumber"),
    fields=(*_OFFER, *_ADDRESS, *_BUILDING, *_MARKETING),
)
