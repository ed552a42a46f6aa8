SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t5"."c0"), '[]'::json) AS "nodes",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (trim_scale("t9"."sum0"))::text AS "people") AS o) AS "sum"
          FROM
            (SELECT count(*) AS "n",
              (sum("t10"."m0"))::numeric AS "sum0"
            FROM
              (SELECT (
                (SELECT least(count(*), 2147483647) AS "value"
                FROM "people_contact" AS "t13"
                WHERE (("t13"."organization_id" = "t1"."id")
                    AND (("t13"."deleted_at" IS NULL)
                      AND (("t13"."owner_id" = $1::uuid)
                        OR ("t13"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                    AND (((("t13"."custom" ->> 'custom:2'))::integer >= $2::integer)
                      OR ("t13"."do_not_call" IS NULL)))))::integer AS "m0"
              FROM "people_organization" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND ((
                    (SELECT least(count(*), 2147483647) AS "value"
                    FROM "people_contact" AS "t2"
                    WHERE (("t2"."organization_id" = "t1"."id")
                        AND (("t2"."deleted_at" IS NULL)
                          AND (("t2"."owner_id" = $1::uuid)
                            OR ("t2"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                        AND (((("t2"."custom" ->> 'custom:2'))::integer >= $3::integer)
                          OR ("t2"."do_not_call" IS NULL)))))::integer >= $4::integer))
                  AND (("t1"."owner_id" = $1::uuid)
                    OR ("t1"."team_id" = ANY ((
                      (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))) AS "t10") AS "t9") AS o) AS "aggregate"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT
                "t1".*,
                (
                  (SELECT least(count(*), 2147483647) AS "value"
                  FROM "people_contact" AS "t3"
                  WHERE (("t3"."organization_id" = "t1"."id")
                      AND (("t3"."deleted_at" IS NULL)
                        AND (("t3"."owner_id" = $1::uuid)
                          OR ("t3"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                      AND (((("t3"."custom" ->> 'custom:2'))::integer >= $5::integer)
                        OR ("t3"."do_not_call" IS NULL)))))::integer AS "_k0", (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C") AS "_k1", (left("t1"."name", 200) COLLATE "C") AS "_k2",
                "t1"."id" AS "_k3"
              FROM "people_organization" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND ((
                    (SELECT least(count(*), 2147483647) AS "value"
                    FROM "people_contact" AS "t2"
                    WHERE (("t2"."organization_id" = "t1"."id")
                        AND (("t2"."deleted_at" IS NULL)
                          AND (("t2"."owner_id" = $1::uuid)
                            OR ("t2"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                        AND (((("t2"."custom" ->> 'custom:2'))::integer >= $3::integer)
                          OR ("t2"."do_not_call" IS NULL)))))::integer >= $4::integer))
                  AND ("t1"."owner_id" = $1::uuid)
                  AND ((
                    (SELECT least(count(*), 2147483647) AS "value"
                    FROM "people_contact" AS "t3"
                    WHERE (("t3"."organization_id" = "t1"."id")
                        AND (("t3"."deleted_at" IS NULL)
                          AND (("t3"."owner_id" = $1::uuid)
                            OR ("t3"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                        AND (((("t3"."custom" ->> 'custom:2'))::integer >= $5::integer)
                          OR ("t3"."do_not_call" IS NULL)))))::integer IS NOT NULL))
              ORDER BY (
                  (SELECT least(count(*), 2147483647) AS "value"
                  FROM "people_contact" AS "t3"
                  WHERE (("t3"."organization_id" = "t1"."id")
                      AND (("t3"."deleted_at" IS NULL)
                        AND (("t3"."owner_id" = $1::uuid)
                          OR ("t3"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                      AND (((("t3"."custom" ->> 'custom:2'))::integer >= $5::integer)
                        OR ("t3"."do_not_call" IS NULL)))))::integer DESC, (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C"), (left("t1"."name", 200) COLLATE "C"), "t1"."id"
              LIMIT 3)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT
                  "t1".*,
                  (
                    (SELECT least(count(*), 2147483647) AS "value"
                    FROM "people_contact" AS "t3"
                    WHERE (("t3"."organization_id" = "t1"."id")
                        AND (("t3"."deleted_at" IS NULL)
                          AND (("t3"."owner_id" = $1::uuid)
                            OR ("t3"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                        AND (((("t3"."custom" ->> 'custom:2'))::integer >= $5::integer)
                          OR ("t3"."do_not_call" IS NULL)))))::integer AS "_k0", (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C") AS "_k1", (left("t1"."name", 200) COLLATE "C") AS "_k2",
                  "t1"."id" AS "_k3"
                FROM "people_organization" AS "t1"
                WHERE ((("t1"."deleted_at" IS NULL)
                    AND ((
                      (SELECT least(count(*), 2147483647) AS "value"
                      FROM "people_contact" AS "t2"
                      WHERE (("t2"."organization_id" = "t1"."id")
                          AND (("t2"."deleted_at" IS NULL)
                            AND (("t2"."owner_id" = $1::uuid)
                              OR ("t2"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          AND (((("t2"."custom" ->> 'custom:2'))::integer >= $3::integer)
                            OR ("t2"."do_not_call" IS NULL)))))::integer >= $4::integer))
                    AND (("t1"."team_id" = "team"."value")
                      AND (("t1"."owner_id" = $1::uuid)) IS NOT TRUE)
                    AND ((
                      (SELECT least(count(*), 2147483647) AS "value"
                      FROM "people_contact" AS "t3"
                      WHERE (("t3"."organization_id" = "t1"."id")
                          AND (("t3"."deleted_at" IS NULL)
                            AND (("t3"."owner_id" = $1::uuid)
                              OR ("t3"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          AND (((("t3"."custom" ->> 'custom:2'))::integer >= $5::integer)
                            OR ("t3"."do_not_call" IS NULL)))))::integer IS NOT NULL))
                ORDER BY (
                    (SELECT least(count(*), 2147483647) AS "value"
                    FROM "people_contact" AS "t3"
                    WHERE (("t3"."organization_id" = "t1"."id")
                        AND (("t3"."deleted_at" IS NULL)
                          AND (("t3"."owner_id" = $1::uuid)
                            OR ("t3"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                        AND (((("t3"."custom" ->> 'custom:2'))::integer >= $5::integer)
                          OR ("t3"."do_not_call" IS NULL)))))::integer DESC, (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C"), (left("t1"."name", 200) COLLATE "C"), "t1"."id"
                LIMIT 3) AS "b")
            UNION ALL
              (SELECT
                "t1".*,
                (
                  (SELECT least(count(*), 2147483647) AS "value"
                  FROM "people_contact" AS "t3"
                  WHERE (("t3"."organization_id" = "t1"."id")
                      AND (("t3"."deleted_at" IS NULL)
                        AND (("t3"."owner_id" = $1::uuid)
                          OR ("t3"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                      AND (((("t3"."custom" ->> 'custom:2'))::integer >= $5::integer)
                        OR ("t3"."do_not_call" IS NULL)))))::integer AS "_k0", (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C") AS "_k1", (left("t1"."name", 200) COLLATE "C") AS "_k2",
                "t1"."id" AS "_k3"
              FROM "people_organization" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND ((
                    (SELECT least(count(*), 2147483647) AS "value"
                    FROM "people_contact" AS "t2"
                    WHERE (("t2"."organization_id" = "t1"."id")
                        AND (("t2"."deleted_at" IS NULL)
                          AND (("t2"."owner_id" = $1::uuid)
                            OR ("t2"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                        AND (((("t2"."custom" ->> 'custom:2'))::integer >= $3::integer)
                          OR ("t2"."do_not_call" IS NULL)))))::integer >= $4::integer))
                  AND ("t1"."owner_id" = $1::uuid)
                  AND ((
                    (SELECT least(count(*), 2147483647) AS "value"
                    FROM "people_contact" AS "t3"
                    WHERE (("t3"."organization_id" = "t1"."id")
                        AND (("t3"."deleted_at" IS NULL)
                          AND (("t3"."owner_id" = $1::uuid)
                            OR ("t3"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                        AND (((("t3"."custom" ->> 'custom:2'))::integer >= $5::integer)
                          OR ("t3"."do_not_call" IS NULL)))))::integer IS NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C"), (left("t1"."name", 200) COLLATE "C"), "t1"."id"
              LIMIT 3)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT
                  "t1".*,
                  (
                    (SELECT least(count(*), 2147483647) AS "value"
                    FROM "people_contact" AS "t3"
                    WHERE (("t3"."organization_id" = "t1"."id")
                        AND (("t3"."deleted_at" IS NULL)
                          AND (("t3"."owner_id" = $1::uuid)
                            OR ("t3"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                        AND (((("t3"."custom" ->> 'custom:2'))::integer >= $5::integer)
                          OR ("t3"."do_not_call" IS NULL)))))::integer AS "_k0", (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C") AS "_k1", (left("t1"."name", 200) COLLATE "C") AS "_k2",
                  "t1"."id" AS "_k3"
                FROM "people_organization" AS "t1"
                WHERE ((("t1"."deleted_at" IS NULL)
                    AND ((
                      (SELECT least(count(*), 2147483647) AS "value"
                      FROM "people_contact" AS "t2"
                      WHERE (("t2"."organization_id" = "t1"."id")
                          AND (("t2"."deleted_at" IS NULL)
                            AND (("t2"."owner_id" = $1::uuid)
                              OR ("t2"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          AND (((("t2"."custom" ->> 'custom:2'))::integer >= $3::integer)
                            OR ("t2"."do_not_call" IS NULL)))))::integer >= $4::integer))
                    AND (("t1"."team_id" = "team"."value")
                      AND (("t1"."owner_id" = $1::uuid)) IS NOT TRUE)
                    AND ((
                      (SELECT least(count(*), 2147483647) AS "value"
                      FROM "people_contact" AS "t3"
                      WHERE (("t3"."organization_id" = "t1"."id")
                          AND (("t3"."deleted_at" IS NULL)
                            AND (("t3"."owner_id" = $1::uuid)
                              OR ("t3"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          AND (((("t3"."custom" ->> 'custom:2'))::integer >= $5::integer)
                            OR ("t3"."do_not_call" IS NULL)))))::integer IS NULL))
                ORDER BY (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C"), (left("t1"."name", 200) COLLATE "C"), "t1"."id"
                LIMIT 3) AS "b")) AS "u"
          ORDER BY
            "u"."_k0" DESC NULLS LAST,
            "u"."_k1",
            "u"."_k2",
            "u"."_k3"
          LIMIT 3) AS "t4"
        CROSS JOIN LATERAL
          (SELECT "t4"."name" AS "name",
            (
              (SELECT least(count(*), 2147483647) AS "value"
              FROM "people_contact" AS "t6"
              WHERE (("t6"."organization_id" = "t4"."id")
                  AND (("t6"."deleted_at" IS NULL)
                    AND (("t6"."owner_id" = $1::uuid)
                      OR ("t6"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                  AND (((("t6"."custom" ->> 'custom:2'))::integer >= $6::integer)
                    OR ("t6"."do_not_call" IS NULL)))))::integer AS "people",
            CASE
            WHEN ((
              (SELECT CASE
                WHEN (min(((("t7"."custom" -> 'custom:1') ->> 'currency') COLLATE "C")) = max(((("t7"."custom" -> 'custom:1') ->> 'currency') COLLATE "C"))) THEN trim_scale((sum(((("t7"."custom" -> 'custom:1') ->> 'amount'))::numeric))::numeric)
                ELSE NULL
                END AS "value"
              FROM "people_contact" AS "t7"
              WHERE (("t7"."organization_id" = "t4"."id")
                  AND (("t7"."deleted_at" IS NULL)
                    AND (("t7"."owner_id" = $1::uuid)
                      OR ("t7"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT ((
                (SELECT CASE
                  WHEN (min(((("t7"."custom" -> 'custom:1') ->> 'currency') COLLATE "C")) = max(((("t7"."custom" -> 'custom:1') ->> 'currency') COLLATE "C"))) THEN trim_scale((sum(((("t7"."custom" -> 'custom:1') ->> 'amount'))::numeric))::numeric)
                  ELSE NULL
                  END AS "value"
                FROM "people_contact" AS "t7"
                WHERE (("t7"."organization_id" = "t4"."id")
                    AND (("t7"."deleted_at" IS NULL)
                      AND (("t7"."owner_id" = $1::uuid)
                        OR ("t7"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))))::numeric)::text AS "amount",
                (
                  (SELECT CASE
                    WHEN (min(((("t7"."custom" -> 'custom:1') ->> 'currency') COLLATE "C")) = max(((("t7"."custom" -> 'custom:1') ->> 'currency') COLLATE "C"))) THEN min(((("t7"."custom" -> 'custom:1') ->> 'currency') COLLATE "C"))
                    ELSE NULL
                    END AS "value"
                  FROM "people_contact" AS "t7"
                  WHERE (("t7"."organization_id" = "t4"."id")
                      AND (("t7"."deleted_at" IS NULL)
                        AND (("t7"."owner_id" = $1::uuid)
                          OR ("t7"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))))::text AS "currency") AS o)
            ELSE NULL
            END AS "worth",
            (
              (SELECT "t8"."first_name" AS "value"
              FROM "people_contact" AS "t8"
              WHERE ((("t8"."organization_id" = "t4"."id")
                  AND (("t8"."deleted_at" IS NULL)
                    AND (("t8"."owner_id" = $1::uuid)
                      OR ("t8"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))
                  AND ("t8"."first_name" IS NOT NULL))
              ORDER BY (("t8"."custom" ->> 'custom:4') COLLATE "C") DESC NULLS LAST,
                "t8"."created_at" DESC NULLS LAST,
                "t8"."id" DESC NULLS LAST
              LIMIT 1))::text AS "lastCalled") AS "x0") AS "t5") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
