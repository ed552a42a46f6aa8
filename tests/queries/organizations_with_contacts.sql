SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t3"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT
                "t1".*,
                "t1"."employees" AS "_k0", (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C") AS "_k1", (left("t1"."name", 200) COLLATE "C") AS "_k2",
                "t1"."id" AS "_k3"
              FROM "people_organization" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."employees" IS NOT NULL))
              ORDER BY "t1"."employees" DESC, (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C"), (left("t1"."name", 200) COLLATE "C"), "t1"."id"
              LIMIT 20)
            UNION ALL
              (SELECT
                "t1".*,
                "t1"."employees" AS "_k0", (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C") AS "_k1", (left("t1"."name", 200) COLLATE "C") AS "_k2",
                "t1"."id" AS "_k3"
              FROM "people_organization" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."employees" IS NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C"), (left("t1"."name", 200) COLLATE "C"), "t1"."id"
              LIMIT 20)) AS "u"
          ORDER BY
            "u"."_k0" DESC NULLS LAST,
            "u"."_k1",
            "u"."_k2",
            "u"."_k3"
          LIMIT 20) AS "t2"
        CROSS JOIN LATERAL
          (SELECT "t2"."name" AS "name",
            "t2"."employees" AS "employees",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t4"."name" AS "name"
              FROM "people_organization" AS "t4"
              WHERE (("t4"."id" = "t2"."parent_id")
                  AND ("t4"."deleted_at" IS NULL))) AS o) AS "parent",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT count(*) AS "n"
                FROM "people_contact" AS "t5"
                WHERE (("t5"."organization_id" = "t2"."id")
                    AND ("t5"."deleted_at" IS NULL))) AS "totalCount",
                coalesce(json_agg("t7"."c0") FILTER (WHERE ("t7"."rn" <= 1)), '[]'::json) AS "nodes",
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (count("t7"."rn") > 1) AS "hasNextPage") AS o) AS "pageInfo"
              FROM
                (SELECT row_number() OVER () AS "rn",
                  "x0" AS "c0"
                FROM
                  (SELECT "u".*
                  FROM (
                      (SELECT "t5".*, (left(gql_crm_sort(left("t5"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t5"."last_name", 200) COLLATE "C") AS "_k1",
                        "t5"."id" AS "_k2"
                      FROM "people_contact" AS "t5"
                      WHERE ((("t5"."organization_id" = "t2"."id")
                          AND ("t5"."deleted_at" IS NULL))
                          AND ("t5"."last_name" IS NOT NULL))
                      ORDER BY (left(gql_crm_sort(left("t5"."last_name", 200)), 400) COLLATE "C"), (left("t5"."last_name", 200) COLLATE "C"), "t5"."id"
                      LIMIT 2)
                    UNION ALL
                      (SELECT "t5".*, (left(gql_crm_sort(left("t5"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t5"."last_name", 200) COLLATE "C") AS "_k1",
                        "t5"."id" AS "_k2"
                      FROM "people_contact" AS "t5"
                      WHERE ((("t5"."organization_id" = "t2"."id")
                          AND ("t5"."deleted_at" IS NULL))
                          AND ("t5"."last_name" IS NULL))
                      ORDER BY "t5"."id"
                      LIMIT 2)) AS "u"
                  ORDER BY
                    "u"."_k0",
                    "u"."_k1",
                    "u"."_k2"
                  LIMIT 2) AS "t6"
                CROSS JOIN LATERAL
                  (SELECT
                    (SELECT "rt"."label" AS "label"
                    FROM "record_text" AS "rt"
                    WHERE ("rt"."record_id" = "t6"."id")) AS "displayName",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT
                        (SELECT "rt"."label" AS "label"
                        FROM "record_text" AS "rt"
                        WHERE ("rt"."record_id" = "t8"."id")) AS "displayName"
                      FROM "people_contact" AS "t8"
                      WHERE (("t8"."id" =
                          (SELECT "rr"."target_id" AS "target_id"
                          FROM "record_reference" AS "rr"
                          WHERE (("rr"."field_id" = 'agency:Contact.mentor:REFERENCE')
                              AND ("rr"."source_id" = "t6"."id"))
                          ORDER BY "rr"."position"
                          LIMIT 1))
                          AND ("t8"."deleted_at" IS NULL))) AS o) AS "mentor") AS "x0") AS "t7") AS o) AS "contacts") AS "x0") AS "t3") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
