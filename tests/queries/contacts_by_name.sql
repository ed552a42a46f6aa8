SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT count(*) AS "n"
        FROM "people_contact" AS "t1"
        WHERE ("t1"."deleted_at" IS NULL)) AS "totalCount",
        coalesce(json_agg("t3"."c0") FILTER (WHERE ("t3"."rn" <= 14)), '[]'::json) AS "edges",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT (count("t3"."rn") > 14) AS "hasNextPage",
            FALSE AS "hasPreviousPage") AS o) AS "pageInfo"
      FROM
        (SELECT row_number() OVER () AS "rn",
          "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."last_name", 200) COLLATE "C") AS "_k1", (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k2", (left("t1"."first_name", 200) COLLATE "C") AS "_k3",
                "t1"."id" AS "_k4"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."last_name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C"), (left("t1"."last_name", 200) COLLATE "C"), (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
              LIMIT 15)
            UNION ALL
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."last_name", 200) COLLATE "C") AS "_k1", (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k2", (left("t1"."first_name", 200) COLLATE "C") AS "_k3",
                "t1"."id" AS "_k4"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."last_name" IS NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
              LIMIT 15)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2",
            "u"."_k3",
            "u"."_k4"
          LIMIT 15) AS "t2"
        CROSS JOIN LATERAL
          (SELECT
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT "rt"."label" AS "label"
                FROM "record_text" AS "rt"
                WHERE ("rt"."record_id" = "t2"."id")) AS "displayName") AS o) AS "node") AS "x0") AS "t3") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
