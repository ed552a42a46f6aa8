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
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."first_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "people_contact" AS "t2"
                  JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t2"."id")
                  WHERE ((("rr"."field_id" = 'agency:Contact.mentor:REFERENCE')
                      AND ("rr"."target_id" = "t1"."id"))
                      AND ("t2"."deleted_at" IS NULL))))
                  AND ("t1"."first_name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."first_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "people_contact" AS "t2"
                  JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t2"."id")
                  WHERE ((("rr"."field_id" = 'agency:Contact.mentor:REFERENCE')
                      AND ("rr"."target_id" = "t1"."id"))
                      AND ("t2"."deleted_at" IS NULL))))
                  AND ("t1"."first_name" IS NULL))
              ORDER BY "t1"."id"
              LIMIT 20)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2"
          LIMIT 20) AS "t3"
        CROSS JOIN LATERAL
          (SELECT "t3"."first_name" AS "firstName",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT count(*) AS "n"
                FROM "people_contact" AS "t5"
                JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t5"."id")
                WHERE ((("rr"."field_id" = 'agency:Contact.mentor:REFERENCE')
                    AND ("rr"."target_id" = "t3"."id"))
                    AND ("t5"."deleted_at" IS NULL))) AS "totalCount",
                coalesce(json_agg("t7"."c0"), '[]'::json) AS "nodes"
              FROM
                (SELECT "x0" AS "c0"
                FROM
                  (SELECT "u".*
                  FROM (
                      (SELECT
                        "t5".*,
                        (("t5"."custom" ->> 'custom:2'))::integer AS "_k0",
                        "t5"."id" AS "_k1"
                      FROM "people_contact" AS "t5"
                      JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t5"."id")
                      WHERE (((("rr"."field_id" = 'agency:Contact.mentor:REFERENCE')
                          AND ("rr"."target_id" = "t3"."id"))
                          AND ("t5"."deleted_at" IS NULL))
                          AND ((("t5"."custom" ->> 'custom:2'))::integer IS NOT NULL))
                      ORDER BY (("t5"."custom" ->> 'custom:2'))::integer DESC, "t5"."id" DESC
                      LIMIT 20)
                    UNION ALL
                      (SELECT
                        "t5".*,
                        (("t5"."custom" ->> 'custom:2'))::integer AS "_k0",
                        "t5"."id" AS "_k1"
                      FROM "people_contact" AS "t5"
                      JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t5"."id")
                      WHERE (((("rr"."field_id" = 'agency:Contact.mentor:REFERENCE')
                          AND ("rr"."target_id" = "t3"."id"))
                          AND ("t5"."deleted_at" IS NULL))
                          AND ((("t5"."custom" ->> 'custom:2'))::integer IS NULL))
                      ORDER BY "t5"."id" DESC
                      LIMIT 20)) AS "u"
                  ORDER BY
                    "u"."_k0" DESC NULLS LAST,
                    "u"."_k1" DESC
                  LIMIT 20) AS "t6"
                CROSS JOIN LATERAL
                  (SELECT "t6"."first_name" AS "firstName",
                    (("t6"."custom" ->> 'custom:2'))::integer AS "stars",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t8"."first_name" AS "firstName"
                      FROM "people_contact" AS "t8"
                      WHERE (("t8"."id" =
                          (SELECT "rr"."target_id" AS "target_id"
                          FROM "record_reference" AS "rr"
                          WHERE (("rr"."field_id" = 'agency:Contact.mentor:REFERENCE')
                              AND ("rr"."source_id" = "t6"."id"))
                          ORDER BY "rr"."position"
                          LIMIT 1))
                          AND ("t8"."deleted_at" IS NULL))) AS o) AS "mentor") AS "x0") AS "t7") AS o) AS "mentees") AS "x0") AS "t4") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
