SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t3"."c0" ORDER BY "t3"."rn") FILTER (WHERE ("t3"."rn" <= 0)), '[]'::json) AS "nodes",
        (SELECT count(*) AS "n"
        FROM "people_contact" AS "t1"
        WHERE ("t1"."deleted_at" IS NULL)) AS "totalCount",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT (count("t3"."rn") > 0) AS "hasNextPage",
            FALSE AS "hasPreviousPage", (array_agg("t3"."c1" ORDER BY "t3"."rn") FILTER (WHERE ("t3"."rn" <= 0)))[1] AS "startCursor", (array_agg("t3"."c2" ORDER BY "t3"."rn" DESC) FILTER (WHERE ("t3"."rn" <= 0)))[1] AS "endCursor") AS o) AS "pageInfo"
      FROM
        (SELECT row_number() OVER () AS "rn",
          "x0" AS "c0",
          replace(encode(convert_to((json_build_array('2b5c3d26721a', ("t2"."_k0")::text))::text, 'UTF8'), 'base64'), '
', '') AS "c1",
          replace(encode(convert_to((json_build_array('2b5c3d26721a', ("t2"."_k0")::text))::text, 'UTF8'), 'base64'), '
', '') AS "c2"
        FROM
          (SELECT
            "t1".*,
            "t1"."id" AS "_k0"
          FROM "people_contact" AS "t1"
          WHERE ("t1"."deleted_at" IS NULL)
          ORDER BY "t1"."id" DESC
          LIMIT 1) AS "t2"
        CROSS JOIN LATERAL
          (SELECT "t2"."id" AS "id") AS "x0") AS "t3") AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t6"."c0") FILTER (WHERE ("t6"."rn" <= 20)), '[]'::json) AS "edges",
        (SELECT count(*) AS "n"
        FROM "people_contact" AS "t4"
        WHERE (("t4"."deleted_at" IS NULL)
            AND ("t4"."first_name" = ANY ($1::text[])))) AS "totalCount",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT (count("t6"."rn") > 20) AS "hasNextPage") AS o) AS "pageInfo"
      FROM
        (SELECT row_number() OVER () AS "rn",
          "x0" AS "c0"
        FROM
          (SELECT
            "t4".*,
            "t4"."id" AS "_k0"
          FROM "people_contact" AS "t4"
          WHERE (("t4"."deleted_at" IS NULL)
              AND ("t4"."first_name" = ANY ($1::text[])))
          ORDER BY "t4"."id" DESC
          LIMIT 21) AS "t5"
        CROSS JOIN LATERAL
          (SELECT replace(encode(convert_to((json_build_array('2b5c3d26721a', ("t5"."_k0")::text))::text, 'UTF8'), 'base64'), '
', '') AS "cursor") AS "x0") AS "t6") AS o))::json AS "r1",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
