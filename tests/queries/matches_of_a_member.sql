SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t3"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT
                "t1".*,
                "t1"."id" AS "_k0"
              FROM "real_estate_buyer_request" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."owner_id" = $1::uuid))
              ORDER BY "t1"."id" DESC
              LIMIT 2)
            UNION ALL
              (SELECT "b".*
              FROM unnest((
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]) WITH
                ORDINALITY AS "team"(
                  value,
                  rn)
              CROSS JOIN LATERAL
                (SELECT
                  "t1".*,
                  "t1"."id" AS "_k0"
                FROM "real_estate_buyer_request" AS "t1"
                WHERE (("t1"."deleted_at" IS NULL)
                    AND (("t1"."team_id" = "team"."value")
                      AND (("t1"."owner_id" = $1::uuid)) IS NOT TRUE))
                ORDER BY "t1"."id" DESC
                LIMIT 2) AS "b")) AS "u"
          ORDER BY "u"."_k0" DESC
          LIMIT 2) AS "t2"
        CROSS JOIN LATERAL
          (SELECT
            (SELECT "rt"."label" AS "label"
            FROM "record_text" AS "rt"
            WHERE ("rt"."record_id" = "t2"."id")) AS "displayName",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT count(*) AS "n"
                FROM "real_estate_property" AS "t4"
                WHERE (((("t4"."standard_status" = 'ACTIVE')
                    AND (((("t2"."transaction_type" = 'BUY')
                      AND ("t2"."transaction_type" IS NOT NULL))) IS NOT TRUE
                      OR ((("t2"."transaction_type" = 'BUY')
                        AND ("t2"."transaction_type" IS NOT NULL))
                        AND ("t4"."list_price_amount" IS NOT NULL)))
                    AND (((("t2"."transaction_type" = 'RENT')
                      AND ("t2"."transaction_type" IS NOT NULL))) IS NOT TRUE
                      OR ((("t2"."transaction_type" = 'RENT')
                        AND ("t2"."transaction_type" IS NOT NULL))
                        AND ("t4"."lease_amount_amount" IS NOT NULL)))
                    AND (((cardinality("t2"."property_types") > 0)) IS NOT TRUE
                      OR ((cardinality("t2"."property_types") > 0)
                        AND (gql_crm_fold("t4"."property_type") = ANY (ARRAY
                          (SELECT gql_crm_fold("wished"."value") AS "folded"
                          FROM unnest("t2"."property_types") WITH
                            ORDINALITY AS "wished"(value, rn))))))
                    AND (((cardinality("t2"."property_sub_types") > 0)) IS NOT TRUE
                      OR ((cardinality("t2"."property_sub_types") > 0)
                        AND (gql_crm_fold("t4"."property_sub_type") = ANY (ARRAY
                          (SELECT gql_crm_fold("wished"."value") AS "folded"
                          FROM unnest("t2"."property_sub_types") WITH
                            ORDINALITY AS "wished"(value, rn))))))
                    AND (((cardinality("t2"."cities") > 0)) IS NOT TRUE
                      OR ((cardinality("t2"."cities") > 0)
                        AND (gql_crm_fold("t4"."city") = ANY (ARRAY
                          (SELECT gql_crm_fold("wished"."value") AS "folded"
                          FROM unnest("t2"."cities") WITH
                            ORDINALITY AS "wished"(value, rn))))))
                    AND (((("t2"."transaction_type" = 'BUY')
                      AND ("t2"."price_min_amount" IS NOT NULL))) IS NOT TRUE
                      OR ((("t2"."transaction_type" = 'BUY')
                        AND ("t2"."price_min_amount" IS NOT NULL))
                        AND (("t2"."price_min_currency" = "t4"."list_price_currency")
                          AND ("t4"."list_price_amount" >= "t2"."price_min_amount"))))
                    AND (((("t2"."transaction_type" = 'RENT')
                      AND ("t2"."price_min_amount" IS NOT NULL))) IS NOT TRUE
                      OR ((("t2"."transaction_type" = 'RENT')
                        AND ("t2"."price_min_amount" IS NOT NULL))
                        AND (("t2"."price_min_currency" = "t4"."lease_amount_currency")
                          AND ("t4"."lease_amount_amount" >= "t2"."price_min_amount"))))
                    AND (((("t2"."transaction_type" = 'BUY')
                      AND ("t2"."price_max_amount" IS NOT NULL))) IS NOT TRUE
                      OR ((("t2"."transaction_type" = 'BUY')
                        AND ("t2"."price_max_amount" IS NOT NULL))
                        AND (("t2"."price_max_currency" = "t4"."list_price_currency")
                          AND ("t4"."list_price_amount" <= "t2"."price_max_amount"))))
                    AND (((("t2"."transaction_type" = 'RENT')
                      AND ("t2"."price_max_amount" IS NOT NULL))) IS NOT TRUE
                      OR ((("t2"."transaction_type" = 'RENT')
                        AND ("t2"."price_max_amount" IS NOT NULL))
                        AND (("t2"."price_max_currency" = "t4"."lease_amount_currency")
                          AND ("t4"."lease_amount_amount" <= "t2"."price_max_amount"))))
                    AND ((("t2"."living_area_min" IS NOT NULL)) IS NOT TRUE
                      OR (("t2"."living_area_min" IS NOT NULL)
                        AND ("t4"."living_area" >= "t2"."living_area_min")))
                    AND ((("t2"."living_area_max" IS NOT NULL)) IS NOT TRUE
                      OR (("t2"."living_area_max" IS NOT NULL)
                        AND ("t4"."living_area" <= "t2"."living_area_max")))
                    AND ((("t2"."rooms_min" IS NOT NULL)) IS NOT TRUE
                      OR (("t2"."rooms_min" IS NOT NULL)
                        AND ("t4"."rooms_total" >= "t2"."rooms_min")))
                    AND ((("t2"."rooms_max" IS NOT NULL)) IS NOT TRUE
                      OR (("t2"."rooms_max" IS NOT NULL)
                        AND ("t4"."rooms_total" <= "t2"."rooms_max")))
                    AND ((("t2"."floor_min" IS NOT NULL)) IS NOT TRUE
                      OR ("t4"."entry_level" IS NULL)
                      OR (("t2"."floor_min" IS NOT NULL)
                        AND ("t4"."entry_level" >= "t2"."floor_min")))
                    AND ((("t2"."floor_max" IS NOT NULL)) IS NOT TRUE
                      OR ("t4"."entry_level" IS NULL)
                      OR (("t2"."floor_max" IS NOT NULL)
                        AND ("t4"."entry_level" <= "t2"."floor_max")))
                    AND ((("t2"."year_built_min" IS NOT NULL)) IS NOT TRUE
                      OR ("t4"."year_built" IS NULL)
                      OR (("t2"."year_built_min" IS NOT NULL)
                        AND ("t4"."year_built" >= "t2"."year_built_min")))
                    AND (((cardinality("t2"."features") > 0)) IS NOT TRUE
                      OR ((cardinality("t2"."features") > 0)
                        AND ((coalesce("t4"."interior_features", ('{}')::text[]) || coalesce("t4"."exterior_features", ('{}')::text[])) @> "t2"."features")))
                    AND ((("t2"."text_query" IS NOT NULL)) IS NOT TRUE
                      OR (("t2"."text_query" IS NOT NULL)
                        AND ((strpos(gql_crm_fold("t4"."title"), gql_crm_fold("t2"."text_query")) > 0)
                          OR (strpos(gql_crm_fold("t4"."public_remarks"), gql_crm_fold("t2"."text_query")) > 0)))))
                    AND ("t4"."deleted_at" IS NULL))
                    AND (("t4"."owner_id" = $1::uuid)
                      OR ("t4"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))) AS "totalCount",
                coalesce(json_agg("t6"."c0"), '[]'::json) AS "nodes"
              FROM
                (SELECT "x0" AS "c0"
                FROM
                  (SELECT "u".*
                  FROM (
                      (SELECT
                        "t4".*,
                        "t4"."id" AS "_k0"
                      FROM "real_estate_property" AS "t4"
                      WHERE (((("t4"."standard_status" = 'ACTIVE')
                          AND (((("t2"."transaction_type" = 'BUY')
                            AND ("t2"."transaction_type" IS NOT NULL))) IS NOT TRUE
                            OR ((("t2"."transaction_type" = 'BUY')
                              AND ("t2"."transaction_type" IS NOT NULL))
                              AND ("t4"."list_price_amount" IS NOT NULL)))
                          AND (((("t2"."transaction_type" = 'RENT')
                            AND ("t2"."transaction_type" IS NOT NULL))) IS NOT TRUE
                            OR ((("t2"."transaction_type" = 'RENT')
                              AND ("t2"."transaction_type" IS NOT NULL))
                              AND ("t4"."lease_amount_amount" IS NOT NULL)))
                          AND (((cardinality("t2"."property_types") > 0)) IS NOT TRUE
                            OR ((cardinality("t2"."property_types") > 0)
                              AND (gql_crm_fold("t4"."property_type") = ANY (ARRAY
                                (SELECT gql_crm_fold("wished"."value") AS "folded"
                                FROM unnest("t2"."property_types") WITH
                                  ORDINALITY AS "wished"(value, rn))))))
                          AND (((cardinality("t2"."property_sub_types") > 0)) IS NOT TRUE
                            OR ((cardinality("t2"."property_sub_types") > 0)
                              AND (gql_crm_fold("t4"."property_sub_type") = ANY (ARRAY
                                (SELECT gql_crm_fold("wished"."value") AS "folded"
                                FROM unnest("t2"."property_sub_types") WITH
                                  ORDINALITY AS "wished"(value, rn))))))
                          AND (((cardinality("t2"."cities") > 0)) IS NOT TRUE
                            OR ((cardinality("t2"."cities") > 0)
                              AND (gql_crm_fold("t4"."city") = ANY (ARRAY
                                (SELECT gql_crm_fold("wished"."value") AS "folded"
                                FROM unnest("t2"."cities") WITH
                                  ORDINALITY AS "wished"(value, rn))))))
                          AND (((("t2"."transaction_type" = 'BUY')
                            AND ("t2"."price_min_amount" IS NOT NULL))) IS NOT TRUE
                            OR ((("t2"."transaction_type" = 'BUY')
                              AND ("t2"."price_min_amount" IS NOT NULL))
                              AND (("t2"."price_min_currency" = "t4"."list_price_currency")
                                AND ("t4"."list_price_amount" >= "t2"."price_min_amount"))))
                          AND (((("t2"."transaction_type" = 'RENT')
                            AND ("t2"."price_min_amount" IS NOT NULL))) IS NOT TRUE
                            OR ((("t2"."transaction_type" = 'RENT')
                              AND ("t2"."price_min_amount" IS NOT NULL))
                              AND (("t2"."price_min_currency" = "t4"."lease_amount_currency")
                                AND ("t4"."lease_amount_amount" >= "t2"."price_min_amount"))))
                          AND (((("t2"."transaction_type" = 'BUY')
                            AND ("t2"."price_max_amount" IS NOT NULL))) IS NOT TRUE
                            OR ((("t2"."transaction_type" = 'BUY')
                              AND ("t2"."price_max_amount" IS NOT NULL))
                              AND (("t2"."price_max_currency" = "t4"."list_price_currency")
                                AND ("t4"."list_price_amount" <= "t2"."price_max_amount"))))
                          AND (((("t2"."transaction_type" = 'RENT')
                            AND ("t2"."price_max_amount" IS NOT NULL))) IS NOT TRUE
                            OR ((("t2"."transaction_type" = 'RENT')
                              AND ("t2"."price_max_amount" IS NOT NULL))
                              AND (("t2"."price_max_currency" = "t4"."lease_amount_currency")
                                AND ("t4"."lease_amount_amount" <= "t2"."price_max_amount"))))
                          AND ((("t2"."living_area_min" IS NOT NULL)) IS NOT TRUE
                            OR (("t2"."living_area_min" IS NOT NULL)
                              AND ("t4"."living_area" >= "t2"."living_area_min")))
                          AND ((("t2"."living_area_max" IS NOT NULL)) IS NOT TRUE
                            OR (("t2"."living_area_max" IS NOT NULL)
                              AND ("t4"."living_area" <= "t2"."living_area_max")))
                          AND ((("t2"."rooms_min" IS NOT NULL)) IS NOT TRUE
                            OR (("t2"."rooms_min" IS NOT NULL)
                              AND ("t4"."rooms_total" >= "t2"."rooms_min")))
                          AND ((("t2"."rooms_max" IS NOT NULL)) IS NOT TRUE
                            OR (("t2"."rooms_max" IS NOT NULL)
                              AND ("t4"."rooms_total" <= "t2"."rooms_max")))
                          AND ((("t2"."floor_min" IS NOT NULL)) IS NOT TRUE
                            OR ("t4"."entry_level" IS NULL)
                            OR (("t2"."floor_min" IS NOT NULL)
                              AND ("t4"."entry_level" >= "t2"."floor_min")))
                          AND ((("t2"."floor_max" IS NOT NULL)) IS NOT TRUE
                            OR ("t4"."entry_level" IS NULL)
                            OR (("t2"."floor_max" IS NOT NULL)
                              AND ("t4"."entry_level" <= "t2"."floor_max")))
                          AND ((("t2"."year_built_min" IS NOT NULL)) IS NOT TRUE
                            OR ("t4"."year_built" IS NULL)
                            OR (("t2"."year_built_min" IS NOT NULL)
                              AND ("t4"."year_built" >= "t2"."year_built_min")))
                          AND (((cardinality("t2"."features") > 0)) IS NOT TRUE
                            OR ((cardinality("t2"."features") > 0)
                              AND ((coalesce("t4"."interior_features", ('{}')::text[]) || coalesce("t4"."exterior_features", ('{}')::text[])) @> "t2"."features")))
                          AND ((("t2"."text_query" IS NOT NULL)) IS NOT TRUE
                            OR (("t2"."text_query" IS NOT NULL)
                              AND ((strpos(gql_crm_fold("t4"."title"), gql_crm_fold("t2"."text_query")) > 0)
                                OR (strpos(gql_crm_fold("t4"."public_remarks"), gql_crm_fold("t2"."text_query")) > 0)))))
                          AND ("t4"."deleted_at" IS NULL))
                          AND ("t4"."owner_id" = $1::uuid))
                      ORDER BY "t4"."id" DESC
                      LIMIT 3)
                    UNION ALL
                      (SELECT "b".*
                      FROM unnest((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]) WITH
                        ORDINALITY AS "team"(
                          value,
                          rn)
                      CROSS JOIN LATERAL
                        (SELECT
                          "t4".*,
                          "t4"."id" AS "_k0"
                        FROM "real_estate_property" AS "t4"
                        WHERE (((("t4"."standard_status" = 'ACTIVE')
                            AND (((("t2"."transaction_type" = 'BUY')
                              AND ("t2"."transaction_type" IS NOT NULL))) IS NOT TRUE
                              OR ((("t2"."transaction_type" = 'BUY')
                                AND ("t2"."transaction_type" IS NOT NULL))
                                AND ("t4"."list_price_amount" IS NOT NULL)))
                            AND (((("t2"."transaction_type" = 'RENT')
                              AND ("t2"."transaction_type" IS NOT NULL))) IS NOT TRUE
                              OR ((("t2"."transaction_type" = 'RENT')
                                AND ("t2"."transaction_type" IS NOT NULL))
                                AND ("t4"."lease_amount_amount" IS NOT NULL)))
                            AND (((cardinality("t2"."property_types") > 0)) IS NOT TRUE
                              OR ((cardinality("t2"."property_types") > 0)
                                AND (gql_crm_fold("t4"."property_type") = ANY (ARRAY
                                  (SELECT gql_crm_fold("wished"."value") AS "folded"
                                  FROM unnest("t2"."property_types") WITH
                                    ORDINALITY AS "wished"(value, rn))))))
                            AND (((cardinality("t2"."property_sub_types") > 0)) IS NOT TRUE
                              OR ((cardinality("t2"."property_sub_types") > 0)
                                AND (gql_crm_fold("t4"."property_sub_type") = ANY (ARRAY
                                  (SELECT gql_crm_fold("wished"."value") AS "folded"
                                  FROM unnest("t2"."property_sub_types") WITH
                                    ORDINALITY AS "wished"(value, rn))))))
                            AND (((cardinality("t2"."cities") > 0)) IS NOT TRUE
                              OR ((cardinality("t2"."cities") > 0)
                                AND (gql_crm_fold("t4"."city") = ANY (ARRAY
                                  (SELECT gql_crm_fold("wished"."value") AS "folded"
                                  FROM unnest("t2"."cities") WITH
                                    ORDINALITY AS "wished"(value, rn))))))
                            AND (((("t2"."transaction_type" = 'BUY')
                              AND ("t2"."price_min_amount" IS NOT NULL))) IS NOT TRUE
                              OR ((("t2"."transaction_type" = 'BUY')
                                AND ("t2"."price_min_amount" IS NOT NULL))
                                AND (("t2"."price_min_currency" = "t4"."list_price_currency")
                                  AND ("t4"."list_price_amount" >= "t2"."price_min_amount"))))
                            AND (((("t2"."transaction_type" = 'RENT')
                              AND ("t2"."price_min_amount" IS NOT NULL))) IS NOT TRUE
                              OR ((("t2"."transaction_type" = 'RENT')
                                AND ("t2"."price_min_amount" IS NOT NULL))
                                AND (("t2"."price_min_currency" = "t4"."lease_amount_currency")
                                  AND ("t4"."lease_amount_amount" >= "t2"."price_min_amount"))))
                            AND (((("t2"."transaction_type" = 'BUY')
                              AND ("t2"."price_max_amount" IS NOT NULL))) IS NOT TRUE
                              OR ((("t2"."transaction_type" = 'BUY')
                                AND ("t2"."price_max_amount" IS NOT NULL))
                                AND (("t2"."price_max_currency" = "t4"."list_price_currency")
                                  AND ("t4"."list_price_amount" <= "t2"."price_max_amount"))))
                            AND (((("t2"."transaction_type" = 'RENT')
                              AND ("t2"."price_max_amount" IS NOT NULL))) IS NOT TRUE
                              OR ((("t2"."transaction_type" = 'RENT')
                                AND ("t2"."price_max_amount" IS NOT NULL))
                                AND (("t2"."price_max_currency" = "t4"."lease_amount_currency")
                                  AND ("t4"."lease_amount_amount" <= "t2"."price_max_amount"))))
                            AND ((("t2"."living_area_min" IS NOT NULL)) IS NOT TRUE
                              OR (("t2"."living_area_min" IS NOT NULL)
                                AND ("t4"."living_area" >= "t2"."living_area_min")))
                            AND ((("t2"."living_area_max" IS NOT NULL)) IS NOT TRUE
                              OR (("t2"."living_area_max" IS NOT NULL)
                                AND ("t4"."living_area" <= "t2"."living_area_max")))
                            AND ((("t2"."rooms_min" IS NOT NULL)) IS NOT TRUE
                              OR (("t2"."rooms_min" IS NOT NULL)
                                AND ("t4"."rooms_total" >= "t2"."rooms_min")))
                            AND ((("t2"."rooms_max" IS NOT NULL)) IS NOT TRUE
                              OR (("t2"."rooms_max" IS NOT NULL)
                                AND ("t4"."rooms_total" <= "t2"."rooms_max")))
                            AND ((("t2"."floor_min" IS NOT NULL)) IS NOT TRUE
                              OR ("t4"."entry_level" IS NULL)
                              OR (("t2"."floor_min" IS NOT NULL)
                                AND ("t4"."entry_level" >= "t2"."floor_min")))
                            AND ((("t2"."floor_max" IS NOT NULL)) IS NOT TRUE
                              OR ("t4"."entry_level" IS NULL)
                              OR (("t2"."floor_max" IS NOT NULL)
                                AND ("t4"."entry_level" <= "t2"."floor_max")))
                            AND ((("t2"."year_built_min" IS NOT NULL)) IS NOT TRUE
                              OR ("t4"."year_built" IS NULL)
                              OR (("t2"."year_built_min" IS NOT NULL)
                                AND ("t4"."year_built" >= "t2"."year_built_min")))
                            AND (((cardinality("t2"."features") > 0)) IS NOT TRUE
                              OR ((cardinality("t2"."features") > 0)
                                AND ((coalesce("t4"."interior_features", ('{}')::text[]) || coalesce("t4"."exterior_features", ('{}')::text[])) @> "t2"."features")))
                            AND ((("t2"."text_query" IS NOT NULL)) IS NOT TRUE
                              OR (("t2"."text_query" IS NOT NULL)
                                AND ((strpos(gql_crm_fold("t4"."title"), gql_crm_fold("t2"."text_query")) > 0)
                                  OR (strpos(gql_crm_fold("t4"."public_remarks"), gql_crm_fold("t2"."text_query")) > 0)))))
                            AND ("t4"."deleted_at" IS NULL))
                            AND (("t4"."team_id" = "team"."value")
                              AND (("t4"."owner_id" = $1::uuid)) IS NOT TRUE))
                        ORDER BY "t4"."id" DESC
                        LIMIT 3) AS "b")) AS "u"
                  ORDER BY "u"."_k0" DESC
                  LIMIT 3) AS "t5"
                CROSS JOIN LATERAL
                  (SELECT coalesce(((((((((((((((((((((0 + CASE
                    WHEN ((("t2"."transaction_type" = 'BUY')
                      AND ("t2"."transaction_type" IS NOT NULL))
                      AND ("t5"."list_price_amount" IS NOT NULL)) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN ((("t2"."transaction_type" = 'RENT')
                      AND ("t2"."transaction_type" IS NOT NULL))
                      AND ("t5"."lease_amount_amount" IS NOT NULL)) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN ((cardinality("t2"."property_types") > 0)
                      AND (gql_crm_fold("t5"."property_type") = ANY (ARRAY
                        (SELECT gql_crm_fold("wished"."value") AS "folded"
                        FROM unnest("t2"."property_types") WITH
                          ORDINALITY AS "wished"(value, rn))))) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN ((cardinality("t2"."property_sub_types") > 0)
                      AND (gql_crm_fold("t5"."property_sub_type") = ANY (ARRAY
                        (SELECT gql_crm_fold("wished"."value") AS "folded"
                        FROM unnest("t2"."property_sub_types") WITH
                          ORDINALITY AS "wished"(value, rn))))) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN ((cardinality("t2"."cities") > 0)
                      AND (gql_crm_fold("t5"."city") = ANY (ARRAY
                        (SELECT gql_crm_fold("wished"."value") AS "folded"
                        FROM unnest("t2"."cities") WITH
                          ORDINALITY AS "wished"(value, rn))))) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN ((("t2"."transaction_type" = 'BUY')
                      AND ("t2"."price_min_amount" IS NOT NULL))
                      AND (("t2"."price_min_currency" = "t5"."list_price_currency")
                        AND ("t5"."list_price_amount" >= "t2"."price_min_amount"))) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN ((("t2"."transaction_type" = 'RENT')
                      AND ("t2"."price_min_amount" IS NOT NULL))
                      AND (("t2"."price_min_currency" = "t5"."lease_amount_currency")
                        AND ("t5"."lease_amount_amount" >= "t2"."price_min_amount"))) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN ((("t2"."transaction_type" = 'BUY')
                      AND ("t2"."price_max_amount" IS NOT NULL))
                      AND (("t2"."price_max_currency" = "t5"."list_price_currency")
                        AND ("t5"."list_price_amount" <= "t2"."price_max_amount"))) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN ((("t2"."transaction_type" = 'RENT')
                      AND ("t2"."price_max_amount" IS NOT NULL))
                      AND (("t2"."price_max_currency" = "t5"."lease_amount_currency")
                        AND ("t5"."lease_amount_amount" <= "t2"."price_max_amount"))) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN (("t2"."living_area_min" IS NOT NULL)
                      AND ("t5"."living_area" >= "t2"."living_area_min")) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN (("t2"."living_area_max" IS NOT NULL)
                      AND ("t5"."living_area" <= "t2"."living_area_max")) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN (("t2"."rooms_min" IS NOT NULL)
                      AND ("t5"."rooms_total" >= "t2"."rooms_min")) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN (("t2"."rooms_max" IS NOT NULL)
                      AND ("t5"."rooms_total" <= "t2"."rooms_max")) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN (("t2"."floor_min" IS NOT NULL)
                      AND ("t5"."entry_level" >= "t2"."floor_min")) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN (("t2"."floor_max" IS NOT NULL)
                      AND ("t5"."entry_level" <= "t2"."floor_max")) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN (("t2"."year_built_min" IS NOT NULL)
                      AND ("t5"."year_built" >= "t2"."year_built_min")) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN ((cardinality("t2"."features") > 0)
                      AND ((coalesce("t5"."interior_features", ('{}')::text[]) || coalesce("t5"."exterior_features", ('{}')::text[])) @> "t2"."features")) THEN 1
                    ELSE 0
                    END) + CASE
                    WHEN (("t2"."text_query" IS NOT NULL)
                      AND ((strpos(gql_crm_fold("t5"."title"), gql_crm_fold("t2"."text_query")) > 0)
                        OR (strpos(gql_crm_fold("t5"."public_remarks"), gql_crm_fold("t2"."text_query")) > 0))) THEN 1
                    ELSE 0
                    END))::float8 / nullif(((((((((((((((((((0 + CASE
                      WHEN (("t2"."transaction_type" = 'BUY')
                        AND ("t2"."transaction_type" IS NOT NULL)) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN (("t2"."transaction_type" = 'RENT')
                        AND ("t2"."transaction_type" IS NOT NULL)) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN (cardinality("t2"."property_types") > 0) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN (cardinality("t2"."property_sub_types") > 0) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN (cardinality("t2"."cities") > 0) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN (("t2"."transaction_type" = 'BUY')
                        AND ("t2"."price_min_amount" IS NOT NULL)) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN (("t2"."transaction_type" = 'RENT')
                        AND ("t2"."price_min_amount" IS NOT NULL)) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN (("t2"."transaction_type" = 'BUY')
                        AND ("t2"."price_max_amount" IS NOT NULL)) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN (("t2"."transaction_type" = 'RENT')
                        AND ("t2"."price_max_amount" IS NOT NULL)) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN ("t2"."living_area_min" IS NOT NULL) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN ("t2"."living_area_max" IS NOT NULL) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN ("t2"."rooms_min" IS NOT NULL) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN ("t2"."rooms_max" IS NOT NULL) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN ("t2"."floor_min" IS NOT NULL) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN ("t2"."floor_max" IS NOT NULL) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN ("t2"."year_built_min" IS NOT NULL) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN (cardinality("t2"."features") > 0) THEN 1
                      ELSE 0
                      END) + CASE
                      WHEN ("t2"."text_query" IS NOT NULL) THEN 1
                      ELSE 0
                      END), 0)), (1)::float8) AS "score",
                    to_json(array_remove(ARRAY[CASE
                      WHEN ((("t2"."transaction_type" = 'BUY')
                        AND ("t2"."transaction_type" IS NOT NULL))
                        AND ("t5"."list_price_amount" IS NOT NULL)) THEN 'transactionType'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN ((("t2"."transaction_type" = 'RENT')
                        AND ("t2"."transaction_type" IS NOT NULL))
                        AND ("t5"."lease_amount_amount" IS NOT NULL)) THEN 'transactionType'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN ((cardinality("t2"."property_types") > 0)
                        AND (gql_crm_fold("t5"."property_type") = ANY (ARRAY
                          (SELECT gql_crm_fold("wished"."value") AS "folded"
                          FROM unnest("t2"."property_types") WITH
                            ORDINALITY AS "wished"(value, rn))))) THEN 'propertyTypes'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN ((cardinality("t2"."property_sub_types") > 0)
                        AND (gql_crm_fold("t5"."property_sub_type") = ANY (ARRAY
                          (SELECT gql_crm_fold("wished"."value") AS "folded"
                          FROM unnest("t2"."property_sub_types") WITH
                            ORDINALITY AS "wished"(value, rn))))) THEN 'propertySubTypes'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN ((cardinality("t2"."cities") > 0)
                        AND (gql_crm_fold("t5"."city") = ANY (ARRAY
                          (SELECT gql_crm_fold("wished"."value") AS "folded"
                          FROM unnest("t2"."cities") WITH
                            ORDINALITY AS "wished"(value, rn))))) THEN 'cities'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN ((("t2"."transaction_type" = 'BUY')
                        AND ("t2"."price_min_amount" IS NOT NULL))
                        AND (("t2"."price_min_currency" = "t5"."list_price_currency")
                          AND ("t5"."list_price_amount" >= "t2"."price_min_amount"))) THEN 'priceMin'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN ((("t2"."transaction_type" = 'RENT')
                        AND ("t2"."price_min_amount" IS NOT NULL))
                        AND (("t2"."price_min_currency" = "t5"."lease_amount_currency")
                          AND ("t5"."lease_amount_amount" >= "t2"."price_min_amount"))) THEN 'priceMin'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN ((("t2"."transaction_type" = 'BUY')
                        AND ("t2"."price_max_amount" IS NOT NULL))
                        AND (("t2"."price_max_currency" = "t5"."list_price_currency")
                          AND ("t5"."list_price_amount" <= "t2"."price_max_amount"))) THEN 'priceMax'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN ((("t2"."transaction_type" = 'RENT')
                        AND ("t2"."price_max_amount" IS NOT NULL))
                        AND (("t2"."price_max_currency" = "t5"."lease_amount_currency")
                          AND ("t5"."lease_amount_amount" <= "t2"."price_max_amount"))) THEN 'priceMax'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN (("t2"."living_area_min" IS NOT NULL)
                        AND ("t5"."living_area" >= "t2"."living_area_min")) THEN 'livingAreaMin'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN (("t2"."living_area_max" IS NOT NULL)
                        AND ("t5"."living_area" <= "t2"."living_area_max")) THEN 'livingAreaMax'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN (("t2"."rooms_min" IS NOT NULL)
                        AND ("t5"."rooms_total" >= "t2"."rooms_min")) THEN 'roomsMin'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN (("t2"."rooms_max" IS NOT NULL)
                        AND ("t5"."rooms_total" <= "t2"."rooms_max")) THEN 'roomsMax'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN (("t2"."floor_min" IS NOT NULL)
                        AND ("t5"."entry_level" >= "t2"."floor_min")) THEN 'floorMin'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN (("t2"."floor_max" IS NOT NULL)
                        AND ("t5"."entry_level" <= "t2"."floor_max")) THEN 'floorMax'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN (("t2"."year_built_min" IS NOT NULL)
                        AND ("t5"."year_built" >= "t2"."year_built_min")) THEN 'yearBuiltMin'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN ((cardinality("t2"."features") > 0)
                        AND ((coalesce("t5"."interior_features", ('{}')::text[]) || coalesce("t5"."exterior_features", ('{}')::text[])) @> "t2"."features")) THEN 'features'
                      ELSE (NULL)::text
                      END, CASE
                      WHEN (("t2"."text_query" IS NOT NULL)
                        AND ((strpos(gql_crm_fold("t5"."title"), gql_crm_fold("t2"."text_query")) > 0)
                          OR (strpos(gql_crm_fold("t5"."public_remarks"), gql_crm_fold("t2"."text_query")) > 0))) THEN 'textQuery'
                      ELSE (NULL)::text
                      END]::text[], NULL)) AS "reasons",
                    EXISTS
                    (SELECT 1 AS "one"
                    FROM "real_estate_commercial_offer" AS "t7"
                    WHERE (("t7"."property_id" = "t5"."id")
                        AND ("t7"."deleted_at" IS NULL)
                        AND EXISTS
                        (SELECT 1 AS "one"
                        FROM "people_contact" AS "t8"
                        JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t8"."id")
                        WHERE ((("rr"."field_id" = 'real_estate:BuyerRequest.contacts')
                            AND ("rr"."source_id" = "t2"."id"))
                            AND ("t8"."id" = "t7"."contact_id"))))) AS "alreadyOffered",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT
                        (SELECT "rt"."label" AS "label"
                        FROM "record_text" AS "rt"
                        WHERE ("rt"."record_id" = "t5"."id")) AS "displayName") AS o) AS "property") AS "x0") AS "t6") AS o) AS "matches",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT coalesce(json_agg("t11"."c0" ORDER BY "t11"."rn" DESC), '[]'::json) AS "nodes"
              FROM
                (SELECT row_number() OVER () AS "rn",
                  "x0" AS "c0"
                FROM
                  (SELECT "t9".*
                  FROM "real_estate_commercial_offer" AS "t9"
                  WHERE (("t9"."buyer_request_id" = "t2"."id")
                      AND ("t9"."deleted_at" IS NULL))
                  ORDER BY "t9"."id"
                  LIMIT 2) AS "t10"
                CROSS JOIN LATERAL
                  (SELECT "t10"."sent_at" AS "offeredAt",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT
                        (SELECT "rt"."label" AS "label"
                        FROM "record_text" AS "rt"
                        WHERE ("rt"."record_id" = "t12"."id")) AS "displayName"
                      FROM "real_estate_property" AS "t12"
                      WHERE (("t12"."id" = "t10"."property_id")
                          AND ("t12"."deleted_at" IS NULL)
                          AND (("t12"."owner_id" = $1::uuid)
                            OR ("t12"."team_id" = ANY ((
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))) AS o) AS "property",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t10"."channel" AS "channel") AS o) AS "offer") AS "x0") AS "t11") AS o) AS "offeredProperties") AS "x0") AS "t3") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
