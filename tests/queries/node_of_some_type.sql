SELECT
  (
    (SELECT CASE
      WHEN ("t1"."entity" = 'Contact') THEN
      (SELECT row_to_json(o.*)
      FROM
        (SELECT 'Contact' AS "__typename",
          "t2"."id" AS "id",
          (SELECT "rt"."label" AS "label"
          FROM "record_text" AS "rt"
          WHERE ("rt"."record_id" = "t2"."id")) AS "displayName",
          'Contact' AS "recordType",
          "t2"."created_at" AS "createdAt",
          "t2"."first_name" AS "firstName",
          (SELECT row_to_json(o.*)
          FROM
            (SELECT "t3"."name" AS "name"
            FROM "people_organization" AS "t3"
            WHERE (("t3"."id" = "t2"."organization_id")
                AND ("t3"."deleted_at" IS NULL)
                AND ((("t3"."owner_id" = $1::uuid)
                  OR ("t3"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $2::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $3::bigint)),
                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                  OR EXISTS
                  (SELECT 1 AS "one"
                  FROM "record_share" AS "sh"
                  WHERE (("sh"."record_id" = "t3"."id")
                      AND ("sh"."grantee_id" = ANY ((
                        (SELECT array_append((
                          (SELECT coalesce(
                            (SELECT $2::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $3::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o) AS "organization",
          (SELECT row_to_json(o.*)
          FROM
            (SELECT
              (SELECT count(*) AS "n"
              FROM "agency_listing" AS "t4"
              JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t4"."id")
              WHERE (((("rr"."field_id" = 'agency:Listing.viewers')
                  AND ("rr"."target_id" = "t2"."id"))
                  AND ("t4"."deleted_at" IS NULL))
                  AND ((("t4"."owner_id" = $1::uuid)
                    OR ("t4"."team_id" = ANY ((
                      (SELECT coalesce(
                        (SELECT $2::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $3::bigint)),
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                    OR EXISTS
                    (SELECT 1 AS "one"
                    FROM "record_share" AS "sh"
                    WHERE (("sh"."record_id" = "t4"."id")
                        AND ("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $2::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $3::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS "totalCount") AS o) AS "viewedListings"
        FROM "people_contact" AS "t2"
        WHERE (("t2"."id" = "t1"."id")
            AND ((("t2"."owner_id" = $1::uuid)
              OR ("t2"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $2::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $3::bigint)),
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record_share" AS "sh"
              WHERE (("sh"."record_id" = "t2"."id")
                  AND ("sh"."grantee_id" = ANY ((
                    (SELECT array_append((
                      (SELECT coalesce(
                        (SELECT $2::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $3::bigint)),
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o)
      WHEN ("t1"."entity" = 'Listing') THEN
      (SELECT row_to_json(o.*)
      FROM
        (SELECT 'Listing' AS "__typename",
          "t7"."id" AS "id",
          (SELECT "rt"."label" AS "label"
          FROM "record_text" AS "rt"
          WHERE ("rt"."record_id" = "t7"."id")) AS "displayName",
          'Listing' AS "recordType",
          "t7"."created_at" AS "createdAt",
          "t7"."title" AS "title",
          CASE
          WHEN ("t7"."price_amount" IS NOT NULL) THEN
          (SELECT row_to_json(o.*)
          FROM
            (SELECT ("t7"."price_amount")::text AS "amount",
              "t7"."price_currency" AS "currency") AS o)
          ELSE NULL
          END AS "price"
        FROM "agency_listing" AS "t7"
        WHERE (("t7"."id" = "t1"."id")
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
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o)
      WHEN ("t1"."entity" = 'Organization') THEN
      (SELECT row_to_json(o.*)
      FROM
        (SELECT 'Organization' AS "__typename",
          "t8"."id" AS "id",
          (SELECT "rt"."label" AS "label"
          FROM "record_text" AS "rt"
          WHERE ("rt"."record_id" = "t8"."id")) AS "displayName",
          'Organization' AS "recordType",
          "t8"."created_at" AS "createdAt",
          "t8"."employees" AS "employees"
        FROM "people_organization" AS "t8"
        WHERE (("t8"."id" = "t1"."id")
            AND ((("t8"."owner_id" = $1::uuid)
              OR ("t8"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $2::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $3::bigint)),
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record_share" AS "sh"
              WHERE (("sh"."record_id" = "t8"."id")
                  AND ("sh"."grantee_id" = ANY ((
                    (SELECT array_append((
                      (SELECT coalesce(
                        (SELECT $2::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $3::bigint)),
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o)
      ELSE
      (SELECT row_to_json(o.*)
      FROM
        (SELECT "t1"."entity" AS "__typename",
          "t1"."id" AS "id",
          (SELECT "rt"."label" AS "label"
          FROM "record_text" AS "rt"
          WHERE ("rt"."record_id" = "t1"."id")) AS "displayName",
          "t1"."entity" AS "recordType",
          "t1"."created_at" AS "createdAt") AS o)
      END AS "record"
    FROM "record" AS "t1"
    WHERE (("t1"."id" = $4::uuid)
        AND (("t1"."entity" = ANY ($5::text[]))
          OR (("t1"."entity" = ANY ($6::text[]))
            AND ((("t1"."owner_id" = $1::uuid)
              OR ("t1"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $2::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $3::bigint)),
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record_share" AS "sh"
              WHERE (("sh"."record_id" = "t1"."id")
                  AND ("sh"."grantee_id" = ANY ((
                    (SELECT array_append((
                      (SELECT coalesce(
                        (SELECT $2::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $3::bigint)),
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))
          OR (("t1"."entity" = ANY ($7::text[]))
            AND (("t1"."owner_id" = $1::uuid)
              OR ("t1"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $2::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $3::bigint)),
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record" AS "pub"
              WHERE (("pub"."id" = "t1"."id")
                  AND "pub"."public"))))))))::json AS "r0",
  (
    (SELECT CASE
      WHEN ("t9"."entity" = 'Contact') THEN
      (SELECT row_to_json(o.*)
      FROM
        (SELECT 'Contact' AS "__typename",
          "t10"."id" AS "id",
          (SELECT "rt"."label" AS "label"
          FROM "record_text" AS "rt"
          WHERE ("rt"."record_id" = "t10"."id")) AS "displayName",
          'Contact' AS "recordType",
          "t10"."created_at" AS "createdAt",
          "t10"."first_name" AS "firstName",
          (SELECT row_to_json(o.*)
          FROM
            (SELECT "t11"."name" AS "name"
            FROM "people_organization" AS "t11"
            WHERE (("t11"."id" = "t10"."organization_id")
                AND ("t11"."deleted_at" IS NULL)
                AND ((("t11"."owner_id" = $1::uuid)
                  OR ("t11"."team_id" = ANY ((
                    (SELECT coalesce(
                      (SELECT $2::uuid[] AS "teams"
                      FROM "catalog_state" AS "acs"
                      WHERE ("acs"."access_version" = $3::bigint)),
                      (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                  OR EXISTS
                  (SELECT 1 AS "one"
                  FROM "record_share" AS "sh"
                  WHERE (("sh"."record_id" = "t11"."id")
                      AND ("sh"."grantee_id" = ANY ((
                        (SELECT array_append((
                          (SELECT coalesce(
                            (SELECT $2::uuid[] AS "teams"
                            FROM "catalog_state" AS "acs"
                            WHERE ("acs"."access_version" = $3::bigint)),
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o) AS "organization",
          (SELECT row_to_json(o.*)
          FROM
            (SELECT
              (SELECT count(*) AS "n"
              FROM "agency_listing" AS "t12"
              JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t12"."id")
              WHERE (((("rr"."field_id" = 'agency:Listing.viewers')
                  AND ("rr"."target_id" = "t10"."id"))
                  AND ("t12"."deleted_at" IS NULL))
                  AND ((("t12"."owner_id" = $1::uuid)
                    OR ("t12"."team_id" = ANY ((
                      (SELECT coalesce(
                        (SELECT $2::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $3::bigint)),
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                    OR EXISTS
                    (SELECT 1 AS "one"
                    FROM "record_share" AS "sh"
                    WHERE (("sh"."record_id" = "t12"."id")
                        AND ("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $2::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $3::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS "totalCount") AS o) AS "viewedListings"
        FROM "people_contact" AS "t10"
        WHERE (("t10"."id" = "t9"."id")
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
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o)
      WHEN ("t9"."entity" = 'Listing') THEN
      (SELECT row_to_json(o.*)
      FROM
        (SELECT 'Listing' AS "__typename",
          "t15"."id" AS "id",
          (SELECT "rt"."label" AS "label"
          FROM "record_text" AS "rt"
          WHERE ("rt"."record_id" = "t15"."id")) AS "displayName",
          'Listing' AS "recordType",
          "t15"."created_at" AS "createdAt",
          "t15"."title" AS "title",
          CASE
          WHEN ("t15"."price_amount" IS NOT NULL) THEN
          (SELECT row_to_json(o.*)
          FROM
            (SELECT ("t15"."price_amount")::text AS "amount",
              "t15"."price_currency" AS "currency") AS o)
          ELSE NULL
          END AS "price"
        FROM "agency_listing" AS "t15"
        WHERE (("t15"."id" = "t9"."id")
            AND ((("t15"."owner_id" = $1::uuid)
              OR ("t15"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $2::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $3::bigint)),
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record_share" AS "sh"
              WHERE (("sh"."record_id" = "t15"."id")
                  AND ("sh"."grantee_id" = ANY ((
                    (SELECT array_append((
                      (SELECT coalesce(
                        (SELECT $2::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $3::bigint)),
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o)
      WHEN ("t9"."entity" = 'Organization') THEN
      (SELECT row_to_json(o.*)
      FROM
        (SELECT 'Organization' AS "__typename",
          "t16"."id" AS "id",
          (SELECT "rt"."label" AS "label"
          FROM "record_text" AS "rt"
          WHERE ("rt"."record_id" = "t16"."id")) AS "displayName",
          'Organization' AS "recordType",
          "t16"."created_at" AS "createdAt",
          "t16"."employees" AS "employees"
        FROM "people_organization" AS "t16"
        WHERE (("t16"."id" = "t9"."id")
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
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o)
      ELSE
      (SELECT row_to_json(o.*)
      FROM
        (SELECT "t9"."entity" AS "__typename",
          "t9"."id" AS "id",
          (SELECT "rt"."label" AS "label"
          FROM "record_text" AS "rt"
          WHERE ("rt"."record_id" = "t9"."id")) AS "displayName",
          "t9"."entity" AS "recordType",
          "t9"."created_at" AS "createdAt") AS o)
      END AS "record"
    FROM "record" AS "t9"
    WHERE (("t9"."id" = $8::uuid)
        AND (("t9"."entity" = ANY ($9::text[]))
          OR (("t9"."entity" = ANY ($10::text[]))
            AND ((("t9"."owner_id" = $1::uuid)
              OR ("t9"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $2::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $3::bigint)),
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record_share" AS "sh"
              WHERE (("sh"."record_id" = "t9"."id")
                  AND ("sh"."grantee_id" = ANY ((
                    (SELECT array_append((
                      (SELECT coalesce(
                        (SELECT $2::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $3::bigint)),
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))
          OR (("t9"."entity" = ANY ($11::text[]))
            AND (("t9"."owner_id" = $1::uuid)
              OR ("t9"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $2::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $3::bigint)),
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record" AS "pub"
              WHERE (("pub"."id" = "t9"."id")
                  AND "pub"."public"))))))))::json AS "r1",
  (
    (SELECT CASE
      WHEN ("t17"."entity" = 'Contact') THEN
      (SELECT row_to_json(o.*)
      FROM
        (SELECT 'Contact' AS "__typename",
          "t18"."id" AS "id",
          (SELECT "rt"."label" AS "label"
          FROM "record_text" AS "rt"
          WHERE ("rt"."record_id" = "t18"."id")) AS "displayName",
          'Contact' AS "recordType",
          "t18"."created_at" AS "createdAt",
          "t18"."first_name" AS "firstName",
          (SELECT row_to_json(o.*)
          FROM
            (SELECT "t19"."name" AS "name"
            FROM "people_organization" AS "t19"
            WHERE (("t19"."id" = "t18"."organization_id")
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
                            (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o) AS "organization",
          (SELECT row_to_json(o.*)
          FROM
            (SELECT
              (SELECT count(*) AS "n"
              FROM "agency_listing" AS "t20"
              JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t20"."id")
              WHERE (((("rr"."field_id" = 'agency:Listing.viewers')
                  AND ("rr"."target_id" = "t18"."id"))
                  AND ("t20"."deleted_at" IS NULL))
                  AND ((("t20"."owner_id" = $1::uuid)
                    OR ("t20"."team_id" = ANY ((
                      (SELECT coalesce(
                        (SELECT $2::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $3::bigint)),
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
                    OR EXISTS
                    (SELECT 1 AS "one"
                    FROM "record_share" AS "sh"
                    WHERE (("sh"."record_id" = "t20"."id")
                        AND ("sh"."grantee_id" = ANY ((
                          (SELECT array_append((
                            (SELECT coalesce(
                              (SELECT $2::uuid[] AS "teams"
                              FROM "catalog_state" AS "acs"
                              WHERE ("acs"."access_version" = $3::bigint)),
                              (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS "totalCount") AS o) AS "viewedListings"
        FROM "people_contact" AS "t18"
        WHERE (("t18"."id" = "t17"."id")
            AND ((("t18"."owner_id" = $1::uuid)
              OR ("t18"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $2::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $3::bigint)),
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record_share" AS "sh"
              WHERE (("sh"."record_id" = "t18"."id")
                  AND ("sh"."grantee_id" = ANY ((
                    (SELECT array_append((
                      (SELECT coalesce(
                        (SELECT $2::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $3::bigint)),
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o)
      WHEN ("t17"."entity" = 'Listing') THEN
      (SELECT row_to_json(o.*)
      FROM
        (SELECT 'Listing' AS "__typename",
          "t23"."id" AS "id",
          (SELECT "rt"."label" AS "label"
          FROM "record_text" AS "rt"
          WHERE ("rt"."record_id" = "t23"."id")) AS "displayName",
          'Listing' AS "recordType",
          "t23"."created_at" AS "createdAt",
          "t23"."title" AS "title",
          CASE
          WHEN ("t23"."price_amount" IS NOT NULL) THEN
          (SELECT row_to_json(o.*)
          FROM
            (SELECT ("t23"."price_amount")::text AS "amount",
              "t23"."price_currency" AS "currency") AS o)
          ELSE NULL
          END AS "price"
        FROM "agency_listing" AS "t23"
        WHERE (("t23"."id" = "t17"."id")
            AND ((("t23"."owner_id" = $1::uuid)
              OR ("t23"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $2::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $3::bigint)),
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record_share" AS "sh"
              WHERE (("sh"."record_id" = "t23"."id")
                  AND ("sh"."grantee_id" = ANY ((
                    (SELECT array_append((
                      (SELECT coalesce(
                        (SELECT $2::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $3::bigint)),
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o)
      WHEN ("t17"."entity" = 'Organization') THEN
      (SELECT row_to_json(o.*)
      FROM
        (SELECT 'Organization' AS "__typename",
          "t24"."id" AS "id",
          (SELECT "rt"."label" AS "label"
          FROM "record_text" AS "rt"
          WHERE ("rt"."record_id" = "t24"."id")) AS "displayName",
          'Organization' AS "recordType",
          "t24"."created_at" AS "createdAt",
          "t24"."employees" AS "employees"
        FROM "people_organization" AS "t24"
        WHERE (("t24"."id" = "t17"."id")
            AND ((("t24"."owner_id" = $1::uuid)
              OR ("t24"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $2::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $3::bigint)),
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record_share" AS "sh"
              WHERE (("sh"."record_id" = "t24"."id")
                  AND ("sh"."grantee_id" = ANY ((
                    (SELECT array_append((
                      (SELECT coalesce(
                        (SELECT $2::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $3::bigint)),
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))) AS o)
      ELSE
      (SELECT row_to_json(o.*)
      FROM
        (SELECT "t17"."entity" AS "__typename",
          "t17"."id" AS "id",
          (SELECT "rt"."label" AS "label"
          FROM "record_text" AS "rt"
          WHERE ("rt"."record_id" = "t17"."id")) AS "displayName",
          "t17"."entity" AS "recordType",
          "t17"."created_at" AS "createdAt") AS o)
      END AS "record"
    FROM "record" AS "t17"
    WHERE (("t17"."id" = $12::uuid)
        AND (("t17"."entity" = ANY ($13::text[]))
          OR (("t17"."entity" = ANY ($14::text[]))
            AND ((("t17"."owner_id" = $1::uuid)
              OR ("t17"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $2::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $3::bigint)),
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[])))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record_share" AS "sh"
              WHERE (("sh"."record_id" = "t17"."id")
                  AND ("sh"."grantee_id" = ANY ((
                    (SELECT array_append((
                      (SELECT coalesce(
                        (SELECT $2::uuid[] AS "teams"
                        FROM "catalog_state" AS "acs"
                        WHERE ("acs"."access_version" = $3::bigint)),
                        (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[], $1::uuid) AS "ids"))::uuid[]))))))
          OR (("t17"."entity" = ANY ($15::text[]))
            AND (("t17"."owner_id" = $1::uuid)
              OR ("t17"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $2::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $3::bigint)),
                  (SELECT gql_crm_teams_of($1::uuid) AS "teams")) AS "ids"))::uuid[]))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record" AS "pub"
              WHERE (("pub"."id" = "t17"."id")
                  AND "pub"."public"))))))))::json AS "r2",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
