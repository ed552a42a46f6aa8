"""The choices of a property: values of RESO's lookups (Data Dictionary 2.0), labels in two languages."""

from gql_crm_real_estate.declaring import options as _options

PROPERTY_TYPES = _options(
    ("Residential", "Residential", "Gyvenamoji"),
    ("ResidentialLease", "Residential lease", "Gyvenamoji, nuoma"),
    ("ResidentialIncome", "Residential income", "Gyvenamoji, pajamoms iš nuomos"),
    ("Land", "Land", "Žemė"),
    ("CommercialSale", "Commercial sale", "Komercinė"),
    ("CommercialLease", "Commercial lease", "Komercinė, nuoma"),
    ("BusinessOpportunity", "Business opportunity", "Veikiantis verslas"),
    ("Farm", "Farm", "Ūkis"),
    ("ManufacturedInPark", "Manufactured in park", "Mobilusis namas stovykloje"),
)

PROPERTY_SUB_TYPES = _options(
    ("Apartment", "Apartment", "Butas"),
    ("Condominium", "Condominium", "Butas bendrijoje"),
    ("Townhouse", "Townhouse", "Kotedžas"),
    ("Duplex", "Duplex", "Dvibutis namas"),
    ("SingleFamilyResidence", "Single family residence", "Namas"),
    ("Office", "Office", "Biuras"),
    ("Retail", "Retail", "Prekybos patalpos"),
    ("Warehouse", "Warehouse", "Sandėlis"),
    ("UnimprovedLand", "Unimproved land", "Neužstatytas sklypas"),
)

INTERIOR_FEATURES = _options(
    ("BuiltInFeatures", "Built-in furniture", "Įmontuoti baldai"),
    ("Elevator", "Elevator", "Liftas"),
    ("EntranceFoyer", "Entrance foyer", "Prieškambaris"),
    ("HighCeilings", "High ceilings", "Aukštos lubos"),
    ("HighSpeedInternet", "High speed internet", "Spartusis internetas"),
    ("KitchenIsland", "Kitchen island", "Virtuvės sala"),
    ("OpenFloorplan", "Open floor plan", "Atviras planas"),
    ("Pantry", "Pantry", "Sandėliukas maistui"),
    ("Sauna", "Sauna", "Pirtis"),
    ("SmartHome", "Smart home", "Išmanusis namas"),
    ("Storage", "Storage", "Sandėliukas"),
    ("WalkInClosets", "Walk-in closets", "Drabužinė"),
)

EXTERIOR_FEATURES = _options(
    ("Balcony", "Balcony", "Balkonas"),
    ("Courtyard", "Courtyard", "Vidinis kiemas"),
    ("Garden", "Garden", "Sodas"),
    ("OutdoorGrill", "Outdoor grill", "Lauko kepsninė"),
    ("Playground", "Playground", "Vaikų žaidimų aikštelė"),
    ("PrivateEntrance", "Private entrance", "Atskiras įėjimas"),
    ("PrivateYard", "Private yard", "Nuosavas kiemas"),
    ("Storage", "Storage", "Sandėlis lauke"),
)

HEATING = _options(
    ("Central", "Central", "Centrinis"),
    ("Electric", "Electric", "Elektra"),
    ("Fireplaces", "Fireplaces", "Židinys"),
    ("Geothermal", "Geothermal", "Geoterminis"),
    ("HeatPump", "Heat pump", "Šilumos siurblys"),
    ("NaturalGas", "Natural gas", "Gamtinės dujos"),
    ("PelletStove", "Pellet stove", "Granulių katilas"),
    ("RadiantFloor", "Radiant floor", "Grindinis"),
    ("Solar", "Solar", "Saulės energija"),
    ("WoodStove", "Wood stove", "Malkomis kūrenama krosnis"),
    ("None", "None", "Nešildoma"),
)

VIEWS = _options(
    ("City", "City", "Miestas"),
    ("Courtyard", "Courtyard", "Kiemas"),
    ("Forest", "Forest", "Miškas"),
    ("Garden", "Garden", "Sodas"),
    ("Hills", "Hills", "Kalvos"),
    ("Lake", "Lake", "Ežeras"),
    ("Mountains", "Mountains", "Kalnai"),
    ("Panoramic", "Panoramic", "Panorama"),
    ("ParkGreenbelt", "Park or greenbelt", "Parkas"),
    ("River", "River", "Upė"),
)

