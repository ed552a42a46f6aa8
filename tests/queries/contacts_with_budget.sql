SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t3"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "t1".*
          FROM "people_contact" AS "t1"
          WHERE (("t1"."deleted_at" IS NULL)
              AND ((((("t1"."custom" -> 'custom:1') ->> 'currency') COLLATE "C") = $1::text)
                AND (((("t1"."custom" -> 'custom:1') ->> 'amount'))::numeric > $2::numeric)))
          ORDER BY ((("t1"."custom" -> 'custom:1') ->> 'currency') COLLATE "C") DESC, ((("t1"."custom" -> 'custom:1') ->> 'amount'))::numeric DESC, "t1"."id" DESC
          LIMIT 20) AS "t2"
        CROSS JOIN LATERAL
          (SELECT "t2"."first_name" AS "firstName",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount", (("f"."custom" -> 'custom:1') ->> 'currency') AS "currency") AS o)
            ELSE NULL
            END AS "budget",
            (("f"."custom" ->> 'custom:2'))::integer AS "stars",
            (("f"."custom" ->> 'custom:5'))::boolean AS "vip", ("f"."custom" -> 'custom:8') AS "hobbies", ("f"."custom" ->> 'custom:3') AS "nextCall"
          FROM
            (SELECT ("t2"."custom" || '{}'::jsonb) AS "custom"
              OFFSET 0) AS "f") AS "x0") AS "t3") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
