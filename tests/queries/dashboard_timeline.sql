SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT row_to_json(o.*)
        FROM
          (SELECT coalesce(json_agg("t23"."c0"), '[]'::json) AS "nodes"
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
              FROM (WITH "t17" AS
                  (SELECT
                    "t10".*,
                    "t10"."occurred_at" AS "_k0",
                    "t10"."id" AS "_k1"
                  FROM
                    (SELECT "t10".*
                    FROM "event" AS "t10"
                    WHERE (
                        (SELECT count(*) AS "n"
                        FROM "t5" AS "t18") > 500)
                    ORDER BY
                      "t10"."occurred_at",
                      "t10"."id"
                    LIMIT 1000) AS "t10"
                  WHERE ((("t10"."kind" = ANY ($16::text[]))
                      AND ((("t10"."kind" = ANY ($17::text[]))
                        AND EXISTS
                        (SELECT 1 AS "one"
                        FROM "event_record" AS "t11"
                        WHERE (("t11"."event_id" = "t10"."id")
                            AND ("t11"."key" = 'other')
                            AND ("t10"."subject_id" > "t11"."record_id")
                            AND EXISTS
                            (SELECT 1 AS "one"
                            FROM "t4" AS "t12"
                            WHERE ("t12"."id" = "t11"."record_id")))))) IS NOT TRUE)
                      AND ((
                        (SELECT "t19"."id" AS "id"
                        FROM "record" AS "t19"
                        WHERE ((("t19"."owner_id" = $1::uuid)
                            AND ("t19"."id" = "t10"."subject_id"))
                            AND ("t19"."deleted_at" IS NULL)
                            AND (("t19"."entity" = ANY ($18::text[]))
                              OR (("t19"."entity" = ANY ($19::text[]))
                                AND ((("t19"."owner_id" = $1::uuid)
                                  OR ("t19"."team_id" = ANY ((
                                    (SELECT coalesce(
                                      (SELECT $4::uuid[] AS "teams"
                                      FROM "catalog_state" AS "acs"
                                      WHERE ("acs"."access_version" = $5::bigint)),
                                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                                  OR EXISTS
                                  (SELECT 1 AS "one"
                                  FROM "record_share" AS "sh"
                                  WHERE (("sh"."record_id" = "t19"."id")
                                      AND ("sh"."grantee_id" = ANY ((
                                        (SELECT array_append((
                                          (SELECT coalesce(
                                            (SELECT $4::uuid[] AS "teams"
                                            FROM "catalog_state" AS "acs"
                                            WHERE ("acs"."access_version" = $5::bigint)),
                                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))
                              OR (("t19"."entity" = ANY ($20::text[]))
                                AND (("t19"."owner_id" = $1::uuid)
                                  OR ("t19"."team_id" = ANY ((
                                    (SELECT coalesce(
                                      (SELECT $4::uuid[] AS "teams"
                                      FROM "catalog_state" AS "acs"
                                      WHERE ("acs"."access_version" = $5::bigint)),
                                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]))
                                  OR EXISTS
                                  (SELECT 1 AS "one"
                                  FROM "record" AS "pub"
                                  WHERE (("pub"."id" = "t19"."id")
                                      AND "pub"."public"))))))
                        LIMIT 1) IS NOT NULL)
                        OR (
                          (SELECT "t20"."id" AS "id"
                          FROM "record_share" AS "t21"
                          JOIN "record" AS "t20" ON ("t20"."id" = "t21"."record_id")
                          WHERE ((("t21"."grantee_id" = ANY ((
                              (SELECT array_append((
                                (SELECT coalesce(
                                  (SELECT $4::uuid[] AS "teams"
                                  FROM "catalog_state" AS "acs"
                                  WHERE ("acs"."access_version" = $5::bigint)),
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))
                              AND ("t20"."id" = "t10"."subject_id"))
                              AND ("t20"."deleted_at" IS NULL)
                              AND (("t20"."entity" = ANY ($21::text[]))
                                OR (("t20"."entity" = ANY ($22::text[]))
                                  AND ((("t20"."owner_id" = $1::uuid)
                                    OR ("t20"."team_id" = ANY ((
                                      (SELECT coalesce(
                                        (SELECT $4::uuid[] AS "teams"
                                        FROM "catalog_state" AS "acs"
                                        WHERE ("acs"."access_version" = $5::bigint)),
                                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                                    OR EXISTS
                                    (SELECT 1 AS "one"
                                    FROM "record_share" AS "sh"
                                    WHERE (("sh"."record_id" = "t20"."id")
                                        AND ("sh"."grantee_id" = ANY ((
                                          (SELECT array_append((
                                            (SELECT coalesce(
                                              (SELECT $4::uuid[] AS "teams"
                                              FROM "catalog_state" AS "acs"
                                              WHERE ("acs"."access_version" = $5::bigint)),
                                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))
                                OR (("t20"."entity" = ANY ($23::text[]))
                                  AND (("t20"."owner_id" = $1::uuid)
                                    OR ("t20"."team_id" = ANY ((
                                      (SELECT coalesce(
                                        (SELECT $4::uuid[] AS "teams"
                                        FROM "catalog_state" AS "acs"
                                        WHERE ("acs"."access_version" = $5::bigint)),
                                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]))
                                    OR EXISTS
                                    (SELECT 1 AS "one"
                                    FROM "record" AS "pub"
                                    WHERE (("pub"."id" = "t20"."id")
                                        AND "pub"."public"))))))
                          LIMIT 1) IS NOT NULL)))
                  ORDER BY
                    "t10"."occurred_at",
                    "t10"."id"
                  LIMIT 2)
                  (SELECT "b".*
                  FROM
                    (SELECT "t14"."id" AS "id"
                    FROM "t5" AS "t14"
                    WHERE (
                        (SELECT count(*) AS "n"
                        FROM "t5" AS "t15") <= 500)
                      GROUP BY "t14"."id") AS "t13"
                  CROSS JOIN LATERAL
                    (SELECT
                      "t10".*,
                      "t10"."occurred_at" AS "_k0",
                      "t10"."id" AS "_k1"
                    FROM "event" AS "t10"
                    WHERE ((("t10"."kind" = ANY ($24::text[]))
                        AND ((("t10"."kind" = ANY ($25::text[]))
                          AND EXISTS
                          (SELECT 1 AS "one"
                          FROM "event_record" AS "t11"
                          WHERE (("t11"."event_id" = "t10"."id")
                              AND ("t11"."key" = 'other')
                              AND ("t10"."subject_id" > "t11"."record_id")
                              AND EXISTS
                              (SELECT 1 AS "one"
                              FROM "t4" AS "t12"
                              WHERE ("t12"."id" = "t11"."record_id")))))) IS NOT TRUE)
                        AND ("t10"."subject_id" = "t13"."id"))
                    ORDER BY
                      "t10"."occurred_at",
                      "t10"."id"
                    LIMIT 2) AS "b")
                UNION ALL
                  (SELECT "t17".*
                  FROM "t17" AS "t17"
                  WHERE (
                      (SELECT count(*) AS "n"
                      FROM "t17" AS "t17") >= 2))
                UNION ALL
                  (SELECT "b".*
                  FROM
                    (SELECT "t4"."id" AS "id"
                    FROM "t4" AS "t4"
                    WHERE ((
                        (SELECT count(*) AS "n"
                        FROM "t5" AS "t18") > 500)
                        AND ((
                          (SELECT count(*) AS "n"
                          FROM "t17" AS "t17") >= 2)) IS NOT TRUE)) AS "t16"
                  CROSS JOIN LATERAL
                    (SELECT
                      "t10".*,
                      "t10"."occurred_at" AS "_k0",
                      "t10"."id" AS "_k1"
                    FROM "event" AS "t10"
                    WHERE ((("t10"."kind" = ANY ($26::text[]))
                        AND ((("t10"."kind" = ANY ($27::text[]))
                          AND EXISTS
                          (SELECT 1 AS "one"
                          FROM "event_record" AS "t11"
                          WHERE (("t11"."event_id" = "t10"."id")
                              AND ("t11"."key" = 'other')
                              AND ("t10"."subject_id" > "t11"."record_id")
                              AND EXISTS
                              (SELECT 1 AS "one"
                              FROM "t4" AS "t12"
                              WHERE ("t12"."id" = "t11"."record_id")))))) IS NOT TRUE)
                        AND ("t10"."subject_id" = "t16"."id"))
                    ORDER BY
                      "t10"."occurred_at",
                      "t10"."id"
                    LIMIT 2) AS "b")) AS "u"
              ORDER BY
                "u"."_k0",
                "u"."_k1"
              LIMIT 2) AS "t22"
            CROSS JOIN LATERAL
              (SELECT "t22"."kind" AS "kind",
                "t22"."occurred_at" AS "occurredAt",
                (SELECT CASE
                  WHEN ("t25"."entity" = 'Contact') THEN
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT
                      (SELECT "rt"."label" AS "label"
                      FROM "record_text" AS "rt"
                      WHERE ("rt"."record_id" = "t26"."id")) AS "displayName",
                      (("t26"."custom" ->> 'custom:2'))::integer AS "stars"
                    FROM "people_contact" AS "t26"
                    WHERE (("t26"."id" = "t25"."id")
                        AND ((("t26"."owner_id" = $1::uuid)
                          OR ("t26"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $4::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $5::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t26"."id")
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
                      WHERE ("rt"."record_id" = "t25"."id")) AS "displayName") AS o)
                  END AS "record"
                FROM "record" AS "t25"
                WHERE (("t25"."id" = coalesce(
                    (SELECT "t24"."merged_into" AS "merged_into"
                    FROM "record" AS "t24"
                    WHERE ("t24"."id" = "t22"."subject_id")), "t22"."subject_id"))
                    AND (("t25"."entity" = ANY ($28::text[]))
                      OR (("t25"."entity" = ANY ($29::text[]))
                        AND ((("t25"."owner_id" = $1::uuid)
                          OR ("t25"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $4::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $5::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t25"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $4::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $5::bigint)),
                                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))
                      OR (("t25"."entity" = ANY ($30::text[]))
                        AND (("t25"."owner_id" = $1::uuid)
                          OR ("t25"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $4::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $5::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "pub"
                          WHERE (("pub"."id" = "t25"."id")
                              AND "pub"."public"))))))) AS "subject") AS "x0") AS "t23") AS o) AS "timeline") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
