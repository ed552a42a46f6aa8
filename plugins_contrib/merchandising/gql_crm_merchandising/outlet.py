"""What makes an organization an outlet, and a contact somebody of it."""

from gql_crm_merchandising.declaring import field, options

CHANNELS = options(
    ("SUPERMARKET", "Supermarket", "Супермаркет"),
    ("NEIGHBOURHOOD", "Neighbourhood shop", "Квартален магазин"),
    ("PETROL_STATION", "Petrol station", "Бензиностанция"),
    ("KIOSK", "Kiosk", "Павилион"),
    ("RESTAURANT", "Restaurant or bar", "Заведение"),
    ("PHARMACY", "Pharmacy", "Аптека"),
    ("WHOLESALE", "Wholesale", "Търговия на едро"),
    ("ONLINE", "Online shop", "Онлайн магазин"),
)

FREQUENCIES = options(
    ("TWICE_A_WEEK", "Twice a week", "Два пъти седмично"),
    ("WEEKLY", "Weekly", "Всяка седмица"),
    ("FORTNIGHTLY", "Every two weeks", "На две седмици"),
    ("MONTHLY", "Monthly", "Всеки месец"),
    ("QUARTERLY", "Quarterly", "На тримесечие"),
    ("ON_DEMAND", "On demand", "При нужда"),
)

ROLES = options(
    ("OWNER", "Owner", "Собственик"),
    ("MANAGER", "Manager", "Управител"),
    ("BUYER", "Buyer", "Снабдител"),
    ("SHOP_ASSISTANT", "Shop assistant", "Продавач"),
)

ORGANIZATION_FIELDS = (
    field("isOutlet", "BOOLEAN", "Outlet", "Търговски обект",
          "Whether goods are sold there to the public; only outlets are visited.",
          help=("Tick it for shops, bars and other places that are visited.",
                "Отбележете за магазини, заведения и други обекти, които се посещават.")),
    field("outletCode", "TEXT", "Outlet code", "Код на обекта",
          "The code by which everybody in the team knows the outlet.", unique=True, max_length=40),
    field("channel", "CHOICE", "Channel", "Канал", "What kind of outlet it is.", options=CHANNELS),
    field("chain", "TEXT", "Chain", "Верига", "The chain that the outlet belongs to."),
    field("gps", "GEO_POINT", "Position", "Местоположение", "Where the outlet is.",
          help=("Visits begin near it, see the module's settings.",
                "Посещенията започват близо до него, вижте настройките на модула.")),
    field("openingHours", "TEXT", "Opening hours", "Работно време", "When the outlet is open.",
          help=("Days and hours, such as Mo-Fr 08:00-20:00; Sa 09:00-14:00.",
                "Дни и часове, например Пн-Пт 08:00-20:00; Сб 09:00-14:00."),
          searchable=False),
    field("visitFrequency", "CHOICE", "Visit frequency", "Честота на посещенията",
          "How often the outlet is to be visited.", options=FREQUENCIES),
    field("nomenclatureId", "TEXT", "Nomenclature number", "Номер в номенклатурата",
          "The customer's number in the trade system, where goods and documents are.", max_length=60,
          help=("As it stands in the trade system.", "Както е записан в търговската система.")),
)  # fmt: skip

CONTACT_FIELDS = (
    field("outletRole", "CHOICE", "Role at the outlet", "Роля в обекта",
          "What the contact does at the outlet.", options=ROLES),
)  # fmt: skip
