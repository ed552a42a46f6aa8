SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t3"."c0"), '[]'::json) AS "nodes",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT FALSE AS "hasPreviousPage") AS o) AS "pageInfo"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."first_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."first_name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
              LIMIT 3)
            UNION ALL
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."first_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."first_name" IS NULL))
              ORDER BY "t1"."id"
              LIMIT 3)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2"
          LIMIT 3) AS "t2"
        CROSS JOIN LATERAL
          (SELECT "t2"."first_name" AS "firstName",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t4"."name" AS "name"
              FROM "people_organization" AS "t4"
              WHERE (("t4"."id" = "t2"."organization_id")
                  AND ("t4"."deleted_at" IS NULL))) AS o) AS "organization",
            (("t2"."custom" ->> 'custom:2'))::integer AS "stars") AS "x0") AS "t3") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
