SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT coalesce(json_agg("t3"."c0"), '[]'::json) AS "nodes"
      FROM
        (SELECT "x0" AS "c0"
        FROM
          (SELECT "u".*
          FROM (
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."first_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."first_name" IS NOT NULL))
              ORDER BY (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C"), (left("t1"."first_name", 200) COLLATE "C"), "t1"."id"
              LIMIT 1)
            UNION ALL
              (SELECT "t1".*, (left(gql_crm_sort(left("t1"."first_name", 200)), 400) COLLATE "C") AS "_k0", (left("t1"."first_name", 200) COLLATE "C") AS "_k1",
                "t1"."id" AS "_k2"
              FROM "people_contact" AS "t1"
              WHERE (("t1"."deleted_at" IS NULL)
                  AND ("t1"."first_name" IS NULL))
              ORDER BY "t1"."id"
              LIMIT 1)) AS "u"
          ORDER BY
            "u"."_k0",
            "u"."_k1",
            "u"."_k2"
          LIMIT 1) AS "t2"
        CROSS JOIN LATERAL
          (SELECT "t2"."last_name" AS "f1",
            "t2"."email" AS "f2",
            (("f"."custom" ->> 'custom:2'))::integer AS "f3",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f4",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f5",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f6",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f7",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t4"."name" AS "name"
              FROM "people_organization" AS "t4"
              WHERE (("t4"."id" = "t2"."organization_id")
                  AND ("t4"."deleted_at" IS NULL))) AS o) AS "f8", ("f"."custom" ->> 'custom:3') AS "f9",
            "t2"."first_name" AS "f10",
            "t2"."last_name" AS "f11",
            "t2"."email" AS "f12",
            (("f"."custom" ->> 'custom:2'))::integer AS "f13",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f14",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f15",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f16",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f17",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t5"."name" AS "name"
              FROM "people_organization" AS "t5"
              WHERE (("t5"."id" = "t2"."organization_id")
                  AND ("t5"."deleted_at" IS NULL))) AS o) AS "f18", ("f"."custom" ->> 'custom:3') AS "f19",
            "t2"."first_name" AS "f20",
            "t2"."last_name" AS "f21",
            "t2"."email" AS "f22",
            (("f"."custom" ->> 'custom:2'))::integer AS "f23",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f24",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f25",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f26",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f27",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t6"."name" AS "name"
              FROM "people_organization" AS "t6"
              WHERE (("t6"."id" = "t2"."organization_id")
                  AND ("t6"."deleted_at" IS NULL))) AS o) AS "f28", ("f"."custom" ->> 'custom:3') AS "f29",
            "t2"."first_name" AS "f30",
            "t2"."last_name" AS "f31",
            "t2"."email" AS "f32",
            (("f"."custom" ->> 'custom:2'))::integer AS "f33",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f34",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f35",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f36",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f37",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t7"."name" AS "name"
              FROM "people_organization" AS "t7"
              WHERE (("t7"."id" = "t2"."organization_id")
                  AND ("t7"."deleted_at" IS NULL))) AS o) AS "f38", ("f"."custom" ->> 'custom:3') AS "f39",
            "t2"."first_name" AS "f40",
            "t2"."last_name" AS "f41",
            "t2"."email" AS "f42",
            (("f"."custom" ->> 'custom:2'))::integer AS "f43",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f44",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f45",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f46",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f47",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t8"."name" AS "name"
              FROM "people_organization" AS "t8"
              WHERE (("t8"."id" = "t2"."organization_id")
                  AND ("t8"."deleted_at" IS NULL))) AS o) AS "f48", ("f"."custom" ->> 'custom:3') AS "f49",
            "t2"."first_name" AS "f50",
            "t2"."last_name" AS "f51",
            "t2"."email" AS "f52",
            (("f"."custom" ->> 'custom:2'))::integer AS "f53",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f54",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f55",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f56",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f57",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t9"."name" AS "name"
              FROM "people_organization" AS "t9"
              WHERE (("t9"."id" = "t2"."organization_id")
                  AND ("t9"."deleted_at" IS NULL))) AS o) AS "f58", ("f"."custom" ->> 'custom:3') AS "f59",
            "t2"."first_name" AS "f60",
            "t2"."last_name" AS "f61",
            "t2"."email" AS "f62",
            (("f"."custom" ->> 'custom:2'))::integer AS "f63",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f64",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f65",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f66",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f67",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t10"."name" AS "name"
              FROM "people_organization" AS "t10"
              WHERE (("t10"."id" = "t2"."organization_id")
                  AND ("t10"."deleted_at" IS NULL))) AS o) AS "f68", ("f"."custom" ->> 'custom:3') AS "f69",
            "t2"."first_name" AS "f70",
            "t2"."last_name" AS "f71",
            "t2"."email" AS "f72",
            (("f"."custom" ->> 'custom:2'))::integer AS "f73",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f74",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f75",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f76",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f77",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t11"."name" AS "name"
              FROM "people_organization" AS "t11"
              WHERE (("t11"."id" = "t2"."organization_id")
                  AND ("t11"."deleted_at" IS NULL))) AS o) AS "f78", ("f"."custom" ->> 'custom:3') AS "f79",
            "t2"."first_name" AS "f80",
            "t2"."last_name" AS "f81",
            "t2"."email" AS "f82",
            (("f"."custom" ->> 'custom:2'))::integer AS "f83",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f84",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f85",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f86",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f87",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t12"."name" AS "name"
              FROM "people_organization" AS "t12"
              WHERE (("t12"."id" = "t2"."organization_id")
                  AND ("t12"."deleted_at" IS NULL))) AS o) AS "f88", ("f"."custom" ->> 'custom:3') AS "f89",
            "t2"."first_name" AS "f90",
            "t2"."last_name" AS "f91",
            "t2"."email" AS "f92",
            (("f"."custom" ->> 'custom:2'))::integer AS "f93",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f94",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f95",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f96",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f97",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t13"."name" AS "name"
              FROM "people_organization" AS "t13"
              WHERE (("t13"."id" = "t2"."organization_id")
                  AND ("t13"."deleted_at" IS NULL))) AS o) AS "f98", ("f"."custom" ->> 'custom:3') AS "f99",
            "t2"."first_name" AS "f100",
            "t2"."last_name" AS "f101",
            "t2"."email" AS "f102",
            (("f"."custom" ->> 'custom:2'))::integer AS "f103",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f104",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f105",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f106",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f107",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t14"."name" AS "name"
              FROM "people_organization" AS "t14"
              WHERE (("t14"."id" = "t2"."organization_id")
                  AND ("t14"."deleted_at" IS NULL))) AS o) AS "f108", ("f"."custom" ->> 'custom:3') AS "f109",
            "t2"."first_name" AS "f110",
            "t2"."last_name" AS "f111",
            "t2"."email" AS "f112",
            (("f"."custom" ->> 'custom:2'))::integer AS "f113",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f114",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f115",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f116",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f117",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t15"."name" AS "name"
              FROM "people_organization" AS "t15"
              WHERE (("t15"."id" = "t2"."organization_id")
                  AND ("t15"."deleted_at" IS NULL))) AS o) AS "f118", ("f"."custom" ->> 'custom:3') AS "f119",
            "t2"."first_name" AS "f120",
            "t2"."last_name" AS "f121",
            "t2"."email" AS "f122",
            (("f"."custom" ->> 'custom:2'))::integer AS "f123",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f124",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f125",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f126",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f127",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t16"."name" AS "name"
              FROM "people_organization" AS "t16"
              WHERE (("t16"."id" = "t2"."organization_id")
                  AND ("t16"."deleted_at" IS NULL))) AS o) AS "f128", ("f"."custom" ->> 'custom:3') AS "f129",
            "t2"."first_name" AS "f130",
            "t2"."last_name" AS "f131",
            "t2"."email" AS "f132",
            (("f"."custom" ->> 'custom:2'))::integer AS "f133",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f134",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f135",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f136",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f137",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t17"."name" AS "name"
              FROM "people_organization" AS "t17"
              WHERE (("t17"."id" = "t2"."organization_id")
                  AND ("t17"."deleted_at" IS NULL))) AS o) AS "f138", ("f"."custom" ->> 'custom:3') AS "f139",
            "t2"."first_name" AS "f140",
            "t2"."last_name" AS "f141",
            "t2"."email" AS "f142",
            (("f"."custom" ->> 'custom:2'))::integer AS "f143",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f144",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f145",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f146",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f147",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t18"."name" AS "name"
              FROM "people_organization" AS "t18"
              WHERE (("t18"."id" = "t2"."organization_id")
                  AND ("t18"."deleted_at" IS NULL))) AS o) AS "f148", ("f"."custom" ->> 'custom:3') AS "f149",
            "t2"."first_name" AS "f150",
            "t2"."last_name" AS "f151",
            "t2"."email" AS "f152",
            (("f"."custom" ->> 'custom:2'))::integer AS "f153",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f154",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f155",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f156",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f157",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t19"."name" AS "name"
              FROM "people_organization" AS "t19"
              WHERE (("t19"."id" = "t2"."organization_id")
                  AND ("t19"."deleted_at" IS NULL))) AS o) AS "f158", ("f"."custom" ->> 'custom:3') AS "f159",
            "t2"."first_name" AS "f160",
            "t2"."last_name" AS "f161",
            "t2"."email" AS "f162",
            (("f"."custom" ->> 'custom:2'))::integer AS "f163",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f164",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f165",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f166",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f167",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t20"."name" AS "name"
              FROM "people_organization" AS "t20"
              WHERE (("t20"."id" = "t2"."organization_id")
                  AND ("t20"."deleted_at" IS NULL))) AS o) AS "f168", ("f"."custom" ->> 'custom:3') AS "f169",
            "t2"."first_name" AS "f170",
            "t2"."last_name" AS "f171",
            "t2"."email" AS "f172",
            (("f"."custom" ->> 'custom:2'))::integer AS "f173",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f174",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f175",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f176",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f177",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t21"."name" AS "name"
              FROM "people_organization" AS "t21"
              WHERE (("t21"."id" = "t2"."organization_id")
                  AND ("t21"."deleted_at" IS NULL))) AS o) AS "f178", ("f"."custom" ->> 'custom:3') AS "f179",
            "t2"."first_name" AS "f180",
            "t2"."last_name" AS "f181",
            "t2"."email" AS "f182",
            (("f"."custom" ->> 'custom:2'))::integer AS "f183",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f184",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f185",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f186",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f187",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t22"."name" AS "name"
              FROM "people_organization" AS "t22"
              WHERE (("t22"."id" = "t2"."organization_id")
                  AND ("t22"."deleted_at" IS NULL))) AS o) AS "f188", ("f"."custom" ->> 'custom:3') AS "f189",
            "t2"."first_name" AS "f190",
            "t2"."last_name" AS "f191",
            "t2"."email" AS "f192",
            (("f"."custom" ->> 'custom:2'))::integer AS "f193",
            (("f"."custom" ->> 'custom:5'))::boolean AS "f194",
            ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "f195",
            (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "f196",
            CASE
            WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
            (SELECT row_to_json(o.*)
            FROM
              (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount") AS o)
            ELSE NULL
            END AS "f197",
            (SELECT row_to_json(o.*)
            FROM
              (SELECT "t23"."name" AS "name"
              FROM "people_organization" AS "t23"
              WHERE (("t23"."id" = "t2"."organization_id")
                  AND ("t23"."deleted_at" IS NULL))) AS o) AS "f198", ("f"."custom" ->> 'custom:3') AS "f199",
            "t2"."first_name" AS "f200"
          FROM
            (SELECT ("t2"."custom" || '{}'::jsonb) AS "custom"
              OFFSET 0) AS "f") AS "x0") AS "t3") AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
