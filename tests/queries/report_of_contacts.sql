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
            (SELECT max("t9"."n") FILTER (WHERE ("t9"."g" = 1)) AS "n",
              max("t9"."sum0") FILTER (WHERE ("t9"."g" = 1)) AS "sum0",
              max("t9"."sum1") FILTER (WHERE ("t9"."g" = 1)) AS "sum1",
              max("t9"."sum2") FILTER (WHERE ("t9"."g" = 1)) AS "sum2",
              max("t9"."avg0") FILTER (WHERE ("t9"."g" = 1)) AS "avg0",
              max("t9"."avg1") FILTER (WHERE ("t9"."g" = 1)) AS "avg1",
              max("t9"."min3") FILTER (WHERE ("t9"."g" = 1)) AS "min3",
              max("t9"."min4") FILTER (WHERE ("t9"."g" = 1)) AS "min4",
              max("t9"."min0") FILTER (WHERE ("t9"."g" = 1)) AS "min0",
              max("t9"."max5") FILTER (WHERE ("t9"."g" = 1)) AS "max5",
              max("t9"."max6") FILTER (WHERE ("t9"."g" = 1)) AS "max6",
              max("t9"."max7") FILTER (WHERE ("t9"."g" = 1)) AS "max7",
              coalesce(json_agg(
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (trim_scale("t9"."sum0"))::text AS "amount", "t9"."u0" AS "currency") AS o)
              ORDER BY "t9"."u0") FILTER (WHERE ("t9"."u0" IS NOT NULL)), '[]'::json) AS "list0",
              coalesce(json_agg(
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (trim_scale("t9"."avg0"))::text AS "amount", "t9"."u0" AS "currency") AS o)
              ORDER BY "t9"."u0") FILTER (WHERE ("t9"."u0" IS NOT NULL)), '[]'::json) AS "list1",
              coalesce(json_agg(
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (trim_scale("t9"."min0"))::text AS "amount") AS o)
              ORDER BY "t9"."u0") FILTER (WHERE ("t9"."u0" IS NOT NULL)), '[]'::json) AS "list2"
            FROM
              (SELECT "t8"."u0" AS "u0",
                count(*) AS "n",
                (sum("t8"."m0"))::numeric AS "sum0",
                (sum("t8"."m1"))::numeric AS "sum1",
                (sum("t8"."m2"))::numeric AS "sum2", (div((((sum("t8"."m0"))::numeric * 20000000000) + (sign((sum("t8"."m0"))::numeric) * count("t8"."m0"))), (2 * count("t8"."m0"))) * ('1e-10')::numeric) AS "avg0", (div((((sum("t8"."m1"))::numeric * 20000000000) + (sign((sum("t8"."m1"))::numeric) * count("t8"."m1"))), (2 * count("t8"."m1"))) * ('1e-10')::numeric) AS "avg1",
                min("t8"."m3") AS "min3",
                min("t8"."m4") AS "min4",
                min("t8"."m0") AS "min0",
                max("t8"."m5") AS "max5",
                max("t8"."m6") AS "max6",
                max("t8"."m7") AS "max7",
                grouping("t8"."u0") AS "g"
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
                GROUP BY GROUPING
                SETS ((), ("t8"."u0"))) AS "t9") AS "t7") AS o) AS "aggregate",
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
                      (SELECT "t14"."name" AS "name",
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT "t15"."name" AS "name"
                          FROM "people_organization" AS "t15"
                          WHERE (("t15"."id" = "t14"."parent_id")
                              AND ("t15"."deleted_at" IS NULL))) AS o) AS "parent") AS o) AS "record"
                  FROM "people_organization" AS "t14"
                  WHERE ("t14"."id" = "t11"."k0")) AS "organization") AS o) AS "key", "t11"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t11"."list0" AS "budget") AS o) AS "sum") AS o)
        ORDER BY "t11"."rn"), '[]'::json) AS "groups"
        FROM
          (SELECT row_number() OVER () AS "rn",
            "t18".*
          FROM
            (SELECT "t17".*
            FROM
              (SELECT "t13"."k0" AS "k0",
                max("t13"."n") FILTER (WHERE ("t13"."g" = 1)) AS "n",
                max("t13"."sum0") FILTER (WHERE ("t13"."g" = 1)) AS "sum0",
                coalesce(json_agg(
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT (trim_scale("t13"."sum0"))::text AS "amount", "t13"."u0" AS "currency") AS o)
                ORDER BY "t13"."u0") FILTER (WHERE ("t13"."u0" IS NOT NULL)), '[]'::json) AS "list0"
              FROM
                (SELECT "t12"."k0" AS "k0",
                  "t12"."u0" AS "u0",
                  count(*) AS "n",
                  (sum("t12"."m0"))::numeric AS "sum0",
                  grouping("t12"."u0") AS "g"
                FROM
                  (SELECT "t10"."id" AS "k0",
                    ((("t1"."custom" -> 'custom:1') ->> 'amount'))::numeric AS "m0", ((("t1"."custom" -> 'custom:1') ->> 'currency') COLLATE "C") AS "u0"
                  FROM "people_contact" AS "t1"
                    LEFT JOIN LATERAL
                    (SELECT "t16"."id" AS "id"
                    FROM "people_organization" AS "t16"
                    WHERE (("t16"."id" = "t1"."organization_id")
                        AND ("t16"."deleted_at" IS NULL))) AS "t10" ON TRUE
                  WHERE (("t1"."deleted_at" IS NULL)
                      AND EXISTS
                      (SELECT 1 AS "one"
                      FROM "people_organization" AS "t2"
                      WHERE (("t2"."id" = "t1"."organization_id")
                          AND ("t2"."deleted_at" IS NULL))))) AS "t12"
                  GROUP BY GROUPING
                  SETS (("t12"."k0"), (
                    "t12"."k0",
                    "t12"."u0"))) AS "t13"
                GROUP BY "t13"."k0") AS "t17"
            ORDER BY
              "t17"."n" DESC,
              "t17"."k0"
            LIMIT 1000) AS "t18") AS "t11") AS "byHouse",
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t21"."k0" AS "createdAt", "t21"."k1" AS "status") AS o) AS "key", "t21"."n" AS "count") AS o)
        ORDER BY "t21"."rn"), '[]'::json) AS "groups"
        FROM
          (SELECT row_number() OVER () AS "rn",
            "t25".*
          FROM
            (SELECT "t24".*
            FROM
              (SELECT "t22"."k0" AS "k0",
                "t22"."k1" AS "k1",
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
                        AND ("t2"."deleted_at" IS NULL))))) AS "t22"
                GROUP BY
                "t22"."k0",
                "t22"."k1") AS "t24"
            ORDER BY
              "t24"."n" DESC,
              "t24"."k0",
              "t24"."k1"
            LIMIT 1000) AS "t25") AS "t21") AS "byMonth",
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t27"."k0" AS "hobbies") AS o) AS "key", "t27"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t27"."max0" AS "stars") AS o) AS "max") AS o)
        ORDER BY "t27"."rn"), '[]'::json) AS "groups"
        FROM
          (SELECT row_number() OVER () AS "rn",
            "t31".*
          FROM
            (SELECT "t30".*
            FROM
              (SELECT "t28"."k0" AS "k0",
                count(*) AS "n",
                max("t28"."m0") AS "max0"
              FROM
                (SELECT "t26"."value" AS "k0",
                  (("f"."custom" ->> 'custom:2'))::integer AS "m0"
                FROM "people_contact" AS "t1"
                CROSS JOIN LATERAL
                  (SELECT ("t1"."custom" || '{}'::jsonb) AS "custom"
                    OFFSET 0) AS "f"
                  LEFT JOIN LATERAL unnest((ARRAY
                    (SELECT jsonb_array_elements_text(("f"."custom" -> 'custom:8')) AS "value") COLLATE "C")) WITH
                  ORDINALITY AS "t26"(
                    value,
                    rn) ON TRUE
                WHERE (("t1"."deleted_at" IS NULL)
                    AND EXISTS
                    (SELECT 1 AS "one"
                    FROM "people_organization" AS "t2"
                    WHERE (("t2"."id" = "t1"."organization_id")
                        AND ("t2"."deleted_at" IS NULL))))) AS "t28"
                GROUP BY "t28"."k0") AS "t30"
            ORDER BY
              "t30"."n" DESC,
              "t30"."k0"
            LIMIT 1000) AS "t31") AS "t27") AS "byHobby",
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t33"."k0" AS "budget") AS o) AS "key", "t33"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t33"."list0" AS "budget") AS o) AS "avg") AS o)
        ORDER BY "t33"."rn"), '[]'::json) AS "groups"
        FROM
          (SELECT row_number() OVER () AS "rn",
            "t37".*
          FROM
            (SELECT "t36".*
            FROM
              (SELECT "t35"."k0" AS "k0",
                max("t35"."n") FILTER (WHERE ("t35"."g" = 1)) AS "n",
                max("t35"."avg0") FILTER (WHERE ("t35"."g" = 1)) AS "avg0",
                coalesce(json_agg(
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT (trim_scale("t35"."avg0"))::text AS "amount") AS o)
                ORDER BY "t35"."u0") FILTER (WHERE ("t35"."u0" IS NOT NULL)), '[]'::json) AS "list0"
              FROM
                (SELECT "t34"."k0" AS "k0",
                  "t34"."u0" AS "u0",
                  count(*) AS "n", (div((((sum("t34"."m0"))::numeric * 20000000000) + (sign((sum("t34"."m0"))::numeric) * count("t34"."m0"))), (2 * count("t34"."m0"))) * ('1e-10')::numeric) AS "avg0",
                  grouping("t34"."u0") AS "g"
                FROM
                  (SELECT ((("t1"."custom" -> 'custom:1') ->> 'currency') COLLATE "C") AS "k0",
                    ((("t1"."custom" -> 'custom:1') ->> 'amount'))::numeric AS "m0", ((("t1"."custom" -> 'custom:1') ->> 'currency') COLLATE "C") AS "u0"
                  FROM "people_contact" AS "t1"
                  WHERE (("t1"."deleted_at" IS NULL)
                      AND EXISTS
                      (SELECT 1 AS "one"
                      FROM "people_organization" AS "t2"
                      WHERE (("t2"."id" = "t1"."organization_id")
                          AND ("t2"."deleted_at" IS NULL))))) AS "t34"
                  GROUP BY GROUPING
                  SETS (("t34"."k0"), (
                    "t34"."k0",
                    "t34"."u0"))) AS "t35"
                GROUP BY "t35"."k0") AS "t36"
            ORDER BY
              "t36"."n" DESC,
              "t36"."k0"
            LIMIT 1000) AS "t37") AS "t33") AS "byCurrency") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
