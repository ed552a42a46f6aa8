// PostGraphile 5 over the benchmark's tables, told by the environment what it needs.
import { createServer } from "node:http";
import { PgAggregatesPreset } from "@graphile/pg-aggregates";
import { PgSimplifyInflectionPreset } from "@graphile/simplify-inflection";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { jsonPgSmartTags } from "postgraphile/utils";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";

const given = JSON.parse(process.env.GQL_CRM_BENCHMARK_GIVEN);
const CONNECTIONS = 10;

const TABLES = {
  people_organization: { name: "organization", references: {} },
  people_contact: {
    name: "contact",
    references: {
      organization_id: ["people_organization", "organization", "contacts"],
      owner_id: ["identity_user", "owner", "ownedContacts"],
    },
  },
  identity_user: { name: "user", references: {} },
  benchmark_opportunity: {
    name: "opportunity",
    references: {
      organization_id: ["people_organization", "organization", "opportunities"],
      contact_id: ["people_contact", "contact", "opportunities"],
    },
  },
  benchmark_contact_event: {
    name: "event",
    references: {
      contact_id: ["people_contact", "contact", "events"],
      owner_id: ["identity_user", "owner", "ownedEvents"],
    },
  },
};

// The tables' own foreign keys lead to the spine, where all records are; tags tell which table is meant.
const foreignKey = ([column, [table, field, list]]) =>
  `(${column}) references ${table} (id)|@fieldName ${field}|@foreignFieldName ${list}`;
const classes = Object.entries(TABLES).map(([table, { name, references }]) => [
  table,
  { tags: { name, foreignKey: Object.entries(references).map(foreignKey) } },
]);
const functions = given.functions.map(({ name, field }) => [
  name,
  { tags: { fieldName: field, behavior: ["+filterBy", "+orderBy"] } },
]);
const HIDDEN = { tags: { behavior: "-*" } };
// A hidden table keeps its name from no other: "event" is what the timeline's table is called, too.
const hidden = (table) => ({ tags: { ...HIDDEN.tags, name: `hidden_${table}` } });
const tags = {
  version: 1,
  config: {
    class: {
      ...Object.fromEntries(given.hidden.tables.map((table) => [table, hidden(table)])),
      ...Object.fromEntries(classes),
    },
    constraint: Object.fromEntries(given.hidden.constraints.map((constraint) => [constraint, HIDDEN])),
    procedure: Object.fromEntries(functions),
  },
};

const pgl = postgraphile({
  extends: [
    PostGraphileAmberPreset,
    PgSimplifyInflectionPreset,
    PostGraphileConnectionFilterPreset,
    PgAggregatesPreset,
  ],
  plugins: [jsonPgSmartTags(tags)],
  disablePlugins: ["PgIndexBehaviorsPlugin"], // filters by what no index begins with, as others have them
  pgServices: [
    makePgService({
      connectionString: given.dsn,
      schemas: ["public"],
      poolConfig: { max: CONNECTIONS },
    }),
  ],
  grafast: { explain: false },
  grafserv: { graphqlPath: "/graphql", graphiql: false, websockets: false, watch: false },
});

const server = createServer();
const serv = pgl.createServ(grafserv);
await serv.addTo(server);
const [answer] = server.listeners("request");
server.removeAllListeners("request");
server.on("request", (request, response) => {
  if (request.headers.authorization === `Bearer ${given.token}`) {
    answer(request, response);
  } else {
    response.writeHead(401).end();
  }
});
await pgl.getSchema();
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
