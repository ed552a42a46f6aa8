SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t3"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (WITH RECURSIVE "shared" AS
            (SELECT "sh"."record_id" AS "id"
            FROM "record_share" AS "sh"
            WHERE (("sh"."grantee_id" = ANY ((
                (SELECT array_append((
                  (SELECT coalesce(
                    (SELECT $1::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $2::bigint)),
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))
                AND ("sh"."entity" = 'Contact'))
            LIMIT 501) SELECT "u".*
          FROM (
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."last_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."owner_id" = $3::uuid)
                  AND ("t1"."last_name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C"), (left("t1"."last_name", 200) COLLATE "C"), "t1"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT coalesce(
                    (SELECT $1::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $2::bigint)),
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT "t1".*, (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."last_name", 200) COLLATE "C") AS "_k1",
                  "t1"."id" AS "_k2"
                FROM "people_contact" AS "t1"
                WHERE (("t1"."deleted_at" IS NULL)
                    AND (("t1"."team_id" = "team"."value")
                      AND (("t1"."owner_id" = $3::uuid)) IS NOT TRUE)
                    AND ("t1"."last_name" IS NOT NULL))
                ORDER BY (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C"), (left("t1"."last_name", 200) COLLATE "C"), "t1"."id"
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
                (SELECT "t1".*, (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."last_name", 200) COLLATE "C") AS "_k1",
                  "t1"."id" AS "_k2"
                FROM "people_contact" AS "t1"
                WHERE (("t1"."deleted_at" IS NULL)
                    AND (("t1"."id" = "each_shared"."id")
                      AND ((("t1"."owner_id" = $3::uuid)
                        OR ("t1"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $1::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $2::bigint)),
                            (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE)
                    AND ("t1"."last_name" IS NOT NULL))
                ORDER BY (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C"), (left("t1"."last_name", 200) COLLATE "C"), "t1"."id"
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."last_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t1"."owner_id" = $3::uuid)
                      OR ("t1"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $1::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $2::bigint)),
                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE
                    AND (("t1"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $1::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $2::bigint)),
                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))
                          AND ("sh"."entity" = 'Contact')))) IS TRUE))
                  AND ("t1"."last_name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C"), (left("t1"."last_name", 200) COLLATE "C"), "t1"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."last_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."owner_id" = $3::uuid)
                  AND ("t1"."last_name" IS NULL))
              ORDER BY "t1"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT coalesce(
                    (SELECT $1::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $2::bigint)),
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT "t1".*, (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."last_name", 200) COLLATE "C") AS "_k1",
                  "t1"."id" AS "_k2"
                FROM "people_contact" AS "t1"
                WHERE (("t1"."deleted_at" IS NULL)
                    AND (("t1"."team_id" = "team"."value")
                      AND (("t1"."owner_id" = $3::uuid)) IS NOT TRUE)
                    AND ("t1"."last_name" IS NULL))
                ORDER BY "t1"."id"
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
                (SELECT "t1".*, (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."last_name", 200) COLLATE "C") AS "_k1",
                  "t1"."id" AS "_k2"
                FROM "people_contact" AS "t1"
                WHERE (("t1"."deleted_at" IS NULL)
                    AND (("t1"."id" = "each_shared"."id")
                      AND ((("t1"."owner_id" = $3::uuid)
                        OR ("t1"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $1::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $2::bigint)),
                            (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE)
                    AND ("t1"."last_name" IS NULL))
                ORDER BY "t1"."id"
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."last_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t1"."owner_id" = $3::uuid)
                      OR ("t1"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $1::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $2::bigint)),
                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE
                    AND (("t1"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $1::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $2::bigint)),
                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))
                          AND ("sh"."entity" = 'Contact')))) IS TRUE))
                  AND ("t1"."last_name" IS NULL))
              ORDER BY "t1"."id"
              LIMIT 20)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2"
          LIMIT 20) AS "t2"
        CROSS JOIN LATERAL
          (SELECT NULL AS "initials",
            NULL AS "employer",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT 'Contact@73' AS "place",
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT "t2"."id" AS "id",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t4"."name" AS "name",
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT "t5"."name" AS "name"
                          FROM "people_organization" AS "t5"
                          WHERE (("t5"."id" = "t4"."parent_id")
                              AND ("t5"."deleted_at" IS NULL)
                              AND ((("t5"."owner_id" = $3::uuid)
                                OR ("t5"."team_id" = ANY ((
                                  (SELECT coalesce(
                                    (SELECT $1::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $2::bigint)),
                                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record_share" AS "sh"
                                WHERE (("sh"."record_id" = "t5"."id")
                                    AND ("sh"."grantee_id" = ANY ((
                                      (SELECT array_append((
                                        (SELECT coalesce(
                                          (SELECT $1::uuid[] AS "teams"
                                          FROM "catalog_state" AS "acs"
                                          WHERE ("acs"."access_version" = $2::bigint)),
                                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))) AS o) AS "parent"
                      FROM "people_organization" AS "t4"
                      WHERE (("t4"."id" = "t2"."organization_id")
                          AND ("t4"."deleted_at" IS NULL)
                          AND ((("t4"."owner_id" = $3::uuid)
                            OR ("t4"."team_id" = ANY ((
                              (SELECT coalesce(
                                (SELECT $1::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $2::bigint)),
                                (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                            OR EXISTS
                            (SELECT 1 AS "one"
                            FROM "record_share" AS "sh"
                            WHERE (("sh"."record_id" = "t4"."id")
                                AND ("sh"."grantee_id" = ANY ((
                                  (SELECT array_append((
                                    (SELECT coalesce(
                                      (SELECT $1::uuid[] AS "teams"
                                      FROM "catalog_state" AS "acs"
                                      WHERE ("acs"."access_version" = $2::bigint)),
                                      (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))) AS o) AS "organization",
                    (SELECT "rt"."label" AS "label"
                    FROM "record_text" AS "rt"
                    WHERE ("rt"."record_id" = "t2"."id")) AS "displayName") AS o) AS "row") AS o) AS "@needs") AS "x0") AS "t3") AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t8"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (WITH RECURSIVE "shared" AS
            (SELECT "sh"."record_id" AS "id"
            FROM "record_share" AS "sh"
            WHERE (("sh"."grantee_id" = ANY ((
                (SELECT array_append((
                  (SELECT coalesce(
                    (SELECT $1::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $2::bigint)),
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))
                AND ("sh"."entity" = 'Listing'))
            LIMIT 501) SELECT "u".*
          FROM (
              (SELECT
                "t6".*,
                "t6"."id" AS "_k0"
              FROM "agency_listing" AS "t6"
              WHERE (("t6"."deleted_at" IS NULL)
                  AND ("t6"."owner_id" = $3::uuid))
              ORDER BY "t6"."id" DESC
              LIMIT 20)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT coalesce(
                    (SELECT $1::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $2::bigint)),
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT
                  "t6".*,
                  "t6"."id" AS "_k0"
                FROM "agency_listing" AS "t6"
                WHERE (("t6"."deleted_at" IS NULL)
                    AND (("t6"."team_id" = "team"."value")
                      AND (("t6"."owner_id" = $3::uuid)) IS NOT TRUE))
                ORDER BY "t6"."id" DESC
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
                (SELECT
                  "t6".*,
                  "t6"."id" AS "_k0"
                FROM "agency_listing" AS "t6"
                WHERE (("t6"."deleted_at" IS NULL)
                    AND (("t6"."id" = "each_shared"."id")
                      AND ((("t6"."owner_id" = $3::uuid)
                        OR ("t6"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $1::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $2::bigint)),
                            (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))
                ORDER BY "t6"."id" DESC
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT
                "t6".*,
                "t6"."id" AS "_k0"
              FROM "agency_listing" AS "t6"
              WHERE (("t6"."deleted_at" IS NULL)
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t6"."owner_id" = $3::uuid)
                      OR ("t6"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $1::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $2::bigint)),
                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE
                    AND (("t6"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $1::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $2::bigint)),
                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))
                          AND ("sh"."entity" = 'Listing')))) IS TRUE)))
              ORDER BY "t6"."id" DESC
              LIMIT 20)) AS "u"
          ORDER BY "u"."_k0" DESC
          LIMIT 20) AS "t7"
        CROSS JOIN LATERAL
          (SELECT "t7"."title" AS "title",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT NULL AS "age",
                NULL AS "initials",
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT 'Contact@132' AS "place",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t9"."id" AS "id",
                        "t9"."birthdate" AS "birthdate",
                        (SELECT "rt"."label" AS "label"
                        FROM "record_text" AS "rt"
                        WHERE ("rt"."record_id" = "t9"."id")) AS "displayName") AS o) AS "row") AS o) AS "@needs"
              FROM "people_contact" AS "t9"
              WHERE (("t9"."id" = "t7"."seller_id")
                  AND ("t9"."deleted_at" IS NULL)
                  AND ((("t9"."owner_id" = $3::uuid)
                    OR ("t9"."team_id" = ANY ((
                      (SELECT coalesce(
                        (SELECT $1::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $2::bigint)),
                        (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                    OR EXISTS
                    (SELECT 1 AS "one"
                    FROM "record_share" AS "sh"
                    WHERE (("sh"."record_id" = "t9"."id")
                        AND ("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $1::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $2::bigint)),
                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))) AS o) AS "seller") AS "x0") AS "t8") AS o))::json AS "r1",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
