SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t4"."c0"), '[]'::json) AS "nodes",
        (SELECT count(*) AS "n"
        FROM (
            (SELECT "t1".*
            FROM "people_contact" AS "t1"
            WHERE (("t1"."deleted_at" IS NULL)
                AND (("t1"."owner_id" = $1::uuid)
                  OR ("t1"."team_id" = ANY ((
                    (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))
          UNION ALL
            (SELECT "t1".*
            FROM "people_contact" AS "t1"
            WHERE (("t1"."deleted_at" IS NULL)
                AND EXISTS
                (SELECT 1 AS "one"
                FROM "record_share" AS "sh"
                WHERE (("sh"."record_id" = "t1"."id")
                    AND ("sh"."grantee_id" = ANY ((
                      (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))
                AND ((("t1"."owner_id" = $1::uuid)
                  OR ("t1"."team_id" = ANY ((
                    (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))) IS NOT TRUE))) AS "t1") AS "totalCount"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (WITH RECURSIVE "shared" AS
            (SELECT "sh"."record_id" AS "id"
            FROM "record_share" AS "sh"
            WHERE (("sh"."grantee_id" = ANY ((
                (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))
                AND ("sh"."entity" = 'Contact'))
            LIMIT 501) SELECT "u".*
          FROM (
              (SELECT "t1".*,
                (SELECT (left(gql_crm_sort(left("t2"."name", 200)), 400) COLLATE "C") AS "key"
                FROM "people_organization" AS "t2"
                WHERE (("t2"."id" = "t1"."organization_id")
                    AND ("t2"."deleted_at" IS NULL)
                    AND ((("t2"."owner_id" = $1::uuid)
                      OR ("t2"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t2"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k0",
                (SELECT (left("t2"."name", 200) COLLATE "C") AS "key"
                FROM "people_organization" AS "t2"
                WHERE (("t2"."id" = "t1"."organization_id")
                    AND ("t2"."deleted_at" IS NULL)
                    AND ((("t2"."owner_id" = $1::uuid)
                      OR ("t2"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t2"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k1", (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k2", (left("t1"."first_name", 200) COLLATE "C") AS "_k3",
                "t1"."id" AS "_k4"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."owner_id" = $1::uuid)
                  AND (
                    (SELECT "t2"."name" AS "key"
                    FROM "people_organization" AS "t2"
                    WHERE (("t2"."id" = "t1"."organization_id")
                        AND ("t2"."deleted_at" IS NULL)
                        AND ((("t2"."owner_id" = $1::uuid)
                          OR ("t2"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t2"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) IS NOT NULL))
              ORDER BY
                (SELECT (left(gql_crm_sort(left("t2"."name", 200)), 400) COLLATE "C") AS "key"
                FROM "people_organization" AS "t2"
                WHERE (("t2"."id" = "t1"."organization_id")
                    AND ("t2"."deleted_at" IS NULL)
                    AND ((("t2"."owner_id" = $1::uuid)
                      OR ("t2"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t2"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))),
                (SELECT (left("t2"."name", 200) COLLATE "C") AS "key"
                FROM "people_organization" AS "t2"
                WHERE (("t2"."id" = "t1"."organization_id")
                    AND ("t2"."deleted_at" IS NULL)
                    AND ((("t2"."owner_id" = $1::uuid)
                      OR ("t2"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t2"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))), (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT "t1".*,
                  (SELECT (left(gql_crm_sort(left("t2"."name", 200)), 400) COLLATE "C") AS "key"
                  FROM "people_organization" AS "t2"
                  WHERE (("t2"."id" = "t1"."organization_id")
                      AND ("t2"."deleted_at" IS NULL)
                      AND ((("t2"."owner_id" = $1::uuid)
                        OR ("t2"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."record_id" = "t2"."id")
                            AND ("sh"."grantee_id" = ANY ((
                              (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k0",
                  (SELECT (left("t2"."name", 200) COLLATE "C") AS "key"
                  FROM "people_organization" AS "t2"
                  WHERE (("t2"."id" = "t1"."organization_id")
                      AND ("t2"."deleted_at" IS NULL)
                      AND ((("t2"."owner_id" = $1::uuid)
                        OR ("t2"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."record_id" = "t2"."id")
                            AND ("sh"."grantee_id" = ANY ((
                              (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k1", (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k2", (left("t1"."first_name", 200) COLLATE "C") AS "_k3",
                  "t1"."id" AS "_k4"
                FROM "people_contact" AS "t1"
                WHERE (("t1"."deleted_at" IS NULL)
                    AND (("t1"."team_id" = "team"."value")
                      AND (("t1"."owner_id" = $1::uuid)) IS NOT TRUE)
                    AND (
                      (SELECT "t2"."name" AS "key"
                      FROM "people_organization" AS "t2"
                      WHERE (("t2"."id" = "t1"."organization_id")
                          AND ("t2"."deleted_at" IS NULL)
                          AND ((("t2"."owner_id" = $1::uuid)
                            OR ("t2"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                            OR EXISTS
                            (SELECT 1 AS "one"
                            FROM "record_share" AS "sh"
                            WHERE (("sh"."record_id" = "t2"."id")
                                AND ("sh"."grantee_id" = ANY ((
                                  (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) IS NOT NULL))
                ORDER BY
                  (SELECT (left(gql_crm_sort(left("t2"."name", 200)), 400) COLLATE "C") AS "key"
                  FROM "people_organization" AS "t2"
                  WHERE (("t2"."id" = "t1"."organization_id")
                      AND ("t2"."deleted_at" IS NULL)
                      AND ((("t2"."owner_id" = $1::uuid)
                        OR ("t2"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."record_id" = "t2"."id")
                            AND ("sh"."grantee_id" = ANY ((
                              (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))),
                  (SELECT (left("t2"."name", 200) COLLATE "C") AS "key"
                  FROM "people_organization" AS "t2"
                  WHERE (("t2"."id" = "t1"."organization_id")
                      AND ("t2"."deleted_at" IS NULL)
                      AND ((("t2"."owner_id" = $1::uuid)
                        OR ("t2"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."record_id" = "t2"."id")
                            AND ("sh"."grantee_id" = ANY ((
                              (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))), (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT "b".*
              FROM
                (SELECT "shared"."id" AS "id"
                FROM "shared" AS "shared"
                WHERE (
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") <= 500)
                  GROUP BY "shared"."id") AS "each_shared"
              CROSS JOIN LATERAL
                (SELECT "t1".*,
                  (SELECT (left(gql_crm_sort(left("t2"."name", 200)), 400) COLLATE "C") AS "key"
                  FROM "people_organization" AS "t2"
                  WHERE (("t2"."id" = "t1"."organization_id")
                      AND ("t2"."deleted_at" IS NULL)
                      AND ((("t2"."owner_id" = $1::uuid)
                        OR ("t2"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."record_id" = "t2"."id")
                            AND ("sh"."grantee_id" = ANY ((
                              (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k0",
                  (SELECT (left("t2"."name", 200) COLLATE "C") AS "key"
                  FROM "people_organization" AS "t2"
                  WHERE (("t2"."id" = "t1"."organization_id")
                      AND ("t2"."deleted_at" IS NULL)
                      AND ((("t2"."owner_id" = $1::uuid)
                        OR ("t2"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."record_id" = "t2"."id")
                            AND ("sh"."grantee_id" = ANY ((
                              (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k1", (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k2", (left("t1"."first_name", 200) COLLATE "C") AS "_k3",
                  "t1"."id" AS "_k4"
                FROM "people_contact" AS "t1"
                WHERE (("t1"."deleted_at" IS NULL)
                    AND (("t1"."id" = "each_shared"."id")
                      AND ((("t1"."owner_id" = $1::uuid)
                        OR ("t1"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))) IS NOT TRUE)
                    AND (
                      (SELECT "t2"."name" AS "key"
                      FROM "people_organization" AS "t2"
                      WHERE (("t2"."id" = "t1"."organization_id")
                          AND ("t2"."deleted_at" IS NULL)
                          AND ((("t2"."owner_id" = $1::uuid)
                            OR ("t2"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                            OR EXISTS
                            (SELECT 1 AS "one"
                            FROM "record_share" AS "sh"
                            WHERE (("sh"."record_id" = "t2"."id")
                                AND ("sh"."grantee_id" = ANY ((
                                  (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) IS NOT NULL))
                ORDER BY
                  (SELECT (left(gql_crm_sort(left("t2"."name", 200)), 400) COLLATE "C") AS "key"
                  FROM "people_organization" AS "t2"
                  WHERE (("t2"."id" = "t1"."organization_id")
                      AND ("t2"."deleted_at" IS NULL)
                      AND ((("t2"."owner_id" = $1::uuid)
                        OR ("t2"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."record_id" = "t2"."id")
                            AND ("sh"."grantee_id" = ANY ((
                              (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))),
                  (SELECT (left("t2"."name", 200) COLLATE "C") AS "key"
                  FROM "people_organization" AS "t2"
                  WHERE (("t2"."id" = "t1"."organization_id")
                      AND ("t2"."deleted_at" IS NULL)
                      AND ((("t2"."owner_id" = $1::uuid)
                        OR ("t2"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."record_id" = "t2"."id")
                            AND ("sh"."grantee_id" = ANY ((
                              (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))), (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT "t1".*,
                (SELECT (left(gql_crm_sort(left("t2"."name", 200)), 400) COLLATE "C") AS "key"
                FROM "people_organization" AS "t2"
                WHERE (("t2"."id" = "t1"."organization_id")
                    AND ("t2"."deleted_at" IS NULL)
                    AND ((("t2"."owner_id" = $1::uuid)
                      OR ("t2"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t2"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k0",
                (SELECT (left("t2"."name", 200) COLLATE "C") AS "key"
                FROM "people_organization" AS "t2"
                WHERE (("t2"."id" = "t1"."organization_id")
                    AND ("t2"."deleted_at" IS NULL)
                    AND ((("t2"."owner_id" = $1::uuid)
                      OR ("t2"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t2"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k1", (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k2", (left("t1"."first_name", 200) COLLATE "C") AS "_k3",
                "t1"."id" AS "_k4"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t1"."owner_id" = $1::uuid)
                      OR ("t1"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))) IS NOT TRUE
                    AND (("t1"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))
                          AND ("sh"."entity" = 'Contact')))) IS TRUE))
                  AND (
                    (SELECT "t2"."name" AS "key"
                    FROM "people_organization" AS "t2"
                    WHERE (("t2"."id" = "t1"."organization_id")
                        AND ("t2"."deleted_at" IS NULL)
                        AND ((("t2"."owner_id" = $1::uuid)
                          OR ("t2"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t2"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) IS NOT NULL))
              ORDER BY
                (SELECT (left(gql_crm_sort(left("t2"."name", 200)), 400) COLLATE "C") AS "key"
                FROM "people_organization" AS "t2"
                WHERE (("t2"."id" = "t1"."organization_id")
                    AND ("t2"."deleted_at" IS NULL)
                    AND ((("t2"."owner_id" = $1::uuid)
                      OR ("t2"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t2"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))),
                (SELECT (left("t2"."name", 200) COLLATE "C") AS "key"
                FROM "people_organization" AS "t2"
                WHERE (("t2"."id" = "t1"."organization_id")
                    AND ("t2"."deleted_at" IS NULL)
                    AND ((("t2"."owner_id" = $1::uuid)
                      OR ("t2"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t2"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))), (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "t1".*,
                (SELECT (left(gql_crm_sort(left("t2"."name", 200)), 400) COLLATE "C") AS "key"
                FROM "people_organization" AS "t2"
                WHERE (("t2"."id" = "t1"."organization_id")
                    AND ("t2"."deleted_at" IS NULL)
                    AND ((("t2"."owner_id" = $1::uuid)
                      OR ("t2"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t2"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k0",
                (SELECT (left("t2"."name", 200) COLLATE "C") AS "key"
                FROM "people_organization" AS "t2"
                WHERE (("t2"."id" = "t1"."organization_id")
                    AND ("t2"."deleted_at" IS NULL)
                    AND ((("t2"."owner_id" = $1::uuid)
                      OR ("t2"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t2"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k1", (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k2", (left("t1"."first_name", 200) COLLATE "C") AS "_k3",
                "t1"."id" AS "_k4"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."owner_id" = $1::uuid)
                  AND (
                    (SELECT "t2"."name" AS "key"
                    FROM "people_organization" AS "t2"
                    WHERE (("t2"."id" = "t1"."organization_id")
                        AND ("t2"."deleted_at" IS NULL)
                        AND ((("t2"."owner_id" = $1::uuid)
                          OR ("t2"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t2"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) IS NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT "t1".*,
                  (SELECT (left(gql_crm_sort(left("t2"."name", 200)), 400) COLLATE "C") AS "key"
                  FROM "people_organization" AS "t2"
                  WHERE (("t2"."id" = "t1"."organization_id")
                      AND ("t2"."deleted_at" IS NULL)
                      AND ((("t2"."owner_id" = $1::uuid)
                        OR ("t2"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."record_id" = "t2"."id")
                            AND ("sh"."grantee_id" = ANY ((
                              (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k0",
                  (SELECT (left("t2"."name", 200) COLLATE "C") AS "key"
                  FROM "people_organization" AS "t2"
                  WHERE (("t2"."id" = "t1"."organization_id")
                      AND ("t2"."deleted_at" IS NULL)
                      AND ((("t2"."owner_id" = $1::uuid)
                        OR ("t2"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."record_id" = "t2"."id")
                            AND ("sh"."grantee_id" = ANY ((
                              (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k1", (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k2", (left("t1"."first_name", 200) COLLATE "C") AS "_k3",
                  "t1"."id" AS "_k4"
                FROM "people_contact" AS "t1"
                WHERE (("t1"."deleted_at" IS NULL)
                    AND (("t1"."team_id" = "team"."value")
                      AND (("t1"."owner_id" = $1::uuid)) IS NOT TRUE)
                    AND (
                      (SELECT "t2"."name" AS "key"
                      FROM "people_organization" AS "t2"
                      WHERE (("t2"."id" = "t1"."organization_id")
                          AND ("t2"."deleted_at" IS NULL)
                          AND ((("t2"."owner_id" = $1::uuid)
                            OR ("t2"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                            OR EXISTS
                            (SELECT 1 AS "one"
                            FROM "record_share" AS "sh"
                            WHERE (("sh"."record_id" = "t2"."id")
                                AND ("sh"."grantee_id" = ANY ((
                                  (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) IS NULL))
                ORDER BY (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT "b".*
              FROM
                (SELECT "shared"."id" AS "id"
                FROM "shared" AS "shared"
                WHERE (
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") <= 500)
                  GROUP BY "shared"."id") AS "each_shared"
              CROSS JOIN LATERAL
                (SELECT "t1".*,
                  (SELECT (left(gql_crm_sort(left("t2"."name", 200)), 400) COLLATE "C") AS "key"
                  FROM "people_organization" AS "t2"
                  WHERE (("t2"."id" = "t1"."organization_id")
                      AND ("t2"."deleted_at" IS NULL)
                      AND ((("t2"."owner_id" = $1::uuid)
                        OR ("t2"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."record_id" = "t2"."id")
                            AND ("sh"."grantee_id" = ANY ((
                              (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k0",
                  (SELECT (left("t2"."name", 200) COLLATE "C") AS "key"
                  FROM "people_organization" AS "t2"
                  WHERE (("t2"."id" = "t1"."organization_id")
                      AND ("t2"."deleted_at" IS NULL)
                      AND ((("t2"."owner_id" = $1::uuid)
                        OR ("t2"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."record_id" = "t2"."id")
                            AND ("sh"."grantee_id" = ANY ((
                              (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k1", (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k2", (left("t1"."first_name", 200) COLLATE "C") AS "_k3",
                  "t1"."id" AS "_k4"
                FROM "people_contact" AS "t1"
                WHERE (("t1"."deleted_at" IS NULL)
                    AND (("t1"."id" = "each_shared"."id")
                      AND ((("t1"."owner_id" = $1::uuid)
                        OR ("t1"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))) IS NOT TRUE)
                    AND (
                      (SELECT "t2"."name" AS "key"
                      FROM "people_organization" AS "t2"
                      WHERE (("t2"."id" = "t1"."organization_id")
                          AND ("t2"."deleted_at" IS NULL)
                          AND ((("t2"."owner_id" = $1::uuid)
                            OR ("t2"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                            OR EXISTS
                            (SELECT 1 AS "one"
                            FROM "record_share" AS "sh"
                            WHERE (("sh"."record_id" = "t2"."id")
                                AND ("sh"."grantee_id" = ANY ((
                                  (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) IS NULL))
                ORDER BY (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT "t1".*,
                (SELECT (left(gql_crm_sort(left("t2"."name", 200)), 400) COLLATE "C") AS "key"
                FROM "people_organization" AS "t2"
                WHERE (("t2"."id" = "t1"."organization_id")
                    AND ("t2"."deleted_at" IS NULL)
                    AND ((("t2"."owner_id" = $1::uuid)
                      OR ("t2"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t2"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k0",
                (SELECT (left("t2"."name", 200) COLLATE "C") AS "key"
                FROM "people_organization" AS "t2"
                WHERE (("t2"."id" = "t1"."organization_id")
                    AND ("t2"."deleted_at" IS NULL)
                    AND ((("t2"."owner_id" = $1::uuid)
                      OR ("t2"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t2"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS "_k1", (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k2", (left("t1"."first_name", 200) COLLATE "C") AS "_k3",
                "t1"."id" AS "_k4"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t1"."owner_id" = $1::uuid)
                      OR ("t1"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))) IS NOT TRUE
                    AND (("t1"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))
                          AND ("sh"."entity" = 'Contact')))) IS TRUE))
                  AND (
                    (SELECT "t2"."name" AS "key"
                    FROM "people_organization" AS "t2"
                    WHERE (("t2"."id" = "t1"."organization_id")
                        AND ("t2"."deleted_at" IS NULL)
                        AND ((("t2"."owner_id" = $1::uuid)
                          OR ("t2"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t2"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) IS NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
              LIMIT 20)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2",
            "u"."_k3",
            "u"."_k4"
          LIMIT 20) AS "t3"
        CROSS JOIN LATERAL
          (SELECT "t3"."first_name" AS "firstName",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t5"."name" AS "name"
              FROM "people_organization" AS "t5"
              WHERE (("t5"."id" = "t3"."organization_id")
                  AND ("t5"."deleted_at" IS NULL)
                  AND ((("t5"."owner_id" = $1::uuid)
                    OR ("t5"."team_id" = ANY ((
                      (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                    OR EXISTS
                    (SELECT 1 AS "one"
                    FROM "record_share" AS "sh"
                    WHERE (("sh"."record_id" = "t5"."id")
                        AND ("sh"."grantee_id" = ANY ((
                          (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))) AS o) AS "organization") AS "x0") AS "t4") AS o))::json AS "r0",
  (
    (SELECT coalesce(json_agg(
      (SELECT
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t7"."id" AS "id") AS o) AS "record"
      FROM "record" AS "t7"
      WHERE (("t7"."id" = "t6"."value")
          AND (("t7"."entity" = ANY ($2::text[]))
            OR (("t7"."entity" = ANY ($3::text[]))
              AND ((("t7"."owner_id" = $1::uuid)
                OR ("t7"."team_id" = ANY ((
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))
                OR EXISTS
                (SELECT 1 AS "one"
                FROM "record_share" AS "sh"
                WHERE (("sh"."record_id" = "t7"."id")
                    AND ("sh"."grantee_id" = ANY ((
                      (SELECT array_append(gql_crm_teams_of($1::uuid), $1::uuid) AS "grantees"))::uuid[]))))))
            OR (("t7"."entity" = ANY ($4::text[]))
              AND (("t7"."owner_id" = $1::uuid)
                OR ("t7"."team_id" = ANY ((
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                OR EXISTS
                (SELECT 1 AS "one"
                FROM "record" AS "pub"
                WHERE (("pub"."id" = "t7"."id")
                    AND "pub"."public")))))))
    ORDER BY "t6"."rn"), '[]'::json) AS "records"
    FROM unnest($5::uuid[]) WITH
      ORDINALITY AS "t6"(
        value,
        rn)))::json AS "r1",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
