SELECT
  (
    (SELECT coalesce(json_agg(
      (SELECT CASE
        WHEN ("t2"."entity" = 'Contact') THEN
        (SELECT row_to_json(o.*)
        FROM
          (SELECT 'Contact' AS "__typename",
            (SELECT "rt"."label" AS "label"
            FROM "record_text" AS "rt"
            WHERE ("rt"."record_id" = "t3"."id")) AS "name", "t3"."email" AS "email", "t3"."phone" AS "phone",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t4"."name" AS "name",
                (SELECT "rt"."label" AS "label"
                FROM "record_text" AS "rt"
                WHERE ("rt"."record_id" = "t4"."id")) AS "displayName"
              FROM "identity_user" AS "t4"
              WHERE (("t4"."id" = "t3"."owner_id")
                  AND ("t4"."deleted_at" IS NULL))) AS o) AS "owner",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT "rt"."label" AS "label"
                FROM "record_text" AS "rt"
                WHERE ("rt"."record_id" = "t5"."id")) AS "displayName", "t5"."phone" AS "phone"
              FROM "people_organization" AS "t5"
              WHERE (("t5"."id" = "t3"."organization_id")
                  AND ("t5"."deleted_at" IS NULL))) AS o) AS "organization"
          FROM "people_contact" AS "t3"
          WHERE ("t3"."id" = "t2"."id")) AS o)
        WHEN ("t2"."entity" = 'Listing') THEN
        (SELECT row_to_json(o.*)
        FROM
          (SELECT 'Listing' AS "__typename",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT
                (SELECT "rt"."label" AS "label"
                FROM "record_text" AS "rt"
                WHERE ("rt"."record_id" = "t7"."id")) AS "displayName", "t7"."phone" AS "phone"
              FROM "people_contact" AS "t7"
              WHERE (("t7"."id" = "t6"."seller_id")
                  AND ("t7"."deleted_at" IS NULL))) AS o) AS "seller"
          FROM "agency_listing" AS "t6"
          WHERE ("t6"."id" = "t2"."id")) AS o)
        WHEN ("t2"."entity" = 'Organization') THEN
        (SELECT row_to_json(o.*)
        FROM
          (SELECT 'Organization' AS "__typename",
            (SELECT "rt"."label" AS "label"
            FROM "record_text" AS "rt"
            WHERE ("rt"."record_id" = "t8"."id")) AS "name", "t8"."email" AS "email", "t8"."phone" AS "phone",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t9"."name" AS "name",
                (SELECT "rt"."label" AS "label"
                FROM "record_text" AS "rt"
                WHERE ("rt"."record_id" = "t9"."id")) AS "displayName"
              FROM "identity_user" AS "t9"
              WHERE (("t9"."id" = "t8"."owner_id")
                  AND ("t9"."deleted_at" IS NULL))) AS o) AS "owner"
          FROM "people_organization" AS "t8"
          WHERE ("t8"."id" = "t2"."id")) AS o)
        ELSE
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t2"."entity" AS "__typename") AS o)
        END AS "record"
      FROM "record" AS "t2"
      WHERE (("t2"."id" = "t1"."value")
          AND (("t2"."entity" = ANY ($1::text[]))
            OR (("t2"."entity" = ANY ($2::text[]))
              AND (("t2"."owner_id" = $3::uuid)
                OR ("t2"."team_id" = ANY ((
                  (SELECT coalesce(
                    (SELECT $4::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $5::bigint)),
                    (SELECT gql_crm_teams_of($3::uuid) AS "teams")) AS "ids"))::uuid[]))
                OR EXISTS
                (SELECT 1 AS "one"
                FROM "record" AS "pub"
                WHERE (("pub"."id" = "t2"."id")
                    AND "pub"."public")))))))
    ORDER BY "t1"."rn"), '[]'::json) AS "records"
    FROM unnest($6::uuid[]) WITH
      ORDINALITY AS "t1"(
        value,
        rn)))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t12"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT "t10".*, (left(gql_crm_sort(left("t10"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t10"."last_name", 200) COLLATE "C") AS "_k1",
                "t10"."id" AS "_k2"
              FROM "people_contact" AS "t10"
              WHERE (("t10"."deleted_at" IS NULL)
                  AND ("t10"."last_name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t10"."last_name", 200)), 400) COLLATE "C"), (left("t10"."last_name", 200) COLLATE "C"), "t10"."id"
              LIMIT 1)
            UNION ALL
              (SELECT "t10".*, (left(gql_crm_sort(left("t10"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t10"."last_name", 200) COLLATE "C") AS "_k1",
                "t10"."id" AS "_k2"
              FROM "people_contact" AS "t10"
              WHERE (("t10"."deleted_at" IS NULL)
                  AND ("t10"."last_name" IS NULL))
              ORDER BY "t10"."id"
              LIMIT 1)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2"
          LIMIT 1) AS "t11"
        CROSS JOIN LATERAL
          (SELECT
            (SELECT "rt"."label" AS "label"
            FROM "record_text" AS "rt"
            WHERE ("rt"."record_id" = "t11"."id")) AS "displayName",
            "t11"."phone" AS "phone",
            "t11"."id" AS "id") AS "x0") AS "t12") AS o))::json AS "r1",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
