"""The statements of the bare endpoint: what a person writes by hand for exactly these answers."""

from collections.abc import Mapping

CUSTOM_FIELDS = (
    *("segment", "loyaltyPoints", "creditLimit", "discount"),
    *("newsletter", "lastReviewOn", "interests", "customerNumber"),
)

ONE_CONTACT = """
SELECT json_build_object('contact', (
  SELECT row_to_json(c) FROM (
    SELECT p.id, p.first_name AS "firstName", p.last_name AS "lastName", p.job_title AS "jobTitle",
      p.email, p.phone, p.created_at AS "createdAt",
      (SELECT row_to_json(o) FROM (
        SELECT id, name, industry FROM people_organization
        WHERE id = p.organization_id AND deleted_at IS NULL
      ) o) AS organization,
      (SELECT row_to_json(u) FROM (
        SELECT id, name, email FROM identity_user WHERE id = p.owner_id AND deleted_at IS NULL
      ) u) AS owner,
      {custom}
    FROM people_contact p WHERE p.id = $1
  ) c
))
"""

CONTACTS_BY_CUSTOM_FIELD = """
SELECT json_build_object('contacts', json_build_object('nodes', coalesce(json_agg(c), '[]'))) FROM (
  SELECT p.id, p.first_name AS "firstName", p.last_name AS "lastName", p.email,
    (SELECT row_to_json(o) FROM (
      SELECT id, name FROM people_organization WHERE id = p.organization_id AND deleted_at IS NULL
    ) o) AS organization,
    {custom}
  FROM people_contact p
  WHERE p.deleted_at IS NULL AND (p.custom ->> '{points}')::int >= $1 AND (p.custom ->> '{points}')::int < $2
  ORDER BY (p.custom ->> '{points}')::int DESC, p.id DESC LIMIT 50
) c
"""

ORGANIZATIONS_WITH_CONTACTS_AND_EVENTS = """
SELECT json_build_object('organizations', json_build_object('nodes', coalesce(json_agg(o), '[]'))) FROM (
  SELECT id, name, (
    SELECT json_build_object('nodes', coalesce(json_agg(c), '[]')) FROM (
      SELECT id, first_name AS "firstName", last_name AS "lastName", email, (
        SELECT json_build_object('nodes', coalesce(json_agg(e), '[]')) FROM (
          SELECT id, kind, occurred_at AS "occurredAt", note FROM benchmark_contact_event
          WHERE contact_id = p.id AND deleted_at IS NULL ORDER BY occurred_at DESC, id DESC LIMIT 5
        ) e
      ) AS events
      FROM people_contact p
      WHERE organization_id = g.id AND deleted_at IS NULL ORDER BY id DESC LIMIT 10
    ) c
  ) AS contacts
  FROM people_organization g
  WHERE type = 'customer' AND industry = $1 AND deleted_at IS NULL ORDER BY id DESC LIMIT 20
) o
"""

OPPORTUNITIES = """
SELECT json_build_object('opportunities', json_build_object(
  'totalCount', (
    SELECT count(*) FROM benchmark_opportunity
    WHERE stage = $1 AND amount_currency = $3 AND amount_amount >= $2 AND deleted_at IS NULL
  ),
  'nodes', coalesce(json_agg(n), '[]')
)) FROM (
  SELECT p.id, p.name,
    json_build_object('amount', p.amount_amount::text, 'currency', p.amount_currency) AS amount,
    p.probability::text AS probability, p.stage, p.close_date AS "closeDate",
    CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.id, 'name', o.name) END AS organization,
    CASE WHEN c.id IS NOT NULL THEN
      json_build_object('id', c.id, 'firstName', c.first_name, 'lastName', c.last_name)
    END AS contact,
    p.custom -> '{product}' AS product, p.custom -> '{margin}' AS margin,
    p.custom -> '{decisionOn}' AS "decisionOn"
  FROM benchmark_opportunity p
  LEFT JOIN people_organization o ON o.id = p.organization_id AND o.deleted_at IS NULL
  LEFT JOIN people_contact c ON c.id = p.contact_id AND c.deleted_at IS NULL
  WHERE p.stage = $1 AND p.amount_currency = $3 AND p.amount_amount >= $2 AND p.deleted_at IS NULL
  ORDER BY p.close_date, p.id LIMIT 100
) n
"""

EVENTS_OF_CONTACT = """
SELECT json_build_object('events', json_build_object('nodes', coalesce(json_agg(e), '[]'))) FROM (
  SELECT id, kind, occurred_at AS "occurredAt", note, payload,
    (SELECT row_to_json(u) FROM (
      SELECT id, name FROM identity_user WHERE id = v.owner_id AND deleted_at IS NULL
    ) u) AS owner
  FROM benchmark_contact_event v
  WHERE contact_id = $1 AND kind = $2 AND deleted_at IS NULL ORDER BY occurred_at DESC, id DESC LIMIT 30
) e
"""

GROUPED_SUMS = """
SELECT json_build_object('opportunities', json_build_object('groups', coalesce(json_agg(g), '[]'))) FROM (
  SELECT json_build_object('stage', stage) AS key, sum(n) AS count,
    json_build_object('amount', coalesce(
      json_agg(json_build_object('amount', amount::text, 'currency', currency) ORDER BY currency)
        FILTER (WHERE currency IS NOT NULL), '[]'
    )) AS sum
  FROM (
    SELECT stage, amount_currency AS currency, count(*) AS n, sum(amount_amount) AS amount
    FROM benchmark_opportunity WHERE close_date >= $1 AND deleted_at IS NULL GROUP BY stage, amount_currency
  ) s
  GROUP BY stage ORDER BY stage
) g
"""


def statements(keys: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the statement of each query; `keys` are the storage keys of custom fields by entity."""
    contact, opportunity = keys["Contact"], keys["Opportunity"]
    custom = ", ".join(f"p.custom -> '{contact[key]}' AS \"{key}\"" for key in CUSTOM_FIELDS)
    return {
        "Q1": ONE_CONTACT.format(custom=custom),
        "Q2": CONTACTS_BY_CUSTOM_FIELD.format(custom=custom, points=contact["loyaltyPoints"]),
        "Q3": ORGANIZATIONS_WITH_CONTACTS_AND_EVENTS,
        "Q4": OPPORTUNITIES.format(**opportunity),
        "Q5": EVENTS_OF_CONTACT,
        "Q6": GROUPED_SUMS,
    }
