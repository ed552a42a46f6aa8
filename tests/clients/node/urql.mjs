// What a single-page app does: a contact, a custom field, a filter and an order by it, and 120 contacts page by page.
// Usage: node urql.mjs URL TOKEN. Prints one JSON object with what it saw.
import { Client, fetchExchange, gql } from "@urql/core";

const [url, token] = process.argv.slice(2);
const client = new Client({
  url: `${url}/graphql`,
  exchanges: [fetchExchange],
  preferGetMethod: false,
  fetchOptions: { headers: { authorization: `Bearer ${token}` } },
});

async function ask(kind, document, variables) {
  const result = await client[kind](document, variables, { requestPolicy: "network-only" }).toPromise();
  if (result.error) throw result.error;
  const refused = Object.values(result.data).flatMap((payload) => payload?.userErrors ?? []);
  if (refused.length) throw new Error(JSON.stringify(refused));
  return result.data;
}

const createContact = gql`
  mutation ($input: CreateContactInput!) {
    createContact(input: $input) { contact { id displayName } userErrors { code field message } }
  }
`;
const created = await ask("mutation", createContact, { input: { firstName: "Žaneta", lastName: "Řehořová" } });

const createField = gql`
  mutation ($input: CreateFieldInput!) {
    createField(input: $input) { field { graphqlName } catalogVersion userErrors { code field message } }
  }
`;
const label = { en: "Budget", cs: "Rozpočet" };
await ask("mutation", createField, { input: { entity: "Contact", key: "budget", kind: "MONEY", label } });

for (let number = 1; number <= 120; number++) {
  const budget = { amount: String(number * 1000), currency: "CZK" };
  await ask("mutation", createContact, { input: { firstName: `Klient ${number}`, budget } });
}

const filtered = await ask(
  "query",
  gql`
    query ($filter: ContactFilter, $orderBy: [ContactOrder!]) {
      contacts(filter: $filter, orderBy: $orderBy, first: 3) { totalCount nodes { budget { amount currency } } }
    }
  `,
  { filter: { budget: { gte: { amount: "50000", currency: "CZK" } } }, orderBy: [{ budget: "DESC" }] },
);

const page = gql`
  query ($after: String) {
    contacts(filter: { budget: { currency: { eq: "CZK" } } }, orderBy: [{ budget: ASC }], first: 25, after: $after) {
      nodes { id budget { amount } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
const amounts = [];
let after = null;
let pages = 0;
do {
  const { contacts } = await ask("query", page, { after });
  amounts.push(...contacts.nodes.map((contact) => Number(contact.budget.amount)));
  after = contacts.pageInfo.hasNextPage ? contacts.pageInfo.endCursor : null;
  pages++;
} while (after);

const { contact } = created.createContact;
console.log(JSON.stringify({ name: contact.displayName, filtered: filtered.contacts, pages, amounts }));
