SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT "t1"."id" AS "id",
        (SELECT "rt"."label" AS "label"
        FROM "record_text" AS "rt"
        WHERE ("rt"."record_id" = "t1"."id")) AS "names",
        'Contact' AS "recordType",
        "t1"."nickname" AS "o"
      FROM "people_contact" AS "t1"
      WHERE ("t1"."id" = $1::uuid)) AS o))::json AS "r0",
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t3"."name" AS "name",
            'Organization' AS "__typename"
          FROM "people_organization" AS "t3"
          WHERE (("t3"."id" = "t2"."organization_id")
              AND ("t3"."deleted_at" IS NULL))) AS o) AS "house"
      FROM "people_contact" AS "t2"
      WHERE ("t2"."id" = $2::uuid)) AS o))::json AS "r1",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
