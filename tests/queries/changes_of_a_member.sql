SELECT
  (
    (WITH "t1" AS
      (SELECT row_number() OVER () AS "rn",
        "t3".*
      FROM
        (SELECT "t4".*
        FROM (
            (SELECT "c"."id" AS "id",
              "c"."xid" AS "xid",
              "c"."record_id" AS "record_id",
              "c"."entity" AS "entity",
              "c"."action" AS "action",
              "c"."version" AS "version",
              "c"."actor_id" AS "actor_id",
              "c"."origin" AS "origin",
              "c"."diff" AS "diff",
              "c"."at" AS "at"
            FROM "change" AS "c"
            WHERE (("c"."entity" = 'Contact')
                AND ("c"."xid" < pg_snapshot_xmin(pg_current_snapshot())))
            ORDER BY
              "c"."xid",
              "c"."id"
            LIMIT 1000)
          UNION ALL
            (SELECT "c"."id" AS "id",
              "c"."xid" AS "xid",
              "c"."record_id" AS "record_id",
              "c"."entity" AS "entity",
              "c"."action" AS "action",
              "c"."version" AS "version",
              "c"."actor_id" AS "actor_id",
              "c"."origin" AS "origin",
              "c"."diff" AS "diff",
              "c"."at" AS "at"
            FROM "change" AS "c"
            WHERE (("c"."entity" = 'Listing')
                AND ("c"."xid" < pg_snapshot_xmin(pg_current_snapshot())))
            ORDER BY
              "c"."xid",
              "c"."id"
            LIMIT 1000)) AS "t4"
        ORDER BY
          "t4"."xid",
          "t4"."id"
        LIMIT 1000) AS "t3"), "t2" AS
      (SELECT row_number() OVER () AS "n",
        "t7".*
      FROM
        (SELECT
          "t6".*,
          CASE
          WHEN ("t6"."action" = 'PURGED') THEN 'PURGED'
          WHEN ("t6"."seen") IS NOT TRUE THEN 'LOST'
          WHEN "t6"."gained" THEN 'GAINED'
          ELSE "t6"."action"
          END AS "kind"
        FROM
          (SELECT "t5".*, (("t8"."entity" = ANY ($1::text[]))
            OR (("t8"."entity" = ANY ($2::text[]))
              AND ((("t8"."owner_id" = $3::uuid)
                OR ("t8"."team_id" = ANY ((
                  (SELECT coalesce(
                    (SELECT $4::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $5::bigint)),
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
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
                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))
            OR (("t8"."entity" = ANY ($6::text[]))
              AND (("t8"."owner_id" = $3::uuid)
                OR ("t8"."team_id" = ANY ((
                  (SELECT coalesce(
                    (SELECT $4::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $5::bigint)),
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]))
                OR EXISTS
                (SELECT 1 AS "one"
                FROM "record" AS "pub"
                WHERE (("pub"."id" = "t8"."id")
                    AND "pub"."public"))))) AS "seen", ((("t5"."entity" = ANY ($7::text[]))
              AND ("t5"."action" = 'PURGED'))
              OR ((("t5"."entity" = ANY ($8::text[]))
                AND (("t9"."owner_id" = $3::uuid)
                  OR ("t9"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $4::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $5::bigint)),
                      (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]))))
                OR (("t5"."entity" = ANY ($9::text[]))
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM jsonb_array_elements((("t5"."diff" -> 'gql_crm:shares') -> 0)) WITH
                    ORDINALITY AS "t11"(
                      value,
                      rn)
                  WHERE ((("t11"."value" ->> 'id'))::uuid = ANY ((
                      (SELECT array_append((
                        (SELECT coalesce(
                          (SELECT $4::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $5::bigint)),
                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[])))))) AS "lost", (("t5"."action" = 'UPDATED')
              AND ((("t5"."entity" = ANY ($10::text[]))
                AND (("t10"."owner_id" = $3::uuid)
                  OR ("t10"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $4::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $5::bigint)),
                      (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]))))
                OR (("t5"."entity" = ANY ($11::text[]))
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM jsonb_array_elements((("t5"."diff" -> 'gql_crm:shares') -> 1)) WITH
                    ORDINALITY AS "t12"(
                      value,
                      rn)
                  WHERE ((("t12"."value" ->> 'id'))::uuid = ANY ((
                      (SELECT array_append((
                        (SELECT coalesce(
                          (SELECT $4::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $5::bigint)),
                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[])))))
              AND (((("t5"."entity" = ANY ($12::text[]))
                AND (("t9"."owner_id" = $3::uuid)
                  OR ("t9"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $4::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $5::bigint)),
                      (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]))))
                OR (("t5"."entity" = ANY ($13::text[]))
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM jsonb_array_elements((("t5"."diff" -> 'gql_crm:shares') -> 0)) WITH
                    ORDINALITY AS "t11"(
                      value,
                      rn)
                  WHERE ((("t11"."value" ->> 'id'))::uuid = ANY ((
                      (SELECT array_append((
                        (SELECT coalesce(
                          (SELECT $4::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $5::bigint)),
                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[])))))) IS NOT TRUE
              AND ((((("t5"."diff" -> 'gql_crm:owner') IS NULL)
                AND (("t5"."diff" -> 'gql_crm:team') IS NULL))
                AND (("t5"."entity" = ANY ($14::text[]))
                  AND (("t8"."owner_id" = $3::uuid)
                    OR ("t8"."team_id" = ANY ((
                      (SELECT coalesce(
                        (SELECT $4::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $5::bigint)),
                        (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))))) IS NOT TRUE) AS "gained"
          FROM "t1" AS "t5"
          JOIN "record" AS "t8" ON ("t8"."id" = "t5"."record_id")
          CROSS JOIN LATERAL
            (SELECT ((("t5"."diff" -> 'gql_crm:owner') ->> 0))::uuid AS "owner_id",
              ((("t5"."diff" -> 'gql_crm:team') ->> 0))::uuid AS "team_id") AS "t9"
          CROSS JOIN LATERAL
            (SELECT ((("t5"."diff" -> 'gql_crm:owner') ->> 1))::uuid AS "owner_id",
              ((("t5"."diff" -> 'gql_crm:team') ->> 1))::uuid AS "team_id") AS "t10") AS "t6"
        WHERE ("t6"."seen"
            OR "t6"."lost")
        ORDER BY "t6"."rn"
        LIMIT 3) AS "t7") SELECT
      (SELECT row_to_json(o.*)
      FROM
        (SELECT coalesce(json_agg("t14"."c0" ORDER BY "t14"."n") FILTER (WHERE ("t14"."n" <= 2)), '[]'::json) AS "nodes",
          (SELECT row_to_json(o.*)
          FROM
            (SELECT ((count("t14"."n") > 2)
              OR (
                (SELECT count(*) AS "n"
                FROM "t1" AS "t19") = 1000)) AS "hasNextPage",
              FALSE AS "hasPreviousPage") AS o) AS "pageInfo"
        FROM
          (SELECT "t13"."n" AS "n",
            "x0" AS "c0"
          FROM "t2" AS "t13"
          CROSS JOIN LATERAL
            (SELECT "t13"."kind" AS "kind",
              "t13"."record_id" AS "id",
              "t13"."entity" AS "entity",
              CASE
              WHEN "t13"."seen" THEN "t13"."version"
              ELSE NULL
              END AS "version",
              "t13"."at" AS "changedAt",
              "t13"."origin" AS "origin",
              (SELECT coalesce(json_agg((($15::jsonb -> "t13"."entity") ->> "t15"."key")
              ORDER BY ((($15::jsonb -> "t13"."entity") ->> "t15"."key") COLLATE "C")), '[]'::json) AS "names"
              FROM jsonb_each(CASE
                  WHEN "t13"."seen" THEN "t13"."diff"
                  ELSE ('{}')::jsonb
                  END) AS "t15"(
                  key,
                  value)
              WHERE ((($15::jsonb -> "t13"."entity") ->> "t15"."key") IS NOT NULL)) AS "changedFields",
              CASE
              WHEN "t13"."seen" THEN
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t16"."name" AS "name"
                FROM "identity_user" AS "t16"
                WHERE (("t16"."id" = "t13"."actor_id")
                    AND ("t16"."deleted_at" IS NULL))) AS o)
              ELSE NULL
              END AS "actor",
              CASE
              WHEN ("t13"."kind" = ANY ($16::text[])) THEN NULL
              ELSE
              (SELECT CASE
                WHEN ("t17"."entity" = 'Listing') THEN
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT
                    (SELECT "rt"."label" AS "label"
                    FROM "record_text" AS "rt"
                    WHERE ("rt"."record_id" = "t18"."id")) AS "displayName",
                    "t18"."rooms" AS "rooms"
                  FROM "agency_listing" AS "t18"
                  WHERE (("t18"."id" = "t17"."id")
                      AND ((("t18"."owner_id" = $3::uuid)
                        OR ("t18"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $4::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $5::bigint)),
                            (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
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
                                  (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))) AS o)
                ELSE
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT
                    (SELECT "rt"."label" AS "label"
                    FROM "record_text" AS "rt"
                    WHERE ("rt"."record_id" = "t17"."id")) AS "displayName") AS o)
                END AS "record"
              FROM "record" AS "t17"
              WHERE (("t17"."id" = "t13"."record_id")
                  AND (("t17"."entity" = ANY ($17::text[]))
                    OR (("t17"."entity" = ANY ($18::text[]))
                      AND ((("t17"."owner_id" = $3::uuid)
                        OR ("t17"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $4::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $5::bigint)),
                            (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
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
                                  (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))
                    OR (("t17"."entity" = ANY ($19::text[]))
                      AND (("t17"."owner_id" = $3::uuid)
                        OR ("t17"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $4::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $5::bigint)),
                            (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record" AS "pub"
                        WHERE (("pub"."id" = "t17"."id")
                            AND "pub"."public")))))))
              END AS "record") AS "x0") AS "t14") AS o) AS "page"))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
