SELECT
  (
    (SELECT coalesce(json_agg(
      (SELECT row_to_json(o.*)
      FROM
        (SELECT "t6"."rule" AS "rule", "t6"."score" AS "score",
          (SELECT row_to_json(o.*)
          FROM
            (SELECT "t5"."id" AS "id",
              (SELECT "rt"."label" AS "label"
              FROM "record_text" AS "rt"
              WHERE ("rt"."record_id" = "t5"."id")) AS "displayName",
              (SELECT row_to_json(o.*)
              FROM
                (SELECT "t7"."name" AS "name"
                FROM "people_organization" AS "t7"
                WHERE (("t7"."id" = "t5"."organization_id")
                    AND ("t7"."deleted_at" IS NULL)
                    AND ((("t7"."owner_id" = $1::uuid)
                      OR ("t7"."team_id" = ANY ((
                        (SELECT coalesce(
                          (SELECT $2::uuid[] AS "teams"
                          FROM "catalog_state" AS "acs"
                          WHERE ("acs"."access_version" = $3::bigint)),
                          (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                      OR EXISTS
                      (SELECT 1 AS "one"
                      FROM "record_share" AS "sh"
                      WHERE (("sh"."record_id" = "t7"."id")
                          AND ("sh"."grantee_id" = ANY ((
                            (SELECT array_append((
                              (SELECT coalesce(
                                (SELECT $2::uuid[] AS "teams"
                                FROM "catalog_state" AS "acs"
                                WHERE ("acs"."access_version" = $3::bigint)),
                                (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o) AS "organization",
              (SELECT coalesce(json_agg(
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT "t8"."purpose" AS "purpose") AS o)
              ORDER BY "t8"."position"), '[]'::json) AS "children"
              FROM "people_contact_consent" AS "t8"
              WHERE ("t8"."parent_id" = "t5"."id")) AS "consents") AS o) AS "record") AS o)
    ORDER BY "t4"."rn"), '[]'::json) AS "matches"
    FROM
      (SELECT row_number() OVER () AS "rn",
        "t3"."record_id" AS "record_id",
        "t3"."place" AS "place"
      FROM
        (SELECT "t1"."record_id" AS "record_id",
          min("t2"."place") AS "place"
        FROM
          (SELECT "k"."rule_id" AS "rule_id",
            "m"."record_id" AS "record_id"
          FROM
            (SELECT "p"."rule_id" AS "rule_id",
              substr(sha256(convert_to((("p"."exact" || '␟') || gql_crm_fold("p"."folded")), 'UTF8')), 1, 16) AS "key"
            FROM unnest($4::text[], $5::text[], $6::text[]) AS "p"(
                "rule_id",
                "exact",
                "folded")) AS "k"
          CROSS JOIN LATERAL
            (SELECT "d"."record_id" AS "record_id"
            FROM "duplicate_key" AS "d"
            JOIN "people_contact" AS "e" ON ("e"."id" = "d"."record_id")
            WHERE (("d"."rule_id" = "k"."rule_id")
                AND ("d"."key" = "k"."key")
                AND ("e"."deleted_at" IS NULL)
                AND ((("e"."owner_id" = $1::uuid)
                  OR ("e"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $2::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $3::bigint)),
                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                  OR EXISTS
                  (SELECT 1 AS "one"
                  FROM "record_share" AS "sh"
                  WHERE (("sh"."record_id" = "e"."id")
                      AND ("sh"."grantee_id" = ANY ((
                        (SELECT array_append((
                          (SELECT coalesce(
                            (SELECT $2::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $3::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))
            LIMIT 20) AS "m") AS "t1"
        JOIN unnest($7::integer[], $8::text[], $9::text[], $10::double precision[]) AS "t2"(
            "place",
            "rule_id",
            "rule",
            "score") ON ("t2"."rule_id" = "t1"."rule_id")
          GROUP BY "t1"."record_id"
        ORDER BY
          min("t2"."place"),
          "t1"."record_id" DESC
        LIMIT 10) AS "t3") AS "t4"
    JOIN "people_contact" AS "t5" ON ("t5"."id" = "t4"."record_id")
    JOIN unnest($11::integer[], $12::text[], $13::text[], $14::double precision[]) AS "t6"(
        "place",
        "rule_id",
        "rule",
        "score") ON ("t6"."place" = "t4"."place")))::json AS "r0",
  (
    (SELECT coalesce(json_agg(
      (SELECT row_to_json(o.*)
      FROM
        (SELECT
          (SELECT row_to_json(o.*)
          FROM
            (SELECT 'Contact' AS "recordType") AS o) AS "record") AS o)
    ORDER BY "t14"."rn"), '[]'::json) AS "matches"
    FROM
      (SELECT row_number() OVER () AS "rn",
        "t13"."record_id" AS "record_id",
        "t13"."place" AS "place"
      FROM
        (SELECT "t11"."record_id" AS "record_id",
          min("t12"."place") AS "place"
        FROM
          (SELECT "k"."rule_id" AS "rule_id",
            "m"."record_id" AS "record_id"
          FROM
            (SELECT "t9"."rule_id" AS "rule_id",
              "t9"."key" AS "key"
            FROM "duplicate_key" AS "t9"
            JOIN "people_contact" AS "t10" ON ("t10"."id" = "t9"."record_id")
            WHERE (("t9"."record_id" = $15::uuid)
                AND ("t9"."rule_id" = ANY ($16::text[]))
                AND ((("t10"."owner_id" = $1::uuid)
                  OR ("t10"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $2::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $3::bigint)),
                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                  OR EXISTS
                  (SELECT 1 AS "one"
                  FROM "record_share" AS "sh"
                  WHERE (("sh"."record_id" = "t10"."id")
                      AND ("sh"."grantee_id" = ANY ((
                        (SELECT array_append((
                          (SELECT coalesce(
                            (SELECT $2::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $3::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS "k"
          CROSS JOIN LATERAL
            (SELECT "d"."record_id" AS "record_id"
            FROM "duplicate_key" AS "d"
            JOIN "people_contact" AS "e" ON ("e"."id" = "d"."record_id")
            WHERE (("d"."rule_id" = "k"."rule_id")
                AND ("d"."key" = "k"."key")
                AND ("e"."deleted_at" IS NULL)
                AND (((("e"."owner_id" = $1::uuid)
                  OR ("e"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $2::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $3::bigint)),
                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                  OR EXISTS
                  (SELECT 1 AS "one"
                  FROM "record_share" AS "sh"
                  WHERE (("sh"."record_id" = "e"."id")
                      AND ("sh"."grantee_id" = ANY ((
                        (SELECT array_append((
                          (SELECT coalesce(
                            (SELECT $2::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $3::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[])))))
                  AND ("e"."id" <> $15::uuid)))
            LIMIT 20) AS "m") AS "t11"
        JOIN unnest($17::integer[], $18::text[], $19::text[], $20::double precision[]) AS "t12"(
            "place",
            "rule_id",
            "rule",
            "score") ON ("t12"."rule_id" = "t11"."rule_id")
          GROUP BY "t11"."record_id"
        ORDER BY
          min("t12"."place"),
          "t11"."record_id" DESC
        LIMIT 10) AS "t13") AS "t14"
    JOIN "people_contact" AS "t15" ON ("t15"."id" = "t14"."record_id")
    JOIN unnest($21::integer[], $22::text[], $23::text[], $24::double precision[]) AS "t16"(
        "place",
        "rule_id",
        "rule",
        "score") ON ("t16"."place" = "t14"."place")))::json AS "r1",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
