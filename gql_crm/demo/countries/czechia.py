"""Czechia."""

from gql_crm.demo.countries.country import Country, Firm, Town

CZECHIA = Country(
    language="cs",
    code="CZ",
    office="Brno",
    member="Tomáš Dvořák",
    member_email="tomas@example.com",
    time_zone="Europe/Prague",
    currency="CZK",
    revenue_a_head=2_400_000,
    mobile="+420 601 000 ###",
    landline="+420 542 000 ###",
    known=("Žaneta", "Řehořová"),
    women=(
        "Žaneta", "Jana", "Eva", "Hana", "Lenka", "Kateřina", "Lucie", "Věra", "Alžběta", "Zdeňka",
        "Tereza", "Markéta", "Božena", "Michaela", "Veronika", "Růžena", "Šárka", "Ludmila", "Naděžda",
        "Jiřina",
    ),
    men=(
        "Jiří", "Jan", "Petr", "Pavel", "Tomáš", "Ondřej", "Lukáš", "Vojtěch", "Řehoř", "Zdeněk",
        "Matěj", "Štěpán", "Václav", "František", "Miloš", "Radek", "Čeněk", "Bořivoj", "Luboš", "Kryštof",
    ),
    surnames=(
        ("Řehoř", "Řehořová"), ("Novák", "Nováková"), ("Svoboda", "Svobodová"), ("Dvořák", "Dvořáková"),
        ("Černý", "Černá"), ("Procházka", "Procházková"), ("Kučera", "Kučerová"), ("Veselý", "Veselá"),
        ("Horák", "Horáková"), ("Němec", "Němcová"), ("Pokorný", "Pokorná"), ("Růžička", "Růžičková"),
        ("Beneš", "Benešová"), ("Fiala", "Fialová"), ("Šťastný", "Šťastná"), ("Doležal", "Doležalová"),
        ("Kříž", "Křížová"), ("Žák", "Žáková"), ("Hájek", "Hájková"), ("Čermák", "Čermáková"),
    ),
    firms=(
        Firm("Vltavské stavby s.r.o.", "vltavske-stavby", "construction", 210),
        Firm("Vltavské stavby Morava s.r.o.", "vs-morava", "construction", 64, in_group=True),
        Firm("Žižkovská pekárna s.r.o.", "zizkovska-pekarna", "food", 33),
        Firm("Řemeslná dílna Brno s.r.o.", "remeslna-dilna", "manufacturing", 17),
        Firm("Autoservis U Kříže", "autoservis-u-krize", "automotive", 12),
        Firm("Hotel Zlatý jelen a.s.", "zlaty-jelen", "hospitality", 88),
        Firm("Špilberk Software s.r.o.", "spilberk-software", "technology", 46),
        Firm("Moravská lékárna s.r.o.", "moravska-lekarna", "healthcare", 29),
    ),
    towns=(
        Town("Praha", "1## 00"), Town("Brno", "6## 00"), Town("Ostrava", "7## 00"), Town("Plzeň", "3## 00"),
        Town("Třebíč", "674 0#", "Kraj Vysočina"),
    ),
    streets=("Lipová #", "Školní #", "Zahradní #", "Květnová #/12", "Na Výsluní #", "Příčná #"),
    job_titles=(
        "Jednatelka", "Obchodní ředitel", "Účetní", "Stavbyvedoucí", "Vedoucí prodejny", "Programátor",
        "Lékárnice", "Právnička",
    ),
    notes=(
        "Hledá byt 3+kk v Brně, nejlépe Královo Pole, s balkonem.",
        "Volat jen dopoledne. Preferuje e-mail.",
        "Chce pronajmout byt po babičce, zařízený.",
        "Přišla na doporučení. Spěchá, stěhuje se v září.",
    ),
)  # fmt: skip
