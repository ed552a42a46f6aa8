SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT count(*) AS "n"
        FROM (
            (SELECT "t1".*
            FROM "people_contact" AS "t1"
            WHERE (("t1"."deleted_at" IS NULL)
                AND (("t1"."owner_id" = $1::uuid)
                  OR ("t1"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $2::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $3::bigint)),
                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))))
          UNION ALL
            (SELECT "t1".*
            FROM "people_contact" AS "t1"
            WHERE (("t1"."deleted_at" IS NULL)
                AND EXISTS
                (SELECT 1 AS "one"
                FROM "record_share" AS "sh"
                WHERE (("sh"."record_id" = "t1"."id")
                    AND ("sh"."grantee_id" = ANY ((
                      (SELECT array_append((
                        (SELECT coalesce(
                          (SELECT $2::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $3::bigint)),
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))
                AND ((("t1"."owner_id" = $1::uuid)
                  OR ("t1"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $2::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $3::bigint)),
                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))) AS "t1") AS "totalCount",
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
              FROM (
                  (SELECT "t1".*
                  FROM "people_contact" AS "t1"
                  WHERE (("t1"."deleted_at" IS NULL)
                      AND (("t1"."owner_id" = $1::uuid)
                        OR ("t1"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $2::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $3::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))))
                UNION ALL
                  (SELECT "t1".*
                  FROM "people_contact" AS "t1"
                  WHERE (("t1"."deleted_at" IS NULL)
                      AND EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t1"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append((
                              (SELECT coalesce(
                                (SELECT $2::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $3::bigint)),
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))
                      AND ((("t1"."owner_id" = $1::uuid)
                        OR ("t1"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $2::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $3::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))) AS "t1"
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
            (SELECT max("t9"."n") FILTER (WHERE ("t9"."g" = 1)) AS "n",
              max("t9"."sum1") FILTER (WHERE ("t9"."g" = 1)) AS "sum1",
              max("t9"."avg1") FILTER (WHERE ("t9"."g" = 1)) AS "avg1",
              max("t9"."max2") FILTER (WHERE ("t9"."g" = 1)) AS "max2",
              coalesce(json_agg(
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (trim_scale("t9"."sum0"))::text AS "amount", "t9"."u0" AS "currency") AS o)
              ORDER BY "t9"."u0") FILTER (WHERE ("t9"."u0" IS NOT NULL)), '[]'::json) AS "list0"
            FROM
              (SELECT "t8"."u0" AS "u0",
                (coalesce(sum("t8"."n"), 0))::bigint AS "n",
                (sum("t8"."sum0_0"))::numeric AS "sum0",
                (sum("t8"."sum1_0"))::numeric AS "sum1", (div((((sum("t8"."avg1_0"))::numeric * 20000000000) + (sign((sum("t8"."avg1_0"))::numeric) * sum("t8"."avg1_1"))), (2 * sum("t8"."avg1_1"))) * ('1e-10')::numeric) AS "avg1",
                max("t8"."max2_0") AS "max2",
                grouping("t8"."u0") AS "g"
              FROM
                (SELECT "t7"."u0" AS "u0",
                  count(*) AS "n",
                  sum("t7"."m0") AS "sum0_0",
                  sum("t7"."m1") AS "sum1_0",
                  sum("t7"."m1") AS "avg1_0",
                  count("t7"."m1") AS "avg1_1",
                  max("t7"."m2") AS "max2_0"
                FROM
                  (SELECT ((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric AS "m0", ((("f"."custom" -> 'custom:1') ->> 'currency') COLLATE "C") AS "u0",
                    (("f"."custom" ->> 'custom:2'))::integer AS "m1",
                    (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "m2"
                  FROM (
                      (SELECT "t1".*
                      FROM "people_contact" AS "t1"
                      WHERE (("t1"."deleted_at" IS NULL)
                          AND (("t1"."owner_id" = $1::uuid)
                            OR ("t1"."team_id" = ANY ((
                              (SELECT coalesce(
                                (SELECT $2::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $3::bigint)),
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))))
                    UNION ALL
                      (SELECT "t1".*
                      FROM "people_contact" AS "t1"
                      WHERE (("t1"."deleted_at" IS NULL)
                          AND EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t1"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $2::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $3::bigint)),
                                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))
                          AND ((("t1"."owner_id" = $1::uuid)
                            OR ("t1"."team_id" = ANY ((
                              (SELECT coalesce(
                                (SELECT $2::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $3::bigint)),
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))) AS "t1"
                  CROSS JOIN LATERAL
                    (SELECT ("t1"."custom" || '{}'::jsonb) AS "custom"
                      OFFSET 0) AS "f") AS "t7"
                  GROUP BY "t7"."u0") AS "t8"
                GROUP BY GROUPING
                SETS ((), ("t8"."u0"))) AS "t9") AS "t6") AS o) AS "aggregate",
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT "t11"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT
                  (SELECT
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t15"."name" AS "name",
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT
                            (SELECT count(*) AS "n"
                            FROM "people_contact" AS "t16"
                            WHERE ((("t16"."organization_id" = "t15"."id")
                                AND ("t16"."deleted_at" IS NULL))
                                AND ((("t16"."owner_id" = $1::uuid)
                                  OR ("t16"."team_id" = ANY ((
                                    (SELECT coalesce(
                                      (SELECT $2::uuid[] AS "teams"
                                      FROM "catalog_state" AS "acs"
                                      WHERE ("acs"."access_version" = $3::bigint)),
                                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                                  OR EXISTS
                                  (SELECT 1 AS "one"
                                  FROM "record_share" AS "sh"
                                  WHERE (("sh"."record_id" = "t16"."id")
                                      AND ("sh"."grantee_id" = ANY ((
                                        (SELECT array_append((
                                          (SELECT coalesce(
                                            (SELECT $2::uuid[] AS "teams"
                                            FROM "catalog_state" AS "acs"
                                            WHERE ("acs"."access_version" = $3::bigint)),
                                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS "totalCount") AS o) AS "contacts") AS o) AS "record"
                  FROM "people_organization" AS "t15"
                  WHERE ("t15"."id" = "t11"."k0")) AS "organization") AS o) AS "key") AS o)), '[]'::json) AS "groups"
        FROM
          (SELECT "t20".*
          FROM
            (SELECT "t12"."k0" AS "k0",
              count(*) AS "n"
            FROM
              (SELECT "t10"."id" AS "k0"
              FROM (
                  (SELECT "t1".*
                  FROM "people_contact" AS "t1"
                  WHERE (("t1"."deleted_at" IS NULL)
                      AND (("t1"."owner_id" = $1::uuid)
                        OR ("t1"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $2::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $3::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))))
                UNION ALL
                  (SELECT "t1".*
                  FROM "people_contact" AS "t1"
                  WHERE (("t1"."deleted_at" IS NULL)
                      AND EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t1"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append((
                              (SELECT coalesce(
                                (SELECT $2::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $3::bigint)),
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))
                      AND ((("t1"."owner_id" = $1::uuid)
                        OR ("t1"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $2::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $3::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))) AS "t1"
                LEFT JOIN LATERAL
                (SELECT "t19"."id" AS "id"
                FROM "people_organization" AS "t19"
                WHERE (("t19"."id" = "t1"."organization_id")
                    AND ("t19"."deleted_at" IS NULL)
                    AND ((("t19"."owner_id" = $1::uuid)
                      OR ("t19"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $2::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $3::bigint)),
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t19"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append((
                              (SELECT coalesce(
                                (SELECT $2::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $3::bigint)),
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS "t10" ON TRUE) AS "t12"
              GROUP BY "t12"."k0") AS "t20"
          ORDER BY
            "t20"."n" DESC,
            "t20"."k0"
          LIMIT 20) AS "t11") AS "groups",
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT "t23"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT
                  (SELECT
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t27"."name" AS "name") AS o) AS "record"
                  FROM "identity_user" AS "t27"
                  WHERE ("t27"."id" = "t23"."k0")) AS "owner",
                  (SELECT
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t28"."name" AS "name") AS o) AS "record"
                  FROM "identity_team" AS "t28"
                  WHERE ("t28"."id" = "t23"."k1")) AS "team") AS o) AS "key") AS o)), '[]'::json) AS "groups"
        FROM
          (SELECT "t31".*
          FROM
            (SELECT "t24"."k0" AS "k0",
              "t24"."k1" AS "k1",
              count(*) AS "n"
            FROM
              (SELECT "t21"."id" AS "k0",
                "t22"."id" AS "k1"
              FROM (
                  (SELECT "t1".*
                  FROM "people_contact" AS "t1"
                  WHERE (("t1"."deleted_at" IS NULL)
                      AND (("t1"."owner_id" = $1::uuid)
                        OR ("t1"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $2::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $3::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))))
                UNION ALL
                  (SELECT "t1".*
                  FROM "people_contact" AS "t1"
                  WHERE (("t1"."deleted_at" IS NULL)
                      AND EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t1"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append((
                              (SELECT coalesce(
                                (SELECT $2::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $3::bigint)),
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))
                      AND ((("t1"."owner_id" = $1::uuid)
                        OR ("t1"."team_id" = ANY ((
                          (SELECT coalesce(
                            (SELECT $2::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $3::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))) AS "t1"
                LEFT JOIN LATERAL
                (SELECT "t29"."id" AS "id"
                FROM "identity_user" AS "t29"
                WHERE (("t29"."id" = "t1"."owner_id")
                    AND ("t29"."deleted_at" IS NULL))) AS "t21" ON TRUE
                LEFT JOIN LATERAL
                (SELECT "t30"."id" AS "id"
                FROM "identity_team" AS "t30"
                WHERE (("t30"."id" = "t1"."team_id")
                    AND ("t30"."deleted_at" IS NULL))) AS "t22" ON TRUE) AS "t24"
              GROUP BY
              "t24"."k0",
              "t24"."k1") AS "t31"
          ORDER BY
            "t31"."n" DESC,
            "t31"."k0",
            "t31"."k1"
          LIMIT 1000) AS "t23") AS "owners") AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t35"."n" AS "count",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (trim_scale("t35"."sum0"))::text AS "employees",
                "t35"."list0" AS "annualRevenue") AS o) AS "sum"
          FROM
            (SELECT max("t38"."n") FILTER (WHERE ("t38"."g" = 1)) AS "n",
              max("t38"."sum0") FILTER (WHERE ("t38"."g" = 1)) AS "sum0",
              coalesce(json_agg(
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (trim_scale("t38"."sum1"))::text AS "amount", "t38"."u1" AS "currency") AS o)
              ORDER BY "t38"."u1") FILTER (WHERE ("t38"."u1" IS NOT NULL)), '[]'::json) AS "list0"
            FROM
              (SELECT "t37"."u1" AS "u1",
                (coalesce(sum("t37"."n"), 0))::bigint AS "n",
                (sum("t37"."sum0_0"))::numeric AS "sum0",
                (sum("t37"."sum1_0"))::numeric AS "sum1",
                grouping("t37"."u1") AS "g"
              FROM
                (SELECT "t36"."u1" AS "u1",
                  count(*) AS "n",
                  sum("t36"."m0") AS "sum0_0",
                  sum("t36"."m1") AS "sum1_0"
                FROM
                  (SELECT "t32"."employees" AS "m0",
                    "t32"."annual_revenue_amount" AS "m1", ("t32"."annual_revenue_currency" COLLATE "C") AS "u1"
                  FROM (
                      (SELECT "t32".*
                      FROM "people_organization" AS "t32"
                      WHERE (("t32"."deleted_at" IS NULL)
                          AND (("t32"."owner_id" = $1::uuid)
                            OR ("t32"."team_id" = ANY ((
                              (SELECT coalesce(
                                (SELECT $2::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $3::bigint)),
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))))
                    UNION ALL
                      (SELECT "t32".*
                      FROM "people_organization" AS "t32"
                      WHERE (("t32"."deleted_at" IS NULL)
                          AND EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t32"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $2::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $3::bigint)),
                                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))
                          AND ((("t32"."owner_id" = $1::uuid)
                            OR ("t32"."team_id" = ANY ((
                              (SELECT coalesce(
                                (SELECT $2::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $3::bigint)),
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))) AS "t32") AS "t36"
                  GROUP BY "t36"."u1") AS "t37"
                GROUP BY GROUPING
                SETS ((), ("t37"."u1"))) AS "t38") AS "t35") AS o) AS "aggregate") AS o))::json AS "r1",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT "t43"."n" AS "count",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t43"."k0" AS "price") AS o) AS "key",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t43"."list0" AS "price") AS o) AS "sum") AS o)), '[]'::json) AS "groups"
        FROM
          (SELECT "t47".*
          FROM
            (SELECT "t46"."k0" AS "k0",
              max("t46"."n") FILTER (WHERE ("t46"."g" = 1)) AS "n",
              coalesce(json_agg(
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT (trim_scale("t46"."sum0"))::text AS "amount") AS o)
              ORDER BY "t46"."u0") FILTER (WHERE ("t46"."u0" IS NOT NULL)), '[]'::json) AS "list0"
            FROM
              (SELECT "t45"."k0" AS "k0",
                "t45"."u0" AS "u0",
                (coalesce(sum("t45"."n"), 0))::bigint AS "n",
                (sum("t45"."sum0_0"))::numeric AS "sum0",
                grouping("t45"."u0") AS "g"
              FROM
                (SELECT "t44"."k0" AS "k0",
                  "t44"."u0" AS "u0",
                  count(*) AS "n",
                  sum("t44"."m0") AS "sum0_0"
                FROM
                  (SELECT ("t39"."price_currency" COLLATE "C") AS "k0",
                    "t39"."price_amount" AS "m0", ("t39"."price_currency" COLLATE "C") AS "u0"
                  FROM (
                      (SELECT "t39".*
                      FROM "agency_listing" AS "t39"
                      WHERE (("t39"."deleted_at" IS NULL)
                          AND (("t39"."owner_id" = $1::uuid)
                            OR ("t39"."team_id" = ANY ((
                              (SELECT coalesce(
                                (SELECT $2::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $3::bigint)),
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))))
                    UNION ALL
                      (SELECT "t39".*
                      FROM "agency_listing" AS "t39"
                      WHERE (("t39"."deleted_at" IS NULL)
                          AND EXISTS
                          (SELECT 1 AS "one"
                          FROM "record_share" AS "sh"
                          WHERE (("sh"."record_id" = "t39"."id")
                              AND ("sh"."grantee_id" = ANY ((
                                (SELECT array_append((
                                  (SELECT coalesce(
                                    (SELECT $2::uuid[] AS "teams"
                                    FROM "catalog_state" AS "acs"
                                    WHERE ("acs"."access_version" = $3::bigint)),
                                    (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))
                          AND ((("t39"."owner_id" = $1::uuid)
                            OR ("t39"."team_id" = ANY ((
                              (SELECT coalesce(
                                (SELECT $2::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $3::bigint)),
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))) IS NOT TRUE))) AS "t39") AS "t44"
                  GROUP BY
                  "t44"."k0",
                  "t44"."u0") AS "t45"
                GROUP BY GROUPING
                SETS (("t45"."k0"), (
                  "t45"."k0",
                  "t45"."u0"))) AS "t46"
              GROUP BY "t46"."k0") AS "t47"
          ORDER BY
            "t47"."n" DESC,
            "t47"."k0"
          LIMIT 1000) AS "t43") AS "groups") AS o))::json AS "r2",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
