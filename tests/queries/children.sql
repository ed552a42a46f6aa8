SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t4"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."title", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."title", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "agency_listing" AS "t1"
              WHERE ((("t1"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "agency_listing_offer" AS "t2"
                  WHERE ("t2"."parent_id" = "t1"."id")))
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
                (SELECT 'ListingOffer' AS "kind",
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT
                      (SELECT "rt"."label" AS "label"
                      FROM "record_text" AS "rt"
                      WHERE ("rt"."record_id" = "t6"."id")) AS "displayName",
                      (SELECT coalesce(json_agg(
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT "t7"."purpose" AS "purpose") AS o)
                      ORDER BY "t7"."position"), '[]'::json) AS "children"
                      FROM "people_contact_consent" AS "t7"
                      WHERE ("t7"."parent_id" = "t6"."id")) AS "consents"
                    FROM "people_contact" AS "t6"
                    WHERE (("t6"."id" = "t5"."buyer_id")
                        AND ("t6"."deleted_at" IS NULL))) AS o) AS "buyer", CASE
                  WHEN ("t5"."amount_amount" IS NOT NULL) THEN
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT ("t5"."amount_amount")::text AS "amount", "t5"."amount_currency" AS "currency") AS o)
                  ELSE NULL
                  END AS "amount", "t5"."made_at" AS "madeAt") AS o)
            ORDER BY "t5"."position"), '[]'::json) AS "children"
            FROM "agency_listing_offer" AS "t5"
            WHERE ("t5"."parent_id" = "t3"."id")) AS "offers") AS "x0") AS "t4") AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t12"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "t8".*
          FROM "agency_listing" AS "t8"
          WHERE (("t8"."deleted_at" IS NULL)
              AND EXISTS
              (SELECT 1 AS "one"
              FROM "agency_listing_offer" AS "t9"
              WHERE (("t9"."parent_id" = "t8"."id")
                  AND ((EXISTS
                    (SELECT 1 AS "one"
                    FROM "people_contact" AS "t10"
                    WHERE (("t10"."id" = "t9"."buyer_id")
                        AND ("t10"."deleted_at" IS NULL)))) IS NOT TRUE
                    AND (("t9"."amount_currency" = $1::text)
                      AND ("t9"."amount_amount" >= $2::numeric))))))
          ORDER BY "t8"."id" DESC
          LIMIT 20) AS "t11"
        CROSS JOIN LATERAL
          (SELECT "t11"."title" AS "title") AS "x0") AS "t12") AS o))::json AS "r1",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t18"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "t13".*
          FROM "agency_listing" AS "t13"
          WHERE (("t13"."deleted_at" IS NULL)
              AND (EXISTS
                (SELECT 1 AS "one"
                FROM "agency_listing_offer" AS "t14"
                WHERE ("t14"."parent_id" = "t13"."id"))
                AND (EXISTS
                  (SELECT 1 AS "one"
                  FROM "agency_listing_offer" AS "t15"
                  WHERE (("t15"."parent_id" = "t13"."id")
                      AND (EXISTS
                        (SELECT 1 AS "one"
                        FROM "people_contact" AS "t16"
                        WHERE (("t16"."id" = "t15"."buyer_id")
                            AND ("t16"."deleted_at" IS NULL)
                            AND (gql_crm_fold("t16"."first_name") LIKE (replace(replace(replace(gql_crm_fold($3::text), '\', '\\'), '%', '\%'), '_', '\_') || '%'))))) IS NOT TRUE))) IS NOT TRUE))
          ORDER BY "t13"."id" DESC
          LIMIT 20) AS "t17"
        CROSS JOIN LATERAL
          (SELECT "t17"."title" AS "title") AS "x0") AS "t18") AS o))::json AS "r2",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT count(*) AS "n"
        FROM "agency_listing" AS "t19"
        WHERE (("t19"."deleted_at" IS NULL)
            AND (EXISTS
              (SELECT 1 AS "one"
              FROM "agency_listing_offer" AS "t20"
              WHERE (("t20"."parent_id" = "t19"."id")
                  AND ("t20"."made_at" < $4::timestamptz)))) IS NOT TRUE)) AS "totalCount") AS o))::json AS "r3",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t26"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "t23".*
          FROM "people_contact" AS "t23"
          WHERE (("t23"."deleted_at" IS NULL)
              AND EXISTS
              (SELECT 1 AS "one"
              FROM "people_contact_consent" AS "t24"
              WHERE (("t24"."parent_id" = "t23"."id")
                  AND (("t24"."basis" = $5::text)
                    AND ("t24"."withdrawn_at" IS NOT NULL)))))
          ORDER BY "t23"."id" DESC
          LIMIT 20) AS "t25"
        CROSS JOIN LATERAL
          (SELECT
            (SELECT "rt"."label" AS "label"
            FROM "record_text" AS "rt"
            WHERE ("rt"."record_id" = "t25"."id")) AS "displayName",
            (SELECT coalesce(json_agg(
              (SELECT row_to_json(o.*)
              FROM
                (SELECT 'ContactConsent' AS "__typename", "t27"."purpose" AS "purpose", "t27"."basis" AS "basis", "t27"."given_at" AS "givenAt", "t27"."withdrawn_at" AS "withdrawnAt") AS o)
            ORDER BY "t27"."position"), '[]'::json) AS "children"
            FROM "people_contact_consent" AS "t27"
            WHERE ("t27"."parent_id" = "t25"."id")) AS "consents") AS "x0") AS "t26") AS o))::json AS "r4",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
