"""The choices of vehicles and of those who ask for them, labels in two languages."""

from gql_crm import ChoiceOption


def _options(*choices: tuple[str, str, str]) -> tuple[ChoiceOption, ...]:
    return tuple(
        ChoiceOption(value, {"en": english, "cs": czech}, position=position)
        for position, (value, english, czech) in enumerate(choices, 1)
    )


CONDITIONS = _options(("NEW", "New", "Nové"), ("USED", "Used", "Ojeté"))

STATUSES = _options(
    ("ORDERED", "Ordered", "Objednáno"),
    ("IN_TRANSIT", "In transit", "Na cestě"),
    ("IN_STOCK", "In stock", "Skladem"),
    ("RESERVED", "Reserved", "Rezervováno"),
    ("SOLD", "Sold", "Prodáno"),
    ("REMOVED", "Removed", "Vyřazeno"),
)

ODOMETER_UNITS = _options(("KM", "Kilometres", "Kilometry"), ("MI", "Miles", "Míle"))

BODY_STYLES = _options(
    ("HATCHBACK", "Hatchback", "Hatchback"),
    ("LIFTBACK", "Liftback", "Liftback"),
    ("SEDAN", "Sedan", "Sedan"),
    ("WAGON", "Estate", "Kombi"),
    ("SUV", "SUV", "SUV"),
    ("MPV", "MPV", "MPV"),
    ("COUPE", "Coupé", "Kupé"),
    ("CONVERTIBLE", "Convertible", "Kabriolet"),
    ("PICKUP", "Pickup", "Pick-up"),
    ("VAN", "Van", "Dodávka"),
)

TRANSMISSIONS = _options(("MANUAL", "Manual", "Manuální"), ("AUTOMATIC", "Automatic", "Automatická"))

FUEL_TYPES = _options(
    ("PETROL", "Petrol", "Benzin"),
    ("DIESEL", "Diesel", "Nafta"),
    ("HYBRID", "Hybrid", "Hybrid"),
    ("PLUG_IN_HYBRID", "Plug-in hybrid", "Plug-in hybrid"),
    ("ELECTRIC", "Electric", "Elektřina"),
    ("CNG", "Natural gas (CNG)", "Zemní plyn (CNG)"),
    ("LPG", "Autogas (LPG)", "LPG"),
    ("HYDROGEN", "Hydrogen", "Vodík"),
)

DRIVE_TYPES = _options(
    ("FRONT", "Front-wheel drive", "Přední"),
    ("REAR", "Rear-wheel drive", "Zadní"),
    ("ALL", "All-wheel drive", "Všechna kola"),
)

COLORS = _options(
    ("WHITE", "White", "Bílá"),
    ("SILVER", "Silver", "Stříbrná"),
    ("GREY", "Grey", "Šedá"),
    ("BLACK", "Black", "Černá"),
    ("BLUE", "Blue", "Modrá"),
    ("GREEN", "Green", "Zelená"),
    ("RED", "Red", "Červená"),
    ("ORANGE", "Orange", "Oranžová"),
    ("YELLOW", "Yellow", "Žlutá"),
    ("BROWN", "Brown", "Hnědá"),
    ("BEIGE", "Beige", "Béžová"),
)

EQUIPMENT = _options(
    ("ADAPTIVE_CRUISE_CONTROL", "Adaptive cruise control", "Adaptivní tempomat"),
    ("ALLOY_WHEELS", "Alloy wheels", "Litá kola"),
    ("AUTOMATIC_AIR_CONDITIONING", "Automatic air conditioning", "Automatická klimatizace"),
    ("AUXILIARY_HEATING", "Auxiliary heating", "Nezávislé topení"),
    ("BLIND_SPOT_MONITOR", "Blind spot monitor", "Hlídání mrtvého úhlu"),
    ("ELECTRIC_TAILGATE", "Electric tailgate", "Elektrické páté dveře"),
    ("HEAD_UP_DISPLAY", "Head-up display", "Head-up displej"),
    ("HEATED_SEATS", "Heated seats", "Vyhřívaná sedadla"),
    ("HEATED_WINDSCREEN", "Heated windscreen", "Vyhřívané čelní sklo"),
    ("KEYLESS_ENTRY", "Keyless entry", "Bezklíčové odemykání"),
    ("LANE_ASSIST", "Lane assist", "Asistent jízdy v pruhu"),
    ("LEATHER_SEATS", "Leather seats", "Kožená sedadla"),
    ("LED_HEADLIGHTS", "LED headlights", "LED světlomety"),
    ("NAVIGATION", "Navigation", "Navigace"),
    ("PANORAMIC_ROOF", "Panoramic roof", "Panoramatická střecha"),
    ("PARKING_SENSORS", "Parking sensors", "Parkovací senzory"),
    ("REVERSING_CAMERA", "Reversing camera", "Couvací kamera"),
    ("SMARTPHONE_LINK", "Smartphone link", "Propojení s telefonem"),
    ("TOW_BAR", "Tow bar", "Tažné zařízení"),
)

DRIVING_LICENCE_GROUPS = _options(
    ("AM", "AM: mopeds", "AM: mopedy"),
    ("A1", "A1: light motorcycles", "A1: lehké motocykly"),
    ("A2", "A2: motorcycles up to 35 kW", "A2: motocykly do 35 kW"),
    ("A", "A: motorcycles", "A: motocykly"),
    ("B1", "B1: quadricycles", "B1: čtyřkolky"),
    ("B", "B: cars", "B: osobní auta"),
    ("BE", "BE: cars with a heavy trailer", "BE: osobní auta s těžším přívěsem"),
    ("C1", "C1: lorries up to 7.5 t", "C1: nákladní auta do 7,5 t"),
    ("C1E", "C1E: lorries up to 7.5 t with a trailer", "C1E: nákladní auta do 7,5 t s přívěsem"),
    ("C", "C: lorries", "C: nákladní auta"),
    ("CE", "CE: lorries with a trailer", "CE: nákladní auta s přívěsem"),
    ("D1", "D1: small buses", "D1: malé autobusy"),
    ("D1E", "D1E: small buses with a trailer", "D1E: malé autobusy s přívěsem"),
    ("D", "D: buses", "D: autobusy"),
    ("DE", "DE: buses with a trailer", "DE: autobusy s přívěsem"),
    ("T", "T: tractors", "T: traktory"),
)
"""The groups of Directive 2006/126/EC, and T, which several countries have beside them."""

DEMAND_TYPES = _options(
    ("NEW_VEHICLE", "New vehicle", "Nové vozidlo"),
    ("USED_VEHICLE", "Used vehicle", "Ojeté vozidlo"),
    ("LEASE", "Lease", "Leasing"),
    ("TRADE_IN", "Trade-in", "Výkup"),
    ("TEST_DRIVE", "Test drive", "Zkušební jízda"),
    ("SERVICE", "Service", "Servis"),
    ("PARTS", "Parts", "Náhradní díly"),
)
