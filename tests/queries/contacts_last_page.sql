SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t3"."c0" ORDER BY "t3"."rn" DESC) FILTER (WHERE ("t3"."rn" <= 3)), '[]'::json) AS "nodes",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT FALSE AS "hasNextPage", (count("t3"."rn") > 3) AS "hasPreviousPage") AS o) AS "pageInfo"
      FROM
        (SELECT row_number() OVER () AS "rn",
          "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT
                "t1".*,
                (("t1"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "_k0", (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k1", (left("t1"."first_name", 200) COLLATE "C") AS "_k2",
                "t1"."id" AS "_k3"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ((("t1"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer IS NOT NULL))
              ORDER BY (("t1"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer DESC, (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") DESC, (left("t1"."first_name", 200) COLLATE "C") DESC, "t1"."id" DESC
              LIMIT 4)
            UNION ALL
              (SELECT
                "t1".*,
                (("t1"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "_k0", (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k1", (left("t1"."first_name", 200) COLLATE "C") AS "_k2",
                "t1"."id" AS "_k3"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ((("t1"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer IS NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") DESC, (left("t1"."first_name", 200) COLLATE "C") DESC, "t1"."id" DESC
              LIMIT 4)) AS "u"
          ORDER BY
            "u"."_k0" DESC,
            "u"."_k1" DESC,
            "u"."_k2" DESC,
            "u"."_k3" DESC
          LIMIT 4) AS "t2"
        CROSS JOIN LATERAL
          (SELECT "t2"."first_name" AS "firstName",
            (("t2"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "rank") AS "x0") AS "t3") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
