SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT count(*) AS "n"
        FROM "record" AS "t1"
        WHERE (("t1"."deleted_at" IS NOT NULL)
            AND (("t1"."entity" = ANY ($1::text[]))
              OR (("t1"."entity" = ANY ($2::text[]))
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
                            (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))
              OR (("t1"."entity" = ANY ($6::text[]))
                AND (("t1"."owner_id" = $3::uuid)
                  OR ("t1"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $4::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $5::bigint)),
                      (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]))
                  OR EXISTS
                  (SELECT 1 AS "one"
                  FROM "record" AS "pub"
                  WHERE (("pub"."id" = "t1"."id")
                      AND "pub"."public"))))))) AS "totalCount",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT (count("t5"."rn") > 1) AS "hasNextPage") AS o) AS "pageInfo",
        coalesce(json_agg("t5"."c0") FILTER (WHERE ("t5"."rn" <= 1)), '[]'::json) AS "edges"
      FROM
        (SELECT row_number() OVER () AS "rn",
          "x0" AS "c0"
        FROM
          (WITH RECURSIVE "t2" AS
            (SELECT "sh"."record_id" AS "id"
            FROM "record_share" AS "sh"
            WHERE (("sh"."grantee_id" = ANY ((
                (SELECT array_append((
                  (SELECT coalesce(
                    (SELECT $4::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $5::bigint)),
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))
                AND ("sh"."entity" = ANY ($7::text[])))
            LIMIT 501) SELECT "u".*
          FROM (
              (SELECT "b".*
              FROM unnest($8::text[]) WITH
                ORDINALITY AS "of_entity"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT
                  "t1".*,
                  "t1"."deleted_at" AS "_k0",
                  "t1"."id" AS "_k1"
                FROM "record" AS "t1"
                WHERE (("t1"."deleted_at" IS NOT NULL)
                    AND ("t1"."entity" = "of_entity"."value"))
                ORDER BY
                  "t1"."deleted_at" DESC,
                  "t1"."id" DESC
                LIMIT 2) AS "b")
            UNION ALL
              (SELECT
                "t1".*,
                "t1"."deleted_at" AS "_k0",
                "t1"."id" AS "_k1"
              FROM "record" AS "t1"
              WHERE (("t1"."deleted_at" IS NOT NULL)
                  AND (("t1"."entity" = ANY ($9::text[]))
                    AND ("t1"."owner_id" = $3::uuid)))
              ORDER BY
                "t1"."deleted_at" DESC,
                "t1"."id" DESC
              LIMIT 2)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT coalesce(
                    (SELECT $4::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $5::bigint)),
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT
                  "t1".*,
                  "t1"."deleted_at" AS "_k0",
                  "t1"."id" AS "_k1"
                FROM "record" AS "t1"
                WHERE (("t1"."deleted_at" IS NOT NULL)
                    AND (("t1"."entity" = ANY ($10::text[]))
                      AND (("t1"."team_id" = "team"."value")
                        AND (("t1"."owner_id" = $3::uuid)) IS NOT TRUE)))
                ORDER BY
                  "t1"."deleted_at" DESC,
                  "t1"."id" DESC
                LIMIT 2) AS "b")
            UNION ALL
              (SELECT "b".*
              FROM
                (SELECT "t2"."id" AS "id"
                FROM "t2" AS "t2"
                WHERE (
                    (SELECT count(*) AS "n"
                    FROM "t2" AS "t2") <= 500)
                  GROUP BY "t2"."id") AS "each_shared"
              CROSS JOIN LATERAL
                (SELECT
                  "t1".*,
                  "t1"."deleted_at" AS "_k0",
                  "t1"."id" AS "_k1"
                FROM "record" AS "t1"
                WHERE (("t1"."deleted_at" IS NOT NULL)
                    AND (("t1"."entity" = ANY ($11::text[]))
                      AND (("t1"."id" = "each_shared"."id")
                        AND ((("t1"."owner_id" = $3::uuid)
                          OR ("t1"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $4::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $5::bigint)),
                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE)))
                ORDER BY
                  "t1"."deleted_at" DESC,
                  "t1"."id" DESC
                LIMIT 2) AS "b")
            UNION ALL
              (SELECT
                "t1".*,
                "t1"."deleted_at" AS "_k0",
                "t1"."id" AS "_k1"
              FROM "record" AS "t1"
              WHERE (("t1"."deleted_at" IS NOT NULL)
                  AND (("t1"."entity" = ANY ($12::text[]))
                    AND ((
                      (SELECT count(*) AS "n"
                      FROM "t2" AS "t2") > 500)
                      AND ((("t1"."owner_id" = $3::uuid)
                        OR ("t1"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $4::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $5::bigint)),
                            (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE
                      AND (("t1"."id" IN
                        (SELECT "sh"."record_id" AS "id"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."grantee_id" = ANY ((
                            (SELECT array_append((
                              (SELECT coalesce(
                                (SELECT $4::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $5::bigint)),
                                (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))
                            AND ("sh"."entity" = ANY ($13::text[]))))) IS TRUE))))
              ORDER BY
                "t1"."deleted_at" DESC,
                "t1"."id" DESC
              LIMIT 2)
            UNION ALL
              (SELECT
                "t1".*,
                "t1"."deleted_at" AS "_k0",
                "t1"."id" AS "_k1"
              FROM "record" AS "t1"
              WHERE (("t1"."deleted_at" IS NOT NULL)
                  AND (("t1"."entity" = ANY ($14::text[]))
                    AND (("t1"."owner_id" = $3::uuid)
                      OR ("t1"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $4::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $5::bigint)),
                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record" AS "pub"
                      WHERE (("pub"."id" = "t1"."id")
                          AND "pub"."public")))))
              ORDER BY
                "t1"."deleted_at" DESC,
                "t1"."id" DESC
              LIMIT 2)) AS "u"
          ORDER BY
            "u"."_k0" DESC,
            "u"."_k1" DESC
          LIMIT 2) AS "t4"
        CROSS JOIN LATERAL
          (SELECT "t4"."deleted_at" AS "deletedAt",
            (SELECT
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t6"."id" AS "id",
                  (SELECT "rt"."label" AS "label"
                  FROM "record_text" AS "rt"
                  WHERE ("rt"."record_id" = "t6"."id")) AS "displayName",
                  ARRAY
                  (SELECT "tg"."name" AS "name"
                  FROM "record_tag" AS "tg"
                  WHERE ("tg"."record_id" = "t6"."id")
                  ORDER BY "tg"."position", "tg"."key") AS "tags",
                  EXISTS
                  (SELECT 1 AS "one"
                  FROM "favorite" AS "fav"
                  WHERE (("fav"."user_id" = $3::uuid)
                      AND ("fav"."record_id" = "t6"."id"))) AS "isFavorite") AS o) AS "record"
            FROM "record" AS "t6"
            WHERE (("t6"."id" = "t4"."id")
                AND (("t6"."entity" = ANY ($15::text[]))
                  OR (("t6"."entity" = ANY ($16::text[]))
                    AND ((("t6"."owner_id" = $3::uuid)
                      OR ("t6"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $4::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $5::bigint)),
                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t6"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append((
                              (SELECT coalesce(
                                (SELECT $4::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $5::bigint)),
                                (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))
                  OR (("t6"."entity" = ANY ($17::text[]))
                    AND (("t6"."owner_id" = $3::uuid)
                      OR ("t6"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $4::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $5::bigint)),
                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record" AS "pub"
                      WHERE (("pub"."id" = "t6"."id")
                          AND "pub"."public"))))))) AS "node") AS "x0") AS "t5") AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t11"."c0"), '[]'::json) AS "nodes",
        (SELECT count(*) AS "n"
        FROM
          (SELECT
            "t8".*,
            "t9"."created_at" AS "favorited_at"
          FROM "favorite" AS "t9"
          JOIN "record" AS "t8" ON ("t8"."id" = "t9"."record_id")
          WHERE ("t9"."user_id" = $3::uuid)) AS "t7"
        WHERE (("t7"."deleted_at" IS NULL)
            AND (("t7"."entity" = ANY ($18::text[]))
              OR (("t7"."entity" = ANY ($19::text[]))
                AND ((("t7"."owner_id" = $3::uuid)
                  OR ("t7"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $4::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $5::bigint)),
                      (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
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
                            (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))
              OR (("t7"."entity" = ANY ($20::text[]))
                AND (("t7"."owner_id" = $3::uuid)
                  OR ("t7"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $4::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $5::bigint)),
                      (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]))
                  OR EXISTS
                  (SELECT 1 AS "one"
                  FROM "record" AS "pub"
                  WHERE (("pub"."id" = "t7"."id")
                      AND "pub"."public"))))))) AS "totalCount"
      FROM
        (SELECT
          (SELECT
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t12"."id" AS "id") AS o) AS "record"
          FROM "record" AS "t12"
          WHERE (("t12"."id" = "t10"."id")
              AND (("t12"."entity" = ANY ($21::text[]))
                OR (("t12"."entity" = ANY ($22::text[]))
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
                OR (("t12"."entity" = ANY ($23::text[]))
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
                        AND "pub"."public"))))))) AS "c0"
        FROM
          (SELECT "t7".*
          FROM
            (SELECT
              "t8".*,
              "t9"."created_at" AS "favorited_at"
            FROM "favorite" AS "t9"
            JOIN "record" AS "t8" ON ("t8"."id" = "t9"."record_id")
            WHERE ("t9"."user_id" = $3::uuid)) AS "t7"
          WHERE (("t7"."deleted_at" IS NULL)
              AND (("t7"."entity" = ANY ($24::text[]))
                OR (("t7"."entity" = ANY ($25::text[]))
                  AND ((("t7"."owner_id" = $3::uuid)
                    OR ("t7"."team_id" = ANY ((
                      (SELECT coalesce(
                        (SELECT $4::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $5::bigint)),
                        (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
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
                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))
                OR (("t7"."entity" = ANY ($26::text[]))
                  AND (("t7"."owner_id" = $3::uuid)
                    OR ("t7"."team_id" = ANY ((
                      (SELECT coalesce(
                        (SELECT $4::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $5::bigint)),
                        (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]))
                    OR EXISTS
                    (SELECT 1 AS "one"
                    FROM "record" AS "pub"
                    WHERE (("pub"."id" = "t7"."id")
                        AND "pub"."public"))))))
          ORDER BY
            "t7"."favorited_at" DESC,
            "t7"."id" DESC
          LIMIT 20) AS "t10") AS "t11") AS o))::json AS "r1",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
