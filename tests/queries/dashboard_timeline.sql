SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT row_to_json(o.*)
        FROM
          (SELECT coalesce(json_agg("t21"."c0"), '[]'::json) AS "nodes"
          FROM
            (SELECT "x0" AS "c0"
            FROM
              (WITH RECURSIVE "t4" AS (
                (SELECT "t7"."id" AS "id"
                FROM "record" AS "t7"
                WHERE (("t7"."owner_id" = $1::uuid)
                    AND ("t7"."deleted_at" IS NULL)
                    AND (("t7"."entity" = ANY ($2::text[]))
                      OR (("t7"."entity" = ANY ($3::text[]))
                        AND ((("t7"."owner_id" = $1::uuid)
                          OR ("t7"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $4::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $5::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t7"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $4::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $5::bigint)),
                                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))
                      OR (("t7"."entity" = ANY ($6::text[]))
                        AND (("t7"."owner_id" = $1::uuid)
                          OR ("t7"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $4::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $5::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "pub"
                          WHERE (("pub"."id" = "t7"."id")
                              AND "pub"."public")))))))
                UNION
                (SELECT "t8"."id" AS "id"
                FROM "record_share" AS "t9"
                JOIN "record" AS "t8" ON ("t8"."id" = "t9"."record_id")
                WHERE (("t9"."grantee_id" = ANY ((
                    (SELECT array_append((
                      (SELECT coalesce(
                        (SELECT $4::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $5::bigint)),
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))
                    AND ("t8"."deleted_at" IS NULL)
                    AND (("t8"."entity" = ANY ($7::text[]))
                      OR (("t8"."entity" = ANY ($8::text[]))
                        AND ((("t8"."owner_id" = $1::uuid)
                          OR ("t8"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $4::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $5::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t8"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $4::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $5::bigint)),
                                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))
                      OR (("t8"."entity" = ANY ($9::text[]))
                        AND (("t8"."owner_id" = $1::uuid)
                          OR ("t8"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $4::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $5::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "pub"
                          WHERE (("pub"."id" = "t8"."id")
                              AND "pub"."public")))))))), "t5" AS
                (SELECT "t6"."id" AS "id"
                FROM (
                    (SELECT "t1"."id" AS "id"
                    FROM "record" AS "t1"
                    WHERE (("t1"."owner_id" = $1::uuid)
                        AND ("t1"."deleted_at" IS NULL)
                        AND (("t1"."entity" = ANY ($10::text[]))
                          OR (("t1"."entity" = ANY ($11::text[]))
                            AND ((("t1"."owner_id" = $1::uuid)
                              OR ("t1"."team_id" = ANY ((
                                (SELECT coalesce(
                                  (SELECT $4::uuid[] AS "teams"
                                  FROM "catalog_state" AS "acs"
                                  WHERE ("acs"."access_version" = $5::bigint)),
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record_share" AS "sh"
                              WHERE (("sh"."record_id" = "t1"."id")
                                  AND ("sh"."grantee_id" = ANY ((
                                    (SELECT array_append((
                                      (SELECT coalesce(
                                        (SELECT $4::uuid[] AS "teams"
                                        FROM "catalog_state" AS "acs"
                                        WHERE ("acs"."access_version" = $5::bigint)),
                                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))
                          OR (("t1"."entity" = ANY ($12::text[]))
                            AND (("t1"."owner_id" = $1::uuid)
                              OR ("t1"."team_id" = ANY ((
                                (SELECT coalesce(
                                  (SELECT $4::uuid[] AS "teams"
                                  FROM "catalog_state" AS "acs"
                                  WHERE ("acs"."access_version" = $5::bigint)),
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t1"."id")
                                  AND "pub"."public")))))))
                  UNION ALL
                    (SELECT "t2"."id" AS "id"
                    FROM "record_share" AS "t3"
                    JOIN "record" AS "t2" ON ("t2"."id" = "t3"."record_id")
                    WHERE (("t3"."grantee_id" = ANY ((
                        (SELECT array_append((
                          (SELECT coalesce(
                            (SELECT $4::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $5::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))
                        AND ("t2"."deleted_at" IS NULL)
                        AND (("t2"."entity" = ANY ($13::text[]))
                          OR (("t2"."entity" = ANY ($14::text[]))
                            AND ((("t2"."owner_id" = $1::uuid)
                              OR ("t2"."team_id" = ANY ((
                                (SELECT coalesce(
                                  (SELECT $4::uuid[] AS "teams"
                                  FROM "catalog_state" AS "acs"
                                  WHERE ("acs"."access_version" = $5::bigint)),
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record_share" AS "sh"
                              WHERE (("sh"."record_id" = "t2"."id")
                                  AND ("sh"."grantee_id" = ANY ((
                                    (SELECT array_append((
                                      (SELECT coalesce(
                                        (SELECT $4::uuid[] AS "teams"
                                        FROM "catalog_state" AS "acs"
                                        WHERE ("acs"."access_version" = $5::bigint)),
                                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))
                          OR (("t2"."entity" = ANY ($15::text[]))
                            AND (("t2"."owner_id" = $1::uuid)
                              OR ("t2"."team_id" = ANY ((
                                (SELECT coalesce(
                                  (SELECT $4::uuid[] AS "teams"
                                  FROM "catalog_state" AS "acs"
                                  WHERE ("acs"."access_version" = $5::bigint)),
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t2"."id")
                                  AND "pub"."public")))))))) AS "t6"
                LIMIT 501) SELECT "u".*
              FROM (WITH "t15" AS
                  (SELECT
                    "t10".*,
                    "t10"."occurred_at" AS "_k0",
                    "t10"."id" AS "_k1"
                  FROM
                    (SELECT "t10".*
                    FROM "event" AS "t10"
                    WHERE (
                        (SELECT count(*) AS "n"
                        FROM "t5" AS "t16") > 500)
                    ORDER BY
                      "t10"."occurred_at",
                      "t10"."id"
                    LIMIT 1000) AS "t10"
                  WHERE (("t10"."kind" = ANY ($16::text[]))
                      AND ((
                        (SELECT "t17"."id" AS "id"
                        FROM "record" AS "t17"
                        WHERE ((("t17"."owner_id" = $1::uuid)
                            AND ("t17"."id" = "t10"."subject_id"))
                            AND ("t17"."deleted_at" IS NULL)
                            AND (("t17"."entity" = ANY ($17::text[]))
                              OR (("t17"."entity" = ANY ($18::text[]))
                                AND ((("t17"."owner_id" = $1::uuid)
                                  OR ("t17"."team_id" = ANY ((
                                    (SELECT coalesce(
                                      (SELECT $4::uuid[] AS "teams"
                                      FROM "catalog_state" AS "acs"
                                      WHERE ("acs"."access_version" = $5::bigint)),
                                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                                  OR EXISTS
                                  (SELECT 1 AS "one"
                                  FROM "record_share" AS "sh"
                                  WHERE (("sh"."record_id" = "t17"."id")
                                      AND ("sh"."grantee_id" = ANY ((
                                        (SELECT array_append((
                                          (SELECT coalesce(
                                            (SELECT $4::uuid[] AS "teams"
                                            FROM "catalog_state" AS "acs"
                                            WHERE ("acs"."access_version" = $5::bigint)),
                                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))
                              OR (("t17"."entity" = ANY ($19::text[]))
                                AND (("t17"."owner_id" = $1::uuid)
                                  OR ("t17"."team_id" = ANY ((
                                    (SELECT coalesce(
                                      (SELECT $4::uuid[] AS "teams"
                                      FROM "catalog_state" AS "acs"
                                      WHERE ("acs"."access_version" = $5::bigint)),
                                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]))
                                  OR EXISTS
                                  (SELECT 1 AS "one"
                                  FROM "record" AS "pub"
                                  WHERE (("pub"."id" = "t17"."id")
                                      AND "pub"."public"))))))
                        LIMIT 1) IS NOT NULL)
                        OR (
                          (SELECT "t18"."id" AS "id"
                          FROM "record_share" AS "t19"
                          JOIN "record" AS "t18" ON ("t18"."id" = "t19"."record_id")
                          WHERE ((("t19"."grantee_id" = ANY ((
                              (SELECT array_append((
                                (SELECT coalesce(
                                  (SELECT $4::uuid[] AS "teams"
                                  FROM "catalog_state" AS "acs"
                                  WHERE ("acs"."access_version" = $5::bigint)),
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))
                              AND ("t18"."id" = "t10"."subject_id"))
                              AND ("t18"."deleted_at" IS NULL)
                              AND (("t18"."entity" = ANY ($20::text[]))
                                OR (("t18"."entity" = ANY ($21::text[]))
                                  AND ((("t18"."owner_id" = $1::uuid)
                                    OR ("t18"."team_id" = ANY ((
                                      (SELECT coalesce(
                                        (SELECT $4::uuid[] AS "teams"
                                        FROM "catalog_state" AS "acs"
                                        WHERE ("acs"."access_version" = $5::bigint)),
                                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                                    OR EXISTS
                                    (SELECT 1 AS "one"
                                    FROM "record_share" AS "sh"
                                    WHERE (("sh"."record_id" = "t18"."id")
                                        AND ("sh"."grantee_id" = ANY ((
                                          (SELECT array_append((
                                            (SELECT coalesce(
                                              (SELECT $4::uuid[] AS "teams"
                                              FROM "catalog_state" AS "acs"
                                              WHERE ("acs"."access_version" = $5::bigint)),
                                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))
                                OR (("t18"."entity" = ANY ($22::text[]))
                                  AND (("t18"."owner_id" = $1::uuid)
                                    OR ("t18"."team_id" = ANY ((
                                      (SELECT coalesce(
                                        (SELECT $4::uuid[] AS "teams"
                                        FROM "catalog_state" AS "acs"
                                        WHERE ("acs"."access_version" = $5::bigint)),
                                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]))
                                    OR EXISTS
                                    (SELECT 1 AS "one"
                                    FROM "record" AS "pub"
                                    WHERE (("pub"."id" = "t18"."id")
                                        AND "pub"."public"))))))
                          LIMIT 1) IS NOT NULL)))
                  ORDER BY
                    "t10"."occurred_at",
                    "t10"."id"
                  LIMIT 2)
                  (SELECT "b".*
                  FROM
                    (SELECT "t12"."id" AS "id"
                    FROM "t5" AS "t12"
                    WHERE (
                        (SELECT count(*) AS "n"
                        FROM "t5" AS "t13") <= 500)
                      GROUP BY "t12"."id") AS "t11"
                  CROSS JOIN LATERAL
                    (SELECT
                      "t10".*,
                      "t10"."occurred_at" AS "_k0",
                      "t10"."id" AS "_k1"
                    FROM "event" AS "t10"
                    WHERE (("t10"."kind" = ANY ($23::text[]))
                        AND ("t10"."subject_id" = "t11"."id"))
                    ORDER BY
                      "t10"."occurred_at",
                      "t10"."id"
                    LIMIT 2) AS "b")
                UNION ALL
                  (SELECT "t15".*
                  FROM "t15" AS "t15"
                  WHERE (
                      (SELECT count(*) AS "n"
                      FROM "t15" AS "t15") >= 2))
                UNION ALL
                  (SELECT "b".*
                  FROM
                    (SELECT "t4"."id" AS "id"
                    FROM "t4" AS "t4"
                    WHERE ((
                        (SELECT count(*) AS "n"
                        FROM "t5" AS "t16") > 500)
                        AND ((
                          (SELECT count(*) AS "n"
                          FROM "t15" AS "t15") >= 2)) IS NOT TRUE)) AS "t14"
                  CROSS JOIN LATERAL
                    (SELECT
                      "t10".*,
                      "t10"."occurred_at" AS "_k0",
                      "t10"."id" AS "_k1"
                    FROM "event" AS "t10"
                    WHERE (("t10"."kind" = ANY ($24::text[]))
                        AND ("t10"."subject_id" = "t14"."id"))
                    ORDER BY
                      "t10"."occurred_at",
                      "t10"."id"
                    LIMIT 2) AS "b")) AS "u"
              ORDER BY
                "u"."_k0",
                "u"."_k1"
              LIMIT 2) AS "t20"
            CROSS JOIN LATERAL
              (SELECT "t20"."kind" AS "kind",
                "t20"."occurred_at" AS "occurredAt",
                (SELECT CASE
                  WHEN ("t23"."entity" = 'Contact') THEN
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT
                      (SELECT "rt"."label" AS "label"
                      FROM "record_text" AS "rt"
                      WHERE ("rt"."record_id" = "t24"."id")) AS "displayName",
                      (("t24"."custom" ->> 'custom:2'))::integer AS "stars"
                    FROM "people_contact" AS "t24"
                    WHERE (("t24"."id" = "t23"."id")
                        AND ((("t24"."owner_id" = $1::uuid)
                          OR ("t24"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $4::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $5::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t24"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $4::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $5::bigint)),
                                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o)
                  ELSE
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT
                      (SELECT "rt"."label" AS "label"
                      FROM "record_text" AS "rt"
                      WHERE ("rt"."record_id" = "t23"."id")) AS "displayName") AS o)
                  END AS "record"
                FROM "record" AS "t23"
                WHERE (("t23"."id" = coalesce(
                    (SELECT "t22"."merged_into" AS "merged_into"
                    FROM "record" AS "t22"
                    WHERE ("t22"."id" = "t20"."subject_id")), "t20"."subject_id"))
                    AND (("t23"."entity" = ANY ($25::text[]))
                      OR (("t23"."entity" = ANY ($26::text[]))
                        AND ((("t23"."owner_id" = $1::uuid)
                          OR ("t23"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $4::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $5::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t23"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $4::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $5::bigint)),
                                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))
                      OR (("t23"."entity" = ANY ($27::text[]))
                        AND (("t23"."owner_id" = $1::uuid)
                          OR ("t23"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $4::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $5::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "pub"
                          WHERE (("pub"."id" = "t23"."id")
                              AND "pub"."public"))))))) AS "subject") AS "x0") AS "t21") AS o) AS "timeline") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
