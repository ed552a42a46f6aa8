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
                  WHEN (("t4"."diff" - ('gql_crm:tags')::text) = ('{}')::jsonb) THEN "t4"."id"
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
                    WHEN (("t4"."diff" - ('gql_crm:tags')::text) = ('{}')::jsonb) THEN "t4"."id"
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
                            AND (("t8"."owner_id" = $3::uuid)
                              OR ("t8"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[])))))) THEN ("t6"."pair" -> 0)
                      ELSE NULL
                      END
                      WHEN ("t6"."field_id" = ANY ($4::text[])) THEN (
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
                                AND (("t10"."owner_id" = $3::uuid)
                                  OR ("t10"."team_id" = ANY ((
                                    (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))))
                                OR (("t10"."entity" = 'Organization')
                                  AND (("t10"."owner_id" = $3::uuid)
                                    OR ("t10"."team_id" = ANY ((
                                      (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[])))))))))::jsonb
                      WHEN ("t6"."field_id" = 'agency:Listing.offers') THEN (
                        (SELECT coalesce(json_agg(("t11"."value" - ARRAY
                          (SELECT "t12"."key" AS "key"
                          FROM jsonb_each("t11"."value") AS "t12"(key, value)
                          WHERE (("t12"."key" = ANY ($5::text[]))
                              AND (EXISTS
                                (SELECT 1 AS "one"
                                FROM "record" AS "t13"
                                WHERE (("t13"."id" = (("t11"."value" ->> "t12"."key"))::uuid)
                                    AND (("t13"."entity" = 'Contact')
                                      AND (("t13"."owner_id" = $3::uuid)
                                        OR ("t13"."team_id" = ANY ((
                                          (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))))))) IS NOT TRUE)))
                        ORDER BY "t11"."rn"), '[]'::json) AS "listed"
                        FROM jsonb_array_elements(("t6"."pair" -> 0)) WITH
                          ORDINALITY AS "t11"(
                            value,
                            rn)))::jsonb
                      ELSE ("t6"."pair" -> 0)
                      END
                      END AS "oldValue",
                      CASE
                      WHEN ("t6"."field_id" = ANY ($6::text[])) THEN CASE
                      WHEN EXISTS
                      (SELECT 1 AS "one"
                      FROM "record" AS "t14"
                      WHERE (("t14"."id" = (("t6"."pair" ->> 1))::uuid)
                          AND (("t14"."entity" = 'Contact')
                            AND (("t14"."owner_id" = $3::uuid)
                              OR ("t14"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[])))))) THEN ("t6"."pair" -> 1)
                      ELSE NULL
                      END
                      WHEN ("t6"."field_id" = ANY ($7::text[])) THEN (
                        (SELECT coalesce(json_agg("t15"."value" ORDER BY "t15"."rn"), '[]'::json) AS "listed"
                        FROM jsonb_array_elements_text(("t6"."pair" -> 1)) WITH
                          ORDINALITY AS "t15"(
                            value,
                            rn)
                        WHERE EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "t16"
                          WHERE (("t16"."id" = ("t15"."value")::uuid)
                              AND ((("t16"."entity" = 'Contact')
                                AND (("t16"."owner_id" = $3::uuid)
                                  OR ("t16"."team_id" = ANY ((
                                    (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))))
                                OR (("t16"."entity" = 'Organization')
                                  AND (("t16"."owner_id" = $3::uuid)
                                    OR ("t16"."team_id" = ANY ((
                                      (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[])))))))))::jsonb
                      WHEN ("t6"."field_id" = 'agency:Listing.offers') THEN (
                        (SELECT coalesce(json_agg(("t17"."value" - ARRAY
                          (SELECT "t18"."key" AS "key"
                          FROM jsonb_each("t17"."value") AS "t18"(key, value)
                          WHERE (("t18"."key" = ANY ($8::text[]))
                              AND (EXISTS
                                (SELECT 1 AS "one"
                                FROM "record" AS "t19"
                                WHERE (("t19"."id" = (("t17"."value" ->> "t18"."key"))::uuid)
                                    AND (("t19"."entity" = 'Contact')
                                      AND (("t19"."owner_id" = $3::uuid)
                                        OR ("t19"."team_id" = ANY ((
                                          (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))))))) IS NOT TRUE)))
                        ORDER BY "t17"."rn"), '[]'::json) AS "listed"
                        FROM jsonb_array_elements(("t6"."pair" -> 1)) WITH
                          ORDINALITY AS "t17"(
                            value,
                            rn)))::jsonb
                      ELSE ("t6"."pair" -> 1)
                      END AS "newValue",
                      "t6"."origin" AS "origin",
                      "t6"."at" AS "changedAt",
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT "t20"."name" AS "name"
                        FROM "identity_user" AS "t20"
                        WHERE (("t20"."id" = "t6"."actor_id")
                            AND ("t20"."deleted_at" IS NULL))) AS o) AS "actor") AS o) AS "node") AS "x0") AS "t7") AS o) AS "history",
          (SELECT row_to_json(o.*)
          FROM
            (SELECT coalesce(json_agg("t25"."c0"), '[]'::json) AS "nodes"
            FROM
              (SELECT "x0" AS "c0"
              FROM
                (SELECT "t21".*
                FROM
                  (SELECT "t22"."id" AS "id",
                    "t22"."version" AS "version",
                    "t22"."action" AS "action",
                    "t22"."actor_id" AS "actor_id",
                    "t22"."origin" AS "origin",
                    "t22"."at" AS "at",
                    "t23"."key" AS "field_id",
                    CASE
                    WHEN (("t22"."diff" - ('gql_crm:tags')::text) = ('{}')::jsonb) THEN "t22"."id"
                    ELSE ('00000000-0000-0000-0000-000000000000')::uuid
                    END AS "place",
                    "t23"."value" AS "pair", ($9::jsonb ->> "t23"."key") AS "field"
                  FROM "change" AS "t22"
                  CROSS JOIN LATERAL jsonb_each("t22"."diff") AS "t23"(
                      key,
                      value)
                  WHERE ("t22"."record_id" = "t2"."id")) AS "t21"
                WHERE (("t21"."field" IS NOT NULL)
                    AND ("t21"."field_id" = $10::text))
                ORDER BY
                  "t21"."version" DESC,
                  "t21"."place" DESC, ("t21"."field_id" COLLATE "C")
                LIMIT 20) AS "t24"
              CROSS JOIN LATERAL
                (SELECT "t24"."field" AS "field",
                  CASE
                  WHEN ("t24"."field_id" = ANY ($11::text[])) THEN CASE
                  WHEN EXISTS
                  (SELECT 1 AS "one"
                  FROM "record" AS "t26"
                  WHERE (("t26"."id" = (("t24"."pair" ->> 1))::uuid)
                      AND (("t26"."entity" = 'Contact')
                        AND (("t26"."owner_id" = $3::uuid)
                          OR ("t26"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[])))))) THEN ("t24"."pair" -> 1)
                  ELSE NULL
                  END
                  WHEN ("t24"."field_id" = ANY ($12::text[])) THEN (
                    (SELECT coalesce(json_agg("t27"."value" ORDER BY "t27"."rn"), '[]'::json) AS "listed"
                    FROM jsonb_array_elements_text(("t24"."pair" -> 1)) WITH
                      ORDINALITY AS "t27"(
                        value,
                        rn)
                    WHERE EXISTS
                      (SELECT 1 AS "one"
                      FROM "record" AS "t28"
                      WHERE (("t28"."id" = ("t27"."value")::uuid)
                          AND ((("t28"."entity" = 'Contact')
                            AND (("t28"."owner_id" = $3::uuid)
                              OR ("t28"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))))
                            OR (("t28"."entity" = 'Organization')
                              AND (("t28"."owner_id" = $3::uuid)
                                OR ("t28"."team_id" = ANY ((
                                  (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[])))))))))::jsonb
                  WHEN ("t24"."field_id" = 'agency:Listing.offers') THEN (
                    (SELECT coalesce(json_agg(("t29"."value" - ARRAY
                      (SELECT "t30"."key" AS "key"
                      FROM jsonb_each("t29"."value") AS "t30"(key, value)
                      WHERE (("t30"."key" = ANY ($13::text[]))
                          AND (EXISTS
                            (SELECT 1 AS "one"
                            FROM "record" AS "t31"
                            WHERE (("t31"."id" = (("t29"."value" ->> "t30"."key"))::uuid)
                                AND (("t31"."entity" = 'Contact')
                                  AND (("t31"."owner_id" = $3::uuid)
                                    OR ("t31"."team_id" = ANY ((
                                      (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))))))) IS NOT TRUE)))
                    ORDER BY "t29"."rn"), '[]'::json) AS "listed"
                    FROM jsonb_array_elements(("t24"."pair" -> 1)) WITH
                      ORDINALITY AS "t29"(
                        value,
                        rn)))::jsonb
                  ELSE ("t24"."pair" -> 1)
                  END AS "newValue") AS "x0") AS "t25") AS o) AS "ofOneField"
        FROM "agency_listing" AS "t2"
        WHERE (("t2"."id" = "t1"."id")
            AND (("t2"."owner_id" = $3::uuid)
              OR ("t2"."team_id" = ANY ((
                (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))))) AS o)
      ELSE
      (SELECT ('{' || '}')::json)
      END AS "record"
    FROM "record" AS "t1"
    WHERE (("t1"."id" = $14::uuid)
        AND (("t1"."entity" = ANY ($15::text[]))
          OR (("t1"."entity" = ANY ($16::text[]))
            AND (("t1"."owner_id" = $3::uuid)
              OR ("t1"."team_id" = ANY ((
                (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))))
          OR (("t1"."entity" = ANY ($17::text[]))
            AND (("t1"."owner_id" = $3::uuid)
              OR ("t1"."team_id" = ANY ((
                (SELECT gql_crm_teams_of($3::uuid) AS "teams"))::uuid[]))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record" AS "pub"
              WHERE (("pub"."id" = "t1"."id")
                  AND "pub"."public"))))))))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
