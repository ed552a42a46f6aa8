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
              JOIN "record" AS "t4" ON ("t4"."merged_into" = "t5"."id"))), "t14" AS (
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
                FROM "real_estate_buyer_request" AS "t7"
                JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t7"."id")
                WHERE ((("rr"."field_id" = 'real_estate:BuyerRequest.contacts')
                    AND ("rr"."target_id" = "t1"."id"))
                    AND ("t7"."deleted_at" IS NULL)
                    AND (("t7"."owner_id" = $1::uuid)
                      OR ("t7"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))
                UNION
                (SELECT "t8"."id" AS "id"
                FROM "agency_listing" AS "t8"
                WHERE (("t8"."seller_id" = "t1"."id")
                    AND ("t8"."deleted_at" IS NULL)
                    AND (("t8"."owner_id" = $1::uuid)
                      OR ("t8"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))
                UNION
                (SELECT "t9"."id" AS "id"
                FROM "agency_listing" AS "t9"
                JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t9"."id")
                WHERE ((("rr"."field_id" = 'agency:Listing.viewers')
                    AND ("rr"."target_id" = "t1"."id"))
                    AND ("t9"."deleted_at" IS NULL)
                    AND (("t9"."owner_id" = $1::uuid)
                      OR ("t9"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))
                UNION
                (SELECT "t11"."id" AS "id"
                FROM "record_link" AS "t10"
                JOIN "record" AS "t11" ON ("t11"."id" = "t10"."target_id")
                WHERE (("t10"."source_id" = "t1"."id")
                    AND ("t10"."relation_id" = ANY ($2::text[]))
                    AND ("t11"."deleted_at" IS NULL)
                    AND (("t11"."entity" = ANY ($3::text[]))
                      OR (("t11"."entity" = ANY ($4::text[]))
                        AND (("t11"."owner_id" = $1::uuid)
                          OR ("t11"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                      OR (("t11"."entity" = ANY ($5::text[]))
                        AND (("t11"."owner_id" = $1::uuid)
                          OR ("t11"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "pub"
                          WHERE (("pub"."id" = "t11"."id")
                              AND "pub"."public")))))))
                UNION
                (SELECT "t13"."id" AS "id"
                FROM "record_link" AS "t12"
                JOIN "record" AS "t13" ON ("t13"."id" = "t12"."source_id")
                WHERE (("t12"."target_id" = "t1"."id")
                    AND ("t12"."relation_id" = ANY ($6::text[]))
                    AND ("t13"."deleted_at" IS NULL)
                    AND (("t13"."entity" = ANY ($7::text[]))
                      OR (("t13"."entity" = ANY ($8::text[]))
                        AND (("t13"."owner_id" = $1::uuid)
                          OR ("t13"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                      OR (("t13"."entity" = ANY ($9::text[]))
                        AND (("t13"."owner_id" = $1::uuid)
                          OR ("t13"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "pub"
                          WHERE (("pub"."id" = "t13"."id")
                              AND "pub"."public")))))))), "t20" AS
              (SELECT "t15"."id" AS "id"
              FROM "t2" AS "t18"
              JOIN "event_record" AS "t16" ON ("t16"."record_id" = "t18"."id")
              JOIN "event" AS "t15" ON ("t15"."id" = "t16"."event_id")
              JOIN "record" AS "t17" ON ("t17"."id" = "t15"."subject_id")
              WHERE (((("t15"."kind" = 'COMMERCIAL_OFFER')
                  AND ("t16"."key" = 'contact'))
                  OR (("t15"."kind" = 'EXTERNAL_OFFER')
                    AND ("t16"."key" = 'contact'))
                  OR (("t15"."kind" = 'OFFER_RESPONSE')
                    AND ("t16"."key" = 'contact'))
                  OR (("t15"."kind" = 'DEAL_RECORDED')
                    AND ("t16"."key" = 'parties')))
                  AND ("t17"."deleted_at" IS NULL)
                  AND (("t17"."entity" = ANY ($10::text[]))
                    OR (("t17"."entity" = ANY ($11::text[]))
                      AND (("t17"."owner_id" = $1::uuid)
                        OR ("t17"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                    OR (("t17"."entity" = ANY ($12::text[]))
                      AND (("t17"."owner_id" = $1::uuid)
                        OR ("t17"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                        OR EXISTS
                        (SELECT 1 AS "one"
                        FROM "record" AS "pub"
                        WHERE (("pub"."id" = "t17"."id")
                            AND "pub"."public")))))
                  AND (EXISTS
                    (SELECT 1 AS "one"
                    FROM "t14" AS "t19"
                    WHERE ("t19"."id" = "t15"."subject_id"))) IS NOT TRUE)
                GROUP BY "t15"."id") SELECT (
                (SELECT count(*) AS "n"
                FROM "t14" AS "t32"
                JOIN "event" AS "t21" ON ("t21"."subject_id" = "t32"."id")
                WHERE ("t21"."kind" = ANY ($13::text[]))) +
                (SELECT count(*) AS "n"
                FROM "t20" AS "t33"
                JOIN "event" AS "t21" ON ("t21"."id" = "t33"."id")
                WHERE ("t21"."kind" = ANY ($13::text[])))) AS "n") AS "totalCount",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (count("t31"."rn") > 2) AS "hasNextPage",
                FALSE AS "hasPreviousPage") AS o) AS "pageInfo",
            coalesce(json_agg("t31"."c0") FILTER (WHERE ("t31"."rn" <= 2)), '[]'::json) AS "edges"
          FROM
            (SELECT row_number() OVER () AS "rn",
              "x0" AS "c0"
            FROM
              (WITH RECURSIVE "t2" AS (
                (SELECT "t1"."id" AS "id")
                UNION
                (SELECT "t4"."id" AS "id"
                FROM "t2" AS "t5"
                JOIN "record" AS "t4" ON ("t4"."merged_into" = "t5"."id"))), "t14" AS (
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
                  FROM "real_estate_buyer_request" AS "t7"
                  JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t7"."id")
                  WHERE ((("rr"."field_id" = 'real_estate:BuyerRequest.contacts')
                      AND ("rr"."target_id" = "t1"."id"))
                      AND ("t7"."deleted_at" IS NULL)
                      AND (("t7"."owner_id" = $1::uuid)
                        OR ("t7"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))
                  UNION
                  (SELECT "t8"."id" AS "id"
                  FROM "agency_listing" AS "t8"
                  WHERE (("t8"."seller_id" = "t1"."id")
                      AND ("t8"."deleted_at" IS NULL)
                      AND (("t8"."owner_id" = $1::uuid)
                        OR ("t8"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))
                  UNION
                  (SELECT "t9"."id" AS "id"
                  FROM "agency_listing" AS "t9"
                  JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t9"."id")
                  WHERE ((("rr"."field_id" = 'agency:Listing.viewers')
                      AND ("rr"."target_id" = "t1"."id"))
                      AND ("t9"."deleted_at" IS NULL)
                      AND (("t9"."owner_id" = $1::uuid)
                        OR ("t9"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))
                  UNION
                  (SELECT "t11"."id" AS "id"
                  FROM "record_link" AS "t10"
                  JOIN "record" AS "t11" ON ("t11"."id" = "t10"."target_id")
                  WHERE (("t10"."source_id" = "t1"."id")
                      AND ("t10"."relation_id" = ANY ($14::text[]))
                      AND ("t11"."deleted_at" IS NULL)
                      AND (("t11"."entity" = ANY ($15::text[]))
                        OR (("t11"."entity" = ANY ($16::text[]))
                          AND (("t11"."owner_id" = $1::uuid)
                            OR ("t11"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                        OR (("t11"."entity" = ANY ($17::text[]))
                          AND (("t11"."owner_id" = $1::uuid)
                            OR ("t11"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                            OR EXISTS
                            (SELECT 1 AS "one"
                            FROM "record" AS "pub"
                            WHERE (("pub"."id" = "t11"."id")
                                AND "pub"."public")))))))
                  UNION
                  (SELECT "t13"."id" AS "id"
                  FROM "record_link" AS "t12"
                  JOIN "record" AS "t13" ON ("t13"."id" = "t12"."source_id")
                  WHERE (("t12"."target_id" = "t1"."id")
                      AND ("t12"."relation_id" = ANY ($18::text[]))
                      AND ("t13"."deleted_at" IS NULL)
                      AND (("t13"."entity" = ANY ($19::text[]))
                        OR (("t13"."entity" = ANY ($20::text[]))
                          AND (("t13"."owner_id" = $1::uuid)
                            OR ("t13"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                        OR (("t13"."entity" = ANY ($21::text[]))
                          AND (("t13"."owner_id" = $1::uuid)
                            OR ("t13"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                            OR EXISTS
                            (SELECT 1 AS "one"
                            FROM "record" AS "pub"
                            WHERE (("pub"."id" = "t13"."id")
                                AND "pub"."public")))))))), "t20" AS
                (SELECT "t15"."id" AS "id"
                FROM "t2" AS "t18"
                JOIN "event_record" AS "t16" ON ("t16"."record_id" = "t18"."id")
                JOIN "event" AS "t15" ON ("t15"."id" = "t16"."event_id")
                JOIN "record" AS "t17" ON ("t17"."id" = "t15"."subject_id")
                WHERE (((("t15"."kind" = 'COMMERCIAL_OFFER')
                    AND ("t16"."key" = 'contact'))
                    OR (("t15"."kind" = 'EXTERNAL_OFFER')
                      AND ("t16"."key" = 'contact'))
                    OR (("t15"."kind" = 'OFFER_RESPONSE')
                      AND ("t16"."key" = 'contact'))
                    OR (("t15"."kind" = 'DEAL_RECORDED')
                      AND ("t16"."key" = 'parties')))
                    AND ("t17"."deleted_at" IS NULL)
                    AND (("t17"."entity" = ANY ($22::text[]))
                      OR (("t17"."entity" = ANY ($23::text[]))
                        AND (("t17"."owner_id" = $1::uuid)
                          OR ("t17"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                      OR (("t17"."entity" = ANY ($24::text[]))
                        AND (("t17"."owner_id" = $1::uuid)
                          OR ("t17"."team_id" = ANY ((
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                          OR EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "pub"
                          WHERE (("pub"."id" = "t17"."id")
                              AND "pub"."public")))))
                    AND (EXISTS
                      (SELECT 1 AS "one"
                      FROM "t14" AS "t19"
                      WHERE ("t19"."id" = "t15"."subject_id"))) IS NOT TRUE)
                  GROUP BY "t15"."id") SELECT "u".*
              FROM (
                  (SELECT "b".*
                  FROM
                    (SELECT "t22".*
                    FROM "t14" AS "t22"
                    WHERE (
                        (SELECT count(*) AS "n"
                        FROM
                          (SELECT 1 AS "one"
                          FROM "t14" AS "t25"
                          LIMIT 501) AS "t26") <= 500)) AS "t23"
                  CROSS JOIN LATERAL
                    (SELECT
                      "t21".*,
                      "t21"."occurred_at" AS "_k0",
                      "t21"."id" AS "_k1"
                    FROM "event" AS "t21"
                    WHERE (("t21"."kind" = ANY ($13::text[]))
                        AND ("t21"."subject_id" = "t23"."id"))
                    ORDER BY
                      "t21"."occurred_at" DESC,
                      "t21"."id" DESC
                    LIMIT 3) AS "b")
                UNION ALL
                  (SELECT
                    "t21".*,
                    "t21"."occurred_at" AS "_k0",
                    "t21"."id" AS "_k1"
                  FROM "event" AS "t21"
                  WHERE (("t21"."kind" = ANY ($13::text[]))
                      AND ((
                        (SELECT count(*) AS "n"
                        FROM
                          (SELECT 1 AS "one"
                          FROM "t14" AS "t28"
                          LIMIT 501) AS "t29") > 500)
                        AND (("t21"."subject_id" IN
                          (SELECT "t27"."id" AS "id"
                          FROM "t14" AS "t27")) IS TRUE)))
                  ORDER BY
                    "t21"."occurred_at" DESC,
                    "t21"."id" DESC
                  LIMIT 3)
                UNION ALL
                  (SELECT "b".*
                  FROM "t20" AS "t24"
                  CROSS JOIN LATERAL
                    (SELECT
                      "t21".*,
                      "t21"."occurred_at" AS "_k0",
                      "t21"."id" AS "_k1"
                    FROM "event" AS "t21"
                    WHERE (("t21"."kind" = ANY ($13::text[]))
                        AND ("t21"."id" = "t24"."id"))
                    ORDER BY
                      "t21"."occurred_at" DESC,
                      "t21"."id" DESC
                    LIMIT 3) AS "b")) AS "u"
              ORDER BY
                "u"."_k0" DESC,
                "u"."_k1" DESC
              LIMIT 3) AS "t30"
            CROSS JOIN LATERAL
              (SELECT CASE
                WHEN ("t30"."kind" = 'RECORD_UPDATED') THEN
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT 'RecordUpdatedEvent' AS "__typename",
                    "t30"."kind" AS "kind",
                    "t30"."occurred_at" AS "occurredAt",
                    "t30"."note" AS "note",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t40"."name" AS "name"
                      FROM "identity_user" AS "t40"
                      WHERE (("t40"."id" = "t30"."actor_id")
                          AND ("t40"."deleted_at" IS NULL))) AS o) AS "actor",
                    (SELECT
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT "t42"."id" AS "id",
                          "t42"."entity" AS "recordType",
                          (SELECT "rt"."label" AS "label"
                          FROM "record_text" AS "rt"
                          WHERE ("rt"."record_id" = "t42"."id")) AS "displayName") AS o) AS "record"
                    FROM "record" AS "t42"
                    WHERE (("t42"."id" = coalesce(
                        (SELECT "t41"."merged_into" AS "merged_into"
                        FROM "record" AS "t41"
                        WHERE ("t41"."id" = "t30"."subject_id")), "t30"."subject_id"))
                        AND (("t42"."entity" = ANY ($25::text[]))
                          OR (("t42"."entity" = ANY ($26::text[]))
                            AND (("t42"."owner_id" = $1::uuid)
                              OR ("t42"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          OR (("t42"."entity" = ANY ($27::text[]))
                            AND (("t42"."owner_id" = $1::uuid)
                              OR ("t42"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t42"."id")
                                  AND "pub"."public"))))))) AS "subject",
                    (SELECT coalesce(json_agg(
                      (SELECT
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT "t45"."id" AS "id") AS o) AS "record"
                      FROM "record" AS "t45"
                      WHERE (("t45"."id" = "t43"."record_id")
                          AND (("t45"."entity" = ANY ($28::text[]))
                            OR (("t45"."entity" = ANY ($29::text[]))
                              AND (("t45"."owner_id" = $1::uuid)
                                OR ("t45"."team_id" = ANY ((
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                            OR (("t45"."entity" = ANY ($30::text[]))
                              AND (("t45"."owner_id" = $1::uuid)
                                OR ("t45"."team_id" = ANY ((
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record" AS "pub"
                                WHERE (("pub"."id" = "t45"."id")
                                    AND "pub"."public")))))))
                    ORDER BY "t43"."position"), '[]'::json) AS "records"
                    FROM "event_record" AS "t43"
                    JOIN "record" AS "t44" ON (("t44"."id" = "t43"."record_id")
                        AND ("t44"."deleted_at" IS NULL)
                        AND (("t44"."entity" = ANY ($31::text[]))
                          OR (("t44"."entity" = ANY ($32::text[]))
                            AND (("t44"."owner_id" = $1::uuid)
                              OR ("t44"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          OR (("t44"."entity" = ANY ($33::text[]))
                            AND (("t44"."owner_id" = $1::uuid)
                              OR ("t44"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t44"."id")
                                  AND "pub"."public"))))))
                    WHERE (("t43"."event_id" = "t30"."id")
                        AND ("t43"."key" = ''))) AS "related",
                    (SELECT coalesce(json_agg(
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT "t46"."field" AS "field", CASE
                          WHEN ("t46"."field_id" = ANY ($34::text[])) THEN CASE
                          WHEN EXISTS
                          (SELECT 1 AS "one"
                          FROM "record" AS "t47"
                          WHERE (("t47"."id" = (("t46"."pair" ->> 1))::uuid)
                              AND ((("t47"."entity" = 'BuyerRequest')
                                AND (("t47"."owner_id" = $1::uuid)
                                  OR ("t47"."team_id" = ANY ((
                                    (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                                OR (("t47"."entity" = 'Contact')
                                  AND (("t47"."owner_id" = $1::uuid)
                                    OR ("t47"."team_id" = ANY ((
                                      (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                                OR (("t47"."entity" = 'Organization')
                                  AND (("t47"."owner_id" = $1::uuid)
                                    OR ("t47"."team_id" = ANY ((
                                      (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                                OR (("t47"."entity" = 'Property')
                                  AND (("t47"."owner_id" = $1::uuid)
                                    OR ("t47"."team_id" = ANY ((
                                      (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))))) THEN ("t46"."pair" -> 1)
                          ELSE NULL
                          END
                          WHEN ("t46"."field_id" = ANY ($35::text[])) THEN (
                            (SELECT coalesce(json_agg("t48"."value" ORDER BY "t48"."rn"), '[]'::json) AS "listed"
                            FROM jsonb_array_elements_text(("t46"."pair" -> 1)) WITH
                              ORDINALITY AS "t48"(value, rn)
                            WHERE EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "t49"
                              WHERE (("t49"."id" = ("t48"."value")::uuid)
                                  AND ((("t49"."entity" = 'Contact')
                                    AND (("t49"."owner_id" = $1::uuid)
                                      OR ("t49"."team_id" = ANY ((
                                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                                    OR (("t49"."entity" = 'Organization')
                                      AND (("t49"."owner_id" = $1::uuid)
                                        OR ("t49"."team_id" = ANY ((
                                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[])))))))))::jsonb
                          WHEN ("t46"."field_id" = ANY ($36::text[])) THEN (
                            (SELECT coalesce(json_agg(("t50"."value" || jsonb_build_object('relation', ($37::jsonb ->> "t46"."field_id")))
                            ORDER BY "t50"."rn"), '[]'::json) AS "listed"
                            FROM jsonb_array_elements(("t46"."pair" -> 1)) WITH
                              ORDINALITY AS "t50"(value, rn)
                            WHERE EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "t51"
                              WHERE (("t51"."id" = (("t50"."value" ->> 'id'))::uuid)
                                  AND (("t51"."entity" = ANY ($38::text[]))
                                    OR (("t51"."entity" = ANY ($39::text[]))
                                      AND (("t51"."owner_id" = $1::uuid)
                                        OR ("t51"."team_id" = ANY ((
                                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                                    OR (("t51"."entity" = ANY ($40::text[]))
                                      AND (("t51"."owner_id" = $1::uuid)
                                        OR ("t51"."team_id" = ANY ((
                                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                                        OR EXISTS
                                        (SELECT 1 AS "one"
                                        FROM "record" AS "pub"
                                        WHERE (("pub"."id" = "t51"."id")
                                            AND "pub"."public")))))))))::jsonb
                          WHEN ("t46"."field_id" = 'agency:Listing.offers') THEN (
                            (SELECT coalesce(json_agg(("t52"."value" - ARRAY
                              (SELECT "t53"."key" AS "key"
                              FROM jsonb_each("t52"."value") AS "t53"(key, value)
                              WHERE (("t53"."key" = ANY ($41::text[]))
                                  AND (EXISTS
                                    (SELECT 1 AS "one"
                                    FROM "record" AS "t54"
                                    WHERE (("t54"."id" = (("t52"."value" ->> "t53"."key"))::uuid)
                                        AND (("t54"."entity" = 'Contact')
                                          AND (("t54"."owner_id" = $1::uuid)
                                            OR ("t54"."team_id" = ANY ((
                                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))))) IS NOT TRUE)))
                            ORDER BY "t52"."rn"), '[]'::json) AS "listed"
                            FROM jsonb_array_elements(("t46"."pair" -> 1)) WITH
                              ORDINALITY AS "t52"(value, rn)))::jsonb
                          ELSE ("t46"."pair" -> 1)
                          END AS "newValue") AS o)
                    ORDER BY ("t46"."field_id" COLLATE "C")), '[]'::json) AS "changes"
                    FROM
                      (SELECT "t55"."id" AS "id",
                        "t55"."version" AS "version",
                        "t55"."action" AS "action",
                        "t55"."actor_id" AS "actor_id",
                        "t55"."origin" AS "origin",
                        "t55"."at" AS "at",
                        "t56"."key" AS "field_id",
                        CASE
                        WHEN (("t55"."diff" - ('gql_crm:tags')::text) = ('{}')::jsonb) THEN "t55"."id"
                        ELSE ('00000000-0000-0000-0000-000000000000')::uuid
                        END AS "place",
                        "t56"."value" AS "pair", ($42::jsonb ->> "t56"."key") AS "field"
                      FROM "change" AS "t55"
                      CROSS JOIN LATERAL jsonb_each("t55"."diff") AS "t56"(
                          key,
                          value)
                      WHERE ("t55"."id" = "t30"."id")) AS "t46"
                    WHERE ("t46"."field" IS NOT NULL)) AS "changes") AS o)
                WHEN ("t30"."kind" = 'REPRICED') THEN
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT 'RepricedEvent' AS "__typename",
                    "t30"."kind" AS "kind",
                    "t30"."occurred_at" AS "occurredAt",
                    "t30"."note" AS "note",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t57"."name" AS "name"
                      FROM "identity_user" AS "t57"
                      WHERE (("t57"."id" = "t30"."actor_id")
                          AND ("t57"."deleted_at" IS NULL))) AS o) AS "actor",
                    (SELECT
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT "t59"."id" AS "id",
                          "t59"."entity" AS "recordType",
                          (SELECT "rt"."label" AS "label"
                          FROM "record_text" AS "rt"
                          WHERE ("rt"."record_id" = "t59"."id")) AS "displayName") AS o) AS "record"
                    FROM "record" AS "t59"
                    WHERE (("t59"."id" = coalesce(
                        (SELECT "t58"."merged_into" AS "merged_into"
                        FROM "record" AS "t58"
                        WHERE ("t58"."id" = "t30"."subject_id")), "t30"."subject_id"))
                        AND (("t59"."entity" = ANY ($43::text[]))
                          OR (("t59"."entity" = ANY ($44::text[]))
                            AND (("t59"."owner_id" = $1::uuid)
                              OR ("t59"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          OR (("t59"."entity" = ANY ($45::text[]))
                            AND (("t59"."owner_id" = $1::uuid)
                              OR ("t59"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t59"."id")
                                  AND "pub"."public"))))))) AS "subject",
                    (SELECT coalesce(json_agg(
                      (SELECT
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT "t62"."id" AS "id") AS o) AS "record"
                      FROM "record" AS "t62"
                      WHERE (("t62"."id" = "t60"."record_id")
                          AND (("t62"."entity" = ANY ($46::text[]))
                            OR (("t62"."entity" = ANY ($47::text[]))
                              AND (("t62"."owner_id" = $1::uuid)
                                OR ("t62"."team_id" = ANY ((
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                            OR (("t62"."entity" = ANY ($48::text[]))
                              AND (("t62"."owner_id" = $1::uuid)
                                OR ("t62"."team_id" = ANY ((
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record" AS "pub"
                                WHERE (("pub"."id" = "t62"."id")
                                    AND "pub"."public")))))))
                    ORDER BY "t60"."position"), '[]'::json) AS "records"
                    FROM "event_record" AS "t60"
                    JOIN "record" AS "t61" ON (("t61"."id" = "t60"."record_id")
                        AND ("t61"."deleted_at" IS NULL)
                        AND (("t61"."entity" = ANY ($49::text[]))
                          OR (("t61"."entity" = ANY ($50::text[]))
                            AND (("t61"."owner_id" = $1::uuid)
                              OR ("t61"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          OR (("t61"."entity" = ANY ($51::text[]))
                            AND (("t61"."owner_id" = $1::uuid)
                              OR ("t61"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t61"."id")
                                  AND "pub"."public"))))))
                    WHERE (("t60"."event_id" = "t30"."id")
                        AND ("t60"."key" = ''))) AS "related",
                    CASE
                    WHEN (((("t30"."payload" -> 'oldPrice') ->> 'amount'))::numeric IS NOT NULL) THEN
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT (((("t30"."payload" -> 'oldPrice') ->> 'amount'))::numeric)::text AS "amount") AS o)
                    ELSE NULL
                    END AS "oldPrice") AS o)
                ELSE
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT ($52::jsonb ->> "t30"."kind") AS "__typename",
                    "t30"."kind" AS "kind",
                    "t30"."occurred_at" AS "occurredAt",
                    "t30"."note" AS "note",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t34"."name" AS "name"
                      FROM "identity_user" AS "t34"
                      WHERE (("t34"."id" = "t30"."actor_id")
                          AND ("t34"."deleted_at" IS NULL))) AS o) AS "actor",
                    (SELECT
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT "t36"."id" AS "id",
                          "t36"."entity" AS "recordType",
                          (SELECT "rt"."label" AS "label"
                          FROM "record_text" AS "rt"
                          WHERE ("rt"."record_id" = "t36"."id")) AS "displayName") AS o) AS "record"
                    FROM "record" AS "t36"
                    WHERE (("t36"."id" = coalesce(
                        (SELECT "t35"."merged_into" AS "merged_into"
                        FROM "record" AS "t35"
                        WHERE ("t35"."id" = "t30"."subject_id")), "t30"."subject_id"))
                        AND (("t36"."entity" = ANY ($53::text[]))
                          OR (("t36"."entity" = ANY ($54::text[]))
                            AND (("t36"."owner_id" = $1::uuid)
                              OR ("t36"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          OR (("t36"."entity" = ANY ($55::text[]))
                            AND (("t36"."owner_id" = $1::uuid)
                              OR ("t36"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t36"."id")
                                  AND "pub"."public"))))))) AS "subject",
                    (SELECT coalesce(json_agg(
                      (SELECT
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT "t39"."id" AS "id") AS o) AS "record"
                      FROM "record" AS "t39"
                      WHERE (("t39"."id" = "t37"."record_id")
                          AND (("t39"."entity" = ANY ($56::text[]))
                            OR (("t39"."entity" = ANY ($57::text[]))
                              AND (("t39"."owner_id" = $1::uuid)
                                OR ("t39"."team_id" = ANY ((
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                            OR (("t39"."entity" = ANY ($58::text[]))
                              AND (("t39"."owner_id" = $1::uuid)
                                OR ("t39"."team_id" = ANY ((
                                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                                OR EXISTS
                                (SELECT 1 AS "one"
                                FROM "record" AS "pub"
                                WHERE (("pub"."id" = "t39"."id")
                                    AND "pub"."public")))))))
                    ORDER BY "t37"."position"), '[]'::json) AS "records"
                    FROM "event_record" AS "t37"
                    JOIN "record" AS "t38" ON (("t38"."id" = "t37"."record_id")
                        AND ("t38"."deleted_at" IS NULL)
                        AND (("t38"."entity" = ANY ($59::text[]))
                          OR (("t38"."entity" = ANY ($60::text[]))
                            AND (("t38"."owner_id" = $1::uuid)
                              OR ("t38"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
                          OR (("t38"."entity" = ANY ($61::text[]))
                            AND (("t38"."owner_id" = $1::uuid)
                              OR ("t38"."team_id" = ANY ((
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))
                              OR EXISTS
                              (SELECT 1 AS "one"
                              FROM "record" AS "pub"
                              WHERE (("pub"."id" = "t38"."id")
                                  AND "pub"."public"))))))
                    WHERE (("t37"."event_id" = "t30"."id")
                        AND ("t37"."key" = ''))) AS "related") AS o)
                END AS "node") AS "x0") AS "t31") AS o) AS "timeline"
      FROM "people_contact" AS "t1"
      WHERE (("t1"."id" = $62::uuid)
          AND (("t1"."owner_id" = $1::uuid)
            OR ("t1"."team_id" = ANY ((
              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))) AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
