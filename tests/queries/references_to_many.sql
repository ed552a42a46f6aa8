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
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."last_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "people_organization" AS "t2"
                  JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t2"."id")
                  WHERE ((("rr"."field_id" = 'custom:10')
                      AND ("rr"."source_id" = "t1"."id"))
                      AND ("t2"."deleted_at" IS NULL)
                      AND (gql_crm_fold("t2"."name") LIKE (('%' || replace(replace(replace(gql_crm_fold($1::text), '\', '\\'), '%', '\%'), '_', '\_')) || '%')))))
                  AND ("t1"."last_name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C"), (left("t1"."last_name", 200) COLLATE "C"), "t1"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."last_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "people_organization" AS "t2"
                  JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t2"."id")
                  WHERE ((("rr"."field_id" = 'custom:10')
                      AND ("rr"."source_id" = "t1"."id"))
                      AND ("t2"."deleted_at" IS NULL)
                      AND (gql_crm_fold("t2"."name") LIKE (('%' || replace(replace(replace(gql_crm_fold($1::text), '\', '\\'), '%', '\%'), '_', '\_')) || '%')))))
                  AND ("t1"."last_name" IS NULL))
              ORDER BY "t1"."id"
              LIMIT 20)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2"
          LIMIT 20) AS "t3"
        CROSS JOIN LATERAL
          (SELECT
            (SELECT "rt"."label" AS "label"
            FROM "record_text" AS "rt"
            WHERE ("rt"."record_id" = "t3"."id")) AS "displayName",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT count(*) AS "n"
                FROM "people_organization" AS "t5"
                JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t5"."id")
                WHERE ((("rr"."field_id" = 'custom:10')
                    AND ("rr"."source_id" = "t3"."id"))
                    AND ("t5"."deleted_at" IS NULL))) AS "totalCount",
                coalesce(json_agg("t7"."c0"), '[]'::json) AS "nodes"
              FROM
                (SELECT "x0" AS "c0"
                FROM
                  (SELECT "u".*
                  FROM (
                      (SELECT "t5".*, (left(gql_crm_sort(left("t5"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t5"."name", 200) COLLATE "C") AS "_k1",
                        "t5"."id" AS "_k2"
                      FROM "people_organization" AS "t5"
                      JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t5"."id")
                      WHERE (((("rr"."field_id" = 'custom:10')
                          AND ("rr"."source_id" = "t3"."id"))
                          AND ("t5"."deleted_at" IS NULL))
                          AND ("t5"."name" IS NOT NULL))
                      ORDER BY (left(gql_crm_sort(left("t5"."name", 200)), 400) COLLATE "C"), (left("t5"."name", 200) COLLATE "C"), "t5"."id"
                      LIMIT 20)
                    UNION ALL
                      (SELECT "t5".*, (left(gql_crm_sort(left("t5"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t5"."name", 200) COLLATE "C") AS "_k1",
                        "t5"."id" AS "_k2"
                      FROM "people_organization" AS "t5"
                      JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t5"."id")
                      WHERE (((("rr"."field_id" = 'custom:10')
                          AND ("rr"."source_id" = "t3"."id"))
                          AND ("t5"."deleted_at" IS NULL))
                          AND ("t5"."name" IS NULL))
                      ORDER BY "t5"."id"
                      LIMIT 20)) AS "u"
                  ORDER BY
                    "u"."_k0",
                    "u"."_k1",
                    "u"."_k2"
                  LIMIT 20) AS "t6"
                CROSS JOIN LATERAL
                  (SELECT "t6"."name" AS "name") AS "x0") AS "t7") AS o) AS "lenders",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT coalesce(json_agg("t10"."c0"), '[]'::json) AS "nodes"
              FROM
                (SELECT "x0" AS "c0"
                FROM
                  (SELECT "t8".*
                  FROM "people_organization" AS "t8"
                  JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t8"."id")
                  WHERE ((("rr"."field_id" = 'custom:10')
                      AND ("rr"."source_id" = "t3"."id"))
                      AND ("t8"."deleted_at" IS NULL)
                      AND ("t8"."employees" > $2::integer))
                  ORDER BY "t8"."id" DESC
                  LIMIT 20) AS "t9"
                CROSS JOIN LATERAL
                  (SELECT "t9"."name" AS "name") AS "x0") AS "t10") AS o) AS "narrow") AS "x0") AS "t4") AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT count(*) AS "n"
        FROM "people_contact" AS "t11"
        WHERE (("t11"."deleted_at" IS NULL)
            AND ((gql_crm_fold("t11"."first_name") LIKE (replace(replace(replace(gql_crm_fold($3::text), '\', '\\'), '%', '\%'), '_', '\_') || '%'))
              AND (EXISTS
                (SELECT 1 AS "one"
                FROM "people_organization" AS "t12"
                JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t12"."id")
                WHERE ((("rr"."field_id" = 'custom:10')
                    AND ("rr"."source_id" = "t11"."id"))
                    AND ("t12"."deleted_at" IS NULL)))) IS NOT TRUE))) AS "totalCount") AS o))::json AS "r1",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t18"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT "t15".*, (left(gql_crm_sort(left("t15"."title", 200)), 400) COLLATE "C") AS "_k0", (left("t15"."title", 200) COLLATE "C") AS "_k1",
                "t15"."id" AS "_k2"
              FROM "agency_listing" AS "t15"
              WHERE ((("t15"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "people_organization" AS "t16"
                  JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t16"."id")
                  WHERE ((("rr"."field_id" = 'agency:Listing.partners')
                      AND ("rr"."source_id" = "t15"."id"))
                      AND ("t16"."deleted_at" IS NULL))))
                  AND ("t15"."title" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t15"."title", 200)), 400) COLLATE "C"), (left("t15"."title", 200) COLLATE "C"), "t15"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "t15".*, (left(gql_crm_sort(left("t15"."title", 200)), 400) COLLATE "C") AS "_k0", (left("t15"."title", 200) COLLATE "C") AS "_k1",
                "t15"."id" AS "_k2"
              FROM "agency_listing" AS "t15"
              WHERE ((("t15"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "people_organization" AS "t16"
                  JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t16"."id")
                  WHERE ((("rr"."field_id" = 'agency:Listing.partners')
                      AND ("rr"."source_id" = "t15"."id"))
                      AND ("t16"."deleted_at" IS NULL))))
                  AND ("t15"."title" IS NULL))
              ORDER BY "t15"."id"
              LIMIT 20)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2"
          LIMIT 20) AS "t17"
        CROSS JOIN LATERAL
          (SELECT "t17"."title" AS "title",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT coalesce(json_agg("t21"."c0") FILTER (WHERE ("t21"."rn" <= 1)), '[]'::json) AS "nodes",
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (count("t21"."rn") > 1) AS "hasNextPage") AS o) AS "pageInfo"
              FROM
                (SELECT row_number() OVER () AS "rn",
                  "x0" AS "c0"
                FROM
                  (SELECT "u".*
                  FROM (
                      (SELECT "t19".*, (left(gql_crm_sort(left("t19"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t19"."name", 200) COLLATE "C") AS "_k1",
                        "t19"."id" AS "_k2"
                      FROM "people_organization" AS "t19"
                      JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t19"."id")
                      WHERE (((("rr"."field_id" = 'agency:Listing.partners')
                          AND ("rr"."source_id" = "t17"."id"))
                          AND ("t19"."deleted_at" IS NULL))
                          AND ("t19"."name" IS NOT NULL))
                      ORDER BY (left(gql_crm_sort(left("t19"."name", 200)), 400) COLLATE "C"), (left("t19"."name", 200) COLLATE "C"), "t19"."id"
                      LIMIT 2)
                    UNION ALL
                      (SELECT "t19".*, (left(gql_crm_sort(left("t19"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t19"."name", 200) COLLATE "C") AS "_k1",
                        "t19"."id" AS "_k2"
                      FROM "people_organization" AS "t19"
                      JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t19"."id")
                      WHERE (((("rr"."field_id" = 'agency:Listing.partners')
                          AND ("rr"."source_id" = "t17"."id"))
                          AND ("t19"."deleted_at" IS NULL))
                          AND ("t19"."name" IS NULL))
                      ORDER BY "t19"."id"
                      LIMIT 2)) AS "u"
                  ORDER BY
                    "u"."_k0",
                    "u"."_k1",
                    "u"."_k2"
                  LIMIT 2) AS "t20"
                CROSS JOIN LATERAL
                  (SELECT "t20"."name" AS "name") AS "x0") AS "t21") AS o) AS "partners") AS "x0") AS "t18") AS o))::json AS "r2",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t25"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT "t22".*, (left(gql_crm_sort(left("t22"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t22"."name", 200) COLLATE "C") AS "_k1",
                "t22"."id" AS "_k2"
              FROM "people_organization" AS "t22"
              WHERE ((("t22"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "agency_listing" AS "t23"
                  JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t23"."id")
                  WHERE ((("rr"."field_id" = 'agency:Listing.partners')
                      AND ("rr"."target_id" = "t22"."id"))
                      AND ("t23"."deleted_at" IS NULL)
                      AND ("t23"."rooms" = $4::integer))))
                  AND ("t22"."name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t22"."name", 200)), 400) COLLATE "C"), (left("t22"."name", 200) COLLATE "C"), "t22"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "t22".*, (left(gql_crm_sort(left("t22"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t22"."name", 200) COLLATE "C") AS "_k1",
                "t22"."id" AS "_k2"
              FROM "people_organization" AS "t22"
              WHERE ((("t22"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "agency_listing" AS "t23"
                  JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t23"."id")
                  WHERE ((("rr"."field_id" = 'agency:Listing.partners')
                      AND ("rr"."target_id" = "t22"."id"))
                      AND ("t23"."deleted_at" IS NULL)
                      AND ("t23"."rooms" = $4::integer))))
                  AND ("t22"."name" IS NULL))
              ORDER BY "t22"."id"
              LIMIT 20)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2"
          LIMIT 20) AS "t24"
        CROSS JOIN LATERAL
          (SELECT "t24"."name" AS "name",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT coalesce(json_agg("t28"."c0"), '[]'::json) AS "nodes"
              FROM
                (SELECT "x0" AS "c0"
                FROM
                  (SELECT "u".*
                  FROM (
                      (SELECT "t26".*, (left(gql_crm_sort(left("t26"."title", 200)), 400) COLLATE "C") AS "_k0", (left("t26"."title", 200) COLLATE "C") AS "_k1",
                        "t26"."id" AS "_k2"
                      FROM "agency_listing" AS "t26"
                      JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t26"."id")
                      WHERE (((("rr"."field_id" = 'agency:Listing.partners')
                          AND ("rr"."target_id" = "t24"."id"))
                          AND ("t26"."deleted_at" IS NULL))
                          AND ("t26"."title" IS NOT NULL))
                      ORDER BY (left(gql_crm_sort(left("t26"."title", 200)), 400) COLLATE "C"), (left("t26"."title", 200) COLLATE "C"), "t26"."id"
                      LIMIT 20)
                    UNION ALL
                      (SELECT "t26".*, (left(gql_crm_sort(left("t26"."title", 200)), 400) COLLATE "C") AS "_k0", (left("t26"."title", 200) COLLATE "C") AS "_k1",
                        "t26"."id" AS "_k2"
                      FROM "agency_listing" AS "t26"
                      JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t26"."id")
                      WHERE (((("rr"."field_id" = 'agency:Listing.partners')
                          AND ("rr"."target_id" = "t24"."id"))
                          AND ("t26"."deleted_at" IS NULL))
                          AND ("t26"."title" IS NULL))
                      ORDER BY "t26"."id"
                      LIMIT 20)) AS "u"
                  ORDER BY
                    "u"."_k0",
                    "u"."_k1",
                    "u"."_k2"
                  LIMIT 20) AS "t27"
                CROSS JOIN LATERAL
                  (SELECT "t27"."title" AS "title") AS "x0") AS "t28") AS o) AS "partnerListings") AS "x0") AS "t25") AS o))::json AS "r3",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
