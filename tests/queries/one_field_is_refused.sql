SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT "t1"."first_name" AS "firstName"
      FROM "people_contact" AS "t1"
      WHERE ("t1"."id" = $1::uuid)) AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
