"""Operations on what is installed and on garage.py, and what they cost."""

from collections.abc import Mapping
from typing import Any, NamedTuple

ID = "01890a5d-ac96-774b-bcce-b302099a8057"
_ONE = f'contact(id: "{ID}")'
_SOME = '{contacts: {some: {firstName: {eq: "Ona"}}}}'


class Case(NamedTuple):
    """An operation with its variables, and its cost."""

    cost: int
    text: str
    variables: Mapping[str, Any] = {}


PAGES: Mapping[str, Case] = {
    "a page": Case(7, "{ contacts(first: 7) { nodes { id } } }"),
    "a page from the back": Case(8, "{ contacts(last: 8) { nodes { id } } }"),
    "a page of the default size": Case(20, "{ contacts { nodes { id } } }"),
    "a page whose size is null": Case(
        20, "query ($n: Int) { contacts(first: $n) { nodes { id } } }", {"n": None}
    ),
    "a page whose size is a variable": Case(
        9, "query ($n: Int) { contacts(first: $n) { nodes { id } } }", {"n": 9}
    ),
    "a page whose size is a default": Case(6, "query ($n: Int = 6) { contacts(first: $n) { nodes { id } } }"),
    "a negative page": Case(0, "{ contacts(first: -7) { nodes { id } } }"),
    "edges": Case(7, "{ contacts(first: 7) { edges { cursor node { id } } } }"),
    "edges without nodes": Case(7, "{ contacts(first: 7) { edges { cursor } } }"),
    "edges and nodes": Case(14, "{ contacts(first: 7) { edges { cursor } nodes { id } } }"),
    "page info": Case(1, "{ contacts(first: 7) { pageInfo { hasNextPage } } }"),
    "a count": Case(50, "{ contacts { totalCount } }"),
    "to-ones of a page": Case(21, "{ contacts(first: 7) { nodes { organization { name } owner { id } } } }"),
    "a page of pages": Case(
        3 * (1 + 50 + 5),
        "{ organizations(first: 3) { nodes { contacts(first: 5) { totalCount nodes { id } } } } }",
    ),
    "parts of a row": Case(7, "{ contacts(first: 7) { nodes { mailingAddress { city } contactTypes } } }"),
}

FILTERS: Mapping[str, Case] = {
    "a filter": Case(1, '{ contacts(first: 1, filter: {firstName: {eq: "Ona"}}) { nodes { id } } }'),
    "a quantifier": Case(11, f"{{ organizations(first: 1, filter: {_SOME}) {{ nodes {{ id }} }} }}"),
    "a quantifier of null": Case(
        1, "{ organizations(first: 1, filter: {contacts: {some: null}}) { nodes { id } } }"
    ),
    "quantifiers in quantifiers": Case(
        31,
        "query ($f: OrganizationFilter) { organizations(first: 1, filter: $f) { nodes { id } } }",
        {"f": {"or": [{"contacts": {"some": {"not": {"properties": {"every": {}, "none": {}}}}}}, {}]}},
    ),
    "a quantifier that is a variable": Case(
        11,
        "query ($f: ContactFilter) { organizations(first: 1, filter: {contacts: {none: $f}})"
        " { nodes { id } } }",
        {"f": {"firstName": {"eq": "Ona"}}},
    ),
    "a quantifier of every page of a page": Case(
        4 * (1 + 1 + 10 + 2),
        "{ contacts(first: 4) { nodes { organization { contacts(first: 2, filter: {organization:"
        f" {_SOME}}}) {{ nodes {{ id }} }} }} }} }} }}",
    ),
}

RECORDS: Mapping[str, Case] = {
    "an object": Case(1, f"{{ {_ONE} {{ id firstName }} }}"),
    "a to-one": Case(3, f"{{ {_ONE} {{ organization {{ name owner {{ id }} }} }} }}"),
    "objects that a record owns": Case(11, f"{{ {_ONE} {{ consents {{ id }} }} }}"),
    "any record": Case(1, f'{{ node(id: "{ID}") {{ id }} }}'),
    "the most expensive type": Case(
        1 + 1 + 3,
        f'{{ node(id: "{ID}") {{ ... on Contact {{ organization {{ id }} }} ... on Organization'
        " { contacts(first: 3) { nodes { id } } } ... on Record { owner { id } } } }",
    ),
    "records by ids": Case(5, "query ($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": [ID] * 5}),
    "no records by ids": Case(0, "{ nodes(ids: []) { id } }"),
    "one field twice": Case(
        3,
        f"{{ {_ONE} {{ owner {{ id }} ...F }} }} fragment F on Contact {{ owner {{ name owner {{ id }} }} }}",
    ),
    "one field under two names": Case(3, f"{{ {_ONE} {{ a: owner {{ id }} b: owner {{ id }} }} }}"),
    "what is skipped": Case(
        2,
        f"query ($no: Boolean!, $yes: Boolean!) {{ {_ONE} {{ owner @skip(if: $yes) {{ id }}"
        " ... @include(if: $no) { organization { id } } ...F @skip(if: $no) } }"
        " fragment F on Contact { team @include(if: $yes) { id } }",
        {"no": False, "yes": True},
    ),
    "a type name": Case(0, "{ __typename contacts { __typename } }"),
    "the viewer": Case(1, "{ viewer { id } }"),
}

