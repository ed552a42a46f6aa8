import { isSubscription, subscriptionOf } from "./subscriptions.js";

/** Response header with the version of the catalog that answered. */
const CATALOG_HEADER = "x-gql-crm-catalog";

/**
 * A GraphiQL fetcher that signs requests with the page's own cookie. Queries and mutations go by HTTP, subscriptions by socket.
 * `onCatalogChange` is called when an answer comes from another catalog version than the one before it.
 */
export function createFetcher(endpoint, onCatalogChange) {
  let catalog = null;
  return async (parameters, options) => {
    if (isSubscription(parameters)) {
      return subscriptionOf(endpoint, parameters, options?.headers);
    }
    const response = await fetch(endpoint, {
      method: "POST",
      credentials: "same-origin",
      headers: {
        accept: "application/graphql-response+json, application/json;q=0.9",
        "content-type": "application/json",
        ...options?.headers,
      },
      body: JSON.stringify(parameters),
    });
    const seen = response.headers.get(CATALOG_HEADER);
    if (catalog !== null && seen !== null && seen !== catalog) {
      onCatalogChange();
    }
    catalog = seen ?? catalog;
    return readAnswer(response);
  };
}

/** A proxy or a crashed server answers with something that is not JSON: show it instead of a parse error. */
async function readAnswer(response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    const detail = text.slice(0, 500) || response.statusText;
    return { errors: [{ message: `The server answered with status ${response.status}: ${detail}` }] };
  }
}
