SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT row_to_json(o.*)
        FROM
          (SELECT coalesce(json_agg("t14"."c0"), '[]'::json) AS "nodes"
          FROM
            (SELECT "x0" AS "c0"
            FROM
              (WITH RECURSIVE "t4" AS (
                (SELECT "t1"."id" AS "id"
                FROM "record" AS "t1"
                WHERE (("t1"."owner_id" = $1::uuid)
                    AND ("t1"."deleted_at" IS NULL)
                    AND (("t1"."entity" = ANY ($2::text[]))
                      OR (("t1"."entity" = ANY ($3::text[]))
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
                      OR (("t1"."entity" = ANY ($6::text[]))
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
                UNION
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
                    AND (("t2"."entity" = ANY ($7::text[]))
                      OR (("t2"."entity" = ANY ($8::text[]))
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
                      OR (("t2"."entity" = ANY ($9::text[]))
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
                              AND "pub"."public")))))))) SELECT "u".*
              FROM (
                  (SELECT "b".*
                  FROM
                    (SELECT "t6".*
                    FROM "t4" AS "t6"
                    WHERE (
                        (SELECT count(*) AS "n"
                        FROM
                          (SELECT 1 AS "one"
                          FROM "t4" AS "t8"
                          LIMIT 501) AS "t9") <= 500)) AS "t7"
                  CROSS JOIN LATERAL
                    (SELECT
                      "t5".*,
                      "t5"."occurred_at" AS "_k0",
                      "t5"."id" AS "_k1"
                    FROM "event" AS "t5"
                    WHERE (("t5"."kind" = ANY ($10::text[]))
                        AND ("t5"."subject_id" = "t7"."id"))
                    ORDER BY
                      "t5"."occurred_at",
                      "t5"."id"
                    LIMIT 2) AS "b")
                UNION ALL
                  (SELECT
                    "t5".*,
                    "t5"."occurred_at" AS "_k0",
                    "t5"."id" AS "_k1"
                  FROM "event" AS "t5"
                  WHERE (("t5"."kind" = ANY ($11::text[]))
                      AND ((
                        (SELECT count(*) AS "n"
                        FROM
                          (SELECT 1 AS "one"
                          FROM "t4" AS "t11"
                          LIMIT 501) AS "t12") > 500)
                        AND (("t5"."subject_id" IN
                          (SELECT "t10"."id" AS "id"
                          FROM "t4" AS "t10")) IS TRUE)))
                  ORDER BY
                    "t5"."occurred_at",
                    "t5"."id"
                  LIMIT 2)) AS "u"
              ORDER BY
                "u"."_k0",
                "u"."_k1"
              LIMIT 2) AS "t13"
            CROSS JOIN LATERAL
              (SELECT "t13"."kind" AS "kind",
                "t13"."occurred_at" AS "occurredAt",
                (SELECT CASE
                  WHEN ("t16"."entity" = 'Contact') THEN
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT
                      (SELECT "rt"."label" AS "label"
                      FROM "record_text" AS "rt"
                      WHERE ("rt"."record_id" = "t17"."id")) AS "displayName",
                      (("t17"."custom" ->> 'custom:2'))::integer AS "stars"
                    FROM "people_contact" AS "t17"
                    WHERE (("t17"."id" = "t16"."id")
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
                                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o)
                  ELSE
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT
                      (SELECT "rt"."label" AS "label"
                      FROM "record_text" AS "rt"
                      WHERE ("rt"."record_id" = "t16"."id")) AS "displayName") AS o)
                  END AS "record"
                FROM "record" AS "t16"
                WHERE (("t16"."id" = coalesce(
                    (SELECT "t15"."merged_into" AS "merged_into"
                    FROM "record" AS "t15"
                    WHERE ("t15"."id" = "t13"."subject_id")), "t13"."subject_id"))
                    AND (("t16"."entity" = ANY ($12::text[]))
                      OR (("t16"."entity" = ANY ($13::text[]))
                        AND ((("t16"."owner_id" = $1::uuid)
                          OR ("t16"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $4::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $5::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t16"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $4::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $5::bigint)),
                                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))
                      OR (("t16"."entity" = ANY ($14::text[]))
                        AND (("t16"."owner_id" = $1::uuid)
                          OR ("t16"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $4::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $5::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "pub"
                          WHERE (("pub"."id" = "t16"."id")
                              AND "pub"."public"))))))) AS "subject") AS "x0") AS "t14") AS o) AS "timeline") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
