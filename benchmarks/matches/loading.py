"""Properties and buyer requests in numbers, written into the tables as their own writes would leave them."""

import asyncpg

CITIES = 40
KINDS = "ARRAY['Residential', 'Land', 'CommercialSale', 'Farm']"
PROPERTIES = f"""
WITH made AS MATERIALIZED (
  SELECT n, gen_random_uuid() AS salt, random() < 0.25 AS let, (random() * 1000)::int AS price
  FROM generate_series(1, $1::int) n
), ids AS MATERIALIZED (
  SELECT *, (lpad(to_hex(1760000000000 + n), 12, '0') || '7' || substr(replace(salt::text, '-', ''), 1, 3)
    || '8' || substr(replace(salt::text, '-', ''), 4, 15))::uuid AS id FROM made
), spine AS (
  INSERT INTO record (id, entity, owner_id, created_at, updated_at)
  SELECT id, 'Property', $2::uuid, now(), now() FROM ids
)
INSERT INTO real_estate_property (id, owner_id, created_at, updated_at, version, title, city, property_type,
  standard_status, list_price_amount, list_price_currency, lease_amount_amount, lease_amount_currency,
  rooms_total, living_area, year_built, interior_features)
SELECT id, $2::uuid, now(), now(), 1, 'Property ' || n, 'Miestas ' || (random() * {CITIES})::int,
  ({KINDS})[1 + (random() * 3)::int], 'ACTIVE',
  CASE WHEN NOT let THEN 50000 + price * 500 END, CASE WHEN NOT let THEN 'EUR' END,
  CASE WHEN let THEN 200 + price END, CASE WHEN let THEN 'EUR' END,
  1 + (random() * 4)::int, 25 + (random() * 120)::int, 1950 + (random() * 75)::int,
  CASE WHEN random() < 0.3 THEN ARRAY['Elevator'] END
FROM ids
"""
REQUESTS = f"""
WITH made AS MATERIALIZED (
  SELECT gen_random_uuid() AS id, n, random() < 0.25 AS rents, (random() * {CITIES})::int AS city,
    (random() * 900)::int AS price
  FROM generate_series(1, $1::int) n
), spine AS (
  INSERT INTO record (id, entity, owner_id, created_at, updated_at)
  SELECT id, 'BuyerRequest', $2::uuid, now(), now() FROM made
)
INSERT INTO real_estate_buyer_request (id, owner_id, created_at, updated_at, version, title, status,
  transaction_type, cities, price_min_amount, price_min_currency, price_max_amount, price_max_currency,
  rooms_min, living_area_min, property_types, features)
SELECT id, $2::uuid, now(), now(), 1, 'Request ' || n, 'ACTIVE', CASE WHEN rents THEN 'RENT' ELSE 'BUY' END,
  ARRAY['Miestas ' || city, 'MIESTAS ' || city + 1],
  CASE WHEN rents THEN 200 + price ELSE 50000 + price * 500 END, 'EUR',
  CASE WHEN rents THEN 300 + price ELSE 100000 + price * 500 END, 'EUR',
  3, 60, ARRAY['Residential'], ARRAY['Elevator']
FROM made
"""


async def load(dsn: str, owner: str, properties: int, requests: int) -> None:
    """Write them; a few of 100,000 properties fit one of the requests."""
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute("SELECT setseed(0.5)")
        await connection.execute(PROPERTIES, properties, owner)
        await connection.execute(REQUESTS, requests, owner)
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
