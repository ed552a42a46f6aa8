SELECT
  (
    (SELECT row_to_json(o.*)
    FROM
      (SELECT "t1"."id" AS "id",
        (SELECT "rt"."label" AS "label"
        FROM "record_text" AS "rt"
        WHERE ("rt"."record_id" = "t1"."id")) AS "displayName",
        'Contact' AS "recordType",
        "t1"."created_at" AS "createdAt",
        "t1"."version" AS "version",
        "t1"."deleted_at" AS "deletedAt",
        "t1"."salutation" AS "salutation",
        "t1"."first_name" AS "firstName",
        "t1"."middle_name" AS "middleName",
        "t1"."last_name" AS "lastName",
        "t1"."name_suffix" AS "nameSuffix",
        "t1"."nickname" AS "nickname",
        "t1"."job_title" AS "jobTitle",
        "t1"."email" AS "email",
        "t1"."secondary_email" AS "secondaryEmail",
        "t1"."phone" AS "phone",
        "t1"."mobile" AS "mobile",
        "t1"."home_phone" AS "homePhone",
        "t1"."other_phone" AS "otherPhone",
        "t1"."website" AS "website",
        "t1"."birthdate" AS "birthdate",
        "t1"."preferred_language" AS "preferredLanguage",
        "t1"."lead_source" AS "leadSource",
        "t1"."contact_types" AS "contactTypes",
        "t1"."status" AS "status",
        "t1"."do_not_call" AS "doNotCall",
        "t1"."email_opt_out" AS "emailOptOut",
        "t1"."description" AS "description",
        "t1"."external_uid" AS "externalUid", ("f"."custom" -> 'car_dealership:Contact.drivingLicenceGroups:MULTI_CHOICE') AS "drivingLicenceGroups", ("f"."custom" ->> 'merchandising:Contact.outletRole:CHOICE') AS "outletRole", ("f"."custom" ->> 'real_estate:Contact.propertyInterest:CHOICE') AS "propertyInterest",
        (("f"."custom" ->> 'agency:Contact.rank:INTEGER'))::integer AS "rank",
        (("f"."custom" ->> 'custom:2'))::integer AS "stars", ("f"."custom" ->> 'custom:3') AS "nextCall", ("f"."custom" ->> 'custom:4') AS "lastCall",
        (("f"."custom" ->> 'custom:5'))::boolean AS "vip",
        ((("f"."custom" ->> 'custom:6'))::numeric)::text AS "score", ("t1"."custom_long" ->> 'custom:7') AS "memo", ("f"."custom" -> 'custom:8') AS "hobbies", ("f"."custom" ->> 'custom:11') AS "oldCode",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t2"."name" AS "name"
          FROM "identity_user" AS "t2"
          WHERE (("t2"."id" = "t1"."owner_id")
              AND ("t2"."deleted_at" IS NULL))) AS o) AS "owner",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t3"."name" AS "name"
          FROM "identity_team" AS "t3"
          WHERE (("t3"."id" = "t1"."team_id")
              AND ("t3"."deleted_at" IS NULL))) AS o) AS "team",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t4"."name" AS "name"
          FROM "people_organization" AS "t4"
          WHERE (("t4"."id" = "t1"."organization_id")
              AND ("t4"."deleted_at" IS NULL))) AS o) AS "organization",
        CASE
        WHEN (coalesce("t1"."mailing_address_street", "t1"."mailing_address_po_box", "t1"."mailing_address_city", "t1"."mailing_address_state", "t1"."mailing_address_postal_code", "t1"."mailing_address_country") IS NOT NULL) THEN
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t1"."mailing_address_city" AS "city") AS o)
        ELSE NULL
        END AS "mailingAddress",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t5"."first_name" AS "firstName"
          FROM "people_contact" AS "t5"
          WHERE (("t5"."id" =
              (SELECT "rr"."target_id" AS "target_id"
              FROM "record_reference" AS "rr"
              WHERE (("rr"."field_id" = 'agency:Contact.mentor:REFERENCE')
                  AND ("rr"."source_id" = "t1"."id"))
              ORDER BY "rr"."position"
              LIMIT 1))
              AND ("t5"."deleted_at" IS NULL))) AS o) AS "mentor",
        CASE
        WHEN (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric IS NOT NULL) THEN
        (SELECT row_to_json(o.*)
        FROM
          (SELECT (((("f"."custom" -> 'custom:1') ->> 'amount'))::numeric)::text AS "amount", (("f"."custom" -> 'custom:1') ->> 'currency') AS "currency") AS o)
        ELSE NULL
        END AS "budget",
        (SELECT row_to_json(o.*)
        FROM
          (SELECT "t6"."name" AS "name"
          FROM "people_organization" AS "t6"
          WHERE (("t6"."id" =
              (SELECT "rr"."target_id" AS "target_id"
              FROM "record_reference" AS "rr"
              WHERE (("rr"."field_id" = 'custom:9')
                  AND ("rr"."source_id" = "t1"."id"))
              ORDER BY "rr"."position"
              LIMIT 1))
              AND ("t6"."deleted_at" IS NULL))) AS o) AS "broker",
        (SELECT coalesce(json_agg(
          (SELECT row_to_json(o.*)
          FROM
            (SELECT "t7"."purpose" AS "purpose") AS o)
        ORDER BY "t7"."position"), '[]'::json) AS "children"
        FROM "people_contact_consent" AS "t7"
        WHERE ("t7"."parent_id" = "t1"."id")) AS "consents",
        "t1"."first_name" AS "given",
        "t1"."last_name" AS "family"
      FROM "people_contact" AS "t1"
      CROSS JOIN LATERAL
        (SELECT ("t1"."custom" || '{}'::jsonb) AS "custom"
          OFFSET 0) AS "f"
      WHERE ("t1"."id" = $1::uuid)) AS o))::json AS "r0",
  "cs"."version" AS "catalog_version",
  "cs"."access_version" AS "access_version"
FROM "catalog_state" AS "cs"
