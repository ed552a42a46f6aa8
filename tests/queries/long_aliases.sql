SELECT
  (
    (SELECT ('{' || '"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb_63b":' || coalesce(to_json("t1"."first_name")::text, 'null') || ',"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_64b":' || coalesce(to_json("t1"."last_name")::text, 'null') || ',"ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc_200b":' || coalesce(to_json(
      (SELECT ('{' || '"eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee_200b":' || coalesce(to_json("t2"."name")::text, 'null') || ',"employees":' || coalesce(to_json("t2"."employees")::text, 'null') || '}')::json
      FROM "people_organization" AS "t2"
      WHERE (("t2"."id" = "t1"."organization_id")
          AND ("t2"."deleted_at" IS NULL))))::text, 'null') || '}')::json
    FROM "people_contact" AS "t1"
    WHERE ("t1"."id" = $1::uuid)))::json AS "r0",
  (
    (SELECT ('{' || '"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd_64b":' || coalesce(to_json(coalesce(json_agg("t5"."c0"), '[]'::json))::text, 'null') || ',"eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee_200b":' || coalesce(to_json(
      (SELECT count(*) AS "n"
      FROM "people_contact" AS "t3"
      WHERE (("t3"."deleted_at" IS NULL)
          AND (gql_crm_fold("t3"."description") LIKE (('%' || replace(replace(replace(gql_crm_fold($2::text), '\', '\\'), '%', '\%'), '_', '\_')) || '%')))))::text, 'null') || '}')::json
    FROM
      (SELECT
        (SELECT ('{' || '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_64b":' || coalesce(to_json("t4"."first_name")::text, 'null') || ',"ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc_200b":' || coalesce(to_json(CASE
          WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
          (SELECT row_to_json(o.*)
          FROM
            (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
          ELSE NULL
          END)::text, 'null') || ',"stars":' || coalesce(to_json((("f"."custom" ->> 'custom:2'))::integer)::text, 'null') || '}')::json
        FROM
          (SELECT ("t4"."custom" || '{}'::jsonb) AS "custom"
            OFFSET 0) AS "f") AS "c0"
      FROM
        (SELECT "t3".*
        FROM "people_contact" AS "t3"
        WHERE (("t3"."deleted_at" IS NULL)
            AND (gql_crm_fold("t3"."description") LIKE (('%' || replace(replace(replace(gql_crm_fold($2::text), '\', '\\'), '%', '\%'), '_', '\_')) || '%')))
        ORDER BY "t3"."id" DESC
        LIMIT 2) AS "t4") AS "t5"))::json AS "r1",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
