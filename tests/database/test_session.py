from gql_crm.database.pool import Database
from tests.conftest import Addresses


async def test_json_arrives_as_the_bytes_of_postgresql(kernel_database: Addresses) -> None:
    database = await Database.connect(kernel_database.app)
    async with database.connection() as connection:
        assert (
            await connection.fetchval("""SELECT json '{"b": 1,  "a": "ž"}'""")
            == '{"b": 1,  "a": "ž"}'.encode()
        )
    await database.close()


async def test_jsonb_is_sent_as_json_text_and_arrives_as_values(kernel_database: Addresses) -> None:
    database = await Database.connect(kernel_database.app)
    async with database.connection() as connection:
        for text in ('{"a": [1, null, "ž"]}', '{"a": [1, null, "ž"]}'.encode()):
            assert await connection.fetchval("SELECT $1::jsonb", text) == {"a": [1, None, "ž"]}
    await database.close()
