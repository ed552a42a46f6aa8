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
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_organization" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C"), (left("t1"."name", 200) COLLATE "C"), "t1"."id"
              LIMIT 10)
            UNION ALL
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_organization" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."name" IS NULL))
              ORDER BY "t1"."id"
              LIMIT 10)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2"
          LIMIT 10) AS "t2"
        CROSS JOIN LATERAL
          (SELECT "t2"."name" AS "name",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT "t7"."n" AS "count",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t7"."list0" AS "budget",
                        (trim_scale("t7"."sum1"))::text AS "stars") AS o) AS "sum",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t7"."max2" AS "birthdate") AS o) AS "max"
                  FROM
                    (SELECT max("t10"."n") FILTER (WHERE ("t10"."g" = 1)) AS "n",
                      max("t10"."sum1") FILTER (WHERE ("t10"."g" = 1)) AS "sum1",
                      max("t10"."max2") FILTER (WHERE ("t10"."g" = 1)) AS "max2",
                      coalesce(json_agg(
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT (trim_scale("t10"."sum0"))::text AS "amount", "t10"."u0" AS "currency") AS o)
                      ORDER BY "t10"."u0") FILTER (WHERE ("t10"."u0" IS NOT NULL)), '[]'::json) AS "list0"
                    FROM
                      (SELECT "t9"."u0" AS "u0",
                        (coalesce(sum("t9"."n"), 0))::bigint AS "n",
                        (sum("t9"."sum0_0"))::numeric AS "sum0",
                        (sum("t9"."sum1_0"))::numeric AS "sum1",
                        max("t9"."max2_0") AS "max2",
                        grouping("t9"."u0") AS "g"
                      FROM
                        (SELECT "t8"."u0" AS "u0",
                          count(*) AS "n",
                          sum("t8"."m0") AS "sum0_0",
                          sum("t8"."m1") AS "sum1_0",
                          max("t8"."m2") AS "max2_0"
                        FROM
                          (SELECT ((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric AS "m0", ((("f"."custom" -> 'custom:1') ->> 'currency') COLLATE "C") AS "u0",
                            (("f"."custom" ->> 'custom:2'))::integer AS "m1",
                            "t4"."birthdate" AS "m2"
                          FROM "people_contact" AS "t4"
                          CROSS JOIN LATERAL
                            (SELECT ("t4"."custom" || '{}'::jsonb) AS "custom"
                              OFFSET 0) AS "f"
                          WHERE (("t4"."organization_id" = "t2"."id")
                              AND ("t4"."deleted_at" IS NULL))) AS "t8"
                          GROUP BY "t8"."u0") AS "t9"
                        GROUP BY GROUPING
                        SETS ((), ("t9"."u0"))) AS "t10") AS "t7") AS o) AS "aggregate",
                (SELECT coalesce(json_agg(
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT "t13"."n" AS "count",
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT "t13"."k0" AS "status", "t13"."k1" AS "vip") AS o) AS "key") AS o)), '[]'::json) AS "groups"
                FROM
                  (SELECT "t17".*
                  FROM
                    (SELECT "t14"."k0" AS "k0",
                      "t14"."k1" AS "k1",
                      count(*) AS "n"
                    FROM
                      (SELECT ("t4"."status" COLLATE "C") AS "k0",
                        (("t4"."custom" ->> 'custom:5'))::boolean AS "k1"
                      FROM "people_contact" AS "t4"
                      WHERE (("t4"."organization_id" = "t2"."id")
                          AND ("t4"."deleted_at" IS NULL))) AS "t14"
                      GROUP BY
                      "t14"."k0",
                      "t14"."k1") AS "t17"
                  ORDER BY
                    "t17"."n" DESC,
                    "t17"."k0",
                    "t17"."k1"
                  LIMIT 1000) AS "t13") AS "groups") AS o) AS "contacts",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT least("t22"."n", 1) AS "value",
                    CASE
                    WHEN ("t22"."n" > 1) THEN 'AT_LEAST'
                    ELSE 'EXACT'
                    END AS "precision"
                  FROM
                    (SELECT count(*) AS "n"
                    FROM
                      (SELECT 1 AS "one"
                      FROM "agency_listing" AS "t18"
                      JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t18"."id")
                      WHERE ((("rr"."field_id" = 'agency:Listing.partners')
                          AND ("rr"."target_id" = "t2"."id"))
                          AND ("t18"."deleted_at" IS NULL))
                      LIMIT 2) AS "t21") AS "t22") AS o) AS "count",
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t23"."list0" AS "price",
                        (trim_scale("t23"."sum1"))::text AS "area") AS o) AS "sum",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT (trim_scale("t23"."avg2"))::text AS "rooms") AS o) AS "avg"
                  FROM
                    (SELECT max("t26"."n") FILTER (WHERE ("t26"."g" = 1)) AS "n",
                      max("t26"."sum1") FILTER (WHERE ("t26"."g" = 1)) AS "sum1",
                      max("t26"."avg2") FILTER (WHERE ("t26"."g" = 1)) AS "avg2",
                      coalesce(json_agg(
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT (trim_scale("t26"."sum0"))::text AS "amount", "t26"."u0" AS "currency") AS o)
                      ORDER BY "t26"."u0") FILTER (WHERE ("t26"."u0" IS NOT NULL)), '[]'::json) AS "list0"
                    FROM
                      (SELECT "t25"."u0" AS "u0",
                        (coalesce(sum("t25"."n"), 0))::bigint AS "n",
                        (sum("t25"."sum0_0"))::numeric AS "sum0",
                        (sum("t25"."sum1_0"))::numeric AS "sum1", (div((((sum("t25"."avg2_0"))::numeric * 20000000000) + (sign((sum("t25"."avg2_0"))::numeric) * sum("t25"."avg2_1"))), (2 * sum("t25"."avg2_1"))) * ('1e-10')::numeric) AS "avg2",
                        grouping("t25"."u0") AS "g"
                      FROM
                        (SELECT "t24"."u0" AS "u0",
                          count(*) AS "n",
                          sum("t24"."m0") AS "sum0_0",
                          sum("t24"."m1") AS "sum1_0",
                          sum("t24"."m2") AS "avg2_0",
                          count("t24"."m2") AS "avg2_1"
                        FROM
                          (SELECT "t18"."price_amount" AS "m0", ("t18"."price_currency" COLLATE "C") AS "u0",
                            "t18"."area" AS "m1",
                            "t18"."rooms" AS "m2"
                          FROM "agency_listing" AS "t18"
                          JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t18"."id")
                          WHERE ((("rr"."field_id" = 'agency:Listing.partners')
                              AND ("rr"."target_id" = "t2"."id"))
                              AND ("t18"."deleted_at" IS NULL))) AS "t24"
                          GROUP BY "t24"."u0") AS "t25"
                        GROUP BY GROUPING
                        SETS ((), ("t25"."u0"))) AS "t26") AS "t23") AS o) AS "aggregate") AS o) AS "partnerListings",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT "t30"."n" AS "count"
                  FROM
                    (SELECT count(*) AS "n"
                    FROM
                      (SELECT 1 AS "one"
                      FROM "people_contact" AS "t27"
                      WHERE (("t27"."organization_id" = "t2"."id")
                          AND ("t27"."deleted_at" IS NOT NULL))) AS "t31") AS "t30") AS o) AS "aggregate") AS o) AS "gone") AS "x0") AS "t3") AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT "t39"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t39"."k0" AS "stage",
                  (SELECT
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t43"."first_name" AS "firstName",
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT "t44"."name" AS "name",
                            (SELECT row_to_json(o.*)
                            FROM
                              (SELECT
                                (SELECT count(*) AS "n"
                                FROM "people_contact" AS "t45"
                                WHERE (("t45"."organization_id" = "t44"."id")
                                    AND ("t45"."deleted_at" IS NULL))) AS "totalCount") AS o) AS "contacts"
                          FROM "people_organization" AS "t44"
                          WHERE (("t44"."id" = "t43"."organization_id")
                              AND ("t44"."deleted_at" IS NULL))) AS o) AS "organization") AS o) AS "record"
                  FROM "people_contact" AS "t43"
                  WHERE ("t43"."id" = "t39"."k1")) AS "seller") AS o) AS "key") AS o)), '[]'::json) AS "groups"
        FROM
          (SELECT "t49".*
          FROM
            (SELECT "t40"."k0" AS "k0",
              "t40"."k1" AS "k1",
              count(*) AS "n"
            FROM
              (SELECT ("t34"."stage" COLLATE "C") AS "k0",
                "t38"."id" AS "k1"
              FROM "agency_listing" AS "t34"
                LEFT JOIN LATERAL
                (SELECT "t48"."id" AS "id"
                FROM "people_contact" AS "t48"
                WHERE (("t48"."id" = "t34"."seller_id")
                    AND ("t48"."deleted_at" IS NULL))) AS "t38" ON TRUE
              WHERE (("t34"."deleted_at" IS NULL)
                  AND ("t34"."stage" = ANY ($1::text[])))) AS "t40"
              GROUP BY
              "t40"."k0",
              "t40"."k1") AS "t49"
          ORDER BY
            "t49"."n" DESC,
            "t49"."k0",
            "t49"."k1"
          LIMIT 10) AS "t39") AS "groups",
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT "t51"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t51"."k0" AS "features") AS o) AS "key",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT (trim_scale("t51"."sum0"))::text AS "area") AS o) AS "sum") AS o)), '[]'::json) AS "groups"
        FROM
          (SELECT "t55".*
          FROM
            (SELECT "t52"."k0" AS "k0",
              count(*) AS "n",
              (sum("t52"."m0"))::numeric AS "sum0"
            FROM
              (SELECT "t50"."value" AS "k0",
                "t34"."area" AS "m0"
              FROM "agency_listing" AS "t34"
                LEFT JOIN LATERAL unnest(("t34"."features" COLLATE "C")) WITH
                ORDINALITY AS "t50"(
                  value,
                  rn) ON TRUE
              WHERE (("t34"."deleted_at" IS NULL)
                  AND ("t34"."stage" = ANY ($1::text[])))) AS "t52"
              GROUP BY "t52"."k0") AS "t55"
          ORDER BY
            "t55"."n" DESC,
            "t55"."k0"
          LIMIT 1000) AS "t51") AS "features",
        coalesce(json_agg("t36"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "t34".*
          FROM "agency_listing" AS "t34"
          WHERE (("t34"."deleted_at" IS NULL)
              AND ("t34"."stage" = ANY ($1::text[])))
          ORDER BY "t34"."id" DESC
          LIMIT 20) AS "t35"
        CROSS JOIN LATERAL
          (SELECT "t35"."title" AS "title",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT "t59"."n" AS "count",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t59"."min0" AS "birthdate") AS o) AS "min"
                  FROM
                    (SELECT count(*) AS "n",
                      min("t60"."m0") AS "min0"
                    FROM
                      (SELECT "t56"."birthdate" AS "m0"
                      FROM "people_contact" AS "t56"
                      JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t56"."id")
                      WHERE ((("rr"."field_id" = 'agency:Listing.viewers')
                          AND ("rr"."source_id" = "t35"."id"))
                          AND ("t56"."deleted_at" IS NULL))) AS "t60") AS "t59") AS o) AS "aggregate") AS o) AS "viewers") AS "x0") AS "t36") AS o))::json AS "r1",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
