SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t3"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT "t1".*, ("t1"."price_currency" COLLATE "C") AS "_k0",
                "t1"."price_amount" AS "_k1",
                "t1"."id" AS "_k2"
              FROM "agency_listing" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."price_amount" IS NOT NULL))
              ORDER BY ("t1"."price_currency" COLLATE "C"),
                "t1"."price_amount",
                "t1"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "t1".*, ("t1"."price_currency" COLLATE "C") AS "_k0",
                "t1"."price_amount" AS "_k1",
                "t1"."id" AS "_k2"
              FROM "agency_listing" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."price_amount" IS NULL))
              ORDER BY "t1"."id"
              LIMIT 20)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2"
          LIMIT 20) AS "t2"
        CROSS JOIN LATERAL
          (SELECT "t2"."title" AS "title",
            "t2"."rooms" AS "rooms",
            ("t2"."area")::text AS "area",
            "t2"."built" AS "built",
            "t2"."viewed_at" AS "viewedAt",
            "t2"."furnished" AS "furnished",
            "t2"."stage" AS "stage",
            "t2"."features" AS "features",
            "t2"."story" AS "story",
            "t2"."created_at" AS "createdAt",
            "t2"."version" AS "version",
            CASE
            WHEN ("t2"."price_amount" IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT ("t2"."price_amount")::text AS "amount",
                "t2"."price_currency" AS "currency") AS o)
            ELSE NULL
            END AS "price",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT "rt"."label" AS "label"
                FROM "record_text" AS "rt"
                WHERE ("rt"."record_id" = "t4"."id")) AS "displayName"
              FROM "people_contact" AS "t4"
              WHERE (("t4"."id" = "t2"."seller_id")
                  AND ("t4"."deleted_at" IS NULL))) AS o) AS "seller",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT coalesce(json_agg("t7"."c0"), '[]'::json) AS "nodes"
              FROM
                (SELECT "x0" AS "c0"
                FROM
                  (SELECT "u".*
                  FROM (
                      (SELECT "t5".*, (left(gql_crm_sort(left("t5"."first_name", 200)), 400) COLLATE "C") AS "_k0", (left("t5"."first_name", 200) COLLATE "C") AS "_k1",
                        "t5"."id" AS "_k2"
                      FROM "people_contact" AS "t5"
                      JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t5"."id")
                      WHERE (((("rr"."field_id" = 'agency:Listing.viewers')
                          AND ("rr"."source_id" = "t2"."id"))
                          AND ("t5"."deleted_at" IS NULL))
                          AND ("t5"."first_name" IS NOT NULL))
                      ORDER BY (left(gql_crm_sort(left("t5"."first_name", 200)), 400) COLLATE "C"), (left("t5"."first_name", 200) COLLATE "C"), "t5"."id"
                      LIMIT 20)
                    UNION ALL
                      (SELECT "t5".*, (left(gql_crm_sort(left("t5"."first_name", 200)), 400) COLLATE "C") AS "_k0", (left("t5"."first_name", 200) COLLATE "C") AS "_k1",
                        "t5"."id" AS "_k2"
                      FROM "people_contact" AS "t5"
                      JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t5"."id")
                      WHERE (((("rr"."field_id" = 'agency:Listing.viewers')
                          AND ("rr"."source_id" = "t2"."id"))
                          AND ("t5"."deleted_at" IS NULL))
                          AND ("t5"."first_name" IS NULL))
                      ORDER BY "t5"."id"
                      LIMIT 20)) AS "u"
                  ORDER BY
                    "u"."_k0",
                    "u"."_k1",
                    "u"."_k2"
                  LIMIT 20) AS "t6"
                CROSS JOIN LATERAL
                  (SELECT
                    (SELECT "rt"."label" AS "label"
                    FROM "record_text" AS "rt"
                    WHERE ("rt"."record_id" = "t6"."id")) AS "displayName") AS "x0") AS "t7") AS o) AS "viewers") AS "x0") AS "t3") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