FURNISHED = _options(
    ("Furnished", "Furnished", "Su baldais"),
    ("Partially", "Partially", "Iš dalies su baldais"),
    ("Unfurnished", "Unfurnished", "Be baldų"),
    ("Negotiable", "Negotiable", "Susitarus"),
)

LISTING_AGREEMENTS = _options(
    ("ExclusiveRightToSell", "Exclusive right to sell", "Išskirtinė teisė parduoti"),
    ("ExclusiveRightToLease", "Exclusive right to lease", "Išskirtinė teisė nuomoti"),
    ("ExclusiveAgency", "Exclusive agency", "Išskirtinis tarpininkavimas"),
    ("Open", "Open", "Neišskirtinė sutartis"),
    ("Net", "Net", "Sutartis su grynąja kaina"),
)

PORTALS = _options(
    ("agency", "The agency's own site", "Agentūros svetainė"),
    ("aruodas", "aruodas.lt", "aruodas.lt"),
    ("domoplius", "domoplius.lt", "domoplius.lt"),
    ("sreality", "sreality.cz", "sreality.cz"),
    ("imotbg", "imot.bg", "imot.bg"),
)

PROPERTY_INTERESTS = _options(
    ("BUY", "Buy", "Pirkti"),
    ("SELL", "Sell", "Parduoti"),
    ("RENT", "Rent", "Išsinuomoti"),
    ("LET", "Let", "Išnuomoti"),
)

STANDARD_STATUSES = _options(
    ("INCOMPLETE", "Incomplete", "Nebaigtas"),
    ("COMING_SOON", "Coming soon", "Netrukus"),
    ("ACTIVE", "Active", "Parduodamas"),
    ("ACTIVE_UNDER_CONTRACT", "Reserved", "Rezervuotas"),
    ("PENDING", "Pending", "Laukiama sandorio"),
    ("HOLD", "On hold", "Sustabdytas"),
    ("WITHDRAWN", "Withdrawn", "Atsiimtas"),
    ("EXPIRED", "Expired", "Pasibaigęs"),
    ("CANCELED", "Canceled", "Atšauktas"),
    ("CLOSED", "Closed", "Parduotas"),
    ("DELETE", "To be deleted", "Šalintinas"),
)

REQUEST_STATUSES = _options(
    ("ACTIVE", "Active", "Aktyvi"),
    ("PAUSED", "Paused", "Sustabdyta"),
    ("FULFILLED", "Fulfilled", "Įvykdyta"),
    ("CLOSED", "Closed", "Uždaryta"),
)

TRANSACTION_TYPES = _options(("BUY", "Buy", "Pirkti"), ("RENT", "Rent", "Nuomotis"))

BUYER_FINANCING = _options(
    ("Cash", "Cash", "Nuosavos lėšos"),
    ("Conventional", "Mortgage", "Būsto paskola"),
    ("SellerFinancing", "Paid to the seller by instalments", "Išsimokėtinai pardavėjui"),
    ("Other", "Other", "Kita"),
)

OFFER_CHANNELS = _options(
    ("EMAIL", "E-mail", "El. paštas"),
    ("SMS", "Text message", "SMS"),
    ("LINK", "Link", "Nuoroda"),
    ("IN_PERSON", "In person", "Asmeniškai"),
)

OFFER_STATUSES = _options(
    ("SENT", "Sent", "Išsiųstas"),
    ("VIEWED", "Viewed", "Peržiūrėtas"),
    ("INTERESTED", "Interested", "Sudomino"),
    ("REJECTED", "Rejected", "Atmestas"),
    ("EXPIRED", "Expired", "Nebegalioja"),
)

OFFER_PREFERENCES = _options(
    ("FAVORITE", "Favourite", "Labai patiko"),
    ("POSSIBILITY", "Possibility", "Galbūt"),
    ("DISCARD", "Not this one", "Netinka"),
)

DEAL_KINDS = _options(("SALE", "Sale", "Pardavimas"), ("LEASE", "Lease", "Nuoma"))

NOTIFY_SCHEDULES = _options(
    ("ASAP", "At once", "Iš karto"),
    ("DAILY", "Once a day", "Kartą per dieną"),
    ("MONTHLY", "Once a month", "Kartą per mėnesį"),
)
