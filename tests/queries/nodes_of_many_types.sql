SELECT
  (
    (SELECT coalesce(json_agg(
      (SELECT CASE
        WHEN ("t2"."entity" = 'Contact') THEN
        (SELECT row_to_json(o.*)
        FROM
          (SELECT 'Contact' AS "__typename", "t4"."id" AS "id",
            (SELECT "rt"."label" AS "label"
            FROM "record_text" AS "rt"
            WHERE ("rt"."record_id" = "t4"."id")) AS "displayName",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t5"."name" AS "name"
              FROM "identity_user" AS "t5"
              WHERE (("t5"."id" = "t4"."owner_id")
                  AND ("t5"."deleted_at" IS NULL))) AS o) AS "owner", "t4"."first_name" AS "firstName", CASE
            WHEN (((("t4"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("t4"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "budget"
          FROM "people_contact" AS "t4"
          WHERE ("t4"."id" = "t2"."id")) AS o)
        WHEN ("t2"."entity" = 'Listing') THEN
        (SELECT row_to_json(o.*)
        FROM
          (SELECT 'Listing' AS "__typename", "t6"."id" AS "id",
            (SELECT "rt"."label" AS "label"
            FROM "record_text" AS "rt"
            WHERE ("rt"."record_id" = "t6"."id")) AS "displayName",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t7"."name" AS "name"
              FROM "identity_user" AS "t7"
              WHERE (("t7"."id" = "t6"."owner_id")
                  AND ("t7"."deleted_at" IS NULL))) AS o) AS "owner", "t6"."title" AS "title",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t8"."first_name" AS "firstName", "t8"."last_name" AS "lastName"
              FROM "people_contact" AS "t8"
              WHERE (("t8"."id" = "t6"."seller_id")
                  AND ("t8"."deleted_at" IS NULL))) AS o) AS "seller"
          FROM "agency_listing" AS "t6"
          WHERE ("t6"."id" = "t2"."id")) AS o)
        ELSE
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t2"."entity" AS "__typename", "t2"."id" AS "id",
            (SELECT "rt"."label" AS "label"
            FROM "record_text" AS "rt"
            WHERE ("rt"."record_id" = "t2"."id")) AS "displayName",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t3"."name" AS "name"
              FROM "identity_user" AS "t3"
              WHERE (("t3"."id" = "t2"."owner_id")
                  AND ("t3"."deleted_at" IS NULL))) AS o) AS "owner") AS o)
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
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
