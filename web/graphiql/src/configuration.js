/**
 * What the server tells the page, as JSON in `<script type="application/json" id="graphiql-configuration">`:
 * `endpoint` of the GraphQL requests, `tabs` ([{query, variables?}]) that a first visit opens, `links` ([{label, href}])
 * shown beside the product's name.
 */
const DEFAULTS = { endpoint: "/graphql", tabs: [], links: [] };

export function readConfiguration(page = document) {
  const element = page.getElementById("graphiql-configuration");
  return { ...DEFAULTS, ...(element ? JSON.parse(element.textContent) : {}) };
}

/** GraphiQL names a tab after its operation and takes variables as text. */
export function initialTabs(tabs) {
  return tabs.map(({ query, variables }) => ({
    query,
    variables: variables ? JSON.stringify(variables, null, 2) : null,
    headers: null,
  }));
}
