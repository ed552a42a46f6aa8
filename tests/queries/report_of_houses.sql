SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t3"."c0" ORDER BY "t3"."rn"), '[]'::json) AS "nodes"
      FROM
        (SELECT row_number() OVER () AS "rn",
          "x0" AS "c0"
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
                    (SELECT max("t9"."n") FILTER (WHERE ("t9"."g" = 1)) AS "n",
                      max("t9"."sum0") FILTER (WHERE ("t9"."g" = 1)) AS "sum0",
                      max("t9"."sum1") FILTER (WHERE ("t9"."g" = 1)) AS "sum1",
                      max("t9"."max2") FILTER (WHERE ("t9"."g" = 1)) AS "max2",
                      coalesce(json_agg(
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT (trim_scale("t9"."sum0"))::text AS "amount", "t9"."u0" AS "currency") AS o)
                      ORDER BY "t9"."u0") FILTER (WHERE ("t9"."u0" IS NOT NULL)), '[]'::json) AS "list0"
                    FROM
                      (SELECT "t8"."u0" AS "u0",
                        count(*) AS "n",
                        (sum("t8"."m0"))::numeric AS "sum0",
                        (sum("t8"."m1"))::numeric AS "sum1",
                        max("t8"."m2") AS "max2",
                        grouping("t8"."u0") AS "g"
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
                        GROUP BY GROUPING
                        SETS ((), ("t8"."u0"))) AS "t9") AS "t7") AS o) AS "aggregate",
                (SELECT coalesce(json_agg(
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT "t12"."n" AS "count",
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT "t12"."k0" AS "status", "t12"."k1" AS "vip") AS o) AS "key") AS o)
                ORDER BY "t12"."rn"), '[]'::json) AS "groups"
                FROM
                  (SELECT row_number() OVER () AS "rn",
                    "t16".*
                  FROM
                    (SELECT "t15".*
                    FROM
                      (SELECT "t13"."k0" AS "k0",
                        "t13"."k1" AS "k1",
                        count(*) AS "n"
                      FROM
                        (SELECT ("t4"."status" COLLATE "C") AS "k0",
                          (("t4"."custom" ->> 'custom:5'))::boolean AS "k1"
                        FROM "people_contact" AS "t4"
                        WHERE (("t4"."organization_id" = "t2"."id")
                            AND ("t4"."deleted_at" IS NULL))) AS "t13"
                        GROUP BY
                        "t13"."k0",
                        "t13"."k1") AS "t15"
                    ORDER BY
                      "t15"."n" DESC,
                      "t15"."k0",
                      "t15"."k1"
                    LIMIT 1000) AS "t16") AS "t12") AS "groups") AS o) AS "contacts",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT least("t21"."n", 1) AS "value",
                    CASE
                    WHEN ("t21"."n" > 1) THEN 'AT_LEAST'
                    ELSE 'EXACT'
                    END AS "precision"
                  FROM
                    (SELECT count(*) AS "n"
                    FROM
                      (SELECT 1 AS "one"
                      FROM "agency_listing" AS "t17"
                      JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t17"."id")
                      WHERE ((("rr"."field_id" = 'agency:Listing.partners')
                          AND ("rr"."target_id" = "t2"."id"))
                          AND ("t17"."deleted_at" IS NULL))
                      LIMIT 2) AS "t20") AS "t21") AS o) AS "count",
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t22"."list0" AS "price",
                        (trim_scale("t22"."sum1"))::text AS "area") AS o) AS "sum",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT (trim_scale("t22"."avg2"))::text AS "rooms") AS o) AS "avg"
                  FROM
                    (SELECT max("t24"."n") FILTER (WHERE ("t24"."g" = 1)) AS "n",
                      max("t24"."sum0") FILTER (WHERE ("t24"."g" = 1)) AS "sum0",
                      max("t24"."sum1") FILTER (WHERE ("t24"."g" = 1)) AS "sum1",
                      max("t24"."avg2") FILTER (WHERE ("t24"."g" = 1)) AS "avg2",
                      coalesce(json_agg(
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT (trim_scale("t24"."sum0"))::text AS "amount", "t24"."u0" AS "currency") AS o)
                      ORDER BY "t24"."u0") FILTER (WHERE ("t24"."u0" IS NOT NULL)), '[]'::json) AS "list0"
                    FROM
                      (SELECT "t23"."u0" AS "u0",
                        count(*) AS "n",
                        (sum("t23"."m0"))::numeric AS "sum0",
                        (sum("t23"."m1"))::numeric AS "sum1", (div((((sum("t23"."m2"))::numeric * 20000000000) + (sign((sum("t23"."m2"))::numeric) * count("t23"."m2"))), (2 * count("t23"."m2"))) * ('1e-10')::numeric) AS "avg2",
                        grouping("t23"."u0") AS "g"
                      FROM
                        (SELECT "t17"."price_amount" AS "m0", ("t17"."price_currency" COLLATE "C") AS "u0",
                          "t17"."area" AS "m1",
                          "t17"."rooms" AS "m2"
                        FROM "agency_listing" AS "t17"
                        JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t17"."id")
                        WHERE ((("rr"."field_id" = 'agency:Listing.partners')
                            AND ("rr"."target_id" = "t2"."id"))
                            AND ("t17"."deleted_at" IS NULL))) AS "t23"
                        GROUP BY GROUPING
                        SETS ((), ("t23"."u0"))) AS "t24") AS "t22") AS o) AS "aggregate") AS o) AS "partnerListings",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT "t28"."n" AS "count"
                  FROM
                    (SELECT count(*) AS "n"
                    FROM
                      (SELECT 1 AS "one"
                      FROM "people_contact" AS "t25"
                      WHERE (("t25"."organization_id" = "t2"."id")
                          AND ("t25"."deleted_at" IS NOT NULL))) AS "t29") AS "t28") AS o) AS "aggregate") AS o) AS "gone") AS "x0") AS "t3") AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT "t36"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t36"."k0" AS "stage",
                  (SELECT
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t39"."first_name" AS "firstName",
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT "t40"."name" AS "name",
                            (SELECT row_to_json(o.*)
                            FROM
                              (SELECT
                                (SELECT count(*) AS "n"
                                FROM "people_contact" AS "t41"
                                WHERE (("t41"."organization_id" = "t40"."id")
                                    AND ("t41"."deleted_at" IS NULL))) AS "totalCount") AS o) AS "contacts"
                          FROM "people_organization" AS "t40"
                          WHERE (("t40"."id" = "t39"."organization_id")
                              AND ("t40"."deleted_at" IS NULL))) AS o) AS "organization") AS o) AS "record"
                  FROM "people_contact" AS "t39"
                  WHERE ("t39"."id" = "t36"."k1")) AS "seller") AS o) AS "key") AS o)
        ORDER BY "t36"."rn"), '[]'::json) AS "groups"
        FROM
          (SELECT row_number() OVER () AS "rn",
            "t46".*
          FROM
            (SELECT "t45".*
            FROM
              (SELECT "t37"."k0" AS "k0",
                "t37"."k1" AS "k1",
                count(*) AS "n"
              FROM
                (SELECT ("t31"."stage" COLLATE "C") AS "k0",
                  "t35"."id" AS "k1"
                FROM "agency_listing" AS "t31"
                  LEFT JOIN LATERAL
                  (SELECT "t44"."id" AS "id"
                  FROM "people_contact" AS "t44"
                  WHERE (("t44"."id" = "t31"."seller_id")
                      AND ("t44"."deleted_at" IS NULL))) AS "t35" ON TRUE
                WHERE (("t31"."deleted_at" IS NULL)
                    AND ("t31"."stage" = ANY ($1::text[])))) AS "t37"
                GROUP BY
                "t37"."k0",
                "t37"."k1") AS "t45"
            ORDER BY
              "t45"."n" DESC,
              "t45"."k0",
              "t45"."k1"
            LIMIT 10) AS "t46") AS "t36") AS "groups",
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT "t48"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t48"."k0" AS "features") AS o) AS "key",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT (trim_scale("t48"."sum0"))::text AS "area") AS o) AS "sum") AS o)
        ORDER BY "t48"."rn"), '[]'::json) AS "groups"
        FROM
          (SELECT row_number() OVER () AS "rn",
            "t52".*
          FROM
            (SELECT "t51".*
            FROM
              (SELECT "t49"."k0" AS "k0",
                count(*) AS "n",
                (sum("t49"."m0"))::numeric AS "sum0"
              FROM
                (SELECT "t47"."value" AS "k0",
                  "t31"."area" AS "m0"
                FROM "agency_listing" AS "t31"
                  LEFT JOIN LATERAL unnest(("t31"."features" COLLATE "C")) WITH
                  ORDINALITY AS "t47"(
                    value,
                    rn) ON TRUE
                WHERE (("t31"."deleted_at" IS NULL)
                    AND ("t31"."stage" = ANY ($1::text[])))) AS "t49"
                GROUP BY "t49"."k0") AS "t51"
            ORDER BY
              "t51"."n" DESC,
              "t51"."k0"
            LIMIT 1000) AS "t52") AS "t48") AS "features",
        coalesce(json_agg("t33"."c0" ORDER BY "t33"."rn"), '[]'::json) AS "nodes"
      FROM
        (SELECT row_number() OVER () AS "rn",
          "x0" AS "c0"
        FROM
          (SELECT "t31".*
          FROM "agency_listing" AS "t31"
          WHERE (("t31"."deleted_at" IS NULL)
              AND ("t31"."stage" = ANY ($1::text[])))
          ORDER BY "t31"."id" DESC
          LIMIT 20) AS "t32"
        CROSS JOIN LATERAL
          (SELECT "t32"."title" AS "title",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT "t56"."n" AS "count",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t56"."min0" AS "birthdate") AS o) AS "min"
                  FROM
                    (SELECT count(*) AS "n",
                      min("t57"."m0") AS "min0"
                    FROM
                      (SELECT "t53"."birthdate" AS "m0"
                      FROM "people_contact" AS "t53"
                      JOIN "record_reference" AS "rr" ON ("rr"."target_id" = "t53"."id")
                      WHERE ((("rr"."field_id" = 'agency:Listing.viewers')
                          AND ("rr"."source_id" = "t32"."id"))
                          AND ("t53"."deleted_at" IS NULL))) AS "t57") AS "t56") AS o) AS "aggregate") AS o) AS "viewers") AS "x0") AS "t33") AS o))::json AS "r1",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
