SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT count(*) AS "n"
        FROM "people_contact" AS "t1"
        WHERE (("t1"."deleted_at" IS NULL)
            AND (("t1"."owner_id" = $1::uuid)
              OR ("t1"."team_id" = ANY ((
                (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))) AS "totalCount",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT least("t5"."n", 10000) AS "value",
            CASE
            WHEN ("t5"."n" > 10000) THEN 'AT_LEAST'
            ELSE 'EXACT'
            END AS "precision"
          FROM
            (SELECT count(*) AS "n"
            FROM
              (SELECT 1 AS "one"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND (("t1"."owner_id" = $1::uuid)
                    OR ("t1"."team_id" = ANY ((
                      (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))
              LIMIT 10001) AS "t4") AS "t5") AS o) AS "count",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t6"."n" AS "count",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t6"."list0" AS "budget",
                (trim_scale("t6"."sum1"))::text AS "stars") AS o) AS "sum",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (trim_scale("t6"."avg1"))::text AS "stars") AS o) AS "avg",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t6"."max2" AS "rank") AS o) AS "max"
          FROM
            (SELECT max("t8"."n") FILTER (WHERE ("t8"."g" = 1)) AS "n",
              max("t8"."sum0") FILTER (WHERE ("t8"."g" = 1)) AS "sum0",
              max("t8"."sum1") FILTER (WHERE ("t8"."g" = 1)) AS "sum1",
              max("t8"."avg1") FILTER (WHERE ("t8"."g" = 1)) AS "avg1",
              max("t8"."max2") FILTER (WHERE ("t8"."g" = 1)) AS "max2",
              coalesce(json_agg(
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (trim_scale("t8"."sum0"))::text AS "amount", "t8"."u0" AS "currency") AS o)
              ORDER BY "t8"."u0") FILTER (WHERE ("t8"."u0" IS NOT NULL)), '[]'::json) AS "list0"
            FROM
              (SELECT "t7"."u0" AS "u0",
                count(*) AS "n",
                (sum("t7"."m0"))::numeric AS "sum0",
                (sum("t7"."m1"))::numeric AS "sum1", (div((((sum("t7"."m1"))::numeric * 20000000000) + (sign((sum("t7"."m1"))::numeric) * count("t7"."m1"))), (2 * count("t7"."m1"))) * ('1e-10')::numeric) AS "avg1",
                max("t7"."m2") AS "max2",
                grouping("t7"."u0") AS "g"
              FROM
                (SELECT ((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric AS "m0", ((("f"."custom" -> 'custom:1') ->> 'currency') COLLATE "C") AS "u0",
                  (("f"."custom" ->> 'custom:2'))::integer AS "m1",
                  (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "m2"
                FROM "people_contact" AS "t1"
                CROSS JOIN LATERAL
                  (SELECT ("t1"."custom" || '{}'::jsonb) AS "custom"
                    OFFSET 0) AS "f"
                WHERE (("t1"."deleted_at" IS NULL)
                    AND (("t1"."owner_id" = $1::uuid)
                      OR ("t1"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))) AS "t7"
                GROUP BY GROUPING
                SETS ((), ("t7"."u0"))) AS "t8") AS "t6") AS o) AS "aggregate",
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT "t10"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT
                  (SELECT
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t13"."name" AS "name",
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT
                            (SELECT count(*) AS "n"
                            FROM "people_contact" AS "t14"
                            WHERE ((("t14"."organization_id" = "t13"."id")
                                AND ("t14"."deleted_at" IS NULL))
                                AND (("t14"."owner_id" = $1::uuid)
                                  OR ("t14"."team_id" = ANY ((
                                    (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))) AS "totalCount") AS o) AS "contacts") AS o) AS "record"
                  FROM "people_organization" AS "t13"
                  WHERE ("t13"."id" = "t10"."k0")) AS "organization") AS o) AS "key") AS o)
        ORDER BY "t10"."rn"), '[]'::json) AS "groups"
        FROM
          (SELECT row_number() OVER () AS "rn",
            "t19".*
          FROM
            (SELECT "t18".*
            FROM
              (SELECT "t11"."k0" AS "k0",
                count(*) AS "n"
              FROM
                (SELECT "t9"."id" AS "k0"
                FROM "people_contact" AS "t1"
                  LEFT JOIN LATERAL
                  (SELECT "t17"."id" AS "id"
                  FROM "people_organization" AS "t17"
                  WHERE (("t17"."id" = "t1"."organization_id")
                      AND ("t17"."deleted_at" IS NULL)
                      AND (("t17"."owner_id" = $1::uuid)
                        OR ("t17"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))) AS "t9" ON TRUE
                WHERE (("t1"."deleted_at" IS NULL)
                    AND (("t1"."owner_id" = $1::uuid)
                      OR ("t1"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))) AS "t11"
                GROUP BY "t11"."k0") AS "t18"
            ORDER BY
              "t18"."n" DESC,
              "t18"."k0"
            LIMIT 20) AS "t19") AS "t10") AS "groups",
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT "t22"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT
                  (SELECT
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t25"."name" AS "name") AS o) AS "record"
                  FROM "identity_user" AS "t25"
                  WHERE ("t25"."id" = "t22"."k0")) AS "owner",
                  (SELECT
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t26"."name" AS "name") AS o) AS "record"
                  FROM "identity_team" AS "t26"
                  WHERE ("t26"."id" = "t22"."k1")) AS "team") AS o) AS "key") AS o)
        ORDER BY "t22"."rn"), '[]'::json) AS "groups"
        FROM
          (SELECT row_number() OVER () AS "rn",
            "t30".*
          FROM
            (SELECT "t29".*
            FROM
              (SELECT "t23"."k0" AS "k0",
                "t23"."k1" AS "k1",
                count(*) AS "n"
              FROM
                (SELECT "t20"."id" AS "k0",
                  "t21"."id" AS "k1"
                FROM "people_contact" AS "t1"
                  LEFT JOIN LATERAL
                  (SELECT "t27"."id" AS "id"
                  FROM "identity_user" AS "t27"
                  WHERE (("t27"."id" = "t1"."owner_id")
                      AND ("t27"."deleted_at" IS NULL))) AS "t20" ON TRUE
                  LEFT JOIN LATERAL
                  (SELECT "t28"."id" AS "id"
                  FROM "identity_team" AS "t28"
                  WHERE (("t28"."id" = "t1"."team_id")
                      AND ("t28"."deleted_at" IS NULL))) AS "t21" ON TRUE
                WHERE (("t1"."deleted_at" IS NULL)
                    AND (("t1"."owner_id" = $1::uuid)
                      OR ("t1"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))) AS "t23"
                GROUP BY
                "t23"."k0",
                "t23"."k1") AS "t29"
            ORDER BY
              "t29"."n" DESC,
              "t29"."k0",
              "t29"."k1"
            LIMIT 1000) AS "t30") AS "t22") AS "owners") AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t34"."n" AS "count",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (trim_scale("t34"."sum0"))::text AS "employees",
                "t34"."list0" AS "annualRevenue") AS o) AS "sum"
          FROM
            (SELECT max("t36"."n") FILTER (WHERE ("t36"."g" = 1)) AS "n",
              max("t36"."sum0") FILTER (WHERE ("t36"."g" = 1)) AS "sum0",
              max("t36"."sum1") FILTER (WHERE ("t36"."g" = 1)) AS "sum1",
              coalesce(json_agg(
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (trim_scale("t36"."sum1"))::text AS "amount", "t36"."u1" AS "currency") AS o)
              ORDER BY "t36"."u1") FILTER (WHERE ("t36"."u1" IS NOT NULL)), '[]'::json) AS "list0"
            FROM
              (SELECT "t35"."u1" AS "u1",
                count(*) AS "n",
                (sum("t35"."m0"))::numeric AS "sum0",
                (sum("t35"."m1"))::numeric AS "sum1",
                grouping("t35"."u1") AS "g"
              FROM
                (SELECT "t31"."employees" AS "m0",
                  "t31"."annual_revenue_amount" AS "m1", ("t31"."annual_revenue_currency" COLLATE "C") AS "u1"
                FROM "people_organization" AS "t31"
                WHERE (("t31"."deleted_at" IS NULL)
                    AND (("t31"."owner_id" = $1::uuid)
                      OR ("t31"."team_id" = ANY ((
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))) AS "t35"
                GROUP BY GROUPING
                SETS ((), ("t35"."u1"))) AS "t36") AS "t34") AS o) AS "aggregate") AS o))::json AS "r1",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT "t41"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t41"."k0" AS "price") AS o) AS "key",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t41"."list0" AS "price") AS o) AS "sum") AS o)
        ORDER BY "t41"."rn"), '[]'::json) AS "groups"
        FROM
          (SELECT row_number() OVER () AS "rn",
            "t45".*
          FROM
            (SELECT "t44".*
            FROM
              (SELECT "t43"."k0" AS "k0",
                max("t43"."n") FILTER (WHERE ("t43"."g" = 1)) AS "n",
                max("t43"."sum0") FILTER (WHERE ("t43"."g" = 1)) AS "sum0",
                coalesce(json_agg(
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT (trim_scale("t43"."sum0"))::text AS "amount") AS o)
                ORDER BY "t43"."u0") FILTER (WHERE ("t43"."u0" IS NOT NULL)), '[]'::json) AS "list0"
              FROM
                (SELECT "t42"."k0" AS "k0",
                  "t42"."u0" AS "u0",
                  count(*) AS "n",
                  (sum("t42"."m0"))::numeric AS "sum0",
                  grouping("t42"."u0") AS "g"
                FROM
                  (SELECT ("t37"."price_currency" COLLATE "C") AS "k0",
                    "t37"."price_amount" AS "m0", ("t37"."price_currency" COLLATE "C") AS "u0"
                  FROM "agency_listing" AS "t37"
                  WHERE (("t37"."deleted_at" IS NULL)
                      AND (("t37"."owner_id" = $1::uuid)
                        OR ("t37"."team_id" = ANY ((
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams"))::uuid[]))))) AS "t42"
                  GROUP BY GROUPING
                  SETS (("t42"."k0"), (
                    "t42"."k0",
                    "t42"."u0"))) AS "t43"
                GROUP BY "t43"."k0") AS "t44"
            ORDER BY
              "t44"."n" DESC,
              "t44"."k0"
            LIMIT 1000) AS "t45") AS "t41") AS "groups") AS o))::json AS "r2",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
