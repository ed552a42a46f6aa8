"""Lithuania."""

from gql_crm.demo.countries.country import Country, Firm, Town

LITHUANIA = Country(
    language="lt",
    code="LT",
    office="Vilnius",
    member="Rasa Kazlauskaitė",
    member_email="rasa@example.com",
    time_zone="Europe/Vilnius",
    currency="EUR",
    revenue_a_head=85_000,
    mobile="+370 600 0####",
    landline="+370 5 200 ####",
    known=("Jūratė", "Žukauskienė"),
    women=(
        "Jūratė", "Rūta", "Aistė", "Eglė", "Gintarė", "Milda", "Živilė", "Daiva", "Ieva", "Šarūnė",
        "Vaida", "Agnė", "Kristina", "Birutė", "Onutė", "Laima", "Ugnė", "Austėja", "Neringa", "Žydrūnė",
    ),
    men=(
        "Jonas", "Petras", "Mindaugas", "Vytautas", "Šarūnas", "Žygimantas", "Tomas", "Darius", "Lukas",
        "Gediminas",
        "Algirdas", "Kęstutis", "Rokas", "Matas", "Ąžuolas", "Saulius", "Arūnas", "Egidijus", "Paulius",
        "Džiugas",
    ),
    surnames=(
        ("Žukauskas", "Žukauskienė"), ("Kazlauskas", "Kazlauskienė"), ("Petrauskas", "Petrauskaitė"),
        ("Jankauskas", "Jankauskienė"), ("Stankevičius", "Stankevičienė"), ("Vasiliauskas",
        "Vasiliauskaitė"),
        ("Butkus", "Butkutė"), ("Urbonas", "Urbonienė"), ("Šimkus", "Šimkutė"), ("Čepulis", "Čepulienė"),
        ("Žilinskas", "Žilinskaitė"), ("Gudaitis", "Gudaitytė"), ("Norkus", "Norkienė"), ("Ąžuolaitis",
        "Ąžuolaitytė"),
        ("Sakalauskas", "Sakalauskienė"), ("Bružas", "Bružienė"), ("Matulevičius", "Matulevičiūtė"),
        ("Grigaliūnas", "Grigaliūnienė"), ("Šukys", "Šukytė"), ("Paulauskas", "Paulauskienė"),
    ),
    firms=(
        Firm("UAB Gintaro krantas", "gintaro-krantas", "construction", 140),
        Firm("UAB Gintaro krantas nuoma", "gk-nuoma", "realEstate", 18, in_group=True),
        Firm("AB Nemuno bankas", "nemuno-bankas", "finance", 620),
        Firm("UAB Šiaurės lentpjūvė", "siaures-lentpjuve", "manufacturing", 75),
        Firm("MB Šviesos studija", "sviesos-studija", "technology", 9),
        Firm("VšĮ Žaliasis darželis", "zaliasis-darzelis", "education", 24),
        Firm("UAB Dvaro kepykla", "dvaro-kepykla", "food", 41),
        Firm("UAB Pušyno sveikata", "pusyno-sveikata", "healthcare", 58),
    ),
    towns=(
        Town("Vilnius", "LT-0####"), Town("Kaunas", "LT-4####"), Town("Klaipėda", "LT-9####"),
        Town("Šiauliai", "LT-7####"), Town("Ukmergė", "LT-20###", "Vilniaus apskritis"),
    ),
    streets=("Liepų g. #", "Ąžuolyno g. #", "Žalioji g. #-2", "Šermukšnių g. #", "Parko al. #"),
    job_titles=(
        "Direktorė", "Vadybininkas", "Buhalterė", "Architektas", "Projektų vadovė", "Inžinierius",
        "Gydytoja", "Teisininkas",
    ),
    notes=(
        "Ieško dviejų kambarių buto netoli mokyklos, geriausia Žvėryne.",
        "Prašo skambinti po 17 val. Kalba lietuviškai ir angliškai.",
        "Rekomendavo kaimynė. Nori parduoti sodybą prie ežero.",
        "Svarbu: namas be laiptų, nes kartu gyvena mama.",
    ),
)  # fmt: skip
