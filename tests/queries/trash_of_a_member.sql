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
                AND (("t1"."owner_id" = $3::uuid)
                  OR ("t1"."team_id" = ANY ((
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))))
              OR (("t1"."entity" = ANY ($4::text[]))
                AND (("t1"."owner_id" = $3::uuid)
                  OR ("t1"."team_id" = ANY ((
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))
                  OR EXISTS
                  (SELECT 1 AS "one"
                  FROM "record" AS "pub"
                  WHERE (("pub"."id" = "t1"."id")
                      AND "pub"."public"))))))) AS "totalCount",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT (count("t3"."rn") > 1) AS "hasNextPage") AS o) AS "pageInfo",
        coalesce(json_agg("t3"."c0") FILTER (WHERE ("t3"."rn" <= 1)), '[]'::json) AS "edges"
      FROM
        (SELECT row_number() OVER () AS "rn",
          "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT "b".*
              FROM unnest($5::text[]) WITH
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
                  AND (("t1"."entity" = ANY ($6::text[]))
                    AND ("t1"."owner_id" = $3::uuid)))
              ORDER BY
                "t1"."deleted_at" DESC,
                "t1"."id" DESC
              LIMIT 2)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]) WITH
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
                    AND (("t1"."entity" = ANY ($7::text[]))
                      AND (("t1"."team_id" = "team"."value")
                        AND (("t1"."owner_id" = $3::uuid)) IS NOT TRUE)))
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
                  AND (("t1"."entity" = ANY ($8::text[]))
                    AND (("t1"."owner_id" = $3::uuid)
                      OR ("t1"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))
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
          LIMIT 2) AS "t2"
        CROSS JOIN LATERAL
          (SELECT "t2"."deleted_at" AS "deletedAt",
            (SELECT
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t4"."id" AS "id",
                  (SELECT "rt"."label" AS "label"
                  FROM "record_text" AS "rt"
                  WHERE ("rt"."record_id" = "t4"."id")) AS "displayName",
                  ARRAY
                  (SELECT "tg"."name" AS "name"
                  FROM "record_tag" AS "tg"
                  WHERE ("tg"."record_id" = "t4"."id")
                  ORDER BY "tg"."position", "tg"."key") AS "tags",
                  EXISTS
                  (SELECT 1 AS "one"
                  FROM "favorite" AS "fav"
                  WHERE (("fav"."user_id" = $3::uuid)
                      AND ("fav"."record_id" = "t4"."id"))) AS "isFavorite") AS o) AS "record"
            FROM "record" AS "t4"
            WHERE (("t4"."id" = "t2"."id")
                AND (("t4"."entity" = ANY ($9::text[]))
                  OR (("t4"."entity" = ANY ($10::text[]))
                    AND (("t4"."owner_id" = $3::uuid)
                      OR ("t4"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))))
                  OR (("t4"."entity" = ANY ($11::text[]))
                    AND (("t4"."owner_id" = $3::uuid)
                      OR ("t4"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record" AS "pub"
                      WHERE (("pub"."id" = "t4"."id")
                          AND "pub"."public"))))))) AS "node") AS "x0") AS "t3") AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t9"."c0"), '[]'::json) AS "nodes",
        (SELECT count(*) AS "n"
        FROM
          (SELECT
            "t6".*,
            "t7"."created_at" AS "favorited_at"
          FROM "favorite" AS "t7"
          JOIN "record" AS "t6" ON ("t6"."id" = "t7"."record_id")
          WHERE ("t7"."user_id" = $3::uuid)) AS "t5"
        WHERE (("t5"."deleted_at" IS NULL)
            AND (("t5"."entity" = ANY ($12::text[]))
              OR (("t5"."entity" = ANY ($13::text[]))
                AND (("t5"."owner_id" = $3::uuid)
                  OR ("t5"."team_id" = ANY ((
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))))
              OR (("t5"."entity" = ANY ($14::text[]))
                AND (("t5"."owner_id" = $3::uuid)
                  OR ("t5"."team_id" = ANY ((
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))
                  OR EXISTS
                  (SELECT 1 AS "one"
                  FROM "record" AS "pub"
                  WHERE (("pub"."id" = "t5"."id")
                      AND "pub"."public"))))))) AS "totalCount"
      FROM
        (SELECT
          (SELECT
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t10"."id" AS "id") AS o) AS "record"
          FROM "record" AS "t10"
          WHERE (("t10"."id" = "t8"."id")
              AND (("t10"."entity" = ANY ($15::text[]))
                OR (("t10"."entity" = ANY ($16::text[]))
                  AND (("t10"."owner_id" = $3::uuid)
                    OR ("t10"."team_id" = ANY ((
                      (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))))
                OR (("t10"."entity" = ANY ($17::text[]))
                  AND (("t10"."owner_id" = $3::uuid)
                    OR ("t10"."team_id" = ANY ((
                      (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))
                    OR EXISTS
                    (SELECT 1 AS "one"
                    FROM "record" AS "pub"
                    WHERE (("pub"."id" = "t10"."id")
                        AND "pub"."public"))))))) AS "c0"
        FROM
          (SELECT "t5".*
          FROM
            (SELECT
              "t6".*,
              "t7"."created_at" AS "favorited_at"
            FROM "favorite" AS "t7"
            JOIN "record" AS "t6" ON ("t6"."id" = "t7"."record_id")
            WHERE ("t7"."user_id" = $3::uuid)) AS "t5"
          WHERE (("t5"."deleted_at" IS NULL)
              AND (("t5"."entity" = ANY ($18::text[]))
                OR (("t5"."entity" = ANY ($19::text[]))
                  AND (("t5"."owner_id" = $3::uuid)
                    OR ("t5"."team_id" = ANY ((
                      (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))))
                OR (("t5"."entity" = ANY ($20::text[]))
                  AND (("t5"."owner_id" = $3::uuid)
                    OR ("t5"."team_id" = ANY ((
                      (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))
                    OR EXISTS
                    (SELECT 1 AS "one"
                    FROM "record" AS "pub"
                    WHERE (("pub"."id" = "t5"."id")
                        AND "pub"."public"))))))
          ORDER BY
            "t5"."favorited_at" DESC,
            "t5"."id" DESC
          LIMIT 20) AS "t8") AS "t9") AS o))::json AS "r1",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
