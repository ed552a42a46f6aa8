SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT count(*) AS "n"
        FROM "people_contact" AS "t1"
        WHERE (("t1"."deleted_at" IS NULL)
            AND ((EXISTS
              (SELECT 1 AS "one"
              FROM "people_organization" AS "t2"
              WHERE (("t2"."id" = "t1"."organization_id")
                  AND ("t2"."deleted_at" IS NULL)
                  AND ((("t2"."employees" >= $1::integer)
                    AND (gql_crm_fold("t2"."name") LIKE (('%' || replace(replace(replace(gql_crm_fold($2::text), '\', '\\'), '%', '\%'), '_', '\_')) || '%')))) IS NOT TRUE))
              OR ("t1"."organization_id" IS NULL))
              AND (EXISTS
                (SELECT 1 AS "one"
                FROM "people_contact" AS "t3"
                JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t3"."id")
                WHERE ((("rr"."field_id" = 'agency:Contact.mentor:REFERENCE')
                    AND ("rr"."target_id" = "t1"."id"))
                    AND ("t3"."deleted_at" IS NULL)
                    AND (((("t3"."custom" ->> 'custom:2'))::integer >= $3::integer)
                      OR (EXISTS
                        (SELECT 1 AS "one"
                        FROM "people_organization" AS "t4"
                        WHERE (("t4"."id" = "t3"."organization_id")
                            AND ("t4"."deleted_at" IS NULL)
                            AND EXISTS
                            (SELECT 1 AS "one"
                            FROM "people_organization" AS "t5"
                            WHERE (("t5"."id" = "t4"."parent_id")
                                AND ("t5"."deleted_at" IS NULL)
                                AND (gql_crm_fold("t5"."name") LIKE (replace(replace(replace(gql_crm_fold($4::text), '\', '\\'), '%', '\%'), '_', '\_') || '%'))))))) IS NOT TRUE)))) IS NOT TRUE
              AND ((EXISTS
                (SELECT 1 AS "one"
                FROM "agency_listing" AS "t6"
                WHERE (("t6"."seller_id" = "t1"."id")
                    AND ("t6"."deleted_at" IS NULL)
                    AND ((("t6"."rooms" >= $5::integer)
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "people_contact" AS "t7"
                      JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t7"."id")
                      WHERE ((("rr"."field_id" = 'agency:Listing.viewers')
                          AND ("rr"."source_id" = "t6"."id"))
                          AND ("t7"."deleted_at" IS NULL)
                          AND ((("t7"."custom" ->> 'custom:5'))::boolean = $6::boolean))))) IS NOT TRUE))) IS NOT TRUE
                OR EXISTS
                (SELECT 1 AS "one"
                FROM "people_organization" AS "t8"
                JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t8"."id")
                WHERE ((("rr"."field_id" = 'custom:9')
                    AND ("rr"."source_id" = "t1"."id"))
                    AND ("t8"."deleted_at" IS NULL)
                    AND EXISTS
                    (SELECT 1 AS "one"
                    FROM "people_contact" AS "t9"
                    WHERE (("t9"."organization_id" = "t8"."id")
                        AND ("t9"."deleted_at" IS NULL)
                        AND (("t9"."do_not_call" = $7::boolean)
                          AND ((("t9"."custom" ->> 'custom:3') COLLATE "C") < $8::text)))))))))) AS "totalCount",
        coalesce(json_agg("t11"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."first_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND ((EXISTS
                    (SELECT 1 AS "one"
                    FROM "people_organization" AS "t2"
                    WHERE (("t2"."id" = "t1"."organization_id")
                        AND ("t2"."deleted_at" IS NULL)
                        AND ((("t2"."employees" >= $1::integer)
                          AND (gql_crm_fold("t2"."name") LIKE (('%' || replace(replace(replace(gql_crm_fold($2::text), '\', '\\'), '%', '\%'), '_', '\_')) || '%')))) IS NOT TRUE))
                    OR ("t1"."organization_id" IS NULL))
                    AND (EXISTS
                      (SELECT 1 AS "one"
                      FROM "people_contact" AS "t3"
                      JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t3"."id")
                      WHERE ((("rr"."field_id" = 'agency:Contact.mentor:REFERENCE')
                          AND ("rr"."target_id" = "t1"."id"))
                          AND ("t3"."deleted_at" IS NULL)
                          AND (((("t3"."custom" ->> 'custom:2'))::integer >= $3::integer)
                            OR (EXISTS
                              (SELECT 1 AS "one"
                              FROM "people_organization" AS "t4"
                              WHERE (("t4"."id" = "t3"."organization_id")
                                  AND ("t4"."deleted_at" IS NULL)
                                  AND EXISTS
                                  (SELECT 1 AS "one"
                                  FROM "people_organization" AS "t5"
                                  WHERE (("t5"."id" = "t4"."parent_id")
                                      AND ("t5"."deleted_at" IS NULL)
                                      AND (gql_crm_fold("t5"."name") LIKE (replace(replace(replace(gql_crm_fold($4::text), '\', '\\'), '%', '\%'), '_', '\_') || '%'))))))) IS NOT TRUE)))) IS NOT TRUE
                    AND ((EXISTS
                      (SELECT 1 AS "one"
                      FROM "agency_listing" AS "t6"
                      WHERE (("t6"."seller_id" = "t1"."id")
                          AND ("t6"."deleted_at" IS NULL)
                          AND ((("t6"."rooms" >= $5::integer)
                            OR EXISTS
                            (SELECT 1 AS "one"
                            FROM "people_contact" AS "t7"
                            JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t7"."id")
                            WHERE ((("rr"."field_id" = 'agency:Listing.viewers')
                                AND ("rr"."source_id" = "t6"."id"))
                                AND ("t7"."deleted_at" IS NULL)
                                AND ((("t7"."custom" ->> 'custom:5'))::boolean = $6::boolean))))) IS NOT TRUE))) IS NOT TRUE
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "people_organization" AS "t8"
                      JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t8"."id")
                      WHERE ((("rr"."field_id" = 'custom:9')
                          AND ("rr"."source_id" = "t1"."id"))
                          AND ("t8"."deleted_at" IS NULL)
                          AND EXISTS
                          (SELECT 1 AS "one"
                          FROM "people_contact" AS "t9"
                          WHERE (("t9"."organization_id" = "t8"."id")
                              AND ("t9"."deleted_at" IS NULL)
                              AND (("t9"."do_not_call" = $7::boolean)
                                AND ((("t9"."custom" ->> 'custom:3') COLLATE "C") < $8::text)))))))))
                  AND ("t1"."first_name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."first_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND ((EXISTS
                    (SELECT 1 AS "one"
                    FROM "people_organization" AS "t2"
                    WHERE (("t2"."id" = "t1"."organization_id")
                        AND ("t2"."deleted_at" IS NULL)
                        AND ((("t2"."employees" >= $1::integer)
                          AND (gql_crm_fold("t2"."name") LIKE (('%' || replace(replace(replace(gql_crm_fold($2::text), '\', '\\'), '%', '\%'), '_', '\_')) || '%')))) IS NOT TRUE))
                    OR ("t1"."organization_id" IS NULL))
                    AND (EXISTS
                      (SELECT 1 AS "one"
                      FROM "people_contact" AS "t3"
                      JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t3"."id")
                      WHERE ((("rr"."field_id" = 'agency:Contact.mentor:REFERENCE')
                          AND ("rr"."target_id" = "t1"."id"))
                          AND ("t3"."deleted_at" IS NULL)
                          AND (((("t3"."custom" ->> 'custom:2'))::integer >= $3::integer)
                            OR (EXISTS
                              (SELECT 1 AS "one"
                              FROM "people_organization" AS "t4"
                              WHERE (("t4"."id" = "t3"."organization_id")
                                  AND ("t4"."deleted_at" IS NULL)
                                  AND EXISTS
                                  (SELECT 1 AS "one"
                                  FROM "people_organization" AS "t5"
                                  WHERE (("t5"."id" = "t4"."parent_id")
                                      AND ("t5"."deleted_at" IS NULL)
                                      AND (gql_crm_fold("t5"."name") LIKE (replace(replace(replace(gql_crm_fold($4::text), '\', '\\'), '%', '\%'), '_', '\_') || '%'))))))) IS NOT TRUE)))) IS NOT TRUE
                    AND ((EXISTS
                      (SELECT 1 AS "one"
                      FROM "agency_listing" AS "t6"
                      WHERE (("t6"."seller_id" = "t1"."id")
                          AND ("t6"."deleted_at" IS NULL)
                          AND ((("t6"."rooms" >= $5::integer)
                            OR EXISTS
                            (SELECT 1 AS "one"
                            FROM "people_contact" AS "t7"
                            JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t7"."id")
                            WHERE ((("rr"."field_id" = 'agency:Listing.viewers')
                                AND ("rr"."source_id" = "t6"."id"))
                                AND ("t7"."deleted_at" IS NULL)
                                AND ((("t7"."custom" ->> 'custom:5'))::boolean = $6::boolean))))) IS NOT TRUE))) IS NOT TRUE
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "people_organization" AS "t8"
                      JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t8"."id")
                      WHERE ((("rr"."field_id" = 'custom:9')
                          AND ("rr"."source_id" = "t1"."id"))
                          AND ("t8"."deleted_at" IS NULL)
                          AND EXISTS
                          (SELECT 1 AS "one"
                          FROM "people_contact" AS "t9"
                          WHERE (("t9"."organization_id" = "t8"."id")
                              AND ("t9"."deleted_at" IS NULL)
                              AND (("t9"."do_not_call" = $7::boolean)
                                AND ((("t9"."custom" ->> 'custom:3') COLLATE "C") < $8::text)))))))))
                  AND ("t1"."first_name" IS NULL))
              ORDER BY "t1"."id"
              LIMIT 20)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2"
          LIMIT 20) AS "t10"
        CROSS JOIN LATERAL
          (SELECT "t10"."first_name" AS "firstName") AS "x0") AS "t11") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
