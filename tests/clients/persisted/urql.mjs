// What an app with urql does whose build left identifiers in the place of documents.
// Usage: node urql.mjs URL TOKEN MANIFEST, a manifest as graphql-codegen writes it. Prints one JSON object with what it saw.
import { readFileSync } from "node:fs";
import { Client, fetchExchange } from "@urql/core";

process.env.NODE_ENV = "production"; // otherwise urql looks for the operation's kind in the document that is left out
const [url, token, manifest] = process.argv.slice(2);
const ids = new Map(
  Object.entries(JSON.parse(readFileSync(manifest, "utf8"))).map(([id, text]) => [text.split(/\W+/)[1], id]),
);
const named = (operation) => ({ kind: "Document", definitions: [], documentId: ids.get(operation) });
const client = new Client({
  url: `${url}/graphql`,
  exchanges: [fetchExchange],
  preferGetMethod: true,
  fetchOptions: { headers: { authorization: `Bearer ${token}` } },
});

async function ask(kind, document, variables) {
  const { data, error } = await client[kind](document, variables, { requestPolicy: "network-only" }).toPromise();
  return error ? { refused: error.graphQLErrors.map(({ message, extensions }) => [extensions.code, message]) } : data;
}

const input = { lastName: "Žukauskienė" };
const created = await ask("mutation", named("NewContact"), { input });
const found = await ask("query", named("ContactsByName"), { name: input.lastName });
const unknown = await ask("query", { ...named("ContactsByName"), documentId: "sha256:unknown" }, {});
console.log(JSON.stringify({ created, found, unknown }));
