SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t8"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT "t1".*,
                (SELECT (left(gql_crm_sort(left("t6"."name", 200)), 400) COLLATE "C") AS "key"
                FROM "people_organization" AS "t6"
                WHERE (("t6"."id" = "t1"."organization_id")
                    AND ("t6"."deleted_at" IS NULL))) AS "_k0",
                (SELECT (left("t6"."name", 200) COLLATE "C") AS "key"
                FROM "people_organization" AS "t6"
                WHERE (("t6"."id" = "t1"."organization_id")
                    AND ("t6"."deleted_at" IS NULL))) AS "_k1", (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k2", (left("t1"."first_name", 200) COLLATE "C") AS "_k3",
                "t1"."id" AS "_k4"
              FROM "people_contact" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND (EXISTS
                    (SELECT 1 AS "one"
                    FROM "people_organization" AS "t2"
                    WHERE (("t2"."id" = "t1"."organization_id")
                        AND ("t2"."deleted_at" IS NULL)
                        AND ((gql_crm_fold("t2"."name") LIKE (('%' || replace(replace(replace(gql_crm_fold($1::text), '\', '\\'), '%', '\%'), '_', '\_')) || '%'))
                          AND EXISTS
                          (SELECT 1 AS "one"
                          FROM "people_contact" AS "t3"
                          WHERE (("t3"."organization_id" = "t2"."id")
                              AND ("t3"."deleted_at" IS NULL)
                              AND ("t3"."do_not_call" = $2::boolean))))))
                    OR (((("t1"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer IS NOT NULL)
                      AND (("t1"."status" = $3::text)) IS NOT TRUE)
                    OR EXISTS
                    (SELECT 1 AS "one"
                    FROM "agency_listing" AS "t4"
                    JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t4"."id")
                    WHERE ((("rr"."field_id" = 'agency:Listing.viewers')
                        AND ("rr"."target_id" = "t1"."id"))
                        AND ("t4"."deleted_at" IS NULL)
                        AND (("t4"."rooms" >= $4::integer)
                          AND EXISTS
                          (SELECT 1 AS "one"
                          FROM "people_contact" AS "t5"
                          WHERE (("t5"."id" = "t4"."seller_id")
                              AND ("t5"."deleted_at" IS NULL)
                              AND ("t5"."organization_id" IS NOT NULL))))))))
                  AND (
                    (SELECT "t6"."name" AS "key"
                    FROM "people_organization" AS "t6"
                    WHERE (("t6"."id" = "t1"."organization_id")
                        AND ("t6"."deleted_at" IS NULL))) IS NOT NULL))
              ORDER BY
                (SELECT (left(gql_crm_sort(left("t6"."name", 200)), 400) COLLATE "C") AS "key"
                FROM "people_organization" AS "t6"
                WHERE (("t6"."id" = "t1"."organization_id")
                    AND ("t6"."deleted_at" IS NULL))),
                (SELECT (left("t6"."name", 200) COLLATE "C") AS "key"
                FROM "people_organization" AS "t6"
                WHERE (("t6"."id" = "t1"."organization_id")
                    AND ("t6"."deleted_at" IS NULL))), (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "t1".*,
                (SELECT (left(gql_crm_sort(left("t6"."name", 200)), 400) COLLATE "C") AS "key"
                FROM "people_organization" AS "t6"
                WHERE (("t6"."id" = "t1"."organization_id")
                    AND ("t6"."deleted_at" IS NULL))) AS "_k0",
                (SELECT (left("t6"."name", 200) COLLATE "C") AS "key"
                FROM "people_organization" AS "t6"
                WHERE (("t6"."id" = "t1"."organization_id")
                    AND ("t6"."deleted_at" IS NULL))) AS "_k1", (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k2", (left("t1"."first_name", 200) COLLATE "C") AS "_k3",
                "t1"."id" AS "_k4"
              FROM "people_contact" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND (EXISTS
                    (SELECT 1 AS "one"
                    FROM "people_organization" AS "t2"
                    WHERE (("t2"."id" = "t1"."organization_id")
                        AND ("t2"."deleted_at" IS NULL)
                        AND ((gql_crm_fold("t2"."name") LIKE (('%' || replace(replace(replace(gql_crm_fold($1::text), '\', '\\'), '%', '\%'), '_', '\_')) || '%'))
                          AND EXISTS
                          (SELECT 1 AS "one"
                          FROM "people_contact" AS "t3"
                          WHERE (("t3"."organization_id" = "t2"."id")
                              AND ("t3"."deleted_at" IS NULL)
                              AND ("t3"."do_not_call" = $2::boolean))))))
                    OR (((("t1"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer IS NOT NULL)
                      AND (("t1"."status" = $3::text)) IS NOT TRUE)
                    OR EXISTS
                    (SELECT 1 AS "one"
                    FROM "agency_listing" AS "t4"
                    JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t4"."id")
                    WHERE ((("rr"."field_id" = 'agency:Listing.viewers')
                        AND ("rr"."target_id" = "t1"."id"))
                        AND ("t4"."deleted_at" IS NULL)
                        AND (("t4"."rooms" >= $4::integer)
                          AND EXISTS
                          (SELECT 1 AS "one"
                          FROM "people_contact" AS "t5"
                          WHERE (("t5"."id" = "t4"."seller_id")
                              AND ("t5"."deleted_at" IS NULL)
                              AND ("t5"."organization_id" IS NOT NULL))))))))
                  AND (
                    (SELECT "t6"."name" AS "key"
                    FROM "people_organization" AS "t6"
                    WHERE (("t6"."id" = "t1"."organization_id")
                        AND ("t6"."deleted_at" IS NULL))) IS NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
              LIMIT 20)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2",
            "u"."_k3",
            "u"."_k4"
          LIMIT 20) AS "t7"
        CROSS JOIN LATERAL
          (SELECT "t7"."first_name" AS "firstName",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t9"."name" AS "name"
              FROM "people_organization" AS "t9"
              WHERE (("t9"."id" = "t7"."organization_id")
                  AND ("t9"."deleted_at" IS NULL))) AS o) AS "organization") AS "x0") AS "t8") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
