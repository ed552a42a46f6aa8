SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t4"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (WITH RECURSIVE "shared" AS
            (SELECT "sh"."record_id" AS "id"
            FROM "record_share" AS "sh"
            WHERE (("sh"."grantee_id" = ANY ((
                (SELECT array_append((
                  (SELECT coalesce(
                    (SELECT $1::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $2::bigint)),
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))
                AND ("sh"."entity" = 'Listing'))
            LIMIT 501) SELECT "u".*
          FROM (
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."title", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."title", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "agency_listing" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "agency_listing_offer" AS "t2"
                  WHERE ("t2"."parent_id" = "t1"."id")))
                  AND ("t1"."owner_id" = $3::uuid)
                  AND ("t1"."title" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."title", 200)), 400) COLLATE "C"), (left("t1"."title", 200) COLLATE "C"), "t1"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT coalesce(
                    (SELECT $1::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $2::bigint)),
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT "t1".*, (left(gql_crm_sort(left("t1"."title", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."title", 200) COLLATE "C") AS "_k1",
                  "t1"."id" AS "_k2"
                FROM "agency_listing" AS "t1"
                WHERE ((("t1"."deleted_at" IS NULL)
                    AND EXISTS
                    (SELECT 1 AS "one"
                    FROM "agency_listing_offer" AS "t2"
                    WHERE ("t2"."parent_id" = "t1"."id")))
                    AND (("t1"."team_id" = "team"."value")
                      AND (("t1"."owner_id" = $3::uuid)) IS NOT TRUE)
                    AND ("t1"."title" IS NOT NULL))
                ORDER BY (left(gql_crm_sort(left("t1"."title", 200)), 400) COLLATE "C"), (left("t1"."title", 200) COLLATE "C"), "t1"."id"
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
                (SELECT "t1".*, (left(gql_crm_sort(left("t1"."title", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."title", 200) COLLATE "C") AS "_k1",
                  "t1"."id" AS "_k2"
                FROM "agency_listing" AS "t1"
                WHERE ((("t1"."deleted_at" IS NULL)
                    AND EXISTS
                    (SELECT 1 AS "one"
                    FROM "agency_listing_offer" AS "t2"
                    WHERE ("t2"."parent_id" = "t1"."id")))
                    AND (("t1"."id" = "each_shared"."id")
                      AND ((("t1"."owner_id" = $3::uuid)
                        OR ("t1"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $1::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $2::bigint)),
                            (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE)
                    AND ("t1"."title" IS NOT NULL))
                ORDER BY (left(gql_crm_sort(left("t1"."title", 200)), 400) COLLATE "C"), (left("t1"."title", 200) COLLATE "C"), "t1"."id"
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."title", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."title", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "agency_listing" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "agency_listing_offer" AS "t2"
                  WHERE ("t2"."parent_id" = "t1"."id")))
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t1"."owner_id" = $3::uuid)
                      OR ("t1"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $1::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $2::bigint)),
                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE
                    AND (("t1"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $1::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $2::bigint)),
                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))
                          AND ("sh"."entity" = 'Listing')))) IS TRUE))
                  AND ("t1"."title" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."title", 200)), 400) COLLATE "C"), (left("t1"."title", 200) COLLATE "C"), "t1"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."title", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."title", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "agency_listing" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "agency_listing_offer" AS "t2"
                  WHERE ("t2"."parent_id" = "t1"."id")))
                  AND ("t1"."owner_id" = $3::uuid)
                  AND ("t1"."title" IS NULL))
              ORDER BY "t1"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT coalesce(
                    (SELECT $1::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $2::bigint)),
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT "t1".*, (left(gql_crm_sort(left("t1"."title", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."title", 200) COLLATE "C") AS "_k1",
                  "t1"."id" AS "_k2"
                FROM "agency_listing" AS "t1"
                WHERE ((("t1"."deleted_at" IS NULL)
                    AND EXISTS
                    (SELECT 1 AS "one"
                    FROM "agency_listing_offer" AS "t2"
                    WHERE ("t2"."parent_id" = "t1"."id")))
                    AND (("t1"."team_id" = "team"."value")
                      AND (("t1"."owner_id" = $3::uuid)) IS NOT TRUE)
                    AND ("t1"."title" IS NULL))
                ORDER BY "t1"."id"
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
                (SELECT "t1".*, (left(gql_crm_sort(left("t1"."title", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."title", 200) COLLATE "C") AS "_k1",
                  "t1"."id" AS "_k2"
                FROM "agency_listing" AS "t1"
                WHERE ((("t1"."deleted_at" IS NULL)
                    AND EXISTS
                    (SELECT 1 AS "one"
                    FROM "agency_listing_offer" AS "t2"
                    WHERE ("t2"."parent_id" = "t1"."id")))
                    AND (("t1"."id" = "each_shared"."id")
                      AND ((("t1"."owner_id" = $3::uuid)
                        OR ("t1"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $1::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $2::bigint)),
                            (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE)
                    AND ("t1"."title" IS NULL))
                ORDER BY "t1"."id"
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."title", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."title", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "agency_listing" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "agency_listing_offer" AS "t2"
                  WHERE ("t2"."parent_id" = "t1"."id")))
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t1"."owner_id" = $3::uuid)
                      OR ("t1"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $1::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $2::bigint)),
                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE
                    AND (("t1"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $1::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $2::bigint)),
                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))
                          AND ("sh"."entity" = 'Listing')))) IS TRUE))
                  AND ("t1"."title" IS NULL))
              ORDER BY "t1"."id"
              LIMIT 20)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2"
          LIMIT 20) AS "t3"
        CROSS JOIN LATERAL
          (SELECT "t3"."title" AS "title",
            (SELECT coalesce(json_agg(
              (SELECT row_to_json(o.*)
              FROM
                (SELECT
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT
                      (SELECT "rt"."label" AS "label"
                      FROM "record_text" AS "rt"
                      WHERE ("rt"."record_id" = "t6"."id")) AS "displayName"
                    FROM "people_contact" AS "t6"
                    WHERE (("t6"."id" = "t5"."buyer_id")
                        AND ("t6"."deleted_at" IS NULL)
                        AND ((("t6"."owner_id" = $3::uuid)
                          OR ("t6"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $1::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $2::bigint)),
                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t6"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $1::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $2::bigint)),
                                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))) AS o) AS "buyer", CASE
                  WHEN ("t5"."amount_amount" IS NOT NULL) THEN
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT ("t5"."amount_amount")::text AS "amount") AS o)
                  ELSE NULL
                  END AS "amount") AS o)
            ORDER BY "t5"."position"), '[]'::json) AS "children"
            FROM "agency_listing_offer" AS "t5"
            WHERE ("t5"."parent_id" = "t3"."id")) AS "offers") AS "x0") AS "t4") AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT count(*) AS "n"
        FROM (
            (SELECT "t7".*
            FROM "agency_listing" AS "t7"
            WHERE ((("t7"."deleted_at" IS NULL)
                AND EXISTS
                (SELECT 1 AS "one"
                FROM "agency_listing_offer" AS "t8"
                WHERE (("t8"."parent_id" = "t7"."id")
                    AND EXISTS
                    (SELECT 1 AS "one"
                    FROM "people_contact" AS "t9"
                    WHERE (("t9"."id" = "t8"."buyer_id")
                        AND ("t9"."deleted_at" IS NULL)
                        AND ((("t9"."owner_id" = $3::uuid)
                          OR ("t9"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $1::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $2::bigint)),
                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t9"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $1::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $2::bigint)),
                                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[])))))
                        AND (gql_crm_fold("t9"."last_name") LIKE (replace(replace(replace(gql_crm_fold($4::text), '\', '\\'), '%', '\%'), '_', '\_') || '%')))))))
                AND (("t7"."owner_id" = $3::uuid)
                  OR ("t7"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $1::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $2::bigint)),
                      (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))))
          UNION ALL
            (SELECT "t7".*
            FROM "agency_listing" AS "t7"
            WHERE ((("t7"."deleted_at" IS NULL)
                AND EXISTS
                (SELECT 1 AS "one"
                FROM "agency_listing_offer" AS "t8"
                WHERE (("t8"."parent_id" = "t7"."id")
                    AND EXISTS
                    (SELECT 1 AS "one"
                    FROM "people_contact" AS "t9"
                    WHERE (("t9"."id" = "t8"."buyer_id")
                        AND ("t9"."deleted_at" IS NULL)
                        AND ((("t9"."owner_id" = $3::uuid)
                          OR ("t9"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $1::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $2::bigint)),
                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t9"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $1::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $2::bigint)),
                                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[])))))
                        AND (gql_crm_fold("t9"."last_name") LIKE (replace(replace(replace(gql_crm_fold($4::text), '\', '\\'), '%', '\%'), '_', '\_') || '%')))))))
                AND EXISTS
                (SELECT 1 AS "one"
                FROM "record_share" AS "sh"
                WHERE (("sh"."record_id" = "t7"."id")
                    AND ("sh"."grantee_id" = ANY ((
                      (SELECT array_append((
                        (SELECT coalesce(
                          (SELECT $1::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $2::bigint)),
                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))
                AND ((("t7"."owner_id" = $3::uuid)
                  OR ("t7"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $1::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $2::bigint)),
                      (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))) AS "t7") AS "totalCount") AS o))::json AS "r1",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
