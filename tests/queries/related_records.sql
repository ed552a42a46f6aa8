SELECT
  (
    (SELECT CASE
      WHEN ("t1"."entity" = 'Contact') THEN
      (SELECT row_to_json(o.*)
      FROM
        (SELECT
          (SELECT "rt"."label" AS "label"
          FROM "record_text" AS "rt"
          WHERE ("rt"."record_id" = "t10"."id")) AS "displayName",
          (SELECT row_to_json(o.*)
          FROM
            (SELECT
              (SELECT count(*) AS "n"
              FROM (
                  (SELECT "t13"."id" AS "id",
                    "t13"."relation_id" AS "relation_id",
                    "t13"."note" AS "note",
                    "t13"."created_at" AS "created_at",
                    "t13"."target_id" AS "other_id",
                    CASE
                    WHEN "t13"."both_ways" THEN 'BOTH'
                    ELSE 'OUTGOING'
                    END AS "direction"
                  FROM "record_link" AS "t13"
                  WHERE ("t13"."source_id" = "t10"."id"))
                UNION ALL
                  (SELECT "t14"."id" AS "id",
                    "t14"."relation_id" AS "relation_id",
                    "t14"."note" AS "note",
                    "t14"."created_at" AS "created_at",
                    "t14"."source_id" AS "other_id",
                    CASE
                    WHEN "t14"."both_ways" THEN 'BOTH'
                    ELSE 'INCOMING'
                    END AS "direction"
                  FROM "record_link" AS "t14"
                  WHERE ("t14"."target_id" = "t10"."id"))) AS "t11"
              JOIN "record" AS "t12" ON ("t12"."id" = "t11"."other_id")
              WHERE (("t11"."relation_id" = ANY ($1::text[]))
                  AND ("t12"."deleted_at" IS NULL)
                  AND (("t12"."entity" = ANY ($2::text[]))
                    OR (("t12"."entity" = ANY ($3::text[]))
                      AND ((("t12"."owner_id" = $4::uuid)
                        OR ("t12"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $5::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $6::bigint)),
                            (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."record_id" = "t12"."id")
                            AND ("sh"."grantee_id" = ANY ((
                              (SELECT array_append((
                                (SELECT coalesce(
                                  (SELECT $5::uuid[] AS "teams"
                                  FROM "catalog_state" AS "acs"
                                  WHERE ("acs"."access_version" = $6::bigint)),
                                  (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))))))
                    OR (("t12"."entity" = ANY ($7::text[]))
                      AND (("t12"."owner_id" = $4::uuid)
                        OR ("t12"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $5::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $6::bigint)),
                            (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record" AS "pub"
                        WHERE (("pub"."id" = "t12"."id")
                            AND "pub"."public"))))))) AS "totalCount",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT (count("t16"."rn") > 2) AS "hasNextPage", (array_agg("t16"."c0" ORDER BY "t16"."rn" DESC) FILTER (WHERE ("t16"."rn" <= 2)))[1] AS "endCursor") AS o) AS "pageInfo",
              coalesce(json_agg("t16"."c1" ORDER BY "t16"."rn") FILTER (WHERE ("t16"."rn" <= 2)), '[]'::json) AS "edges"
            FROM
              (SELECT row_number() OVER () AS "rn",
                replace(encode(convert_to((json_build_array('relatedRecords', ("t15"."_k0")::text))::text, 'UTF8'), 'base64'), '
', '') AS "c0",
                "x0" AS "c1"
              FROM
                (SELECT
                  "t11".*,
                  "t11"."id" AS "_k0"
                FROM (
                    (SELECT "t13"."id" AS "id",
                      "t13"."relation_id" AS "relation_id",
                      "t13"."note" AS "note",
                      "t13"."created_at" AS "created_at",
                      "t13"."target_id" AS "other_id",
                      CASE
                      WHEN "t13"."both_ways" THEN 'BOTH'
                      ELSE 'OUTGOING'
                      END AS "direction"
                    FROM "record_link" AS "t13"
                    WHERE ("t13"."source_id" = "t10"."id"))
                  UNION ALL
                    (SELECT "t14"."id" AS "id",
                      "t14"."relation_id" AS "relation_id",
                      "t14"."note" AS "note",
                      "t14"."created_at" AS "created_at",
                      "t14"."source_id" AS "other_id",
                      CASE
                      WHEN "t14"."both_ways" THEN 'BOTH'
                      ELSE 'INCOMING'
                      END AS "direction"
                    FROM "record_link" AS "t14"
                    WHERE ("t14"."target_id" = "t10"."id"))) AS "t11"
                JOIN "record" AS "t12" ON ("t12"."id" = "t11"."other_id")
                WHERE (("t11"."relation_id" = ANY ($8::text[]))
                    AND ("t12"."deleted_at" IS NULL)
                    AND (("t12"."entity" = ANY ($9::text[]))
                      OR (("t12"."entity" = ANY ($10::text[]))
                        AND ((("t12"."owner_id" = $4::uuid)
                          OR ("t12"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $5::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $6::bigint)),
                              (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t12"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $5::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $6::bigint)),
                                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))))))
                      OR (("t12"."entity" = ANY ($11::text[]))
                        AND (("t12"."owner_id" = $4::uuid)
                          OR ("t12"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $5::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $6::bigint)),
                              (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "pub"
                          WHERE (("pub"."id" = "t12"."id")
                              AND "pub"."public"))))))
                ORDER BY "t11"."id" DESC
                LIMIT 3) AS "t15"
              CROSS JOIN LATERAL
                (SELECT replace(encode(convert_to((json_build_array('relatedRecords', ("t15"."_k0")::text))::text, 'UTF8'), 'base64'), '
', '') AS "cursor",
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT ($12::json -> "t15"."relation_id") AS "relation", ($13::json ->> (("t15"."direction" || ' ') || "t15"."relation_id")) AS "label",
                      "t15"."direction" AS "direction",
                      "t15"."note" AS "note",
                      (SELECT CASE
                        WHEN ("t17"."entity" = 'Listing') THEN
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT 'Listing' AS "recordType",
                            (SELECT "rt"."label" AS "label"
                            FROM "record_text" AS "rt"
                            WHERE ("rt"."record_id" = "t18"."id")) AS "displayName",
                            "t18"."rooms" AS "rooms"
                          FROM "agency_listing" AS "t18"
                          WHERE (("t18"."id" = "t17"."id")
                              AND ((("t18"."owner_id" = $4::uuid)
                                OR ("t18"."team_id" = ANY ((
                                  (SELECT coalesce(
                                    (SELECT $5::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $6::bigint)),
                                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record_share" AS "sh"
                                WHERE (("sh"."record_id" = "t18"."id")
                                    AND ("sh"."grantee_id" = ANY ((
                                      (SELECT array_append((
                                        (SELECT coalesce(
                                          (SELECT $5::uuid[] AS "teams"
                                          FROM "catalog_state" AS "acs"
                                          WHERE ("acs"."access_version" = $6::bigint)),
                                          (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))))))) AS o)
                        ELSE
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT "t17"."entity" AS "recordType",
                            (SELECT "rt"."label" AS "label"
                            FROM "record_text" AS "rt"
                            WHERE ("rt"."record_id" = "t17"."id")) AS "displayName") AS o)
                        END AS "record"
                      FROM "record" AS "t17"
                      WHERE (("t17"."id" = "t15"."other_id")
                          AND (("t17"."entity" = ANY ($14::text[]))
                            OR (("t17"."entity" = ANY ($15::text[]))
                              AND ((("t17"."owner_id" = $4::uuid)
                                OR ("t17"."team_id" = ANY ((
                                  (SELECT coalesce(
                                    (SELECT $5::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $6::bigint)),
                                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record_share" AS "sh"
                                WHERE (("sh"."record_id" = "t17"."id")
                                    AND ("sh"."grantee_id" = ANY ((
                                      (SELECT array_append((
                                        (SELECT coalesce(
                                          (SELECT $5::uuid[] AS "teams"
                                          FROM "catalog_state" AS "acs"
                                          WHERE ("acs"."access_version" = $6::bigint)),
                                          (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))))))
                            OR (("t17"."entity" = ANY ($16::text[]))
                              AND (("t17"."owner_id" = $4::uuid)
                                OR ("t17"."team_id" = ANY ((
                                  (SELECT coalesce(
                                    (SELECT $5::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $6::bigint)),
                                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record" AS "pub"
                                WHERE (("pub"."id" = "t17"."id")
                                    AND "pub"."public"))))))) AS "record") AS o) AS "node") AS "x0") AS "t16") AS o) AS "relatedRecords",
          (SELECT row_to_json(o.*)
          FROM
            (SELECT coalesce(json_agg("t24"."c0"), '[]'::json) AS "nodes"
            FROM
              (SELECT "x0" AS "c0"
              FROM
                (SELECT "t19".*
                FROM (
                    (SELECT "t21"."id" AS "id",
                      "t21"."relation_id" AS "relation_id",
                      "t21"."note" AS "note",
                      "t21"."created_at" AS "created_at",
                      "t21"."target_id" AS "other_id",
                      CASE
                      WHEN "t21"."both_ways" THEN 'BOTH'
                      ELSE 'OUTGOING'
                      END AS "direction"
                    FROM "record_link" AS "t21"
                    WHERE ("t21"."source_id" = "t10"."id"))
                  UNION ALL
                    (SELECT "t22"."id" AS "id",
                      "t22"."relation_id" AS "relation_id",
                      "t22"."note" AS "note",
                      "t22"."created_at" AS "created_at",
                      "t22"."source_id" AS "other_id",
                      CASE
                      WHEN "t22"."both_ways" THEN 'BOTH'
                      ELSE 'INCOMING'
                      END AS "direction"
                    FROM "record_link" AS "t22"
                    WHERE ("t22"."target_id" = "t10"."id"))) AS "t19"
                JOIN "record" AS "t20" ON ("t20"."id" = "t19"."other_id")
                WHERE ((("t19"."relation_id" = ANY ($17::text[]))
                    AND ("t20"."deleted_at" IS NULL)
                    AND (("t20"."entity" = ANY ($18::text[]))
                      OR (("t20"."entity" = ANY ($19::text[]))
                        AND ((("t20"."owner_id" = $4::uuid)
                          OR ("t20"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $5::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $6::bigint)),
                              (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t20"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $5::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $6::bigint)),
                                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))))))
                      OR (("t20"."entity" = ANY ($20::text[]))
                        AND (("t20"."owner_id" = $4::uuid)
                          OR ("t20"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $5::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $6::bigint)),
                              (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "pub"
                          WHERE (("pub"."id" = "t20"."id")
                              AND "pub"."public"))))))
                    AND (("t19"."id") < (($21::text)::uuid)))
                ORDER BY "t19"."id" DESC
                LIMIT 2) AS "t23"
              CROSS JOIN LATERAL
                (SELECT ($22::json ->> (("t23"."direction" || ' ') || "t23"."relation_id")) AS "label",
                  (SELECT
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t25"."id" AS "id") AS o) AS "record"
                  FROM "record" AS "t25"
                  WHERE (("t25"."id" = "t23"."other_id")
                      AND (("t25"."entity" = ANY ($23::text[]))
                        OR (("t25"."entity" = ANY ($24::text[]))
                          AND ((("t25"."owner_id" = $4::uuid)
                            OR ("t25"."team_id" = ANY ((
                              (SELECT coalesce(
                                (SELECT $5::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $6::bigint)),
                                (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))
                            OR EXISTS
                            (SELECT 1 AS "one"
                            FROM "record_share" AS "sh"
                            WHERE (("sh"."record_id" = "t25"."id")
                                AND ("sh"."grantee_id" = ANY ((
                                  (SELECT array_append((
                                    (SELECT coalesce(
                                      (SELECT $5::uuid[] AS "teams"
                                      FROM "catalog_state" AS "acs"
                                      WHERE ("acs"."access_version" = $6::bigint)),
                                      (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))))))
                        OR (("t25"."entity" = ANY ($25::text[]))
                          AND (("t25"."owner_id" = $4::uuid)
                            OR ("t25"."team_id" = ANY ((
                              (SELECT coalesce(
                                (SELECT $5::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $6::bigint)),
                                (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]))
                            OR EXISTS
                            (SELECT 1 AS "one"
                            FROM "record" AS "pub"
                            WHERE (("pub"."id" = "t25"."id")
                                AND "pub"."public"))))))) AS "record") AS "x0") AS "t24") AS o) AS "further",
          (SELECT row_to_json(o.*)
          FROM
            (SELECT
              (SELECT count(*) AS "n"
              FROM (
                  (SELECT "t28"."id" AS "id",
                    "t28"."relation_id" AS "relation_id",
                    "t28"."note" AS "note",
                    "t28"."created_at" AS "created_at",
                    "t28"."target_id" AS "other_id",
                    CASE
                    WHEN "t28"."both_ways" THEN 'BOTH'
                    ELSE 'OUTGOING'
                    END AS "direction"
                  FROM "record_link" AS "t28"
                  WHERE ("t28"."source_id" = "t10"."id"))
                UNION ALL
                  (SELECT "t29"."id" AS "id",
                    "t29"."relation_id" AS "relation_id",
                    "t29"."note" AS "note",
                    "t29"."created_at" AS "created_at",
                    "t29"."source_id" AS "other_id",
                    CASE
                    WHEN "t29"."both_ways" THEN 'BOTH'
                    ELSE 'INCOMING'
                    END AS "direction"
                  FROM "record_link" AS "t29"
                  WHERE ("t29"."target_id" = "t10"."id"))) AS "t26"
              JOIN "record" AS "t27" ON ("t27"."id" = "t26"."other_id")
              WHERE (("t26"."relation_id" = $26::text)
                  AND ("t27"."entity" = $27::text)
                  AND ("t27"."deleted_at" IS NULL)
                  AND (("t27"."entity" = ANY ($28::text[]))
                    OR (("t27"."entity" = ANY ($29::text[]))
                      AND ((("t27"."owner_id" = $4::uuid)
                        OR ("t27"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $5::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $6::bigint)),
                            (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record_share" AS "sh"
                        WHERE (("sh"."record_id" = "t27"."id")
                            AND ("sh"."grantee_id" = ANY ((
                              (SELECT array_append((
                                (SELECT coalesce(
                                  (SELECT $5::uuid[] AS "teams"
                                  FROM "catalog_state" AS "acs"
                                  WHERE ("acs"."access_version" = $6::bigint)),
                                  (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))))))
                    OR (("t27"."entity" = ANY ($30::text[]))
                      AND (("t27"."owner_id" = $4::uuid)
                        OR ("t27"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $5::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $6::bigint)),
                            (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record" AS "pub"
                        WHERE (("pub"."id" = "t27"."id")
                            AND "pub"."public"))))))) AS "totalCount",
              coalesce(json_agg("t31"."c0"), '[]'::json) AS "nodes"
            FROM
              (SELECT "x0" AS "c0"
              FROM
                (SELECT "t26".*
                FROM (
                    (SELECT "t28"."id" AS "id",
                      "t28"."relation_id" AS "relation_id",
                      "t28"."note" AS "note",
                      "t28"."created_at" AS "created_at",
                      "t28"."target_id" AS "other_id",
                      CASE
                      WHEN "t28"."both_ways" THEN 'BOTH'
                      ELSE 'OUTGOING'
                      END AS "direction"
                    FROM "record_link" AS "t28"
                    WHERE ("t28"."source_id" = "t10"."id"))
                  UNION ALL
                    (SELECT "t29"."id" AS "id",
                      "t29"."relation_id" AS "relation_id",
                      "t29"."note" AS "note",
                      "t29"."created_at" AS "created_at",
                      "t29"."source_id" AS "other_id",
                      CASE
                      WHEN "t29"."both_ways" THEN 'BOTH'
                      ELSE 'INCOMING'
                      END AS "direction"
                    FROM "record_link" AS "t29"
                    WHERE ("t29"."target_id" = "t10"."id"))) AS "t26"
                JOIN "record" AS "t27" ON ("t27"."id" = "t26"."other_id")
                WHERE (("t26"."relation_id" = $26::text)
                    AND ("t27"."entity" = $27::text)
                    AND ("t27"."deleted_at" IS NULL)
                    AND (("t27"."entity" = ANY ($31::text[]))
                      OR (("t27"."entity" = ANY ($32::text[]))
                        AND ((("t27"."owner_id" = $4::uuid)
                          OR ("t27"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $5::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $6::bigint)),
                              (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t27"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $5::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $6::bigint)),
                                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))))))
                      OR (("t27"."entity" = ANY ($33::text[]))
                        AND (("t27"."owner_id" = $4::uuid)
                          OR ("t27"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $5::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $6::bigint)),
                              (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "pub"
                          WHERE (("pub"."id" = "t27"."id")
                              AND "pub"."public"))))))
                ORDER BY "t26"."id" DESC
                LIMIT 20) AS "t30"
              CROSS JOIN LATERAL
                (SELECT "t30"."direction" AS "direction") AS "x0") AS "t31") AS o) AS "ofOne"
        FROM "people_contact" AS "t10"
        WHERE (("t10"."id" = "t1"."id")
            AND ((("t10"."owner_id" = $4::uuid)
              OR ("t10"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $5::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $6::bigint)),
                  (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record_share" AS "sh"
              WHERE (("sh"."record_id" = "t10"."id")
                  AND ("sh"."grantee_id" = ANY ((
                    (SELECT array_append((
                      (SELECT coalesce(
                        (SELECT $5::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $6::bigint)),
                        (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))))))) AS o)
      ELSE
      (SELECT row_to_json(o.*)
      FROM
        (SELECT
          (SELECT "rt"."label" AS "label"
          FROM "record_text" AS "rt"
          WHERE ("rt"."record_id" = "t1"."id")) AS "displayName",
          (SELECT row_to_json(o.*)
          FROM
            (SELECT
              (SELECT count(*) AS "n"
              FROM (
                  (SELECT "t4"."id" AS "id",
                    "t4"."relation_id" AS "relation_id",
                    "t4"."note" AS "note",
                    "t4"."created_at" AS "created_at",
                    "t4"."target_id" AS "other_id",
                    CASE
                    WHEN "t4"."both_ways" THEN 'BOTH'
                    ELSE 'OUTGOING'
                    END AS "direction"
                  FROM "record_link" AS "t4"
                  WHERE ("t4"."source_id" = "t1"."id"))
                UNION ALL
                  (SELECT "t5"."id" AS "id",
                    "t5"."relation_id" AS "relation_id",
                    "t5"."note" AS "note",
                    "t5"."created_at" AS "created_at",
                    "t5"."source_id" AS "other_id",
                    CASE
                    WHEN "t5"."both_ways" THEN 'BOTH'
                    ELSE 'INCOMING'
                    END AS "direction"
                  FROM "record_link" AS "t5"
                  WHERE ("t5"."target_id" = "t1"."id"))) AS "t2"
              JOIN "record" AS "t3" ON ("t3"."id" = "t2"."other_id")
              WHERE (("t2"."relation_id" = ANY ($34::text[]))
                  AND ("t3"."deleted_at" IS NULL)
                  AND (("t3"."entity" = ANY ($35::text[]))
                    OR (("t3"."entity" = ANY ($36::text[]))
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
                    OR (("t3"."entity" = ANY ($37::text[]))
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
                            AND "pub"."public"))))))) AS "totalCount",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT (count("t7"."rn") > 2) AS "hasNextPage", (array_agg("t7"."c0" ORDER BY "t7"."rn" DESC) FILTER (WHERE ("t7"."rn" <= 2)))[1] AS "endCursor") AS o) AS "pageInfo",
              coalesce(json_agg("t7"."c1" ORDER BY "t7"."rn") FILTER (WHERE ("t7"."rn" <= 2)), '[]'::json) AS "edges"
            FROM
              (SELECT row_number() OVER () AS "rn",
                replace(encode(convert_to((json_build_array('relatedRecords', ("t6"."_k0")::text))::text, 'UTF8'), 'base64'), '
', '') AS "c0",
                "x0" AS "c1"
              FROM
                (SELECT
                  "t2".*,
                  "t2"."id" AS "_k0"
                FROM (
                    (SELECT "t4"."id" AS "id",
                      "t4"."relation_id" AS "relation_id",
                      "t4"."note" AS "note",
                      "t4"."created_at" AS "created_at",
                      "t4"."target_id" AS "other_id",
                      CASE
                      WHEN "t4"."both_ways" THEN 'BOTH'
                      ELSE 'OUTGOING'
                      END AS "direction"
                    FROM "record_link" AS "t4"
                    WHERE ("t4"."source_id" = "t1"."id"))
                  UNION ALL
                    (SELECT "t5"."id" AS "id",
                      "t5"."relation_id" AS "relation_id",
                      "t5"."note" AS "note",
                      "t5"."created_at" AS "created_at",
                      "t5"."source_id" AS "other_id",
                      CASE
                      WHEN "t5"."both_ways" THEN 'BOTH'
                      ELSE 'INCOMING'
                      END AS "direction"
                    FROM "record_link" AS "t5"
                    WHERE ("t5"."target_id" = "t1"."id"))) AS "t2"
                JOIN "record" AS "t3" ON ("t3"."id" = "t2"."other_id")
                WHERE (("t2"."relation_id" = ANY ($38::text[]))
                    AND ("t3"."deleted_at" IS NULL)
                    AND (("t3"."entity" = ANY ($39::text[]))
                      OR (("t3"."entity" = ANY ($40::text[]))
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
                      OR (("t3"."entity" = ANY ($41::text[]))
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
                ORDER BY "t2"."id" DESC
                LIMIT 3) AS "t6"
              CROSS JOIN LATERAL
                (SELECT replace(encode(convert_to((json_build_array('relatedRecords', ("t6"."_k0")::text))::text, 'UTF8'), 'base64'), '
', '') AS "cursor",
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT ($42::json -> "t6"."relation_id") AS "relation", ($43::json ->> (("t6"."direction" || ' ') || "t6"."relation_id")) AS "label",
                      "t6"."direction" AS "direction",
                      "t6"."note" AS "note",
                      (SELECT CASE
                        WHEN ("t8"."entity" = 'Listing') THEN
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT 'Listing' AS "recordType",
                            (SELECT "rt"."label" AS "label"
                            FROM "record_text" AS "rt"
                            WHERE ("rt"."record_id" = "t9"."id")) AS "displayName",
                            "t9"."rooms" AS "rooms"
                          FROM "agency_listing" AS "t9"
                          WHERE (("t9"."id" = "t8"."id")
                              AND ((("t9"."owner_id" = $4::uuid)
                                OR ("t9"."team_id" = ANY ((
                                  (SELECT coalesce(
                                    (SELECT $5::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $6::bigint)),
                                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record_share" AS "sh"
                                WHERE (("sh"."record_id" = "t9"."id")
                                    AND ("sh"."grantee_id" = ANY ((
                                      (SELECT array_append((
                                        (SELECT coalesce(
                                          (SELECT $5::uuid[] AS "teams"
                                          FROM "catalog_state" AS "acs"
                                          WHERE ("acs"."access_version" = $6::bigint)),
                                          (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))))))) AS o)
                        ELSE
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT "t8"."entity" AS "recordType",
                            (SELECT "rt"."label" AS "label"
                            FROM "record_text" AS "rt"
                            WHERE ("rt"."record_id" = "t8"."id")) AS "displayName") AS o)
                        END AS "record"
                      FROM "record" AS "t8"
                      WHERE (("t8"."id" = "t6"."other_id")
                          AND (("t8"."entity" = ANY ($44::text[]))
                            OR (("t8"."entity" = ANY ($45::text[]))
                              AND ((("t8"."owner_id" = $4::uuid)
                                OR ("t8"."team_id" = ANY ((
                                  (SELECT coalesce(
                                    (SELECT $5::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $6::bigint)),
                                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record_share" AS "sh"
                                WHERE (("sh"."record_id" = "t8"."id")
                                    AND ("sh"."grantee_id" = ANY ((
                                      (SELECT array_append((
                                        (SELECT coalesce(
                                          (SELECT $5::uuid[] AS "teams"
                                          FROM "catalog_state" AS "acs"
                                          WHERE ("acs"."access_version" = $6::bigint)),
                                          (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))))))
                            OR (("t8"."entity" = ANY ($46::text[]))
                              AND (("t8"."owner_id" = $4::uuid)
                                OR ("t8"."team_id" = ANY ((
                                  (SELECT coalesce(
                                    (SELECT $5::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $6::bigint)),
                                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record" AS "pub"
                                WHERE (("pub"."id" = "t8"."id")
                                    AND "pub"."public"))))))) AS "record") AS o) AS "node") AS "x0") AS "t7") AS o) AS "relatedRecords") AS o)
      END AS "record"
    FROM "record" AS "t1"
    WHERE (("t1"."id" = $47::uuid)
        AND (("t1"."entity" = ANY ($48::text[]))
          OR (("t1"."entity" = ANY ($49::text[]))
            AND ((("t1"."owner_id" = $4::uuid)
              OR ("t1"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $5::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $6::bigint)),
                  (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[])))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record_share" AS "sh"
              WHERE (("sh"."record_id" = "t1"."id")
                  AND ("sh"."grantee_id" = ANY ((
                    (SELECT array_append((
                      (SELECT coalesce(
                        (SELECT $5::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $6::bigint)),
                        (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[], $4::uuid) AS "ids"))::uuid[]))))))
          OR (("t1"."entity" = ANY ($50::text[]))
            AND (("t1"."owner_id" = $4::uuid)
              OR ("t1"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $5::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $6::bigint)),
                  (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record" AS "pub"
              WHERE (("pub"."id" = "t1"."id")
                  AND "pub"."public"))))))))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
