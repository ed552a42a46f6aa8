SELECT
  (
    (SELECT CASE
      WHEN ("t1"."entity" = 'Listing') THEN
      (SELECT row_to_json(o.*)
      FROM
        (SELECT
          (SELECT row_to_json(o.*)
          FROM
            (SELECT
              (SELECT count(*) AS "n"
              FROM
                (SELECT "t4"."id" AS "id",
                  "t4"."version" AS "version",
                  "t4"."action" AS "action",
                  "t4"."actor_id" AS "actor_id",
                  "t4"."origin" AS "origin",
                  "t4"."at" AS "at",
                  "t5"."key" AS "field_id",
                  CASE
                  WHEN ((("t4"."diff" - ('gql_crm:tags')::text) - ('gql_crm:shares')::text) = ('{}')::jsonb) THEN "t4"."id"
                  ELSE ('00000000-0000-0000-0000-000000000000')::uuid
                  END AS "place",
                  "t5"."value" AS "pair", ($1::jsonb ->> "t5"."key") AS "field"
                FROM "change" AS "t4"
                CROSS JOIN LATERAL jsonb_each("t4"."diff") AS "t5"(
                    key,
                    value)
                WHERE ("t4"."record_id" = "t2"."id")) AS "t3"
              WHERE ("t3"."field" IS NOT NULL)) AS "totalCount",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT (count("t7"."rn") > 4) AS "hasNextPage", (array_agg("t7"."c0" ORDER BY "t7"."rn" DESC) FILTER (WHERE ("t7"."rn" <= 4)))[1] AS "endCursor") AS o) AS "pageInfo",
              coalesce(json_agg("t7"."c1" ORDER BY "t7"."rn") FILTER (WHERE ("t7"."rn" <= 4)), '[]'::json) AS "edges"
            FROM
              (SELECT row_number() OVER () AS "rn",
                replace(encode(convert_to((json_build_array('history', ("t6"."_k0")::text, ("t6"."_k1")::text, ("t6"."_k2")::text))::text, 'UTF8'), 'base64'), '
', '') AS "c0",
                "x0" AS "c1"
              FROM
                (SELECT
                  "t3".*,
                  "t3"."version" AS "_k0",
                  "t3"."place" AS "_k1", ("t3"."field_id" COLLATE "C") AS "_k2"
                FROM
                  (SELECT "t4"."id" AS "id",
                    "t4"."version" AS "version",
                    "t4"."action" AS "action",
                    "t4"."actor_id" AS "actor_id",
                    "t4"."origin" AS "origin",
                    "t4"."at" AS "at",
                    "t5"."key" AS "field_id",
                    CASE
                    WHEN ((("t4"."diff" - ('gql_crm:tags')::text) - ('gql_crm:shares')::text) = ('{}')::jsonb) THEN "t4"."id"
                    ELSE ('00000000-0000-0000-0000-000000000000')::uuid
                    END AS "place",
                    "t5"."value" AS "pair", ($1::jsonb ->> "t5"."key") AS "field"
                  FROM "change" AS "t4"
                  CROSS JOIN LATERAL jsonb_each("t4"."diff") AS "t5"(
                      key,
                      value)
                  WHERE ("t4"."record_id" = "t2"."id")) AS "t3"
                WHERE ("t3"."field" IS NOT NULL)
                ORDER BY
                  "t3"."version" DESC,
                  "t3"."place" DESC, ("t3"."field_id" COLLATE "C")
                LIMIT 5) AS "t6"
              CROSS JOIN LATERAL
                (SELECT replace(encode(convert_to((json_build_array('history', ("t6"."_k0")::text, ("t6"."_k1")::text, ("t6"."_k2")::text))::text, 'UTF8'), 'base64'), '
', '') AS "cursor",
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT "t6"."field" AS "field",
                      CASE
                      WHEN ("t6"."action" = 'CREATED') THEN NULL
                      ELSE CASE
                      WHEN ("t6"."field_id" = ANY ($2::text[])) THEN CASE
                      WHEN EXISTS
                      (SELECT 1 AS "one"
                      FROM "record" AS "t8"
                      WHERE (("t8"."id" = (("t6"."pair" ->> 0))::uuid)
                          AND (("t8"."entity" = 'Contact')
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
                                        (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[])))))))) THEN ("t6"."pair" -> 0)
                      ELSE NULL
                      END
                      WHEN ("t6"."field_id" = ANY ($6::text[])) THEN (
                        (SELECT coalesce(json_agg("t9"."value" ORDER BY "t9"."rn"), '[]'::json) AS "listed"
                        FROM jsonb_array_elements_text(("t6"."pair" -> 0)) WITH
                          ORDINALITY AS "t9"(
                            value,
                            rn)
                        WHERE EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "t10"
                          WHERE (("t10"."id" = ("t9"."value")::uuid)
                              AND ((("t10"."entity" = 'Contact')
                                AND ((("t10"."owner_id" = $3::uuid)
                                  OR ("t10"."team_id" = ANY ((
                                    (SELECT coalesce(
                                      (SELECT $4::uuid[] AS "teams"
                                      FROM "catalog_state" AS "acs"
                                      WHERE ("acs"."access_version" = $5::bigint)),
                                      (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                                  OR EXISTS
                                  (SELECT 1 AS "one"
                                  FROM "record_share" AS "sh"
                                  WHERE (("sh"."record_id" = "t10"."id")
                                      AND ("sh"."grantee_id" = ANY ((
                                        (SELECT array_append((
                                          (SELECT coalesce(
                                            (SELECT $4::uuid[] AS "teams"
                                            FROM "catalog_state" AS "acs"
                                            WHERE ("acs"."access_version" = $5::bigint)),
                                            (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))
                                OR (("t10"."entity" = 'Organization')
                                  AND ((("t10"."owner_id" = $3::uuid)
                                    OR ("t10"."team_id" = ANY ((
                                      (SELECT coalesce(
                                        (SELECT $4::uuid[] AS "teams"
                                        FROM "catalog_state" AS "acs"
                                        WHERE ("acs"."access_version" = $5::bigint)),
                                        (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                                    OR EXISTS
                                    (SELECT 1 AS "one"
                                    FROM "record_share" AS "sh"
                                    WHERE (("sh"."record_id" = "t10"."id")
                                        AND ("sh"."grantee_id" = ANY ((
                                          (SELECT array_append((
                                            (SELECT coalesce(
                                              (SELECT $4::uuid[] AS "teams"
                                              FROM "catalog_state" AS "acs"
                                              WHERE ("acs"."access_version" = $5::bigint)),
                                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[])))))))))))::jsonb
                      WHEN ("t6"."field_id" = ANY ($7::text[])) THEN (
                        (SELECT coalesce(json_agg(("t11"."value" || jsonb_build_object('relation', ($8::jsonb ->> "t6"."field_id")))
                        ORDER BY "t11"."rn"), '[]'::json) AS "listed"
                        FROM jsonb_array_elements(("t6"."pair" -> 0)) WITH
                          ORDINALITY AS "t11"(
                            value,
                            rn)
                        WHERE EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "t12"
                          WHERE (("t12"."id" = (("t11"."value" ->> 'id'))::uuid)
                              AND (("t12"."entity" = ANY ($9::text[]))
                                OR (("t12"."entity" = ANY ($10::text[]))
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
                                OR (("t12"."entity" = ANY ($11::text[]))
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
                                        AND "pub"."public")))))))))::jsonb
                      WHEN ("t6"."field_id" = 'agency:Listing.offers') THEN (
                        (SELECT coalesce(json_agg(("t13"."value" - ARRAY
                          (SELECT "t14"."key" AS "key"
                          FROM jsonb_each("t13"."value") AS "t14"(key, value)
                          WHERE (("t14"."key" = ANY ($12::text[]))
                              AND (EXISTS
                                (SELECT 1 AS "one"
                                FROM "record" AS "t15"
                                WHERE (("t15"."id" = (("t13"."value" ->> "t14"."key"))::uuid)
                                    AND (("t15"."entity" = 'Contact')
                                      AND ((("t15"."owner_id" = $3::uuid)
                                        OR ("t15"."team_id" = ANY ((
                                          (SELECT coalesce(
                                            (SELECT $4::uuid[] AS "teams"
                                            FROM "catalog_state" AS "acs"
                                            WHERE ("acs"."access_version" = $5::bigint)),
                                            (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                                        OR EXISTS
                                        (SELECT 1 AS "one"
                                        FROM "record_share" AS "sh"
                                        WHERE (("sh"."record_id" = "t15"."id")
                                            AND ("sh"."grantee_id" = ANY ((
                                              (SELECT array_append((
                                                (SELECT coalesce(
                                                  (SELECT $4::uuid[] AS "teams"
                                                  FROM "catalog_state" AS "acs"
                                                  WHERE ("acs"."access_version" = $5::bigint)),
                                                  (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))))) IS NOT TRUE)))
                        ORDER BY "t13"."rn"), '[]'::json) AS "listed"
                        FROM jsonb_array_elements(("t6"."pair" -> 0)) WITH
                          ORDINALITY AS "t13"(
                            value,
                            rn)))::jsonb
                      ELSE ("t6"."pair" -> 0)
                      END
                      END AS "oldValue",
                      CASE
                      WHEN ("t6"."field_id" = ANY ($13::text[])) THEN CASE
                      WHEN EXISTS
                      (SELECT 1 AS "one"
                      FROM "record" AS "t16"
                      WHERE (("t16"."id" = (("t6"."pair" ->> 1))::uuid)
                          AND (("t16"."entity" = 'Contact')
                            AND ((("t16"."owner_id" = $3::uuid)
                              OR ("t16"."team_id" = ANY ((
                                (SELECT coalesce(
                                  (SELECT $4::uuid[] AS "teams"
                                  FROM "catalog_state" AS "acs"
                                  WHERE ("acs"."access_version" = $5::bigint)),
                                  (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record_share" AS "sh"
                              WHERE (("sh"."record_id" = "t16"."id")
                                  AND ("sh"."grantee_id" = ANY ((
                                    (SELECT array_append((
                                      (SELECT coalesce(
                                        (SELECT $4::uuid[] AS "teams"
                                        FROM "catalog_state" AS "acs"
                                        WHERE ("acs"."access_version" = $5::bigint)),
                                        (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[])))))))) THEN ("t6"."pair" -> 1)
                      ELSE NULL
                      END
                      WHEN ("t6"."field_id" = ANY ($14::text[])) THEN (
                        (SELECT coalesce(json_agg("t17"."value" ORDER BY "t17"."rn"), '[]'::json) AS "listed"
                        FROM jsonb_array_elements_text(("t6"."pair" -> 1)) WITH
                          ORDINALITY AS "t17"(
                            value,
                            rn)
                        WHERE EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "t18"
                          WHERE (("t18"."id" = ("t17"."value")::uuid)
                              AND ((("t18"."entity" = 'Contact')
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
                                            (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))
                                OR (("t18"."entity" = 'Organization')
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
                                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[])))))))))))::jsonb
                      WHEN ("t6"."field_id" = ANY ($15::text[])) THEN (
                        (SELECT coalesce(json_agg(("t19"."value" || jsonb_build_object('relation', ($16::jsonb ->> "t6"."field_id")))
                        ORDER BY "t19"."rn"), '[]'::json) AS "listed"
                        FROM jsonb_array_elements(("t6"."pair" -> 1)) WITH
                          ORDINALITY AS "t19"(
                            value,
                            rn)
                        WHERE EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "t20"
                          WHERE (("t20"."id" = (("t19"."value" ->> 'id'))::uuid)
                              AND (("t20"."entity" = ANY ($17::text[]))
                                OR (("t20"."entity" = ANY ($18::text[]))
                                  AND ((("t20"."owner_id" = $3::uuid)
                                    OR ("t20"."team_id" = ANY ((
                                      (SELECT coalesce(
                                        (SELECT $4::uuid[] AS "teams"
                                        FROM "catalog_state" AS "acs"
                                        WHERE ("acs"."access_version" = $5::bigint)),
                                        (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                                    OR EXISTS
                                    (SELECT 1 AS "one"
                                    FROM "record_share" AS "sh"
                                    WHERE (("sh"."record_id" = "t20"."id")
                                        AND ("sh"."grantee_id" = ANY ((
                                          (SELECT array_append((
                                            (SELECT coalesce(
                                              (SELECT $4::uuid[] AS "teams"
                                              FROM "catalog_state" AS "acs"
                                              WHERE ("acs"."access_version" = $5::bigint)),
                                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))
                                OR (("t20"."entity" = ANY ($19::text[]))
                                  AND (("t20"."owner_id" = $3::uuid)
                                    OR ("t20"."team_id" = ANY ((
                                      (SELECT coalesce(
                                        (SELECT $4::uuid[] AS "teams"
                                        FROM "catalog_state" AS "acs"
                                        WHERE ("acs"."access_version" = $5::bigint)),
                                        (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]))
                                    OR EXISTS
                                    (SELECT 1 AS "one"
                                    FROM "record" AS "pub"
                                    WHERE (("pub"."id" = "t20"."id")
                                        AND "pub"."public")))))))))::jsonb
                      WHEN ("t6"."field_id" = 'agency:Listing.offers') THEN (
                        (SELECT coalesce(json_agg(("t21"."value" - ARRAY
                          (SELECT "t22"."key" AS "key"
                          FROM jsonb_each("t21"."value") AS "t22"(key, value)
                          WHERE (("t22"."key" = ANY ($20::text[]))
                              AND (EXISTS
                                (SELECT 1 AS "one"
                                FROM "record" AS "t23"
                                WHERE (("t23"."id" = (("t21"."value" ->> "t22"."key"))::uuid)
                                    AND (("t23"."entity" = 'Contact')
                                      AND ((("t23"."owner_id" = $3::uuid)
                                        OR ("t23"."team_id" = ANY ((
                                          (SELECT coalesce(
                                            (SELECT $4::uuid[] AS "teams"
                                            FROM "catalog_state" AS "acs"
                                            WHERE ("acs"."access_version" = $5::bigint)),
                                            (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                                        OR EXISTS
                                        (SELECT 1 AS "one"
                                        FROM "record_share" AS "sh"
                                        WHERE (("sh"."record_id" = "t23"."id")
                                            AND ("sh"."grantee_id" = ANY ((
                                              (SELECT array_append((
                                                (SELECT coalesce(
                                                  (SELECT $4::uuid[] AS "teams"
                                                  FROM "catalog_state" AS "acs"
                                                  WHERE ("acs"."access_version" = $5::bigint)),
                                                  (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))))) IS NOT TRUE)))
                        ORDER BY "t21"."rn"), '[]'::json) AS "listed"
                        FROM jsonb_array_elements(("t6"."pair" -> 1)) WITH
                          ORDINALITY AS "t21"(
                            value,
                            rn)))::jsonb
                      ELSE ("t6"."pair" -> 1)
                      END AS "newValue",
                      "t6"."origin" AS "origin",
                      "t6"."at" AS "changedAt",
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT "t24"."name" AS "name"
                        FROM "identity_user" AS "t24"
                        WHERE (("t24"."id" = "t6"."actor_id")
                            AND ("t24"."deleted_at" IS NULL))) AS o) AS "actor") AS o) AS "node") AS "x0") AS "t7") AS o) AS "history",
          (SELECT row_to_json(o.*)
          FROM
            (SELECT coalesce(json_agg("t29"."c0"), '[]'::json) AS "nodes"
            FROM
              (SELECT "x0" AS "c0"
              FROM
                (SELECT "t25".*
                FROM
                  (SELECT "t26"."id" AS "id",
                    "t26"."version" AS "version",
                    "t26"."action" AS "action",
                    "t26"."actor_id" AS "actor_id",
                    "t26"."origin" AS "origin",
                    "t26"."at" AS "at",
                    "t27"."key" AS "field_id",
                    CASE
                    WHEN ((("t26"."diff" - ('gql_crm:tags')::text) - ('gql_crm:shares')::text) = ('{}')::jsonb) THEN "t26"."id"
                    ELSE ('00000000-0000-0000-0000-000000000000')::uuid
                    END AS "place",
                    "t27"."value" AS "pair", ($21::jsonb ->> "t27"."key") AS "field"
                  FROM "change" AS "t26"
                  CROSS JOIN LATERAL jsonb_each("t26"."diff") AS "t27"(
                      key,
                      value)
                  WHERE ("t26"."record_id" = "t2"."id")) AS "t25"
                WHERE (("t25"."field" IS NOT NULL)
                    AND ("t25"."field_id" = ANY ($22::text[])))
                ORDER BY
                  "t25"."version" DESC,
                  "t25"."place" DESC, ("t25"."field_id" COLLATE "C")
                LIMIT 20) AS "t28"
              CROSS JOIN LATERAL
                (SELECT "t28"."field" AS "field",
                  CASE
                  WHEN ("t28"."field_id" = ANY ($23::text[])) THEN CASE
                  WHEN EXISTS
                  (SELECT 1 AS "one"
                  FROM "record" AS "t30"
                  WHERE (("t30"."id" = (("t28"."pair" ->> 1))::uuid)
                      AND (("t30"."entity" = 'Contact')
                        AND ((("t30"."owner_id" = $3::uuid)
                          OR ("t30"."team_id" = ANY ((
                            (SELECT coalesce(
                              (SELECT $4::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $5::bigint)),
                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t30"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $4::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $5::bigint)),
                                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[])))))))) THEN ("t28"."pair" -> 1)
                  ELSE NULL
                  END
                  WHEN ("t28"."field_id" = ANY ($24::text[])) THEN (
                    (SELECT coalesce(json_agg("t31"."value" ORDER BY "t31"."rn"), '[]'::json) AS "listed"
                    FROM jsonb_array_elements_text(("t28"."pair" -> 1)) WITH
                      ORDINALITY AS "t31"(
                        value,
                        rn)
                    WHERE EXISTS
                      (SELECT 1 AS "one"
                      FROM "record" AS "t32"
                      WHERE (("t32"."id" = ("t31"."value")::uuid)
                          AND ((("t32"."entity" = 'Contact')
                            AND ((("t32"."owner_id" = $3::uuid)
                              OR ("t32"."team_id" = ANY ((
                                (SELECT coalesce(
                                  (SELECT $4::uuid[] AS "teams"
                                  FROM "catalog_state" AS "acs"
                                  WHERE ("acs"."access_version" = $5::bigint)),
                                  (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record_share" AS "sh"
                              WHERE (("sh"."record_id" = "t32"."id")
                                  AND ("sh"."grantee_id" = ANY ((
                                    (SELECT array_append((
                                      (SELECT coalesce(
                                        (SELECT $4::uuid[] AS "teams"
                                        FROM "catalog_state" AS "acs"
                                        WHERE ("acs"."access_version" = $5::bigint)),
                                        (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))
                            OR (("t32"."entity" = 'Organization')
                              AND ((("t32"."owner_id" = $3::uuid)
                                OR ("t32"."team_id" = ANY ((
                                  (SELECT coalesce(
                                    (SELECT $4::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $5::bigint)),
                                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record_share" AS "sh"
                                WHERE (("sh"."record_id" = "t32"."id")
                                    AND ("sh"."grantee_id" = ANY ((
                                      (SELECT array_append((
                                        (SELECT coalesce(
                                          (SELECT $4::uuid[] AS "teams"
                                          FROM "catalog_state" AS "acs"
                                          WHERE ("acs"."access_version" = $5::bigint)),
                                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[])))))))))))::jsonb
                  WHEN ("t28"."field_id" = ANY ($25::text[])) THEN (
                    (SELECT coalesce(json_agg(("t33"."value" || jsonb_build_object('relation', ($26::jsonb ->> "t28"."field_id")))
                    ORDER BY "t33"."rn"), '[]'::json) AS "listed"
                    FROM jsonb_array_elements(("t28"."pair" -> 1)) WITH
                      ORDINALITY AS "t33"(
                        value,
                        rn)
                    WHERE EXISTS
                      (SELECT 1 AS "one"
                      FROM "record" AS "t34"
                      WHERE (("t34"."id" = (("t33"."value" ->> 'id'))::uuid)
                          AND (("t34"."entity" = ANY ($27::text[]))
                            OR (("t34"."entity" = ANY ($28::text[]))
                              AND ((("t34"."owner_id" = $3::uuid)
                                OR ("t34"."team_id" = ANY ((
                                  (SELECT coalesce(
                                    (SELECT $4::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $5::bigint)),
                                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record_share" AS "sh"
                                WHERE (("sh"."record_id" = "t34"."id")
                                    AND ("sh"."grantee_id" = ANY ((
                                      (SELECT array_append((
                                        (SELECT coalesce(
                                          (SELECT $4::uuid[] AS "teams"
                                          FROM "catalog_state" AS "acs"
                                          WHERE ("acs"."access_version" = $5::bigint)),
                                          (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))
                            OR (("t34"."entity" = ANY ($29::text[]))
                              AND (("t34"."owner_id" = $3::uuid)
                                OR ("t34"."team_id" = ANY ((
                                  (SELECT coalesce(
                                    (SELECT $4::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $5::bigint)),
                                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record" AS "pub"
                                WHERE (("pub"."id" = "t34"."id")
                                    AND "pub"."public")))))))))::jsonb
                  WHEN ("t28"."field_id" = 'agency:Listing.offers') THEN (
                    (SELECT coalesce(json_agg(("t35"."value" - ARRAY
                      (SELECT "t36"."key" AS "key"
                      FROM jsonb_each("t35"."value") AS "t36"(key, value)
                      WHERE (("t36"."key" = ANY ($30::text[]))
                          AND (EXISTS
                            (SELECT 1 AS "one"
                            FROM "record" AS "t37"
                            WHERE (("t37"."id" = (("t35"."value" ->> "t36"."key"))::uuid)
                                AND (("t37"."entity" = 'Contact')
                                  AND ((("t37"."owner_id" = $3::uuid)
                                    OR ("t37"."team_id" = ANY ((
                                      (SELECT coalesce(
                                        (SELECT $4::uuid[] AS "teams"
                                        FROM "catalog_state" AS "acs"
                                        WHERE ("acs"."access_version" = $5::bigint)),
                                        (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
                                    OR EXISTS
                                    (SELECT 1 AS "one"
                                    FROM "record_share" AS "sh"
                                    WHERE (("sh"."record_id" = "t37"."id")
                                        AND ("sh"."grantee_id" = ANY ((
                                          (SELECT array_append((
                                            (SELECT coalesce(
                                              (SELECT $4::uuid[] AS "teams"
                                              FROM "catalog_state" AS "acs"
                                              WHERE ("acs"."access_version" = $5::bigint)),
                                              (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))))) IS NOT TRUE)))
                    ORDER BY "t35"."rn"), '[]'::json) AS "listed"
                    FROM jsonb_array_elements(("t28"."pair" -> 1)) WITH
                      ORDINALITY AS "t35"(
                        value,
                        rn)))::jsonb
                  ELSE ("t28"."pair" -> 1)
                  END AS "newValue") AS "x0") AS "t29") AS o) AS "ofOneField"
        FROM "agency_listing" AS "t2"
        WHERE (("t2"."id" = "t1"."id")
            AND ((("t2"."owner_id" = $3::uuid)
              OR ("t2"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $4::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $5::bigint)),
                  (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[])))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record_share" AS "sh"
              WHERE (("sh"."record_id" = "t2"."id")
                  AND ("sh"."grantee_id" = ANY ((
                    (SELECT array_append((
                      (SELECT coalesce(
                        (SELECT $4::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $5::bigint)),
                        (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[], $3::uuid) AS "ids"))::uuid[]))))))) AS o)
      ELSE
      (SELECT ('{' || '}')::json)
      END AS "record"
    FROM "record" AS "t1"
    WHERE (("t1"."id" = $31::uuid)
        AND (("t1"."entity" = ANY ($32::text[]))
          OR (("t1"."entity" = ANY ($33::text[]))
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
          OR (("t1"."entity" = ANY ($34::text[]))
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
                  AND "pub"."public"))))))))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
