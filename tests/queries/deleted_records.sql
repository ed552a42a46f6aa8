SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t3"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "t1".*
          FROM "people_contact" AS "t1"
          WHERE ("t1"."deleted_at" IS NOT NULL)
          ORDER BY "t1"."id" DESC
          LIMIT 20) AS "t2"
        CROSS JOIN LATERAL
          (SELECT
            (SELECT "rt"."label" AS "label"
            FROM "record_text" AS "rt"
            WHERE ("rt"."record_id" = "t2"."id")) AS "displayName",
            "t2"."deleted_at" AS "deletedAt",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t4"."name" AS "name"
              FROM "people_organization" AS "t4"
              WHERE (("t4"."id" = "t2"."organization_id")
                  AND ("t4"."deleted_at" IS NULL))) AS o) AS "organization") AS "x0") AS "t3") AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT "t5"."name" AS "name",
        "t5"."deleted_at" AS "deletedAt",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT coalesce(json_agg("t8"."c0"), '[]'::json) AS "nodes"
          FROM
            (SELECT "x0" AS "c0"
            FROM
              (SELECT "t6".*
              FROM "people_contact" AS "t6"
              WHERE (("t6"."organization_id" = "t5"."id")
                  AND ("t6"."deleted_at" IS NULL))
              ORDER BY "t6"."id" DESC
              LIMIT 20) AS "t7"
            CROSS JOIN LATERAL
              (SELECT "t7"."first_name" AS "firstName") AS "x0") AS "t8") AS o) AS "contacts"
      FROM "people_organization" AS "t5"
      WHERE ("t5"."id" = $1::uuid)) AS o))::json AS "r1",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT "t9"."first_name" AS "firstName",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t10"."name" AS "name"
          FROM "people_organization" AS "t10"
          WHERE (("t10"."id" = "t9"."organization_id")
              AND ("t10"."deleted_at" IS NULL))) AS o) AS "organization"
      FROM "people_contact" AS "t9"
      WHERE ("t9"."id" = $2::uuid)) AS o))::json AS "r2",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
