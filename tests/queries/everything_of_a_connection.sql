SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT 'ContactConnection' AS "__typename",
        coalesce(json_agg("t3"."c0" ORDER BY "t3"."rn") FILTER (WHERE ("t3"."rn" <= 2)), '[]'::json) AS "nodes",
        coalesce(json_agg("t3"."c1" ORDER BY "t3"."rn") FILTER (WHERE ("t3"."rn" <= 2)), '[]'::json) AS "edges",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT 'PageInfo' AS "__typename", (count("t3"."rn") > 2) AS "hasNextPage",
            TRUE AS "hasPreviousPage", (array_agg("t3"."c2" ORDER BY "t3"."rn") FILTER (WHERE ("t3"."rn" <= 2)))[1] AS "startCursor", (array_agg("t3"."c3" ORDER BY "t3"."rn" DESC) FILTER (WHERE ("t3"."rn" <= 2)))[1] AS "endCursor") AS o) AS "pageInfo",
        (SELECT count(*) AS "n"
        FROM "people_contact" AS "t1"
        WHERE (("t1"."deleted_at" IS NULL)
            AND ("t1"."first_name" IS NOT NULL))) AS "totalCount"
      FROM
        (SELECT row_number() OVER () AS "rn",
          "x0" AS "c0",
          "x1" AS "c1",
          replace(encode(convert_to((json_build_array('3d0a78d748aa', ("t2"."_k0")::text, ("t2"."_k1")::text, ("t2"."_k2")::text))::text, 'UTF8'), 'base64'), '
', '') AS "c2",
          replace(encode(convert_to((json_build_array('3d0a78d748aa', ("t2"."_k0")::text, ("t2"."_k1")::text, ("t2"."_k2")::text))::text, 'UTF8'), 'base64'), '
', '') AS "c3"
        FROM
          (SELECT "t1".*, (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."first_name", 200) COLLATE "C") AS "_k1",
            "t1"."id" AS "_k2"
          FROM "people_contact" AS "t1"
          WHERE ((("t1"."deleted_at" IS NULL)
              AND ("t1"."first_name" IS NOT NULL))
              AND (((left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id") > ((($1::text)::text COLLATE "C"), (($2::text)::text COLLATE "C"), ($3::text)::uuid)))
          ORDER BY (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
          LIMIT 3) AS "t2"
        CROSS JOIN LATERAL
          (SELECT "t2"."first_name" AS "firstName") AS "x0"
        CROSS JOIN LATERAL
          (SELECT 'ContactEdge' AS "__typename",
            replace(encode(convert_to((json_build_array('3d0a78d748aa', ("t2"."_k0")::text, ("t2"."_k1")::text, ("t2"."_k2")::text))::text, 'UTF8'), 'base64'), '
', '') AS "cursor",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t2"."last_name" AS "lastName",
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT "t4"."name" AS "name"
                  FROM "people_organization" AS "t4"
                  WHERE (("t4"."id" = "t2"."organization_id")
                      AND ("t4"."deleted_at" IS NULL))) AS o) AS "organization") AS o) AS "node") AS "x1") AS "t3") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
