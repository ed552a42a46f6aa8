SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t3"."c0"), '[]'::json) AS "nodes",
        (SELECT count(*) AS "n"
        FROM "people_contact" AS "t1"
        WHERE (("t1"."deleted_at" IS NULL)
            AND EXISTS
            (SELECT 1 AS "one"
            FROM "record_text" AS "rt"
            WHERE (("rt"."record_id" = "t1"."id")
                AND ("rt"."search_text" LIKE (('%' || replace(replace(replace(gql_crm_fold($1::text), '\', '\\'), '%', '\%'), '_', '\_')) || '%')))))) AS "totalCount"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "t1".*
          FROM "people_contact" AS "t1"
          WHERE (("t1"."deleted_at" IS NULL)
              AND EXISTS
              (SELECT 1 AS "one"
              FROM "record_text" AS "rt"
              WHERE (("rt"."record_id" = "t1"."id")
                  AND ("rt"."search_text" LIKE (('%' || replace(replace(replace(gql_crm_fold($1::text), '\', '\\'), '%', '\%'), '_', '\_')) || '%')))))
          ORDER BY
            "t1"."created_at",
            "t1"."id"
          LIMIT 20) AS "t2"
        CROSS JOIN LATERAL
          (SELECT
            (SELECT "rt"."label" AS "label"
            FROM "record_text" AS "rt"
            WHERE ("rt"."record_id" = "t2"."id")) AS "displayName",
            "t2"."email" AS "email") AS "x0") AS "t3") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
