// What an app with Apollo Client does: it names its documents by hash, and sends a text when the hash is not known.
// Usage: node apollo.mjs URL TOKEN [MANIFEST]. With a manifest, the hashes are those of its build.
// Prints one JSON object: what each operation answered, and every request that was sent.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";

const [url, token, manifest] = process.argv.slice(2);
const sent = [];

function recordingFetch(address, options) {
  const parameters = new URL(address).searchParams;
  const body = options.method === "POST" ? JSON.parse(options.body) : Object.fromEntries(parameters);
  sent.push({ method: options.method, text: "query" in body });
  return fetch(address, options);
}

function idOfBuild() {
  const { operations } = JSON.parse(readFileSync(manifest, "utf8"));
  const ids = new Map(operations.map(({ id, name }) => [name, id]));
  return (document) => ids.get(document.definitions.find(({ kind }) => kind === "OperationDefinition").name.value);
}

const hashes = manifest
  ? { generateHash: idOfBuild() }
  : { sha256: (text) => createHash("sha256").update(text).digest("hex") };
const client = new ApolloClient({
  cache: new InMemoryCache(),
  link: ApolloLink.from([
    new PersistedQueryLink({ ...hashes, useGETForHashedQueries: true }),
    new HttpLink({
      uri: `${url}/graphql`,
      headers: { authorization: `Bearer ${token}` },
      fetch: recordingFetch,
    }),
  ]),
});

const query = gql`
  query ContactsByName($name: String!) {
    contacts(filter: { lastName: { eq: $name } }) { totalCount }
  }
`;
const mutation = gql`
  mutation NewContact($input: CreateContactInput!) {
    createContact(input: $input) { contact { lastName } userErrors { message } }
  }
`;

async function settled(promise) {
  try {
    return (await promise).data;
  } catch (error) {
    return { refused: String(error.message), status: error.statusCode };
  }
}

const answers = [];
for (let time = 0; time < 2; time++) {
  const name = "Čepaitis";
  answers.push(await settled(client.mutate({ mutation, variables: { input: { lastName: name } } })));
  answers.push(await settled(client.query({ query, variables: { name }, fetchPolicy: "network-only" })));
}
console.log(JSON.stringify({ answers, sent }));
