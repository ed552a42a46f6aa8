SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT row_to_json(o.*)
        FROM
          (SELECT
            (WITH RECURSIVE "t4" AS (
              (SELECT "t1"."id" AS "id")
              UNION
              (SELECT "t5"."id" AS "id"
              FROM "t4" AS "t6"
              JOIN "record" AS "t5" ON ("t5"."merged_into" = "t6"."id"))) SELECT count(*) AS "n"
            FROM "t4" AS "t3"
            JOIN "comment" AS "t2" ON ("t2"."record_id" = "t3"."id")
            WHERE ("t2"."deleted_at" IS NULL)) AS "totalCount",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (count("t8"."rn") > 2) AS "hasNextPage") AS o) AS "pageInfo",
            coalesce(json_agg("t8"."c0") FILTER (WHERE ("t8"."rn" <= 2)), '[]'::json) AS "edges"
          FROM
            (SELECT row_number() OVER () AS "rn",
              "x0" AS "c0"
            FROM
              (WITH RECURSIVE "t4" AS (
                (SELECT "t1"."id" AS "id")
                UNION
                (SELECT "t5"."id" AS "id"
                FROM "t4" AS "t6"
                JOIN "record" AS "t5" ON ("t5"."merged_into" = "t6"."id"))) SELECT "u".*
              FROM (
                  (SELECT "b".*
                  FROM "t4" AS "t3"
                  CROSS JOIN LATERAL
                    (SELECT
                      "t2".*,
                      "t2"."pinned" AS "_k0",
                      "t2"."created_at" AS "_k1",
                      "t2"."id" AS "_k2"
                    FROM "comment" AS "t2"
                    WHERE (("t2"."deleted_at" IS NULL)
                        AND ("t2"."record_id" = "t3"."id"))
                    ORDER BY
                      "t2"."pinned" DESC,
                      "t2"."created_at",
                      "t2"."id"
                    LIMIT 3) AS "b")) AS "u"
              ORDER BY
                "u"."_k0" DESC,
                "u"."_k1",
                "u"."_k2"
              LIMIT 3) AS "t7"
            CROSS JOIN LATERAL
              (SELECT
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT "t7"."id" AS "id",
                    CASE
                    WHEN ("t7"."deleted_at" IS NOT NULL) THEN ''
                    ELSE
                    (SELECT "t9"."body" AS "body"
                    FROM "comment_version" AS "t9"
                    WHERE (("t9"."comment_id" = "t7"."id")
                        AND ("t9"."number" = "t7"."version")))
                    END AS "body",
                    NULL AS "bodyHtml",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t10"."name" AS "name"
                      FROM "identity_user" AS "t10"
                      WHERE (("t10"."id" = "t7"."author_id")
                          AND ("t10"."deleted_at" IS NULL))) AS o) AS "author",
                    (SELECT
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT CASE
                          WHEN ("t11"."deleted_at" IS NOT NULL) THEN ''
                          ELSE
                          (SELECT "t15"."body" AS "body"
                          FROM "comment_version" AS "t15"
                          WHERE (("t15"."comment_id" = "t11"."id")
                              AND ("t15"."number" = "t11"."version")))
                          END AS "body") AS o) AS "comment"
                    FROM "comment" AS "t11"
                    JOIN "record" AS "t12" ON (("t12"."id" =
                        (WITH RECURSIVE "t13" AS (
                          (SELECT "t14"."id" AS "id",
                            "t14"."merged_into" AS "merged_into"
                          FROM "record" AS "t14"
                          WHERE ("t14"."id" = "t11"."record_id"))
                          UNION
                          (SELECT "t14"."id" AS "id",
                            "t14"."merged_into" AS "merged_into"
                          FROM "record" AS "t14"
                          JOIN "t13" AS "t13" ON ("t14"."id" = "t13"."merged_into"))) SELECT "t13"."id" AS "id"
                        FROM "t13" AS "t13"
                        WHERE ("t13"."merged_into" IS NULL)))
                        AND (("t12"."entity" = ANY ($1::text[]))
                          OR (("t12"."entity" = ANY ($2::text[]))
                            AND ((("t12"."owner_id" = $3::uuid)
                              OR ("t12"."team_id" = ANY ((
                                (SELECT coalesce(
                                  (SELECT $4::uuid[] AS "teams"
                                  FROM "catalog_state" AS "acs"
                                  WHERE ("acs"."access_version" = $5::bigint)),
                                  (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record_share" AS "sh"
                              WHERE (("sh"."record_id" = "t12"."id")
                                  AND ("sh"."grantee_id" = ANY ((
                                    (SELECT array_append((
                                      (SELECT coalesce(
                                        (SELECT $4::uuid[] AS "teams"
                                        FROM "catalog_state" AS "acs"
                                        WHERE ("acs"."access_version" = $5::bigint)),
                                        (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))
                          OR (("t12"."entity" = ANY ($6::text[]))
                            AND (("t12"."owner_id" = $3::uuid)
                              OR ("t12"."team_id" = ANY ((
                                (SELECT coalesce(
                                  (SELECT $4::uuid[] AS "teams"
                                  FROM "catalog_state" AS "acs"
                                  WHERE ("acs"."access_version" = $5::bigint)),
                                  (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t12"."id")
                                  AND "pub"."public"))))))
                    WHERE ("t11"."id" = "t7"."parent_id")) AS "parent",
                    (SELECT coalesce(json_agg(
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT "t18"."name" AS "name"
                        FROM "identity_user" AS "t18"
                        WHERE (("t18"."id" = "t16"."user_id")
                            AND ("t18"."deleted_at" IS NULL))) AS o)
                    ORDER BY "t16"."position"), '[]'::json) AS "users"
                    FROM "comment_mention" AS "t16"
                    JOIN "record" AS "t17" ON (("t17"."id" = "t16"."user_id")
                        AND ("t17"."deleted_at" IS NULL)
                        AND (("t17"."entity" = ANY ($7::text[]))
                          OR (("t17"."entity" = ANY ($8::text[]))
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
                          OR (("t17"."entity" = ANY ($9::text[]))
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
                                  AND "pub"."public"))))))
                    WHERE ("t16"."comment_id" = "t7"."id")) AS "mentions",
                    (SELECT
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT
                          (SELECT "rt"."label" AS "label"
                          FROM "record_text" AS "rt"
                          WHERE ("rt"."record_id" = "t19"."id")) AS "displayName") AS o) AS "record"
                    FROM "record" AS "t19"
                    WHERE (("t19"."id" = "t1"."id")
                        AND (("t19"."entity" = ANY ($10::text[]))
                          OR (("t19"."entity" = ANY ($11::text[]))
                            AND ((("t19"."owner_id" = $3::uuid)
                              OR ("t19"."team_id" = ANY ((
                                (SELECT coalesce(
                                  (SELECT $4::uuid[] AS "teams"
                                  FROM "catalog_state" AS "acs"
                                  WHERE ("acs"."access_version" = $5::bigint)),
                                  (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
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
                                        (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))
                          OR (("t19"."entity" = ANY ($12::text[]))
                            AND (("t19"."owner_id" = $3::uuid)
                              OR ("t19"."team_id" = ANY ((
                                (SELECT coalesce(
                                  (SELECT $4::uuid[] AS "teams"
                                  FROM "catalog_state" AS "acs"
                                  WHERE ("acs"."access_version" = $5::bigint)),
                                  (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t19"."id")
                                  AND "pub"."public"))))))) AS "record",
                    "t7"."internal" AS "internal",
                    "t7"."pinned" AS "pinned",
                    "t7"."edited_at" AS "editedAt",
                    (SELECT coalesce(json_agg(
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT "t20"."body" AS "body",
                          (SELECT row_to_json(o.*)
                          FROM
                            (SELECT "t21"."name" AS "name"
                            FROM "identity_user" AS "t21"
                            WHERE (("t21"."id" = "t20"."actor_id")
                                AND ("t21"."deleted_at" IS NULL))) AS o) AS "author") AS o)
                    ORDER BY "t20"."number"), '[]'::json) AS "history"
                    FROM "comment_version" AS "t20"
                    WHERE (("t20"."comment_id" = "t7"."id")
                        AND ("t20"."number" < "t7"."version")
                        AND (("t7"."deleted_at" IS NOT NULL)) IS NOT TRUE)) AS "history",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT 'Comment@316' AS "place",
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT CASE
                            WHEN ("t7"."deleted_at" IS NOT NULL) THEN ''
                            ELSE
                            (SELECT "t22"."body" AS "body"
                            FROM "comment_version" AS "t22"
                            WHERE (("t22"."comment_id" = "t7"."id")
                                AND ("t22"."number" = "t7"."version")))
                            END AS "body") AS o) AS "row") AS o) AS "@needs") AS o) AS "node") AS "x0") AS "t8") AS o) AS "comments"
      FROM "people_contact" AS "t1"
      WHERE (("t1"."id" = $13::uuid)
          AND ((("t1"."owner_id" = $3::uuid)
            OR ("t1"."team_id" = ANY ((
              (SELECT coalesce(
                (SELECT $4::uuid[] AS "teams"
                FROM "catalog_state" AS "acs"
                WHERE ("acs"."access_version" = $5::bigint)),
                (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
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
                      (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))) AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
