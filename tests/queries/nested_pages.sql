SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t4"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_organization" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "people_contact" AS "t2"
                  WHERE (("t2"."organization_id" = "t1"."id")
                      AND ("t2"."deleted_at" IS NULL))))
                  AND ("t1"."name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C") DESC, (left("t1"."name", 200) COLLATE "C") DESC, "t1"."id" DESC
              LIMIT 3)
            UNION ALL
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_organization" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "people_contact" AS "t2"
                  WHERE (("t2"."organization_id" = "t1"."id")
                      AND ("t2"."deleted_at" IS NULL))))
                  AND ("t1"."name" IS NULL))
              ORDER BY "t1"."id" DESC
              LIMIT 3)) AS "u"
          ORDER BY
            "u"."_k0" DESC NULLS LAST,
            "u"."_k1" DESC NULLS LAST,
            "u"."_k2" DESC
          LIMIT 3) AS "t3"
        CROSS JOIN LATERAL
          (SELECT "t3"."name" AS "name",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT count(*) AS "n"
                FROM "people_contact" AS "t5"
                WHERE (("t5"."organization_id" = "t3"."id")
                    AND ("t5"."deleted_at" IS NULL)
                    AND ("t5"."last_name" IS NOT NULL))) AS "totalCount",
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (count("t7"."rn") > 2) AS "hasNextPage", (array_agg("t7"."c0" ORDER BY "t7"."rn" DESC) FILTER (WHERE ("t7"."rn" <= 2)))[1] AS "endCursor") AS o) AS "pageInfo",
                coalesce(json_agg("t7"."c1" ORDER BY "t7"."rn") FILTER (WHERE ("t7"."rn" <= 2)), '[]'::json) AS "nodes"
              FROM
                (SELECT row_number() OVER () AS "rn",
                  replace(encode(convert_to((json_build_array('01e1e94e70e3', ("t6"."_k0")::text, ("t6"."_k1")::text, ("t6"."_k2")::text, ("t6"."_k3")::text))::text, 'UTF8'), 'base64'), '
', '') AS "c0",
                  "x0" AS "c1"
                FROM
                  (SELECT "u".*
                  FROM (
                      (SELECT
                        "t5".*,
                        (("t5"."custom" ->> 'custom:2'))::integer AS "_k0", (left(gql_crm_sort(left("t5"."last_name", 200)), 400) COLLATE "C") AS "_k1", (left("t5"."last_name", 200) COLLATE "C") AS "_k2",
                        "t5"."id" AS "_k3"
                      FROM "people_contact" AS "t5"
                      WHERE ((("t5"."organization_id" = "t3"."id")
                          AND ("t5"."deleted_at" IS NULL)
                          AND ("t5"."last_name" IS NOT NULL))
                          AND ((("t5"."custom" ->> 'custom:2'))::integer IS NOT NULL))
                      ORDER BY (("t5"."custom" ->> 'custom:2'))::integer DESC, (left(gql_crm_sort(left("t5"."last_name", 200)), 400) COLLATE "C"), (left("t5"."last_name", 200) COLLATE "C"), "t5"."id"
                      LIMIT 3)
                    UNION ALL
                      (SELECT
                        "t5".*,
                        (("t5"."custom" ->> 'custom:2'))::integer AS "_k0", (left(gql_crm_sort(left("t5"."last_name", 200)), 400) COLLATE "C") AS "_k1", (left("t5"."last_name", 200) COLLATE "C") AS "_k2",
                        "t5"."id" AS "_k3"
                      FROM "people_contact" AS "t5"
                      WHERE ((("t5"."organization_id" = "t3"."id")
                          AND ("t5"."deleted_at" IS NULL)
                          AND ("t5"."last_name" IS NOT NULL))
                          AND ((("t5"."custom" ->> 'custom:2'))::integer IS NULL))
                      ORDER BY (left(gql_crm_sort(left("t5"."last_name", 200)), 400) COLLATE "C"), (left("t5"."last_name", 200) COLLATE "C"), "t5"."id"
                      LIMIT 3)) AS "u"
                  ORDER BY
                    "u"."_k0" DESC NULLS LAST,
                    "u"."_k1",
                    "u"."_k2",
                    "u"."_k3"
                  LIMIT 3) AS "t6"
                CROSS JOIN LATERAL
                  (SELECT "t6"."last_name" AS "lastName",
                    (("t6"."custom" ->> 'custom:2'))::integer AS "stars",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT coalesce(json_agg("t10"."c0" ORDER BY "t10"."rn" DESC) FILTER (WHERE ("t10"."rn" <= 1)), '[]'::json) AS "edges",
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT (count("t10"."rn") > 1) AS "hasPreviousPage") AS o) AS "pageInfo"
                      FROM
                        (SELECT row_number() OVER () AS "rn",
                          "x0" AS "c0"
                        FROM
                          (SELECT "u".*
                          FROM (
                              (SELECT "t8".*, ("t8"."price_currency" COLLATE "C") AS "_k0",
                                "t8"."price_amount" AS "_k1",
                                "t8"."id" AS "_k2"
                              FROM "agency_listing" AS "t8"
                              WHERE ((("t8"."seller_id" = "t6"."id")
                                  AND ("t8"."deleted_at" IS NULL)
                                  AND ("t8"."rooms" >= $1::integer))
                                  AND ("t8"."price_amount" IS NOT NULL))
                              ORDER BY ("t8"."price_currency" COLLATE "C") DESC,
                                "t8"."price_amount" DESC,
                                "t8"."id" DESC
                              LIMIT 2)
                            UNION ALL
                              (SELECT "t8".*, ("t8"."price_currency" COLLATE "C") AS "_k0",
                                "t8"."price_amount" AS "_k1",
                                "t8"."id" AS "_k2"
                              FROM "agency_listing" AS "t8"
                              WHERE ((("t8"."seller_id" = "t6"."id")
                                  AND ("t8"."deleted_at" IS NULL)
                                  AND ("t8"."rooms" >= $1::integer))
                                  AND ("t8"."price_amount" IS NULL))
                              ORDER BY "t8"."id" DESC
                              LIMIT 2)) AS "u"
                          ORDER BY
                            "u"."_k0" DESC,
                            "u"."_k1" DESC,
                            "u"."_k2" DESC
                          LIMIT 2) AS "t9"
                        CROSS JOIN LATERAL
                          (SELECT replace(encode(convert_to((json_build_array('dca737cea683', ("t9"."_k0")::text, ("t9"."_k1")::text, ("t9"."_k2")::text))::text, 'UTF8'), 'base64'), '
', '') AS "cursor",
                            (SELECT row_to_json(o.*)
                            FROM
                              (SELECT "t9"."title" AS "title",
                                CASE
                                WHEN ("t9"."price_amount" IS NOT NULL) THEN
                                (SELECT row_to_json(o.*)
                                FROM
                                  (SELECT ("t9"."price_amount")::text AS "amount",
                                    "t9"."price_currency" AS "currency") AS o)
                                ELSE NULL
                                END AS "price") AS o) AS "node") AS "x0") AS "t10") AS o) AS "soldListings") AS "x0") AS "t7") AS o) AS "contacts") AS "x0") AS "t4") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
