SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT row_to_json(o.*)
        FROM
          (SELECT
            (WITH RECURSIVE "t2" AS (
              (SELECT "t1"."id" AS "id")
              UNION
              (SELECT "t4"."id" AS "id"
              FROM "t2" AS "t5"
              JOIN "record" AS "t4" ON ("t4"."merged_into" = "t5"."id"))), "t13" AS (
                (SELECT "t3"."id" AS "id"
                FROM "t2" AS "t3")
                UNION
                (SELECT "t6"."id" AS "id"
                FROM "real_estate_property" AS "t6"
                JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t6"."id")
                WHERE ((("rr"."field_id" = 'real_estate:Property.ownerContacts')
                    AND ("rr"."target_id" = "t1"."id"))
                    AND ("t6"."deleted_at" IS NULL)
                    AND (("t6"."owner_id" = $1::uuid)
                      OR ("t6"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))
                UNION
                (SELECT "t7"."id" AS "id"
                FROM "agency_listing" AS "t7"
                WHERE (("t7"."seller_id" = "t1"."id")
                    AND ("t7"."deleted_at" IS NULL)
                    AND (("t7"."owner_id" = $1::uuid)
                      OR ("t7"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))
                UNION
                (SELECT "t8"."id" AS "id"
                FROM "agency_listing" AS "t8"
                JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t8"."id")
                WHERE ((("rr"."field_id" = 'agency:Listing.viewers')
                    AND ("rr"."target_id" = "t1"."id"))
                    AND ("t8"."deleted_at" IS NULL)
                    AND (("t8"."owner_id" = $1::uuid)
                      OR ("t8"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))
                UNION
                (SELECT "t10"."id" AS "id"
                FROM "record_link" AS "t9"
                JOIN "record" AS "t10" ON ("t10"."id" = "t9"."target_id")
                WHERE (("t9"."source_id" = "t1"."id")
                    AND ("t9"."relation_id" = ANY ($2::text[]))
                    AND ("t10"."deleted_at" IS NULL)
                    AND (("t10"."entity" = ANY ($3::text[]))
                      OR (("t10"."entity" = ANY ($4::text[]))
                        AND (("t10"."owner_id" = $1::uuid)
                          OR ("t10"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                      OR (("t10"."entity" = ANY ($5::text[]))
                        AND (("t10"."owner_id" = $1::uuid)
                          OR ("t10"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "pub"
                          WHERE (("pub"."id" = "t10"."id")
                              AND "pub"."public")))))))
                UNION
                (SELECT "t12"."id" AS "id"
                FROM "record_link" AS "t11"
                JOIN "record" AS "t12" ON ("t12"."id" = "t11"."source_id")
                WHERE (("t11"."target_id" = "t1"."id")
                    AND ("t11"."relation_id" = ANY ($6::text[]))
                    AND ("t12"."deleted_at" IS NULL)
                    AND (("t12"."entity" = ANY ($7::text[]))
                      OR (("t12"."entity" = ANY ($8::text[]))
                        AND (("t12"."owner_id" = $1::uuid)
                          OR ("t12"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                      OR (("t12"."entity" = ANY ($9::text[]))
                        AND (("t12"."owner_id" = $1::uuid)
                          OR ("t12"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "pub"
                          WHERE (("pub"."id" = "t12"."id")
                              AND "pub"."public")))))))) SELECT count(*) AS "n"
            FROM "t13" AS "t24"
            JOIN "event" AS "t14" ON ("t14"."subject_id" = "t24"."id")
            WHERE ("t14"."kind" = ANY ($10::text[]))) AS "totalCount",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (count("t23"."rn") > 2) AS "hasNextPage",
                FALSE AS "hasPreviousPage") AS o) AS "pageInfo",
            coalesce(json_agg("t23"."c0") FILTER (WHERE ("t23"."rn" <= 2)), '[]'::json) AS "edges"
          FROM
            (SELECT row_number() OVER () AS "rn",
              "x0" AS "c0"
            FROM
              (WITH RECURSIVE "t2" AS (
                (SELECT "t1"."id" AS "id")
                UNION
                (SELECT "t4"."id" AS "id"
                FROM "t2" AS "t5"
                JOIN "record" AS "t4" ON ("t4"."merged_into" = "t5"."id"))), "t13" AS (
                  (SELECT "t3"."id" AS "id"
                  FROM "t2" AS "t3")
                  UNION
                  (SELECT "t6"."id" AS "id"
                  FROM "real_estate_property" AS "t6"
                  JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t6"."id")
                  WHERE ((("rr"."field_id" = 'real_estate:Property.ownerContacts')
                      AND ("rr"."target_id" = "t1"."id"))
                      AND ("t6"."deleted_at" IS NULL)
                      AND (("t6"."owner_id" = $1::uuid)
                        OR ("t6"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))
                  UNION
                  (SELECT "t7"."id" AS "id"
                  FROM "agency_listing" AS "t7"
                  WHERE (("t7"."seller_id" = "t1"."id")
                      AND ("t7"."deleted_at" IS NULL)
                      AND (("t7"."owner_id" = $1::uuid)
                        OR ("t7"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))
                  UNION
                  (SELECT "t8"."id" AS "id"
                  FROM "agency_listing" AS "t8"
                  JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t8"."id")
                  WHERE ((("rr"."field_id" = 'agency:Listing.viewers')
                      AND ("rr"."target_id" = "t1"."id"))
                      AND ("t8"."deleted_at" IS NULL)
                      AND (("t8"."owner_id" = $1::uuid)
                        OR ("t8"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))
                  UNION
                  (SELECT "t10"."id" AS "id"
                  FROM "record_link" AS "t9"
                  JOIN "record" AS "t10" ON ("t10"."id" = "t9"."target_id")
                  WHERE (("t9"."source_id" = "t1"."id")
                      AND ("t9"."relation_id" = ANY ($11::text[]))
                      AND ("t10"."deleted_at" IS NULL)
                      AND (("t10"."entity" = ANY ($12::text[]))
                        OR (("t10"."entity" = ANY ($13::text[]))
                          AND (("t10"."owner_id" = $1::uuid)
                            OR ("t10"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                        OR (("t10"."entity" = ANY ($14::text[]))
                          AND (("t10"."owner_id" = $1::uuid)
                            OR ("t10"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                            OR EXISTS
                            (SELECT 1 AS "one"
                            FROM "record" AS "pub"
                            WHERE (("pub"."id" = "t10"."id")
                                AND "pub"."public")))))))
                  UNION
                  (SELECT "t12"."id" AS "id"
                  FROM "record_link" AS "t11"
                  JOIN "record" AS "t12" ON ("t12"."id" = "t11"."source_id")
                  WHERE (("t11"."target_id" = "t1"."id")
                      AND ("t11"."relation_id" = ANY ($15::text[]))
                      AND ("t12"."deleted_at" IS NULL)
                      AND (("t12"."entity" = ANY ($16::text[]))
                        OR (("t12"."entity" = ANY ($17::text[]))
                          AND (("t12"."owner_id" = $1::uuid)
                            OR ("t12"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                        OR (("t12"."entity" = ANY ($18::text[]))
                          AND (("t12"."owner_id" = $1::uuid)
                            OR ("t12"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                            OR EXISTS
                            (SELECT 1 AS "one"
                            FROM "record" AS "pub"
                            WHERE (("pub"."id" = "t12"."id")
                                AND "pub"."public")))))))) SELECT "u".*
              FROM (
                  (SELECT "b".*
                  FROM
                    (SELECT "t15".*
                    FROM "t13" AS "t15"
                    WHERE (
                        (SELECT count(*) AS "n"
                        FROM
                          (SELECT 1 AS "one"
                          FROM "t13" AS "t17"
                          LIMIT 501) AS "t18") <= 500)) AS "t16"
                  CROSS JOIN LATERAL
                    (SELECT
                      "t14".*,
                      "t14"."occurred_at" AS "_k0",
                      "t14"."id" AS "_k1"
                    FROM "event" AS "t14"
                    WHERE (("t14"."kind" = ANY ($10::text[]))
                        AND ("t14"."subject_id" = "t16"."id"))
                    ORDER BY
                      "t14"."occurred_at" DESC,
                      "t14"."id" DESC
                    LIMIT 3) AS "b")
                UNION ALL
                  (SELECT
                    "t14".*,
                    "t14"."occurred_at" AS "_k0",
                    "t14"."id" AS "_k1"
                  FROM "event" AS "t14"
                  WHERE (("t14"."kind" = ANY ($10::text[]))
                      AND ((
                        (SELECT count(*) AS "n"
                        FROM
                          (SELECT 1 AS "one"
                          FROM "t13" AS "t20"
                          LIMIT 501) AS "t21") > 500)
                        AND (("t14"."subject_id" IN
                          (SELECT "t19"."id" AS "id"
                          FROM "t13" AS "t19")) IS TRUE)))
                  ORDER BY
                    "t14"."occurred_at" DESC,
                    "t14"."id" DESC
                  LIMIT 3)) AS "u"
              ORDER BY
                "u"."_k0" DESC,
                "u"."_k1" DESC
              LIMIT 3) AS "t22"
            CROSS JOIN LATERAL
              (SELECT CASE
                WHEN ("t22"."kind" = 'RECORD_UPDATED') THEN
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT 'RecordUpdatedEvent' AS "__typename",
                    "t22"."kind" AS "kind",
                    "t22"."occurred_at" AS "occurredAt",
                    "t22"."note" AS "note",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t31"."name" AS "name"
                      FROM "identity_user" AS "t31"
                      WHERE (("t31"."id" = "t22"."actor_id")
                          AND ("t31"."deleted_at" IS NULL))) AS o) AS "actor",
                    (SELECT
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT "t33"."id" AS "id",
                          "t33"."entity" AS "recordType",
                          (SELECT "rt"."label" AS "label"
                          FROM "record_text" AS "rt"
                          WHERE ("rt"."record_id" = "t33"."id")) AS "displayName") AS o) AS "record"
                    FROM "record" AS "t33"
                    WHERE (("t33"."id" = coalesce(
                        (SELECT "t32"."merged_into" AS "merged_into"
                        FROM "record" AS "t32"
                        WHERE ("t32"."id" = "t22"."subject_id")), "t22"."subject_id"))
                        AND (("t33"."entity" = ANY ($19::text[]))
                          OR (("t33"."entity" = ANY ($20::text[]))
                            AND (("t33"."owner_id" = $1::uuid)
                              OR ("t33"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          OR (("t33"."entity" = ANY ($21::text[]))
                            AND (("t33"."owner_id" = $1::uuid)
                              OR ("t33"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t33"."id")
                                  AND "pub"."public"))))))) AS "subject",
                    (SELECT coalesce(json_agg(
                      (SELECT
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT "t36"."id" AS "id") AS o) AS "record"
                      FROM "record" AS "t36"
                      WHERE (("t36"."id" = "t34"."record_id")
                          AND (("t36"."entity" = ANY ($22::text[]))
                            OR (("t36"."entity" = ANY ($23::text[]))
                              AND (("t36"."owner_id" = $1::uuid)
                                OR ("t36"."team_id" = ANY ((
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                            OR (("t36"."entity" = ANY ($24::text[]))
                              AND (("t36"."owner_id" = $1::uuid)
                                OR ("t36"."team_id" = ANY ((
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record" AS "pub"
                                WHERE (("pub"."id" = "t36"."id")
                                    AND "pub"."public")))))))
                    ORDER BY "t34"."position"), '[]'::json) AS "records"
                    FROM "event_record" AS "t34"
                    JOIN "record" AS "t35" ON (("t35"."id" = "t34"."record_id")
                        AND ("t35"."deleted_at" IS NULL)
                        AND (("t35"."entity" = ANY ($25::text[]))
                          OR (("t35"."entity" = ANY ($26::text[]))
                            AND (("t35"."owner_id" = $1::uuid)
                              OR ("t35"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          OR (("t35"."entity" = ANY ($27::text[]))
                            AND (("t35"."owner_id" = $1::uuid)
                              OR ("t35"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t35"."id")
                                  AND "pub"."public"))))))
                    WHERE (("t34"."event_id" = "t22"."id")
                        AND ("t34"."key" = ''))) AS "related",
                    (SELECT coalesce(json_agg(
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT "t37"."field" AS "field", CASE
                          WHEN ("t37"."field_id" = ANY ($28::text[])) THEN CASE
                          WHEN EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "t38"
                          WHERE (("t38"."id" = (("t37"."pair" ->> 1))::uuid)
                              AND ((("t38"."entity" = 'Contact')
                                AND (("t38"."owner_id" = $1::uuid)
                                  OR ("t38"."team_id" = ANY ((
                                    (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                                OR (("t38"."entity" = 'Organization')
                                  AND (("t38"."owner_id" = $1::uuid)
                                    OR ("t38"."team_id" = ANY ((
                                      (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))))) THEN ("t37"."pair" -> 1)
                          ELSE NULL
                          END
                          WHEN ("t37"."field_id" = ANY ($29::text[])) THEN (
                            (SELECT coalesce(json_agg("t39"."value" ORDER BY "t39"."rn"), '[]'::json) AS "listed"
                            FROM jsonb_array_elements_text(("t37"."pair" -> 1)) WITH
                              ORDINALITY AS "t39"(value, rn)
                            WHERE EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "t40"
                              WHERE (("t40"."id" = ("t39"."value")::uuid)
                                  AND ((("t40"."entity" = 'Contact')
                                    AND (("t40"."owner_id" = $1::uuid)
                                      OR ("t40"."team_id" = ANY ((
                                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                                    OR (("t40"."entity" = 'Organization')
                                      AND (("t40"."owner_id" = $1::uuid)
                                        OR ("t40"."team_id" = ANY ((
                                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))))))::jsonb
                          WHEN ("t37"."field_id" = ANY ($30::text[])) THEN (
                            (SELECT coalesce(json_agg(("t41"."value" || jsonb_build_object('relation', ($31::jsonb ->> "t37"."field_id")))
                            ORDER BY "t41"."rn"), '[]'::json) AS "listed"
                            FROM jsonb_array_elements(("t37"."pair" -> 1)) WITH
                              ORDINALITY AS "t41"(value, rn)
                            WHERE EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "t42"
                              WHERE (("t42"."id" = (("t41"."value" ->> 'id'))::uuid)
                                  AND (("t42"."entity" = ANY ($32::text[]))
                                    OR (("t42"."entity" = ANY ($33::text[]))
                                      AND (("t42"."owner_id" = $1::uuid)
                                        OR ("t42"."team_id" = ANY ((
                                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                                    OR (("t42"."entity" = ANY ($34::text[]))
                                      AND (("t42"."owner_id" = $1::uuid)
                                        OR ("t42"."team_id" = ANY ((
                                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                                        OR EXISTS
                                        (SELECT 1 AS "one"
                                        FROM "record" AS "pub"
                                        WHERE (("pub"."id" = "t42"."id")
                                            AND "pub"."public")))))))))::jsonb
                          WHEN ("t37"."field_id" = 'agency:Listing.offers') THEN (
                            (SELECT coalesce(json_agg(("t43"."value" - ARRAY
                              (SELECT "t44"."key" AS "key"
                              FROM jsonb_each("t43"."value") AS "t44"(key, value)
                              WHERE (("t44"."key" = ANY ($35::text[]))
                                  AND (EXISTS
                                    (SELECT 1 AS "one"
                                    FROM "record" AS "t45"
                                    WHERE (("t45"."id" = (("t43"."value" ->> "t44"."key"))::uuid)
                                        AND (("t45"."entity" = 'Contact')
                                          AND (("t45"."owner_id" = $1::uuid)
                                            OR ("t45"."team_id" = ANY ((
                                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))))) IS NOT TRUE)))
                            ORDER BY "t43"."rn"), '[]'::json) AS "listed"
                            FROM jsonb_array_elements(("t37"."pair" -> 1)) WITH
                              ORDINALITY AS "t43"(value, rn)))::jsonb
                          ELSE ("t37"."pair" -> 1)
                          END AS "newValue") AS o)
                    ORDER BY ("t37"."field_id" COLLATE "C")), '[]'::json) AS "changes"
                    FROM
                      (SELECT "t46"."id" AS "id",
                        "t46"."version" AS "version",
                        "t46"."action" AS "action",
                        "t46"."actor_id" AS "actor_id",
                        "t46"."origin" AS "origin",
                        "t46"."at" AS "at",
                        "t47"."key" AS "field_id",
                        CASE
                        WHEN (("t46"."diff" - ('gql_crm:tags')::text) = ('{}')::jsonb) THEN "t46"."id"
                        ELSE ('00000000-0000-0000-0000-000000000000')::uuid
                        END AS "place",
                        "t47"."value" AS "pair", ($36::jsonb ->> "t47"."key") AS "field"
                      FROM "change" AS "t46"
                      CROSS JOIN LATERAL jsonb_each("t46"."diff") AS "t47"(
                          key,
                          value)
                      WHERE ("t46"."id" = "t22"."id")) AS "t37"
                    WHERE ("t37"."field" IS NOT NULL)) AS "changes") AS o)
                WHEN ("t22"."kind" = 'REPRICED') THEN
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT 'RepricedEvent' AS "__typename",
                    "t22"."kind" AS "kind",
                    "t22"."occurred_at" AS "occurredAt",
                    "t22"."note" AS "note",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t48"."name" AS "name"
                      FROM "identity_user" AS "t48"
                      WHERE (("t48"."id" = "t22"."actor_id")
                          AND ("t48"."deleted_at" IS NULL))) AS o) AS "actor",
                    (SELECT
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT "t50"."id" AS "id",
                          "t50"."entity" AS "recordType",
                          (SELECT "rt"."label" AS "label"
                          FROM "record_text" AS "rt"
                          WHERE ("rt"."record_id" = "t50"."id")) AS "displayName") AS o) AS "record"
                    FROM "record" AS "t50"
                    WHERE (("t50"."id" = coalesce(
                        (SELECT "t49"."merged_into" AS "merged_into"
                        FROM "record" AS "t49"
                        WHERE ("t49"."id" = "t22"."subject_id")), "t22"."subject_id"))
                        AND (("t50"."entity" = ANY ($37::text[]))
                          OR (("t50"."entity" = ANY ($38::text[]))
                            AND (("t50"."owner_id" = $1::uuid)
                              OR ("t50"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          OR (("t50"."entity" = ANY ($39::text[]))
                            AND (("t50"."owner_id" = $1::uuid)
                              OR ("t50"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t50"."id")
                                  AND "pub"."public"))))))) AS "subject",
                    (SELECT coalesce(json_agg(
                      (SELECT
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT "t53"."id" AS "id") AS o) AS "record"
                      FROM "record" AS "t53"
                      WHERE (("t53"."id" = "t51"."record_id")
                          AND (("t53"."entity" = ANY ($40::text[]))
                            OR (("t53"."entity" = ANY ($41::text[]))
                              AND (("t53"."owner_id" = $1::uuid)
                                OR ("t53"."team_id" = ANY ((
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                            OR (("t53"."entity" = ANY ($42::text[]))
                              AND (("t53"."owner_id" = $1::uuid)
                                OR ("t53"."team_id" = ANY ((
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record" AS "pub"
                                WHERE (("pub"."id" = "t53"."id")
                                    AND "pub"."public")))))))
                    ORDER BY "t51"."position"), '[]'::json) AS "records"
                    FROM "event_record" AS "t51"
                    JOIN "record" AS "t52" ON (("t52"."id" = "t51"."record_id")
                        AND ("t52"."deleted_at" IS NULL)
                        AND (("t52"."entity" = ANY ($43::text[]))
                          OR (("t52"."entity" = ANY ($44::text[]))
                            AND (("t52"."owner_id" = $1::uuid)
                              OR ("t52"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          OR (("t52"."entity" = ANY ($45::text[]))
                            AND (("t52"."owner_id" = $1::uuid)
                              OR ("t52"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t52"."id")
                                  AND "pub"."public"))))))
                    WHERE (("t51"."event_id" = "t22"."id")
                        AND ("t51"."key" = ''))) AS "related",
                    CASE
                    WHEN (((("t22"."payload" -> 'oldPrice') ->> 'amount'))::numeric IS NOT NULL) THEN
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT (((("t22"."payload" -> 'oldPrice') ->> 'amount'))::numeric)::text AS "amount") AS o)
                    ELSE NULL
                    END AS "oldPrice") AS o)
                ELSE
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT ($46::jsonb ->> "t22"."kind") AS "__typename",
                    "t22"."kind" AS "kind",
                    "t22"."occurred_at" AS "occurredAt",
                    "t22"."note" AS "note",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t25"."name" AS "name"
                      FROM "identity_user" AS "t25"
                      WHERE (("t25"."id" = "t22"."actor_id")
                          AND ("t25"."deleted_at" IS NULL))) AS o) AS "actor",
                    (SELECT
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT "t27"."id" AS "id",
                          "t27"."entity" AS "recordType",
                          (SELECT "rt"."label" AS "label"
                          FROM "record_text" AS "rt"
                          WHERE ("rt"."record_id" = "t27"."id")) AS "displayName") AS o) AS "record"
                    FROM "record" AS "t27"
                    WHERE (("t27"."id" = coalesce(
                        (SELECT "t26"."merged_into" AS "merged_into"
                        FROM "record" AS "t26"
                        WHERE ("t26"."id" = "t22"."subject_id")), "t22"."subject_id"))
                        AND (("t27"."entity" = ANY ($47::text[]))
                          OR (("t27"."entity" = ANY ($48::text[]))
                            AND (("t27"."owner_id" = $1::uuid)
                              OR ("t27"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          OR (("t27"."entity" = ANY ($49::text[]))
                            AND (("t27"."owner_id" = $1::uuid)
                              OR ("t27"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t27"."id")
                                  AND "pub"."public"))))))) AS "subject",
                    (SELECT coalesce(json_agg(
                      (SELECT
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT "t30"."id" AS "id") AS o) AS "record"
                      FROM "record" AS "t30"
                      WHERE (("t30"."id" = "t28"."record_id")
                          AND (("t30"."entity" = ANY ($50::text[]))
                            OR (("t30"."entity" = ANY ($51::text[]))
                              AND (("t30"."owner_id" = $1::uuid)
                                OR ("t30"."team_id" = ANY ((
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                            OR (("t30"."entity" = ANY ($52::text[]))
                              AND (("t30"."owner_id" = $1::uuid)
                                OR ("t30"."team_id" = ANY ((
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record" AS "pub"
                                WHERE (("pub"."id" = "t30"."id")
                                    AND "pub"."public")))))))
                    ORDER BY "t28"."position"), '[]'::json) AS "records"
                    FROM "event_record" AS "t28"
                    JOIN "record" AS "t29" ON (("t29"."id" = "t28"."record_id")
                        AND ("t29"."deleted_at" IS NULL)
                        AND (("t29"."entity" = ANY ($53::text[]))
                          OR (("t29"."entity" = ANY ($54::text[]))
                            AND (("t29"."owner_id" = $1::uuid)
                              OR ("t29"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          OR (("t29"."entity" = ANY ($55::text[]))
                            AND (("t29"."owner_id" = $1::uuid)
                              OR ("t29"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t29"."id")
                                  AND "pub"."public"))))))
                    WHERE (("t28"."event_id" = "t22"."id")
                        AND ("t28"."key" = ''))) AS "related") AS o)
                END AS "node") AS "x0") AS "t23") AS o) AS "timeline"
      FROM "people_contact" AS "t1"
      WHERE (("t1"."id" = $56::uuid)
          AND (("t1"."owner_id" = $1::uuid)
            OR ("t1"."team_id" = ANY ((
              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))) AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
