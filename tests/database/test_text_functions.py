import random

import asyncpg
import pytest

from tests.conftest import Addresses

pytestmark = pytest.mark.postgres_smoke

ORDERS = {
    "Lithuanian": [
        *(
            "Adomaitis",
            "Ąžuolas",
            "Bagdonas",
            "Cibulskis",
            "Cvirka",
            "Čepaitis",
            "Dambrauskas",
            "Eglė",
            "Ėgliškis",
        ),
        *("Gabija", "Ieva", "Įrašas", "Jūratė", "Kazlauskas", "Sabonis", "Sutkus", "Šarūnas", "Šuo", "Tomas"),
        *("Ūdra", "Urbonas", "Vaitkus", "Zita", "Zuokas", "Žalgiris", "Žukauskienė"),
    ],
    "Czech": [
        *(
            "Adam",
            "Cyril",
            "Čapek",
            "Černý",
            "Dub",
            "Ďurica",
            "Dvořák",
            "Havel",
            "Jílek",
            "Novák",
            "Rybář",
            "Říha",
        ),
        *("Svoboda", "Šimek", "Ťok", "Toman", "Zeman", "Žák"),
    ],
    "Bulgarian": [
        *("Ангелов", "Борисов", "Великов", "Георгиев", "Димитров", "Емилов", "Живков", "Захариев", "Иванов"),
        *(
            "Игнатов",
            "Ицов",
            "Йорданов",
            "Йотов",
            "Калоянов",
            "Личев",
            "Николов",
            "Петков",
            "Славов",
            "Тодоров",
        ),
        *("Узунов", "Филипов", "Христов", "Цветков", "Чавдаров", "Шопов", "Щерев", "Юлиев", "Яворов"),
    ],
    "Persian": [
        *(
            "آرش",
            "آزاده",
            "احمد",
            "امید",
            "بهرام",
            "پرویز",
            "تهمینه",
            "ثریا",
            "جمشید",
            "چنگیز",
            "حسن",
            "خسرو",
        ),
        *("داریوش", "ذبیح", "رستم", "زهرا", "ژاله", "سهراب", "شیرین", "صادق", "ضحاک", "طاهره", "ظفر", "عباس"),
        *("غلام", "فرهاد", "قاسم", "کاوه", "کیوان", "گیو", "لاله", "مریم", "نادر", "وحید", "هوشنگ", "یوسف"),
    ],
    "several scripts": ["12 Monkeys", "Adam", "Žák", "Ангелов", "Яворов", "آرش", "یوسف"],
    "letters that differ by a mark only": ["Rasa", "Rasą", "Řasa"],
}


@pytest.fixture
async def connection(kernel_database: Addresses):  # type: ignore[no-untyped-def]
    connection = await asyncpg.connect(kernel_database.app)
    yield connection
    await connection.close()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Jūratė Žukauskienė", "jurate zukauskiene"),
        ("Žaneta Řehořová", "zaneta rehorova"),
        ("Петър Цветков", "петър цветков"),
        ("Йорданов", "иорданов"),
        ("ЁЛКА", "елка"),
        ("علي يوسفي", "علی یوسفی"),
        ("علی یوسفی", "علی یوسفی"),
        ("كتاب‌ها", "کتاب ها"),
        ("آرش", "ارش"),
        ("کـــتاب", "کتاب"),
        ("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩", "0123456789 0123456789"),
        ("Straße STRASSE Æsir Œuvre", "strasse strasse aesir oeuvre"),
        ("Łódź Øre Đorđe ΟΔΟΣ", "lodz ore dorde οδοσ"),
        ("ﬁne ＦＵＬＬ ²", "fine full 2"),
        ("\u00a0 a \t\n b\u2003c ", "a b c"),
        ("co\u00adop\u200bera\u200ete", "cooperate"),
        ('O\'Brien \\ % _ "x"', 'o\'brien \\ % _ "x"'),
        ("", ""),
        ("   ", ""),
    ],
)
async def test_folding_leaves_what_a_person_would_type(
    connection: asyncpg.Connection, text: str, folded: str
) -> None:
    assert await connection.fetchval("SELECT gql_crm_fold($1)", text) == folded
    assert await connection.fetchval("SELECT gql_crm_fold($1)", folded) == folded, (
        "folding twice changes nothing"
    )


async def test_null_stays_null(connection: asyncpg.Connection) -> None:
    assert await connection.fetchval("SELECT gql_crm_fold(NULL)") is None
    assert await connection.fetchval("SELECT gql_crm_sort(NULL)") is None


@pytest.mark.parametrize("language", ORDERS)
async def test_names_sort_as_in_the_language(connection: asyncpg.Connection, language: str) -> None:
    names = list(ORDERS[language])
    random.Random(language).shuffle(names)
    rows = await connection.fetch(
        'SELECT name FROM unnest($1::text[]) AS t(name) ORDER BY gql_crm_sort(name) COLLATE "C", name', names
    )
    assert [row["name"] for row in rows] == ORDERS[language]


async def test_indexes_over_both_functions_are_used(kernel_database: Addresses) -> None:
    owner = await asyncpg.connect(kernel_database.owner)
    await owner.execute("CREATE TABLE person (name text)")
    await owner.execute("CREATE INDEX folded ON person (gql_crm_fold(left(name, 200)))")
    await owner.execute('CREATE INDEX sorted ON person (gql_crm_sort(left(name, 200)) COLLATE "C")')
    await owner.execute("SET enable_seqscan = off")
    await owner.execute("SET enable_sort = off")
    for query, index in (
        ("SELECT FROM person WHERE gql_crm_fold(left(name, 200)) = gql_crm_fold('Žukas')", "folded"),
        ('SELECT FROM person ORDER BY gql_crm_sort(left(name, 200)) COLLATE "C"', "sorted"),
    ):
        plan = "\n".join(row[0] for row in await owner.fetch(f"EXPLAIN {query}"))
        assert index in plan
    await owner.close()


async def test_a_part_of_a_text_is_found_through_the_trigram_index(kernel_database: Addresses) -> None:
    owner = await asyncpg.connect(kernel_database.owner)
    await owner.execute("SET enable_seqscan = off")
    plan = await owner.fetch("EXPLAIN SELECT FROM record_text WHERE search_text LIKE '%цветк%'")
    assert "record_text_search" in "\n".join(row[0] for row in plan)
    await owner.close()
