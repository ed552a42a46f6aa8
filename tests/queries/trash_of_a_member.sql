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
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t2"."id" AS "id",
                (SELECT "rt"."label" AS "label"
                FROM "record_text" AS "rt"
                WHERE ("rt"."record_id" = "t2"."id")) AS "displayName",
                ARRAY
                (SELECT "tg"."name" AS "name"
                FROM "record_tag" AS "tg"
                WHERE ("tg"."record_id" = "t2"."id")
                ORDER BY "tg"."position", "tg"."key") AS "tags",
                EXISTS
                (SELECT 1 AS "one"
                FROM "favorite" AS "fav"
                WHERE (("fav"."user_id" = $3::uuid)
                    AND ("fav"."record_id" = "t2"."id"))) AS "isFavorite") AS o) AS "node") AS "x0") AS "t3") AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t8"."c0"), '[]'::json) AS "nodes",
        (SELECT count(*) AS "n"
        FROM
          (SELECT
            "t5".*,
            "t6"."created_at" AS "favorited_at"
          FROM "favorite" AS "t6"
          JOIN "record" AS "t5" ON ("t5"."id" = "t6"."record_id")
          WHERE ("t6"."user_id" = $3::uuid)) AS "t4"
        WHERE (("t4"."deleted_at" IS NULL)
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
                      AND "pub"."public"))))))) AS "totalCount"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "t4".*
          FROM
            (SELECT
              "t5".*,
              "t6"."created_at" AS "favorited_at"
            FROM "favorite" AS "t6"
            JOIN "record" AS "t5" ON ("t5"."id" = "t6"."record_id")
            WHERE ("t6"."user_id" = $3::uuid)) AS "t4"
          WHERE (("t4"."deleted_at" IS NULL)
              AND (("t4"."entity" = ANY ($12::text[]))
                OR (("t4"."entity" = ANY ($13::text[]))
                  AND (("t4"."owner_id" = $3::uuid)
                    OR ("t4"."team_id" = ANY ((
                      (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))))
                OR (("t4"."entity" = ANY ($14::text[]))
                  AND (("t4"."owner_id" = $3::uuid)
                    OR ("t4"."team_id" = ANY ((
                      (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))
                    OR EXISTS
                    (SELECT 1 AS "one"
                    FROM "record" AS "pub"
                    WHERE (("pub"."id" = "t4"."id")
                        AND "pub"."public"))))))
          ORDER BY
            "t4"."favorited_at" DESC,
            "t4"."id" DESC
          LIMIT 20) AS "t7"
        CROSS JOIN LATERAL
          (SELECT "t7"."id" AS "id") AS "x0") AS "t8") AS o))::json AS "r1",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