OTHERS: Mapping[str, Case] = {
    "the schema": Case(0, "{ __schema { types { fields { name } } } }"),
    "jobs": Case(20, "{ jobs { id } }"),
    "some jobs": Case(3, "{ jobs(first: 3) { id } }"),
    "the settings": Case(1, "{ workspace { name } }"),
    "a whole catalog": Case(
        1 + 40 * (1 + 50 + 2 * 10),
        "{ catalog { entities { name fields { key options { value } index { state job { id } } }"
        " lists { key } children { fields { key } } } operations { name } problems { message } } }",
    ),
    "a mutation": Case(
        12,
        'mutation { createContact(input: {firstName: "Ona"}) { contact { organization { id } }'
        " warnings { code } userErrors { code } } }",
    ),
    "two mutations": Case(
        20,
        f'mutation {{ a: deleteContact(id: "{ID}") {{ deletedId }}'
        f' b: restoreContact(id: "{ID}") {{ __typename }} }}',
    ),
    "fields by their inputs": Case(
        14,
        "mutation ($i: [CreateFieldInput!]!) { createFields(inputs: $i) { fields { key } } }",
        {"i": [{"entity": "Contact", "key": f"k{n}", "kind": "TEXT"} for n in range(4)]},
    ),
    "an operation that a module wrote": Case(10, "{ things(ids: []) { ... on Notice { text } } }"),
    "what a list of such an operation holds": Case(
        10 + 20 * 2,
        "{ things(ids: []) { ... on Notice { text about { id } } ... on Car { driver { owner { id } } } } }",
    ),
    "lists in its payload": Case(
        10 + 10 + 20 * (1 + 1 + 20) + 2,
        "mutation ($i: FleetInput!) { addFleet(input: $i) { parts { best { id } others { id } }"
        " counted { count ... on FleetPart { driver { id } } } } }",
        {"i": {"cars": [], "where": [[{"driver": {"properties": {"some": {}}}}]]}},
    ),
}

MANY: Mapping[str, Case] = {
    "many that are created": Case(
        10 + 3 * 2 + 3 * 2,
        (
            "mutation ($i: [CreateContactInput!]!)"
            " { createContacts(inputs: $i) { contacts { organization { id } } } }"
        ),
        {"i": [{}, {}, {}]},
    ),
    "many that are changed by ids": Case(
        10 + 2 * 2 + 2,
        "mutation ($t: ContactTarget!) { updateContacts(target: $t, input: {}) { contacts { id } } }",
        {"t": {"ids": [ID, ID]}},
    ),
    "many that are changed by a filter": Case(
        10 + 2_000 + 10 + 1_000,
        "mutation ($t: ContactTarget!) { updateContacts(target: $t, input: {}) { contacts { id } } }",
        {"t": {"filter": {"properties": {"some": {"title": {"eq": "x"}}}}}},
    ),
    "all that are changed": Case(
        10 + 2_000, "mutation { updateContacts(target: {all: true}, input: {}) { userErrors { code } } }"
    ),
    "many that are deleted": Case(
        10 + 2 * 2, f'mutation {{ deleteContacts(target: {{ids: ["{ID}", "{ID}"]}}) {{ deletedIds }} }}'
    ),
    "many that are restored": Case(
        10 + 2 + 1, f'mutation {{ restoreContacts(ids: ["{ID}"]) {{ contacts {{ id }} }} }}'
    ),
    "none": Case(10, "mutation { createContacts(inputs: []) { contacts { id } } }"),
    "a copy": Case(11, f'mutation {{ copyContact(id: "{ID}") {{ contact {{ id }} }} }}'),
}

CASES: Mapping[str, Case] = {**MANY, **PAGES, **FILTERS, **RECORDS, **OTHERS}

CULPRITS: Mapping[str, tuple[str, str]] = {
    "a page below": (
        "{ contacts(first: 200) { nodes { organization { contacts(first: 20) { nodes { id } } } } } }",
        (
            'The operation costs 4,400; 1 are allowed. "contacts.nodes.organization.contacts" costs 4,000 of'
            ' it: ask for fewer with "first", or split the operation.'
        ),
    ),
    "a page from the back, by its alias": (
        (
            "{ a: viewer { id } b: contacts(last: 20) { edges { node"
            " { owner { id } organization { id } team { id } } } } }"
        ),
        (
            'The operation costs 81; 1 are allowed. "b" costs 80 of it: ask for fewer with "last", or split'
            " the operation."
        ),
    ),
    "a count": (
        "{ contacts(first: 20) { nodes { properties { totalCount } } } }",
        (
            'The operation costs 1,020; 1 are allowed. "contacts.nodes.properties.totalCount" costs 1,000 of'
            " it: select less there, or split the operation."
        ),
    ),
    "nothing in particular": (
        "{ " + " ".join(f"a{n}: viewer {{ id }}" for n in range(11)) + " }",
        "The operation costs 11; 1 are allowed. Split it into several.",
    ),
    "a target": (
        (
            f'mutation {{ updateContacts(target: {{ids: ["{ID}"]}}, input: {{}})'
            " { contacts { owner { id } } } }"
        ),
        (
            'The operation costs 14; 1 are allowed. "updateContacts" costs 14 of it: ask for fewer with'
            ' "target.ids", or split the operation.'
        ),
    ),
    "ids": (
        f'{{ nodes(ids: ["{ID}", "{ID}"]) {{ id }} }}',
        (
            'The operation costs 2; 1 are allowed. "nodes" costs 2 of it: ask for fewer with "ids", or split'
            " the operation."
        ),
    ),
}
