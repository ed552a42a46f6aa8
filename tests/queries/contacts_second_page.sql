SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t3"."c0" ORDER BY "t3"."rn") FILTER (WHERE ("t3"."rn" <= 4)), '[]'::json) AS "nodes",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT (count("t3"."rn") > 4) AS "hasNextPage",
            TRUE AS "hasPreviousPage", (array_agg("t3"."c1" ORDER BY "t3"."rn" DESC) FILTER (WHERE ("t3"."rn" <= 4)))[1] AS "endCursor") AS o) AS "pageInfo"
      FROM
        (SELECT row_number() OVER () AS "rn",
          "x0" AS "c0",
          replace(encode(convert_to((json_build_array('4e4a4c4c6a47', ("t2"."_k0")::text, ("t2"."_k1")::text, ("t2"."_k2")::text))::text, 'UTF8'), 'base64'), '
', '') AS "c1"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."first_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."first_name" IS NULL))
              ORDER BY "t1"."id" DESC
              LIMIT 5)
            UNION ALL
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."first_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND (((left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id") < ((($1::text)::text COLLATE "C"), (($2::text)::text COLLATE "C"), ($3::text)::uuid)))
              ORDER BY (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") DESC, (left("t1"."first_name", 200) COLLATE "C") DESC, "t1"."id" DESC
              LIMIT 5)) AS "u"
          ORDER BY
            "u"."_k0" DESC NULLS LAST,
            "u"."_k1" DESC NULLS LAST,
            "u"."_k2" DESC
          LIMIT 5) AS "t2"
        CROSS JOIN LATERAL
          (SELECT "t2"."first_name" AS "firstName") AS "x0") AS "t3") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
