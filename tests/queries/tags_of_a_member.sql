SELECT
  (
    (SELECT coalesce(json_agg(
      (SELECT row_to_json(o.*)
      FROM
        (SELECT "t1"."tag" AS "tag", "t1"."count" AS "count") AS o)), '[]'::json) AS "tags"
    FROM
      (SELECT min(("t2"."name" COLLATE "C")) AS "tag",
        count(*) AS "count"
      FROM "record_tag" AS "t2"
      JOIN "record" AS "t3" ON ("t3"."id" = "t2"."record_id")
      WHERE (("t2"."key" LIKE (('%' || replace(replace(replace(gql_crm_fold($1::text), '\', '\\'), '%', '\%'), '_', '\_')) || '%'))
          AND ("t3"."deleted_at" IS NULL)
          AND (("t3"."entity" = ANY ($2::text[]))
            OR (("t3"."entity" = ANY ($3::text[]))
              AND ((("t3"."owner_id" = $4::uuid)
                OR ("t3"."team_id" = ANY ((
                  (SELECT coalesce(
                    (SELECT $5::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $6::bigint)),
                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))
                OR EXISTS
                (SELECT 1 AS "one"
                FROM "record_share" AS "sh"
                WHERE (("sh"."record_id" = "t3"."id")
                    AND ("sh"."grantee_id" = ANY ((
                      (SELECT array_append((
                        (SELECT coalesce(
                          (SELECT $5::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $6::bigint)),
                          (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))))))
            OR (("t3"."entity" = ANY ($7::text[]))
              AND (("t3"."owner_id" = $4::uuid)
                OR ("t3"."team_id" = ANY ((
                  (SELECT coalesce(
                    (SELECT $5::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $6::bigint)),
                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]))
                OR EXISTS
                (SELECT 1 AS "one"
                FROM "record" AS "pub"
                WHERE (("pub"."id" = "t3"."id")
                    AND "pub"."public"))))))
        GROUP BY "t2"."key"
      ORDER BY count(*) DESC, ("t2"."key" COLLATE "C")
      LIMIT 20) AS "t1"))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t6"."c0"), '[]'::json) AS "nodes",
        (SELECT count(*) AS "n"
        FROM (
            (SELECT "t4".*
            FROM "people_organization" AS "t4"
            WHERE ((("t4"."deleted_at" IS NULL)
                AND EXISTS
                (SELECT "tg"."key" AS "key"
                FROM "record_tag" AS "tg"
                WHERE (("tg"."record_id" = "t4"."id")
                    AND ("tg"."key" = ANY (ARRAY
                      (SELECT gql_crm_fold("given"."value") AS "key"
                      FROM unnest($8::text[]) WITH
                        ORDINALITY AS "given"(value, rn)))))))
                AND (("t4"."owner_id" = $4::uuid)
                  OR ("t4"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $5::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $6::bigint)),
                      (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))))
          UNION ALL
            (SELECT "t4".*
            FROM "people_organization" AS "t4"
            WHERE ((("t4"."deleted_at" IS NULL)
                AND EXISTS
                (SELECT "tg"."key" AS "key"
                FROM "record_tag" AS "tg"
                WHERE (("tg"."record_id" = "t4"."id")
                    AND ("tg"."key" = ANY (ARRAY
                      (SELECT gql_crm_fold("given"."value") AS "key"
                      FROM unnest($8::text[]) WITH
                        ORDINALITY AS "given"(value, rn)))))))
                AND EXISTS
                (SELECT 1 AS "one"
                FROM "record_share" AS "sh"
                WHERE (("sh"."record_id" = "t4"."id")
                    AND ("sh"."grantee_id" = ANY ((
                      (SELECT array_append((
                        (SELECT coalesce(
                          (SELECT $5::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $6::bigint)),
                          (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))))
                AND ((("t4"."owner_id" = $4::uuid)
                  OR ("t4"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $5::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $6::bigint)),
                      (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))) AS "t4") AS "totalCount"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (WITH RECURSIVE "shared" AS
            (SELECT "sh"."record_id" AS "id"
            FROM "record_share" AS "sh"
            WHERE (("sh"."grantee_id" = ANY ((
                (SELECT array_append((
                  (SELECT coalesce(
                    (SELECT $5::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $6::bigint)),
                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))
                AND ("sh"."entity" = 'Organization'))
            LIMIT 501) SELECT "u".*
          FROM (
              (SELECT "t4".*, (left(gql_crm_sort(left("t4"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t4"."name", 200) COLLATE "C") AS "_k1",
                "t4"."id" AS "_k2"
              FROM "people_organization" AS "t4"
              WHERE ((("t4"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT "tg"."key" AS "key"
                  FROM "record_tag" AS "tg"
                  WHERE (("tg"."record_id" = "t4"."id")
                      AND ("tg"."key" = ANY (ARRAY
                        (SELECT gql_crm_fold("given"."value") AS "key"
                        FROM unnest($8::text[]) WITH
                          ORDINALITY AS "given"(value, rn)))))))
                  AND ("t4"."owner_id" = $4::uuid)
                  AND ("t4"."name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t4"."name", 200)), 400) COLLATE "C"), (left("t4"."name", 200) COLLATE "C"), "t4"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT coalesce(
                    (SELECT $5::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $6::bigint)),
                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT "t4".*, (left(gql_crm_sort(left("t4"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t4"."name", 200) COLLATE "C") AS "_k1",
                  "t4"."id" AS "_k2"
                FROM "people_organization" AS "t4"
                WHERE ((("t4"."deleted_at" IS NULL)
                    AND EXISTS
                    (SELECT "tg"."key" AS "key"
                    FROM "record_tag" AS "tg"
                    WHERE (("tg"."record_id" = "t4"."id")
                        AND ("tg"."key" = ANY (ARRAY
                          (SELECT gql_crm_fold("given"."value") AS "key"
                          FROM unnest($8::text[]) WITH
                            ORDINALITY AS "given"(value, rn)))))))
                    AND (("t4"."team_id" = "team"."value")
                      AND (("t4"."owner_id" = $4::uuid)) IS NOT TRUE)
                    AND ("t4"."name" IS NOT NULL))
                ORDER BY (left(gql_crm_sort(left("t4"."name", 200)), 400) COLLATE "C"), (left("t4"."name", 200) COLLATE "C"), "t4"."id"
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
                (SELECT "t4".*, (left(gql_crm_sort(left("t4"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t4"."name", 200) COLLATE "C") AS "_k1",
                  "t4"."id" AS "_k2"
                FROM "people_organization" AS "t4"
                WHERE ((("t4"."deleted_at" IS NULL)
                    AND EXISTS
                    (SELECT "tg"."key" AS "key"
                    FROM "record_tag" AS "tg"
                    WHERE (("tg"."record_id" = "t4"."id")
                        AND ("tg"."key" = ANY (ARRAY
                          (SELECT gql_crm_fold("given"."value") AS "key"
                          FROM unnest($8::text[]) WITH
                            ORDINALITY AS "given"(value, rn)))))))
                    AND (("t4"."id" = "each_shared"."id")
                      AND ((("t4"."owner_id" = $4::uuid)
                        OR ("t4"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $5::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $6::bigint)),
                            (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE)
                    AND ("t4"."name" IS NOT NULL))
                ORDER BY (left(gql_crm_sort(left("t4"."name", 200)), 400) COLLATE "C"), (left("t4"."name", 200) COLLATE "C"), "t4"."id"
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT "t4".*, (left(gql_crm_sort(left("t4"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t4"."name", 200) COLLATE "C") AS "_k1",
                "t4"."id" AS "_k2"
              FROM "people_organization" AS "t4"
              WHERE ((("t4"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT "tg"."key" AS "key"
                  FROM "record_tag" AS "tg"
                  WHERE (("tg"."record_id" = "t4"."id")
                      AND ("tg"."key" = ANY (ARRAY
                        (SELECT gql_crm_fold("given"."value") AS "key"
                        FROM unnest($8::text[]) WITH
                          ORDINALITY AS "given"(value, rn)))))))
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t4"."owner_id" = $4::uuid)
                      OR ("t4"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $5::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $6::bigint)),
                          (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE
                    AND (("t4"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $5::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $6::bigint)),
                              (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))
                          AND ("sh"."entity" = 'Organization')))) IS TRUE))
                  AND ("t4"."name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t4"."name", 200)), 400) COLLATE "C"), (left("t4"."name", 200) COLLATE "C"), "t4"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "t4".*, (left(gql_crm_sort(left("t4"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t4"."name", 200) COLLATE "C") AS "_k1",
                "t4"."id" AS "_k2"
              FROM "people_organization" AS "t4"
              WHERE ((("t4"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT "tg"."key" AS "key"
                  FROM "record_tag" AS "tg"
                  WHERE (("tg"."record_id" = "t4"."id")
                      AND ("tg"."key" = ANY (ARRAY
                        (SELECT gql_crm_fold("given"."value") AS "key"
                        FROM unnest($8::text[]) WITH
                          ORDINALITY AS "given"(value, rn)))))))
                  AND ("t4"."owner_id" = $4::uuid)
                  AND ("t4"."name" IS NULL))
              ORDER BY "t4"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT coalesce(
                    (SELECT $5::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $6::bigint)),
                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT "t4".*, (left(gql_crm_sort(left("t4"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t4"."name", 200) COLLATE "C") AS "_k1",
                  "t4"."id" AS "_k2"
                FROM "people_organization" AS "t4"
                WHERE ((("t4"."deleted_at" IS NULL)
                    AND EXISTS
                    (SELECT "tg"."key" AS "key"
                    FROM "record_tag" AS "tg"
                    WHERE (("tg"."record_id" = "t4"."id")
                        AND ("tg"."key" = ANY (ARRAY
                          (SELECT gql_crm_fold("given"."value") AS "key"
                          FROM unnest($8::text[]) WITH
                            ORDINALITY AS "given"(value, rn)))))))
                    AND (("t4"."team_id" = "team"."value")
                      AND (("t4"."owner_id" = $4::uuid)) IS NOT TRUE)
                    AND ("t4"."name" IS NULL))
                ORDER BY "t4"."id"
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
                (SELECT "t4".*, (left(gql_crm_sort(left("t4"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t4"."name", 200) COLLATE "C") AS "_k1",
                  "t4"."id" AS "_k2"
                FROM "people_organization" AS "t4"
                WHERE ((("t4"."deleted_at" IS NULL)
                    AND EXISTS
                    (SELECT "tg"."key" AS "key"
                    FROM "record_tag" AS "tg"
                    WHERE (("tg"."record_id" = "t4"."id")
                        AND ("tg"."key" = ANY (ARRAY
                          (SELECT gql_crm_fold("given"."value") AS "key"
                          FROM unnest($8::text[]) WITH
                            ORDINALITY AS "given"(value, rn)))))))
                    AND (("t4"."id" = "each_shared"."id")
                      AND ((("t4"."owner_id" = $4::uuid)
                        OR ("t4"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $5::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $6::bigint)),
                            (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE)
                    AND ("t4"."name" IS NULL))
                ORDER BY "t4"."id"
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT "t4".*, (left(gql_crm_sort(left("t4"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t4"."name", 200) COLLATE "C") AS "_k1",
                "t4"."id" AS "_k2"
              FROM "people_organization" AS "t4"
              WHERE ((("t4"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT "tg"."key" AS "key"
                  FROM "record_tag" AS "tg"
                  WHERE (("tg"."record_id" = "t4"."id")
                      AND ("tg"."key" = ANY (ARRAY
                        (SELECT gql_crm_fold("given"."value") AS "key"
                        FROM unnest($8::text[]) WITH
                          ORDINALITY AS "given"(value, rn)))))))
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t4"."owner_id" = $4::uuid)
                      OR ("t4"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $5::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $6::bigint)),
                          (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE
                    AND (("t4"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $5::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $6::bigint)),
                              (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))
                          AND ("sh"."entity" = 'Organization')))) IS TRUE))
                  AND ("t4"."name" IS NULL))
              ORDER BY "t4"."id"
              LIMIT 20)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2"
          LIMIT 20) AS "t5"
        CROSS JOIN LATERAL
          (SELECT "t5"."name" AS "name",
            ARRAY
            (SELECT "tg"."name" AS "name"
            FROM "record_tag" AS "tg"
            WHERE ("tg"."record_id" = "t5"."id")
            ORDER BY "tg"."position", "tg"."key") AS "tags") AS "x0") AS "t6") AS o))::json AS "r1",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t9"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (WITH RECURSIVE "shared" AS
            (SELECT "sh"."record_id" AS "id"
            FROM "record_share" AS "sh"
            WHERE (("sh"."grantee_id" = ANY ((
                (SELECT array_append((
                  (SELECT coalesce(
                    (SELECT $5::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $6::bigint)),
                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))
                AND ("sh"."entity" = 'Organization'))
            LIMIT 501) SELECT "u".*
          FROM (
              (SELECT
                "t7".*,
                "t7"."id" AS "_k0"
              FROM "people_organization" AS "t7"
              WHERE ((("t7"."deleted_at" IS NULL)
                  AND (EXISTS
                    (SELECT "tg"."key" AS "key"
                    FROM "record_tag" AS "tg"
                    WHERE (("tg"."record_id" = "t7"."id")
                        AND ("tg"."key" = ANY (ARRAY
                          (SELECT gql_crm_fold("given"."value") AS "key"
                          FROM unnest($9::text[]) WITH
                            ORDINALITY AS "given"(value, rn))))))
                    AND (ARRAY
                      (SELECT "tg"."key" AS "key"
                      FROM "record_tag" AS "tg"
                      WHERE ("tg"."record_id" = "t7"."id")) @> ARRAY
                      (SELECT gql_crm_fold("given"."value") AS "key"
                      FROM unnest($9::text[]) WITH
                        ORDINALITY AS "given"(value, rn)))))
                  AND ("t7"."owner_id" = $4::uuid))
              ORDER BY "t7"."id" DESC
              LIMIT 20)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT coalesce(
                    (SELECT $5::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $6::bigint)),
                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT
                  "t7".*,
                  "t7"."id" AS "_k0"
                FROM "people_organization" AS "t7"
                WHERE ((("t7"."deleted_at" IS NULL)
                    AND (EXISTS
                      (SELECT "tg"."key" AS "key"
                      FROM "record_tag" AS "tg"
                      WHERE (("tg"."record_id" = "t7"."id")
                          AND ("tg"."key" = ANY (ARRAY
                            (SELECT gql_crm_fold("given"."value") AS "key"
                            FROM unnest($9::text[]) WITH
                              ORDINALITY AS "given"(value, rn))))))
                      AND (ARRAY
                        (SELECT "tg"."key" AS "key"
                        FROM "record_tag" AS "tg"
                        WHERE ("tg"."record_id" = "t7"."id")) @> ARRAY
                        (SELECT gql_crm_fold("given"."value") AS "key"
                        FROM unnest($9::text[]) WITH
                          ORDINALITY AS "given"(value, rn)))))
                    AND (("t7"."team_id" = "team"."value")
                      AND (("t7"."owner_id" = $4::uuid)) IS NOT TRUE))
                ORDER BY "t7"."id" DESC
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
                  "t7".*,
                  "t7"."id" AS "_k0"
                FROM "people_organization" AS "t7"
                WHERE ((("t7"."deleted_at" IS NULL)
                    AND (EXISTS
                      (SELECT "tg"."key" AS "key"
                      FROM "record_tag" AS "tg"
                      WHERE (("tg"."record_id" = "t7"."id")
                          AND ("tg"."key" = ANY (ARRAY
                            (SELECT gql_crm_fold("given"."value") AS "key"
                            FROM unnest($9::text[]) WITH
                              ORDINALITY AS "given"(value, rn))))))
                      AND (ARRAY
                        (SELECT "tg"."key" AS "key"
                        FROM "record_tag" AS "tg"
                        WHERE ("tg"."record_id" = "t7"."id")) @> ARRAY
                        (SELECT gql_crm_fold("given"."value") AS "key"
                        FROM unnest($9::text[]) WITH
                          ORDINALITY AS "given"(value, rn)))))
                    AND (("t7"."id" = "each_shared"."id")
                      AND ((("t7"."owner_id" = $4::uuid)
                        OR ("t7"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $5::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $6::bigint)),
                            (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))
                ORDER BY "t7"."id" DESC
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT
                "t7".*,
                "t7"."id" AS "_k0"
              FROM "people_organization" AS "t7"
              WHERE ((("t7"."deleted_at" IS NULL)
                  AND (EXISTS
                    (SELECT "tg"."key" AS "key"
                    FROM "record_tag" AS "tg"
                    WHERE (("tg"."record_id" = "t7"."id")
                        AND ("tg"."key" = ANY (ARRAY
                          (SELECT gql_crm_fold("given"."value") AS "key"
                          FROM unnest($9::text[]) WITH
                            ORDINALITY AS "given"(value, rn))))))
                    AND (ARRAY
                      (SELECT "tg"."key" AS "key"
                      FROM "record_tag" AS "tg"
                      WHERE ("tg"."record_id" = "t7"."id")) @> ARRAY
                      (SELECT gql_crm_fold("given"."value") AS "key"
                      FROM unnest($9::text[]) WITH
                        ORDINALITY AS "given"(value, rn)))))
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t7"."owner_id" = $4::uuid)
                      OR ("t7"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $5::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $6::bigint)),
                          (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE
                    AND (("t7"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $5::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $6::bigint)),
                              (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))
                          AND ("sh"."entity" = 'Organization')))) IS TRUE)))
              ORDER BY "t7"."id" DESC
              LIMIT 20)) AS "u"
          ORDER BY "u"."_k0" DESC
          LIMIT 20) AS "t8"
        CROSS JOIN LATERAL
          (SELECT "t8"."name" AS "name") AS "x0") AS "t9") AS o))::json AS "r2",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t12"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (WITH RECURSIVE "shared" AS
            (SELECT "sh"."record_id" AS "id"
            FROM "record_share" AS "sh"
            WHERE (("sh"."grantee_id" = ANY ((
                (SELECT array_append((
                  (SELECT coalesce(
                    (SELECT $5::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $6::bigint)),
                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))
                AND ("sh"."entity" = 'Organization'))
            LIMIT 501) SELECT "u".*
          FROM (
              (SELECT
                "t10".*,
                "t10"."id" AS "_k0"
              FROM "people_organization" AS "t10"
              WHERE ((("t10"."deleted_at" IS NULL)
                  AND (EXISTS
                    (SELECT "tg"."key" AS "key"
                    FROM "record_tag" AS "tg"
                    WHERE ("tg"."record_id" = "t10"."id"))) IS NOT TRUE)
                  AND ("t10"."owner_id" = $4::uuid))
              ORDER BY "t10"."id" DESC
              LIMIT 20)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT coalesce(
                    (SELECT $5::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $6::bigint)),
                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT
                  "t10".*,
                  "t10"."id" AS "_k0"
                FROM "people_organization" AS "t10"
                WHERE ((("t10"."deleted_at" IS NULL)
                    AND (EXISTS
                      (SELECT "tg"."key" AS "key"
                      FROM "record_tag" AS "tg"
                      WHERE ("tg"."record_id" = "t10"."id"))) IS NOT TRUE)
                    AND (("t10"."team_id" = "team"."value")
                      AND (("t10"."owner_id" = $4::uuid)) IS NOT TRUE))
                ORDER BY "t10"."id" DESC
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
                  "t10".*,
                  "t10"."id" AS "_k0"
                FROM "people_organization" AS "t10"
                WHERE ((("t10"."deleted_at" IS NULL)
                    AND (EXISTS
                      (SELECT "tg"."key" AS "key"
                      FROM "record_tag" AS "tg"
                      WHERE ("tg"."record_id" = "t10"."id"))) IS NOT TRUE)
                    AND (("t10"."id" = "each_shared"."id")
                      AND ((("t10"."owner_id" = $4::uuid)
                        OR ("t10"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $5::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $6::bigint)),
                            (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))
                ORDER BY "t10"."id" DESC
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT
                "t10".*,
                "t10"."id" AS "_k0"
              FROM "people_organization" AS "t10"
              WHERE ((("t10"."deleted_at" IS NULL)
                  AND (EXISTS
                    (SELECT "tg"."key" AS "key"
                    FROM "record_tag" AS "tg"
                    WHERE ("tg"."record_id" = "t10"."id"))) IS NOT TRUE)
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t10"."owner_id" = $4::uuid)
                      OR ("t10"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $5::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $6::bigint)),
                          (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE
                    AND (("t10"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $5::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $6::bigint)),
                              (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))
                          AND ("sh"."entity" = 'Organization')))) IS TRUE)))
              ORDER BY "t10"."id" DESC
              LIMIT 20)) AS "u"
          ORDER BY "u"."_k0" DESC
          LIMIT 20) AS "t11"
        CROSS JOIN LATERAL
          (SELECT "t11"."name" AS "name") AS "x0") AS "t12") AS o))::json AS "r3",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
