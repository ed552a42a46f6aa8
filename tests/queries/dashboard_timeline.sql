SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT row_to_json(o.*)
        FROM
          (SELECT coalesce(json_agg("t12"."c0"), '[]'::json) AS "nodes"
          FROM
            (SELECT "x0" AS "c0"
            FROM
              (WITH RECURSIVE "t2" AS
                (SELECT "t1"."id" AS "id"
                FROM "record" AS "t1"
                WHERE (("t1"."owner_id" = $1::uuid)
                    AND ("t1"."deleted_at" IS NULL)
                    AND (("t1"."entity" = ANY ($2::text[]))
                      OR (("t1"."entity" = ANY ($3::text[]))
                        AND (("t1"."owner_id" = $1::uuid)
                          OR ("t1"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                      OR (("t1"."entity" = ANY ($4::text[]))
                        AND (("t1"."owner_id" = $1::uuid)
                          OR ("t1"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "pub"
                          WHERE (("pub"."id" = "t1"."id")
                              AND "pub"."public"))))))) SELECT "u".*
              FROM (
                  (SELECT "b".*
                  FROM
                    (SELECT "t4".*
                    FROM "t2" AS "t4"
                    WHERE (
                        (SELECT count(*) AS "n"
                        FROM
                          (SELECT 1 AS "one"
                          FROM "t2" AS "t6"
                          LIMIT 501) AS "t7") <= 500)) AS "t5"
                  CROSS JOIN LATERAL
                    (SELECT
                      "t3".*,
                      "t3"."occurred_at" AS "_k0",
                      "t3"."id" AS "_k1"
                    FROM "event" AS "t3"
                    WHERE (("t3"."kind" = ANY ($5::text[]))
                        AND ("t3"."subject_id" = "t5"."id"))
                    ORDER BY
                      "t3"."occurred_at",
                      "t3"."id"
                    LIMIT 2) AS "b")
                UNION ALL
                  (SELECT
                    "t3".*,
                    "t3"."occurred_at" AS "_k0",
                    "t3"."id" AS "_k1"
                  FROM "event" AS "t3"
                  WHERE (("t3"."kind" = ANY ($6::text[]))
                      AND ((
                        (SELECT count(*) AS "n"
                        FROM
                          (SELECT 1 AS "one"
                          FROM "t2" AS "t9"
                          LIMIT 501) AS "t10") > 500)
                        AND (("t3"."subject_id" IN
                          (SELECT "t8"."id" AS "id"
                          FROM "t2" AS "t8")) IS TRUE)))
                  ORDER BY
                    "t3"."occurred_at",
                    "t3"."id"
                  LIMIT 2)) AS "u"
              ORDER BY
                "u"."_k0",
                "u"."_k1"
              LIMIT 2) AS "t11"
            CROSS JOIN LATERAL
              (SELECT "t11"."kind" AS "kind",
                "t11"."occurred_at" AS "occurredAt",
                (SELECT CASE
                  WHEN ("t14"."entity" = 'Contact') THEN
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT
                      (SELECT "rt"."label" AS "label"
                      FROM "record_text" AS "rt"
                      WHERE ("rt"."record_id" = "t15"."id")) AS "displayName",
                      (("t15"."custom" ->> 'custom:2'))::integer AS "stars"
                    FROM "people_contact" AS "t15"
                    WHERE (("t15"."id" = "t14"."id")
                        AND (("t15"."owner_id" = $1::uuid)
                          OR ("t15"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))) AS o)
                  ELSE
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT
                      (SELECT "rt"."label" AS "label"
                      FROM "record_text" AS "rt"
                      WHERE ("rt"."record_id" = "t14"."id")) AS "displayName") AS o)
                  END AS "record"
                FROM "record" AS "t14"
                WHERE (("t14"."id" = coalesce(
                    (SELECT "t13"."merged_into" AS "merged_into"
                    FROM "record" AS "t13"
                    WHERE ("t13"."id" = "t11"."subject_id")), "t11"."subject_id"))
                    AND (("t14"."entity" = ANY ($7::text[]))
                      OR (("t14"."entity" = ANY ($8::text[]))
                        AND (("t14"."owner_id" = $1::uuid)
                          OR ("t14"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                      OR (("t14"."entity" = ANY ($9::text[]))
                        AND (("t14"."owner_id" = $1::uuid)
                          OR ("t14"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "pub"
                          WHERE (("pub"."id" = "t14"."id")
                              AND "pub"."public"))))))) AS "subject") AS "x0") AS "t12") AS o) AS "timeline") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
