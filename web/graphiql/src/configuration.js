/**
 * What the server tells the page, as JSON in `<script type="application/json" id="graphiql-configuration">`:
 * `endpoint` of the GraphQL requests, `tabs` ([{query, variables?, label?}]) that a first visit opens, `links`
 * ([{label, href}]) shown beside the product's name.
 */
const DEFAULTS = { endpoint: "/graphql", tabs: [], links: [] };

export function readConfiguration(page = document) {
  const element = page.getElementById("graphiql-configuration");
  return { ...DEFAULTS, ...(element ? JSON.parse(element.textContent) : {}) };
}

/** GraphiQL takes variables as text, and names a tab without a label after its operation. */
export function initialTabs(tabs) {
  return tabs.map(({ query, variables, label }) => ({
    query,
    label,
    variables: variables ? JSON.stringify(variables, null, 2) : null,
    headers: null,
  }));
}

/**
 * GraphiQL opens the tabs with the first one's query but without its variables; so they are given apart, on the first
 * visit alone, because later the browser's own storage knows better.
 */
export function initialVariables(tabs, storage = localStorage) {
  const isFirstVisit = storage.getItem("graphiql:tabState") === null;
  return isFirstVisit ? (initialTabs(tabs)[0]?.variables ?? undefined) : undefined;
}
