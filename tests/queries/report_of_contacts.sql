SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT row_to_json(o.*)
        FROM
          (SELECT least("t6"."n", 10) AS "value",
            CASE
            WHEN ("t6"."n" > 10) THEN 'AT_LEAST'
            ELSE 'EXACT'
            END AS "precision"
          FROM
            (SELECT count(*) AS "n"
            FROM
              (SELECT 1 AS "one"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "people_organization" AS "t2"
                  WHERE (("t2"."id" = "t1"."organization_id")
                      AND ("t2"."deleted_at" IS NULL))))
              LIMIT 11) AS "t5") AS "t6") AS o) AS "count",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t7"."n" AS "count",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t7"."list0" AS "budget",
                (trim_scale("t7"."sum1"))::text AS "stars",
                (trim_scale("t7"."sum2"))::text AS "score") AS o) AS "sum",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t7"."list1" AS "budget",
                (trim_scale("t7"."avg1"))::text AS "stars") AS o) AS "avg",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t7"."min3" AS "birthdate",
                "t7"."min4" AS "lastCall",
                "t7"."list2" AS "budget") AS o) AS "min",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t7"."max5" AS "nextCall",
                "t7"."max6" AS "rank",
                "t7"."max7" AS "createdAt") AS o) AS "max"
          FROM
            (SELECT max("t10"."n") FILTER (WHERE ("t10"."g" = 1)) AS "n",
              max("t10"."sum1") FILTER (WHERE ("t10"."g" = 1)) AS "sum1",
              max("t10"."sum2") FILTER (WHERE ("t10"."g" = 1)) AS "sum2",
              max("t10"."avg1") FILTER (WHERE ("t10"."g" = 1)) AS "avg1",
              max("t10"."min3") FILTER (WHERE ("t10"."g" = 1)) AS "min3",
              max("t10"."min4") FILTER (WHERE ("t10"."g" = 1)) AS "min4",
              max("t10"."max5") FILTER (WHERE ("t10"."g" = 1)) AS "max5",
              max("t10"."max6") FILTER (WHERE ("t10"."g" = 1)) AS "max6",
              max("t10"."max7") FILTER (WHERE ("t10"."g" = 1)) AS "max7",
              coalesce(json_agg(
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (trim_scale("t10"."sum0"))::text AS "amount", "t10"."u0" AS "currency") AS o)
              ORDER BY "t10"."u0") FILTER (WHERE ("t10"."u0" IS NOT NULL)), '[]'::json) AS "list0",
              coalesce(json_agg(
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (trim_scale("t10"."avg0"))::text AS "amount", "t10"."u0" AS "currency") AS o)
              ORDER BY "t10"."u0") FILTER (WHERE ("t10"."u0" IS NOT NULL)), '[]'::json) AS "list1",
              coalesce(json_agg(
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (trim_scale("t10"."min0"))::text AS "amount") AS o)
              ORDER BY "t10"."u0") FILTER (WHERE ("t10"."u0" IS NOT NULL)), '[]'::json) AS "list2"
            FROM
              (SELECT "t9"."u0" AS "u0",
                (coalesce(sum("t9"."n"), 0))::bigint AS "n",
                (sum("t9"."sum0_0"))::numeric AS "sum0",
                (sum("t9"."sum1_0"))::numeric AS "sum1",
                (sum("t9"."sum2_0"))::numeric AS "sum2", (div((((sum("t9"."avg0_0"))::numeric * 20000000000) + (sign((sum("t9"."avg0_0"))::numeric) * sum("t9"."avg0_1"))), (2 * sum("t9"."avg0_1"))) * ('1e-10')::numeric) AS "avg0", (div((((sum("t9"."avg1_0"))::numeric * 20000000000) + (sign((sum("t9"."avg1_0"))::numeric) * sum("t9"."avg1_1"))), (2 * sum("t9"."avg1_1"))) * ('1e-10')::numeric) AS "avg1",
                min("t9"."min3_0") AS "min3",
                min("t9"."min4_0") AS "min4",
                min("t9"."min0_0") AS "min0",
                max("t9"."max5_0") AS "max5",
                max("t9"."max6_0") AS "max6",
                max("t9"."max7_0") AS "max7",
                grouping("t9"."u0") AS "g"
              FROM
                (SELECT "t8"."u0" AS "u0",
                  count(*) AS "n",
                  sum("t8"."m0") AS "sum0_0",
                  sum("t8"."m1") AS "sum1_0",
                  sum("t8"."m2") AS "sum2_0",
                  sum("t8"."m0") AS "avg0_0",
                  count("t8"."m0") AS "avg0_1",
                  sum("t8"."m1") AS "avg1_0",
                  count("t8"."m1") AS "avg1_1",
                  min("t8"."m3") AS "min3_0",
                  min("t8"."m4") AS "min4_0",
                  min("t8"."m0") AS "min0_0",
                  max("t8"."m5") AS "max5_0",
                  max("t8"."m6") AS "max6_0",
                  max("t8"."m7") AS "max7_0"
                FROM
                  (SELECT ((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric AS "m0", ((("f"."custom" -> 'custom:1') ->> 'currency') COLLATE "C") AS "u0",
                    (("f"."custom" ->> 'custom:2'))::integer AS "m1",
                    (("f"."custom" ->> 'custom:6'))::numeric AS "m2",
                    "t1"."birthdate" AS "m3", (("f"."custom" ->> 'custom:4') COLLATE "C") AS "m4", (("f"."custom" ->> 'custom:3') COLLATE "C") AS "m5",
                    (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "m6",
                    "t1"."created_at" AS "m7"
                  FROM "people_contact" AS "t1"
                  CROSS JOIN LATERAL
                    (SELECT ("t1"."custom" || '{}'::jsonb) AS "custom"
                      OFFSET 0) AS "f"
                  WHERE (("t1"."deleted_at" IS NULL)
                      AND EXISTS
                      (SELECT 1 AS "one"
                      FROM "people_organization" AS "t2"
                      WHERE (("t2"."id" = "t1"."organization_id")
                          AND ("t2"."deleted_at" IS NULL))))) AS "t8"
                  GROUP BY "t8"."u0") AS "t9"
                GROUP BY GROUPING
                SETS ((), ("t9"."u0"))) AS "t10") AS "t7") AS o) AS "aggregate",
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT
              (SELECT row_to_json(o.*)
              FROM
                (SELECT
                  (SELECT
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t16"."name" AS "name",
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT "t17"."name" AS "name"
                          FROM "people_organization" AS "t17"
                          WHERE (("t17"."id" = "t16"."parent_id")
                              AND ("t17"."deleted_at" IS NULL))) AS o) AS "parent") AS o) AS "record"
                  FROM "people_organization" AS "t16"
                  WHERE ("t16"."id" = "t12"."k0")) AS "organization") AS o) AS "key", "t12"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t12"."list0" AS "budget") AS o) AS "sum") AS o)), '[]'::json) AS "groups"
        FROM
          (SELECT "t19".*
          FROM
            (SELECT "t15"."k0" AS "k0",
              max("t15"."n") FILTER (WHERE ("t15"."g" = 1)) AS "n",
              coalesce(json_agg(
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (trim_scale("t15"."sum0"))::text AS "amount", "t15"."u0" AS "currency") AS o)
              ORDER BY "t15"."u0") FILTER (WHERE ("t15"."u0" IS NOT NULL)), '[]'::json) AS "list0"
            FROM
              (SELECT "t14"."k0" AS "k0",
                "t14"."u0" AS "u0",
                (coalesce(sum("t14"."n"), 0))::bigint AS "n",
                (sum("t14"."sum0_0"))::numeric AS "sum0",
                grouping("t14"."u0") AS "g"
              FROM
                (SELECT "t13"."k0" AS "k0",
                  "t13"."u0" AS "u0",
                  count(*) AS "n",
                  sum("t13"."m0") AS "sum0_0"
                FROM
                  (SELECT "t11"."id" AS "k0",
                    ((("t1"."custom" -> 'custom:1') ->> 'amount'))::numeric AS "m0", ((("t1"."custom" -> 'custom:1') ->> 'currency') COLLATE "C") AS "u0"
                  FROM "people_contact" AS "t1"
                    LEFT JOIN LATERAL
                    (SELECT "t18"."id" AS "id"
                    FROM "people_organization" AS "t18"
                    WHERE (("t18"."id" = "t1"."organization_id")
                        AND ("t18"."deleted_at" IS NULL))) AS "t11" ON TRUE
                  WHERE (("t1"."deleted_at" IS NULL)
                      AND EXISTS
                      (SELECT 1 AS "one"
                      FROM "people_organization" AS "t2"
                      WHERE (("t2"."id" = "t1"."organization_id")
                          AND ("t2"."deleted_at" IS NULL))))) AS "t13"
                  GROUP BY
                  "t13"."k0",
                  "t13"."u0") AS "t14"
                GROUP BY GROUPING
                SETS (("t14"."k0"), (
                  "t14"."k0",
                  "t14"."u0"))) AS "t15"
              GROUP BY "t15"."k0") AS "t19"
          ORDER BY
            "t19"."n" DESC,
            "t19"."k0"
          LIMIT 1000) AS "t12") AS "byHouse",
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t22"."k0" AS "createdAt", "t22"."k1" AS "status") AS o) AS "key", "t22"."n" AS "count") AS o)), '[]'::json) AS "groups"
        FROM
          (SELECT "t26".*
          FROM
            (SELECT "t23"."k0" AS "k0",
              "t23"."k1" AS "k1",
              count(*) AS "n"
            FROM
              (SELECT CASE
                WHEN ("t1"."created_at" IS NOT NULL) THEN (date_trunc('month', (least(greatest((timezone($1::text, ("t1"."created_at")::timestamptz))::date, ('0001-01-01')::date), ('9999-12-31')::date))::timestamp))::date
                ELSE NULL
                END AS "k0", ("t1"."status" COLLATE "C") AS "k1"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "people_organization" AS "t2"
                  WHERE (("t2"."id" = "t1"."organization_id")
                      AND ("t2"."deleted_at" IS NULL))))) AS "t23"
              GROUP BY
              "t23"."k0",
              "t23"."k1") AS "t26"
          ORDER BY
            "t26"."n" DESC,
            "t26"."k0",
            "t26"."k1"
          LIMIT 1000) AS "t22") AS "byMonth",
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t28"."k0" AS "hobbies") AS o) AS "key", "t28"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t28"."max0" AS "stars") AS o) AS "max") AS o)), '[]'::json) AS "groups"
        FROM
          (SELECT "t32".*
          FROM
            (SELECT "t29"."k0" AS "k0",
              count(*) AS "n",
              max("t29"."m0") AS "max0"
            FROM
              (SELECT "t27"."value" AS "k0",
                (("f"."custom" ->> 'custom:2'))::integer AS "m0"
              FROM "people_contact" AS "t1"
              CROSS JOIN LATERAL
                (SELECT ("t1"."custom" || '{}'::jsonb) AS "custom"
                  OFFSET 0) AS "f"
                LEFT JOIN LATERAL unnest((ARRAY
                  (SELECT jsonb_array_elements_text(("f"."custom" -> 'custom:8')) AS "value") COLLATE "C")) WITH
                ORDINALITY AS "t27"(
                  value,
                  rn) ON TRUE
              WHERE (("t1"."deleted_at" IS NULL)
                  AND EXISTS
                  (SELECT 1 AS "one"
                  FROM "people_organization" AS "t2"
                  WHERE (("t2"."id" = "t1"."organization_id")
                      AND ("t2"."deleted_at" IS NULL))))) AS "t29"
              GROUP BY "t29"."k0") AS "t32"
          ORDER BY
            "t32"."n" DESC,
            "t32"."k0"
          LIMIT 1000) AS "t28") AS "byHobby",
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t34"."k0" AS "budget") AS o) AS "key", "t34"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t34"."list0" AS "budget") AS o) AS "avg") AS o)), '[]'::json) AS "groups"
        FROM
          (SELECT "t38".*
          FROM
            (SELECT "t37"."k0" AS "k0",
              max("t37"."n") FILTER (WHERE ("t37"."g" = 1)) AS "n",
              coalesce(json_agg(
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (trim_scale("t37"."avg0"))::text AS "amount") AS o)
              ORDER BY "t37"."u0") FILTER (WHERE ("t37"."u0" IS NOT NULL)), '[]'::json) AS "list0"
            FROM
              (SELECT "t36"."k0" AS "k0",
                "t36"."u0" AS "u0",
                (coalesce(sum("t36"."n"), 0))::bigint AS "n", (div((((sum("t36"."avg0_0"))::numeric * 20000000000) + (sign((sum("t36"."avg0_0"))::numeric) * sum("t36"."avg0_1"))), (2 * sum("t36"."avg0_1"))) * ('1e-10')::numeric) AS "avg0",
                grouping("t36"."u0") AS "g"
              FROM
                (SELECT "t35"."k0" AS "k0",
                  "t35"."u0" AS "u0",
                  count(*) AS "n",
                  sum("t35"."m0") AS "avg0_0",
                  count("t35"."m0") AS "avg0_1"
                FROM
                  (SELECT ((("t1"."custom" -> 'custom:1') ->> 'currency') COLLATE "C") AS "k0",
                    ((("t1"."custom" -> 'custom:1') ->> 'amount'))::numeric AS "m0", ((("t1"."custom" -> 'custom:1') ->> 'currency') COLLATE "C") AS "u0"
                  FROM "people_contact" AS "t1"
                  WHERE (("t1"."deleted_at" IS NULL)
                      AND EXISTS
                      (SELECT 1 AS "one"
                      FROM "people_organization" AS "t2"
                      WHERE (("t2"."id" = "t1"."organization_id")
                          AND ("t2"."deleted_at" IS NULL))))) AS "t35"
                  GROUP BY
                  "t35"."k0",
                  "t35"."u0") AS "t36"
                GROUP BY GROUPING
                SETS (("t36"."k0"), (
                  "t36"."k0",
                  "t36"."u0"))) AS "t37"
              GROUP BY "t37"."k0") AS "t38"
          ORDER BY
            "t38"."n" DESC,
            "t38"."k0"
          LIMIT 1000) AS "t34") AS "byCurrency") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
