SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT NULL AS "age",
        "t1"."first_name" AS "firstName",
        NULL AS "years",
        NULL AS "employer",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT NULL AS "size",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT coalesce(json_agg("t5"."c0"), '[]'::json) AS "edges",
                coalesce(json_agg("t5"."c1"), '[]'::json) AS "nodes",
                (SELECT count(*) AS "n"
                FROM "people_contact" AS "t3"
                WHERE (("t3"."organization_id" = "t2"."id")
                    AND ("t3"."deleted_at" IS NULL))) AS "totalCount"
              FROM
                (SELECT "x0" AS "c0",
                  "x1" AS "c1"
                FROM
                  (SELECT "u".*
                  FROM (
                      (SELECT "t3".*, (left(gql_crm_sort(left("t3"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t3"."last_name", 200) COLLATE "C") AS "_k1",
                        "t3"."id" AS "_k2"
                      FROM "people_contact" AS "t3"
                      WHERE ((("t3"."organization_id" = "t2"."id")
                          AND ("t3"."deleted_at" IS NULL))
                          AND ("t3"."last_name" IS NOT NULL))
                      ORDER BY (left(gql_crm_sort(left("t3"."last_name", 200)), 400) COLLATE "C"), (left("t3"."last_name", 200) COLLATE "C"), "t3"."id"
                      LIMIT 2)
                    UNION ALL
                      (SELECT "t3".*, (left(gql_crm_sort(left("t3"."last_name", 200)), 400) COLLATE "C") AS "_k0", (left("t3"."last_name", 200) COLLATE "C") AS "_k1",
                        "t3"."id" AS "_k2"
                      FROM "people_contact" AS "t3"
                      WHERE ((("t3"."organization_id" = "t2"."id")
                          AND ("t3"."deleted_at" IS NULL))
                          AND ("t3"."last_name" IS NULL))
                      ORDER BY "t3"."id"
                      LIMIT 2)) AS "u"
                  ORDER BY
                    "u"."_k0",
                    "u"."_k1",
                    "u"."_k2"
                  LIMIT 2) AS "t4"
                CROSS JOIN LATERAL
                  (SELECT replace(encode(convert_to((json_build_array('cecbff86084f', ("t4"."_k0")::text, ("t4"."_k1")::text, ("t4"."_k2")::text))::text, 'UTF8'), 'base64'), '
', '') AS "cursor",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT NULL AS "years",
                        NULL AS "initials",
                        (SELECT row_to_json(o.*)
                        FROM
                          (SELECT 'Contact@246' AS "place",
                            (SELECT row_to_json(o.*)
                            FROM
                              (SELECT "t4"."id" AS "id",
                                "t4"."birthdate" AS "birthdate",
                                (SELECT "rt"."label" AS "label"
                                FROM "record_text" AS "rt"
                                WHERE ("rt"."record_id" = "t4"."id")) AS "displayName") AS o) AS "row") AS o) AS "@needs") AS o) AS "node") AS "x0"
                CROSS JOIN LATERAL
                  (SELECT "t4"."last_name" AS "lastName",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT coalesce(json_agg("t8"."c0"), '[]'::json) AS "nodes"
                      FROM
                        (SELECT "x0" AS "c0"
                        FROM
                          (SELECT "t6".*
                          FROM "agency_listing" AS "t6"
                          JOIN "record_reference" AS "rr" ON ("rr"."source_id" = "t6"."id")
                          WHERE ((("rr"."field_id" = 'agency:Listing.viewers')
                              AND ("rr"."target_id" = "t4"."id"))
                              AND ("t6"."deleted_at" IS NULL))
                          ORDER BY "t6"."id" DESC
                          LIMIT 20) AS "t7"
                        CROSS JOIN LATERAL
                          (SELECT NULL AS "pricePerMetre",
                            (SELECT row_to_json(o.*)
                            FROM
                              (SELECT 'Listing@874' AS "place",
                                (SELECT row_to_json(o.*)
                                FROM
                                  (SELECT "t7"."id" AS "id",
                                    CASE
                                    WHEN ("t7"."price_amount" IS NOT NULL) THEN
                                    (SELECT row_to_json(o.*)
                                    FROM
                                      (SELECT ("t7"."price_amount")::text AS "amount",
                                        "t7"."price_currency" AS "currency") AS o)
                                    ELSE NULL
                                    END AS "price",
                                    ("t7"."area")::text AS "area") AS o) AS "row") AS o) AS "@needs") AS "x0") AS "t8") AS o) AS "viewedListings") AS "x1") AS "t5") AS o) AS "contacts",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT 'Organization@140' AS "place",
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT "t2"."id" AS "id",
                    "t2"."employees" AS "employees") AS o) AS "row") AS o) AS "@needs"
          FROM "people_organization" AS "t2"
          WHERE (("t2"."id" = "t1"."organization_id")
              AND ("t2"."deleted_at" IS NULL))) AS o) AS "organization",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT 'Contact@67' AS "place",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t1"."id" AS "id",
                "t1"."birthdate" AS "birthdate",
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT "t9"."name" AS "name",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t10"."name" AS "name"
                      FROM "people_organization" AS "t10"
                      WHERE (("t10"."id" = "t9"."parent_id")
                          AND ("t10"."deleted_at" IS NULL))) AS o) AS "parent"
                  FROM "people_organization" AS "t9"
                  WHERE (("t9"."id" = "t1"."organization_id")
                      AND ("t9"."deleted_at" IS NULL))) AS o) AS "organization") AS o) AS "row") AS o) AS "@needs"
      FROM "people_contact" AS "t1"
      WHERE ("t1"."id" = $1::uuid)) AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t13"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT "t11".*, (left(gql_crm_sort(left("t11"."title", 200)), 400) COLLATE "C") AS "_k0", (left("t11"."title", 200) COLLATE "C") AS "_k1",
                "t11"."id" AS "_k2"
              FROM "agency_listing" AS "t11"
              WHERE (("t11"."deleted_at" IS NULL)
                  AND ("t11"."title" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t11"."title", 200)), 400) COLLATE "C"), (left("t11"."title", 200) COLLATE "C"), "t11"."id"
              LIMIT 20)
            UNION ALL
              (SELECT "t11".*, (left(gql_crm_sort(left("t11"."title", 200)), 400) COLLATE "C") AS "_k0", (left("t11"."title", 200) COLLATE "C") AS "_k1",
                "t11"."id" AS "_k2"
              FROM "agency_listing" AS "t11"
              WHERE (("t11"."deleted_at" IS NULL)
                  AND ("t11"."title" IS NULL))
              ORDER BY "t11"."id"
              LIMIT 20)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2"
          LIMIT 20) AS "t12"
        CROSS JOIN LATERAL
          (SELECT NULL AS "pricePerMetre",
            "t12"."title" AS "title",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT NULL AS "initials",
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT 'Contact@513' AS "place",
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT "t14"."id" AS "id",
                        (SELECT "rt"."label" AS "label"
                        FROM "record_text" AS "rt"
                        WHERE ("rt"."record_id" = "t14"."id")) AS "displayName") AS o) AS "row") AS o) AS "@needs"
              FROM "people_contact" AS "t14"
              WHERE (("t14"."id" = "t12"."seller_id")
                  AND ("t14"."deleted_at" IS NULL))) AS o) AS "seller",
            (SELECT coalesce(json_agg(
              (SELECT row_to_json(o.*)
              FROM
                (SELECT
                  (SELECT row_to_json(o.*)
                  FROM
                    (SELECT NULL AS "initials",
                      (SELECT row_to_json(o.*)
                      FROM
                        (SELECT 'Contact@572' AS "place",
                          (SELECT row_to_json(o.*)
                          FROM
                            (SELECT "t16"."id" AS "id",
                              (SELECT "rt"."label" AS "label"
                              FROM "record_text" AS "rt"
                              WHERE ("rt"."record_id" = "t16"."id")) AS "displayName") AS o) AS "row") AS o) AS "@needs"
                    FROM "people_contact" AS "t16"
                    WHERE (("t16"."id" = "t15"."buyer_id")
                        AND ("t16"."deleted_at" IS NULL))) AS o) AS "buyer") AS o)
            ORDER BY "t15"."position"), '[]'::json) AS "children"
            FROM "agency_listing_offer" AS "t15"
            WHERE ("t15"."parent_id" = "t12"."id")) AS "offers",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT 'Listing@428' AS "place",
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT "t12"."id" AS "id",
                    CASE
                    WHEN ("t12"."price_amount" IS NOT NULL) THEN
                    (SELECT row_to_json(o.*)
                    FROM
                      (SELECT ("t12"."price_amount")::text AS "amount",
                        "t12"."price_currency" AS "currency") AS o)
                    ELSE NULL
                    END AS "price",
                    ("t12"."area")::text AS "area") AS o) AS "row") AS o) AS "@needs") AS "x0") AS "t13") AS o))::json AS "r1",
  (
    (SELECT coalesce(json_agg(
      (SELECT CASE
        WHEN ("t18"."entity" = 'Contact') THEN
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t19"."id" AS "id", NULL AS "x", NULL AS "initials",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT 'Contact@605' AS "place",
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT "t19"."id" AS "id", "t19"."birthdate" AS "birthdate",
                    (SELECT "rt"."label" AS "label"
                    FROM "record_text" AS "rt"
                    WHERE ("rt"."record_id" = "t19"."id")) AS "displayName") AS o) AS "row") AS o) AS "@needs"
          FROM "people_contact" AS "t19"
          WHERE ("t19"."id" = "t18"."id")) AS o)
        WHEN ("t18"."entity" = 'Organization') THEN
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t20"."id" AS "id", "t20"."employees" AS "x", NULL AS "size", NULL AS "initials",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT 'Organization@605' AS "place",
                (SELECT row_to_json(o.*)
                FROM
                  (SELECT "t20"."id" AS "id",
                    (SELECT "rt"."label" AS "label"
                    FROM "record_text" AS "rt"
                    WHERE ("rt"."record_id" = "t20"."id")) AS "displayName", "t20"."employees" AS "employees") AS o) AS "row") AS o) AS "@needs"
          FROM "people_organization" AS "t20"
          WHERE ("t20"."id" = "t18"."id")) AS o)
        ELSE
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t18"."id" AS "id") AS o)
        END AS "record"
      FROM "record" AS "t18"
      WHERE (("t18"."id" = "t17"."value")
          AND (("t18"."entity" = ANY ($2::text[]))
            OR (("t18"."entity" = ANY ($3::text[]))
              AND (("t18"."owner_id" = $4::uuid)
                OR ("t18"."team_id" = ANY ((
                  (SELECT coalesce(
                    (SELECT $5::uuid[] AS "teams"
                    FROM "catalog_state" AS "acs"
                    WHERE ("acs"."access_version" = $6::bigint)),
                    (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]))
                OR EXISTS
                (SELECT 1 AS "one"
                FROM "record" AS "pub"
                WHERE (("pub"."id" = "t18"."id")
                    AND "pub"."public")))))))
    ORDER BY "t17"."rn"), '[]'::json) AS "records"
    FROM unnest($7::uuid[]) WITH
      ORDINALITY AS "t17"(
        value,
        rn)))::json AS "r2",
  (
    (SELECT
      (SELECT row_to_json(o.*)
      FROM
        (SELECT "t21"."entity" AS "__typename") AS o) AS "record"
    FROM "record" AS "t21"
    WHERE (("t21"."id" = $8::uuid)
        AND (("t21"."entity" = ANY ($9::text[]))
          OR (("t21"."entity" = ANY ($10::text[]))
            AND (("t21"."owner_id" = $4::uuid)
              OR ("t21"."team_id" = ANY ((
                (SELECT coalesce(
                  (SELECT $5::uuid[] AS "teams"
                  FROM "catalog_state" AS "acs"
                  WHERE ("acs"."access_version" = $6::bigint)),
                  (SELECT gql_crm_teams_of($4::uuid) AS "teams")) AS "ids"))::uuid[]))
              OR EXISTS
              (SELECT 1 AS "one"
              FROM "record" AS "pub"
              WHERE (("pub"."id" = "t21"."id")
                  AND "pub"."public"))))))))::json AS "r3",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT count(*) AS "n"
        FROM "people_organization" AS "t22"
        WHERE ("t22"."deleted_at" IS NULL)) AS "totalCount") AS o))::json AS "r4",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
