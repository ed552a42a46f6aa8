SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT "t1"."name" AS "name",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT coalesce(json_agg("t4"."c0"), '[]'::json) AS "nodes"
          FROM
            (SELECT "x0" AS "c0"
            FROM
              (SELECT "t2".*
              FROM "identity_team" AS "t2"
              JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t2"."id")
              WHERE ((("rr"."field_id" = 'identity:User.teams')
                  AND ("rr"."source_id" = "t1"."id"))
                  AND ("t2"."deleted_at" IS NULL))
              ORDER BY "t2"."id" DESC
              LIMIT 20) AS "t3"
            CROSS JOIN LATERAL
              (SELECT "t3"."name" AS "name") AS "x0") AS "t4") AS o) AS "teams"
      FROM "identity_user" AS "t1"
      WHERE ("t1"."id" = $1::uuid)) AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT count(*) AS "n"
        FROM (
            (SELECT "t5".*
            FROM "people_contact" AS "t5"
            WHERE ((("t5"."deleted_at" IS NULL)
                AND EXISTS
                (SELECT 1 AS "one"
                FROM "identity_user" AS "t6"
                WHERE (("t6"."id" = "t5"."owner_id")
                    AND ("t6"."deleted_at" IS NULL)
                    AND ("t6"."name" = $2::text))))
                AND (("t5"."owner_id" = $1::uuid)
                  OR ("t5"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $3::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $4::bigint)),
                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))))
          UNION ALL
            (SELECT "t5".*
            FROM "people_contact" AS "t5"
            WHERE ((("t5"."deleted_at" IS NULL)
                AND EXISTS
                (SELECT 1 AS "one"
                FROM "identity_user" AS "t6"
                WHERE (("t6"."id" = "t5"."owner_id")
                    AND ("t6"."deleted_at" IS NULL)
                    AND ("t6"."name" = $2::text))))
                AND EXISTS
                (SELECT 1 AS "one"
                FROM "record_share" AS "sh"
                WHERE (("sh"."record_id" = "t5"."id")
                    AND ("sh"."grantee_id" = ANY ((
                      (SELECT array_append((
                        (SELECT coalesce(
                          (SELECT $3::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $4::bigint)),
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))
                AND ((("t5"."owner_id" = $1::uuid)
                  OR ("t5"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $3::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $4::bigint)),
                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))) AS "t5") AS "totalCount",
        coalesce(json_agg("t8"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (WITH RECURSIVE "shared" AS
            (SELECT "sh"."record_id" AS "id"
            FROM "record_share" AS "sh"
            WHERE (("sh"."grantee_id" = ANY ((
                (SELECT array_append((
                  (SELECT coalesce(
                    (SELECT $3::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $4::bigint)),
                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))
                AND ("sh"."entity" = 'Contact'))
            LIMIT 501) SELECT "u".*
          FROM (
              (SELECT
                "t5".*,
                "t5"."id" AS "_k0"
              FROM "people_contact" AS "t5"
              WHERE ((("t5"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "identity_user" AS "t6"
                  WHERE (("t6"."id" = "t5"."owner_id")
                      AND ("t6"."deleted_at" IS NULL)
                      AND ("t6"."name" = $2::text))))
                  AND ("t5"."owner_id" = $1::uuid))
              ORDER BY "t5"."id" DESC
              LIMIT 2)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT coalesce(
                    (SELECT $3::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $4::bigint)),
                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT
                  "t5".*,
                  "t5"."id" AS "_k0"
                FROM "people_contact" AS "t5"
                WHERE ((("t5"."deleted_at" IS NULL)
                    AND EXISTS
                    (SELECT 1 AS "one"
                    FROM "identity_user" AS "t6"
                    WHERE (("t6"."id" = "t5"."owner_id")
                        AND ("t6"."deleted_at" IS NULL)
                        AND ("t6"."name" = $2::text))))
                    AND (("t5"."team_id" = "team"."value")
                      AND (("t5"."owner_id" = $1::uuid)) IS NOT TRUE))
                ORDER BY "t5"."id" DESC
                LIMIT 2) AS "b")
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
                  "t5".*,
                  "t5"."id" AS "_k0"
                FROM "people_contact" AS "t5"
                WHERE ((("t5"."deleted_at" IS NULL)
                    AND EXISTS
                    (SELECT 1 AS "one"
                    FROM "identity_user" AS "t6"
                    WHERE (("t6"."id" = "t5"."owner_id")
                        AND ("t6"."deleted_at" IS NULL)
                        AND ("t6"."name" = $2::text))))
                    AND (("t5"."id" = "each_shared"."id")
                      AND ((("t5"."owner_id" = $1::uuid)
                        OR ("t5"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $3::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $4::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))
                ORDER BY "t5"."id" DESC
                LIMIT 2) AS "b")
            UNION ALL
              (SELECT
                "t5".*,
                "t5"."id" AS "_k0"
              FROM "people_contact" AS "t5"
              WHERE ((("t5"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "identity_user" AS "t6"
                  WHERE (("t6"."id" = "t5"."owner_id")
                      AND ("t6"."deleted_at" IS NULL)
                      AND ("t6"."name" = $2::text))))
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t5"."owner_id" = $1::uuid)
                      OR ("t5"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $3::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $4::bigint)),
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE
                    AND (("t5"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $3::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $4::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))
                          AND ("sh"."entity" = 'Contact')))) IS TRUE)))
              ORDER BY "t5"."id" DESC
              LIMIT 2)) AS "u"
          ORDER BY "u"."_k0" DESC
          LIMIT 2) AS "t7"
        CROSS JOIN LATERAL
          (SELECT
            (SELECT "rt"."label" AS "label"
            FROM "record_text" AS "rt"
            WHERE ("rt"."record_id" = "t7"."id")) AS "displayName") AS "x0") AS "t8") AS o))::json AS "r1",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t11"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (WITH RECURSIVE "shared" AS
            (SELECT "sh"."record_id" AS "id"
            FROM "record_share" AS "sh"
            WHERE (("sh"."grantee_id" = ANY ((
                (SELECT array_append((
                  (SELECT coalesce(
                    (SELECT $3::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $4::bigint)),
                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))
                AND ("sh"."entity" = 'Contact'))
            LIMIT 501) SELECT "u".*
          FROM (
              (SELECT
                "t9".*,
                "t9"."id" AS "_k0"
              FROM "people_contact" AS "t9"
              WHERE ((("t9"."deleted_at" IS NULL)
                  AND (((("t9"."custom" ->> 'custom:3') COLLATE "C") >= $5::text)
                    AND ((("t9"."custom" ->> 'custom:3') COLLATE "C") < $6::text)))
                  AND ("t9"."owner_id" = $1::uuid))
              ORDER BY "t9"."id" DESC
              LIMIT 20)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT coalesce(
                    (SELECT $3::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $4::bigint)),
                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT
                  "t9".*,
                  "t9"."id" AS "_k0"
                FROM "people_contact" AS "t9"
                WHERE ((("t9"."deleted_at" IS NULL)
                    AND (((("t9"."custom" ->> 'custom:3') COLLATE "C") >= $5::text)
                      AND ((("t9"."custom" ->> 'custom:3') COLLATE "C") < $6::text)))
                    AND (("t9"."team_id" = "team"."value")
                      AND (("t9"."owner_id" = $1::uuid)) IS NOT TRUE))
                ORDER BY "t9"."id" DESC
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
                  "t9".*,
                  "t9"."id" AS "_k0"
                FROM "people_contact" AS "t9"
                WHERE ((("t9"."deleted_at" IS NULL)
                    AND (((("t9"."custom" ->> 'custom:3') COLLATE "C") >= $5::text)
                      AND ((("t9"."custom" ->> 'custom:3') COLLATE "C") < $6::text)))
                    AND (("t9"."id" = "each_shared"."id")
                      AND ((("t9"."owner_id" = $1::uuid)
                        OR ("t9"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $3::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $4::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))
                ORDER BY "t9"."id" DESC
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT
                "t9".*,
                "t9"."id" AS "_k0"
              FROM "people_contact" AS "t9"
              WHERE ((("t9"."deleted_at" IS NULL)
                  AND (((("t9"."custom" ->> 'custom:3') COLLATE "C") >= $5::text)
                    AND ((("t9"."custom" ->> 'custom:3') COLLATE "C") < $6::text)))
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t9"."owner_id" = $1::uuid)
                      OR ("t9"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $3::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $4::bigint)),
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE
                    AND (("t9"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $3::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $4::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))
                          AND ("sh"."entity" = 'Contact')))) IS TRUE)))
              ORDER BY "t9"."id" DESC
              LIMIT 20)) AS "u"
          ORDER BY "u"."_k0" DESC
          LIMIT 20) AS "t10"
        CROSS JOIN LATERAL
          (SELECT "t10"."first_name" AS "firstName", ("t10"."custom" ->> 'custom:3') AS "nextCall") AS "x0") AS "t11") AS o))::json AS "r2",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT count(*) AS "n"
        FROM (
            (SELECT "t12".*
            FROM "agency_listing" AS "t12"
            WHERE ((("t12"."deleted_at" IS NULL)
                AND ("t12"."stage" = $7::text))
                AND (("t12"."owner_id" = $1::uuid)
                  OR ("t12"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $3::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $4::bigint)),
                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))))
          UNION ALL
            (SELECT "t12".*
            FROM "agency_listing" AS "t12"
            WHERE ((("t12"."deleted_at" IS NULL)
                AND ("t12"."stage" = $7::text))
                AND EXISTS
                (SELECT 1 AS "one"
                FROM "record_share" AS "sh"
                WHERE (("sh"."record_id" = "t12"."id")
                    AND ("sh"."grantee_id" = ANY ((
                      (SELECT array_append((
                        (SELECT coalesce(
                          (SELECT $3::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $4::bigint)),
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))
                AND ((("t12"."owner_id" = $1::uuid)
                  OR ("t12"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $3::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $4::bigint)),
                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))) AS "t12") AS "totalCount",
        coalesce(json_agg("t14"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (WITH RECURSIVE "shared" AS
            (SELECT "sh"."record_id" AS "id"
            FROM "record_share" AS "sh"
            WHERE (("sh"."grantee_id" = ANY ((
                (SELECT array_append((
                  (SELECT coalesce(
                    (SELECT $3::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $4::bigint)),
                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))
                AND ("sh"."entity" = 'Listing'))
            LIMIT 501) SELECT "u".*
          FROM (
              (SELECT
                "t12".*,
                "t12"."id" AS "_k0"
              FROM "agency_listing" AS "t12"
              WHERE ((("t12"."deleted_at" IS NULL)
                  AND ("t12"."stage" = $7::text))
                  AND ("t12"."owner_id" = $1::uuid))
              ORDER BY "t12"."id" DESC
              LIMIT 20)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT coalesce(
                    (SELECT $3::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $4::bigint)),
                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT
                  "t12".*,
                  "t12"."id" AS "_k0"
                FROM "agency_listing" AS "t12"
                WHERE ((("t12"."deleted_at" IS NULL)
                    AND ("t12"."stage" = $7::text))
                    AND (("t12"."team_id" = "team"."value")
                      AND (("t12"."owner_id" = $1::uuid)) IS NOT TRUE))
                ORDER BY "t12"."id" DESC
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
                  "t12".*,
                  "t12"."id" AS "_k0"
                FROM "agency_listing" AS "t12"
                WHERE ((("t12"."deleted_at" IS NULL)
                    AND ("t12"."stage" = $7::text))
                    AND (("t12"."id" = "each_shared"."id")
                      AND ((("t12"."owner_id" = $1::uuid)
                        OR ("t12"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $3::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $4::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))
                ORDER BY "t12"."id" DESC
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT
                "t12".*,
                "t12"."id" AS "_k0"
              FROM "agency_listing" AS "t12"
              WHERE ((("t12"."deleted_at" IS NULL)
                  AND ("t12"."stage" = $7::text))
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t12"."owner_id" = $1::uuid)
                      OR ("t12"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $3::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $4::bigint)),
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE
                    AND (("t12"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $3::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $4::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))
                          AND ("sh"."entity" = 'Listing')))) IS TRUE)))
              ORDER BY "t12"."id" DESC
              LIMIT 20)) AS "u"
          ORDER BY "u"."_k0" DESC
          LIMIT 20) AS "t13"
        CROSS JOIN LATERAL
          (SELECT "t13"."title" AS "title",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t15"."first_name" AS "firstName",
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT "t16"."name" AS "name"
                  FROM "people_organization" AS "t16"
                  WHERE (("t16"."id" =
                      (SELECT "rr"."target_id" AS "target_id"
                      FROM "record_reference" AS "rr"
                      WHERE (("rr"."field_id" = 'custom:9')
                          AND ("rr"."source_id" = "t15"."id"))
                      ORDER BY "rr"."position"
                      LIMIT 1))
                      AND ("t16"."deleted_at" IS NULL)
                      AND ((("t16"."owner_id" = $1::uuid)
                        OR ("t16"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $3::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $4::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."record_id" = "t16"."id")
                            AND ("sh"."grantee_id" = ANY ((
                              (SELECT array_append((
                                (SELECT coalesce(
                                  (SELECT $3::uuid[] AS "teams"
                                  FROM "catalog_state" AS "acs"
                                  WHERE ("acs"."access_version" = $4::bigint)),
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o) AS "broker"
              FROM "people_contact" AS "t15"
              WHERE (("t15"."id" = "t13"."seller_id")
                  AND ("t15"."deleted_at" IS NULL)
                  AND ((("t15"."owner_id" = $1::uuid)
                    OR ("t15"."team_id" = ANY ((
                      (SELECT coalesce(
                        (SELECT $3::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $4::bigint)),
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                    OR EXISTS
                    (SELECT 1 AS "one"
                    FROM "record_share" AS "sh"
                    WHERE (("sh"."record_id" = "t15"."id")
                        AND ("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $3::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $4::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o) AS "seller") AS "x0") AS "t14") AS o))::json AS "r3",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t19"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (WITH RECURSIVE "shared" AS
            (SELECT "sh"."record_id" AS "id"
            FROM "record_share" AS "sh"
            WHERE (("sh"."grantee_id" = ANY ((
                (SELECT array_append((
                  (SELECT coalesce(
                    (SELECT $3::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $4::bigint)),
                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))
                AND ("sh"."entity" = 'Organization'))
            LIMIT 501) SELECT "u".*
          FROM (
              (SELECT "t17".*, (left(gql_crm_sort(left("t17"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t17"."name", 200) COLLATE "C") AS "_k1",
                "t17"."id" AS "_k2"
              FROM "people_organization" AS "t17"
              WHERE (("t17"."deleted_at" IS NULL)
                  AND ("t17"."owner_id" = $1::uuid)
                  AND ("t17"."name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t17"."name", 200)), 400) COLLATE "C"), (left("t17"."name", 200) COLLATE "C"), "t17"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT coalesce(
                    (SELECT $3::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $4::bigint)),
                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT "t17".*, (left(gql_crm_sort(left("t17"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t17"."name", 200) COLLATE "C") AS "_k1",
                  "t17"."id" AS "_k2"
                FROM "people_organization" AS "t17"
                WHERE (("t17"."deleted_at" IS NULL)
                    AND (("t17"."team_id" = "team"."value")
                      AND (("t17"."owner_id" = $1::uuid)) IS NOT TRUE)
                    AND ("t17"."name" IS NOT NULL))
                ORDER BY (left(gql_crm_sort(left("t17"."name", 200)), 400) COLLATE "C"), (left("t17"."name", 200) COLLATE "C"), "t17"."id"
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
                (SELECT "t17".*, (left(gql_crm_sort(left("t17"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t17"."name", 200) COLLATE "C") AS "_k1",
                  "t17"."id" AS "_k2"
                FROM "people_organization" AS "t17"
                WHERE (("t17"."deleted_at" IS NULL)
                    AND (("t17"."id" = "each_shared"."id")
                      AND ((("t17"."owner_id" = $1::uuid)
                        OR ("t17"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $3::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $4::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE)
                    AND ("t17"."name" IS NOT NULL))
                ORDER BY (left(gql_crm_sort(left("t17"."name", 200)), 400) COLLATE "C"), (left("t17"."name", 200) COLLATE "C"), "t17"."id"
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT "t17".*, (left(gql_crm_sort(left("t17"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t17"."name", 200) COLLATE "C") AS "_k1",
                "t17"."id" AS "_k2"
              FROM "people_organization" AS "t17"
              WHERE (("t17"."deleted_at" IS NULL)
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t17"."owner_id" = $1::uuid)
                      OR ("t17"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $3::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $4::bigint)),
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE
                    AND (("t17"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $3::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $4::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))
                          AND ("sh"."entity" = 'Organization')))) IS TRUE))
                  AND ("t17"."name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t17"."name", 200)), 400) COLLATE "C"), (left("t17"."name", 200) COLLATE "C"), "t17"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "t17".*, (left(gql_crm_sort(left("t17"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t17"."name", 200) COLLATE "C") AS "_k1",
                "t17"."id" AS "_k2"
              FROM "people_organization" AS "t17"
              WHERE (("t17"."deleted_at" IS NULL)
                  AND ("t17"."owner_id" = $1::uuid)
                  AND ("t17"."name" IS NULL))
              ORDER BY "t17"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT coalesce(
                    (SELECT $3::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $4::bigint)),
                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT "t17".*, (left(gql_crm_sort(left("t17"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t17"."name", 200) COLLATE "C") AS "_k1",
                  "t17"."id" AS "_k2"
                FROM "people_organization" AS "t17"
                WHERE (("t17"."deleted_at" IS NULL)
                    AND (("t17"."team_id" = "team"."value")
                      AND (("t17"."owner_id" = $1::uuid)) IS NOT TRUE)
                    AND ("t17"."name" IS NULL))
                ORDER BY "t17"."id"
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
                (SELECT "t17".*, (left(gql_crm_sort(left("t17"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t17"."name", 200) COLLATE "C") AS "_k1",
                  "t17"."id" AS "_k2"
                FROM "people_organization" AS "t17"
                WHERE (("t17"."deleted_at" IS NULL)
                    AND (("t17"."id" = "each_shared"."id")
                      AND ((("t17"."owner_id" = $1::uuid)
                        OR ("t17"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $3::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $4::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE)
                    AND ("t17"."name" IS NULL))
                ORDER BY "t17"."id"
                LIMIT 20) AS "b")
            UNION ALL
              (SELECT "t17".*, (left(gql_crm_sort(left("t17"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t17"."name", 200) COLLATE "C") AS "_k1",
                "t17"."id" AS "_k2"
              FROM "people_organization" AS "t17"
              WHERE (("t17"."deleted_at" IS NULL)
                  AND ((
                    (SELECT count(*) AS "n"
                    FROM "shared" AS "shared") > 500)
                    AND ((("t17"."owner_id" = $1::uuid)
                      OR ("t17"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $3::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $4::bigint)),
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE
                    AND (("t17"."id" IN
                      (SELECT "sh"."record_id" AS "id"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $3::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $4::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))
                          AND ("sh"."entity" = 'Organization')))) IS TRUE))
                  AND ("t17"."name" IS NULL))
              ORDER BY "t17"."id"
              LIMIT 20)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2"
          LIMIT 20) AS "t18"
        CROSS JOIN LATERAL
          (SELECT "t18"."name" AS "name",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT count(*) AS "n"
                FROM "people_contact" AS "t20"
                WHERE ((("t20"."organization_id" = "t18"."id")
                    AND ("t20"."deleted_at" IS NULL))
                    AND ((("t20"."owner_id" = $1::uuid)
                      OR ("t20"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $3::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $4::bigint)),
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t20"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append((
                              (SELECT coalesce(
                                (SELECT $3::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $4::bigint)),
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS "totalCount") AS o) AS "contacts") AS "x0") AS "t19") AS o))::json AS "r4",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
