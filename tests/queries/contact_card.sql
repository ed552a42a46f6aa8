SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT "t1"."id" AS "id",
        (SELECT "rt"."label" AS "label"
        FROM "record_text" AS "rt"
        WHERE ("rt"."record_id" = "t1"."id")) AS "displayName",
        "t1"."first_name" AS "firstName",
        "t1"."last_name" AS "lastName",
        "t1"."email" AS "email",
        "t1"."birthdate" AS "birthdate",
        "t1"."contact_types" AS "contactTypes",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t2"."name" AS "name"
          FROM "identity_user" AS "t2"
          WHERE (("t2"."id" = "t1"."owner_id")
              AND ("t2"."deleted_at" IS NULL))) AS o) AS "owner",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t3"."name" AS "name"
          FROM "identity_team" AS "t3"
          WHERE (("t3"."id" = "t1"."team_id")
              AND ("t3"."deleted_at" IS NULL))) AS o) AS "team",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t4"."name" AS "name",
            "t4"."industry" AS "industry",
            CASE
            WHEN ("t4"."annual_revenue_amount" IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT ("t4"."annual_revenue_amount")::text AS "amount",
                "t4"."annual_revenue_currency" AS "currency") AS o)
            ELSE NULL
            END AS "annualRevenue"
          FROM "people_organization" AS "t4"
          WHERE (("t4"."id" = "t1"."organization_id")
              AND ("t4"."deleted_at" IS NULL))) AS o) AS "organization",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT coalesce(json_agg("t7"."c0"), '[]'::json) AS "nodes",
            (SELECT count(*) AS "n"
            FROM "agency_listing" AS "t5"
            WHERE (("t5"."seller_id" = "t1"."id")
                AND ("t5"."deleted_at" IS NULL))) AS "totalCount"
          FROM
            (SELECT "x0" AS "c0"
            FROM
              (SELECT "t5".*
              FROM "agency_listing" AS "t5"
              WHERE (("t5"."seller_id" = "t1"."id")
                  AND ("t5"."deleted_at" IS NULL))
              ORDER BY "t5"."id" DESC
              LIMIT 20) AS "t6"
            CROSS JOIN LATERAL
              (SELECT "t6"."title" AS "title",
                CASE
                WHEN ("t6"."price_amount" IS NOT NULL) THEN
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT ("t6"."price_amount")::text AS "amount",
                    "t6"."price_currency" AS "currency") AS o)
                ELSE NULL
                END AS "price") AS "x0") AS "t7") AS o) AS "soldListings",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT coalesce(json_agg("t10"."c0") FILTER (WHERE ("t10"."rn" <= 5)), '[]'::json) AS "nodes",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (count("t10"."rn") > 5) AS "hasNextPage") AS o) AS "pageInfo"
          FROM
            (SELECT row_number() OVER () AS "rn",
              "x0" AS "c0"
            FROM
              (SELECT "t8".*
              FROM "agency_listing" AS "t8"
              JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t8"."id")
              WHERE ((("rr"."field_id" = 'agency:Listing.viewers')
                  AND ("rr"."target_id" = "t1"."id"))
                  AND ("t8"."deleted_at" IS NULL))
              ORDER BY "t8"."id" DESC
              LIMIT 6) AS "t9"
            CROSS JOIN LATERAL
              (SELECT "t9"."title" AS "title") AS "x0") AS "t10") AS o) AS "viewedListings"
      FROM "people_contact" AS "t1"
      WHERE ("t1"."id" = $1::uuid)) AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
