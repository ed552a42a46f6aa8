import { getOperationAST, parse } from "graphql";
import { createClient } from "graphql-ws";

const ACKNOWLEDGED_WITHIN = 10_000; // milliseconds
const FORBIDDEN = 4403;

/** Whether a request has to go over a socket. What cannot be parsed does not: the server says what is wrong with it. */
export function isSubscription({ query, operationName }) {
  try {
    return getOperationAST(parse(query), operationName)?.operation === "subscription";
  } catch {
    return false;
  }
}

/**
 * What GraphiQL observes of a subscription, by `graphql-transport-ws` at the address of its HTTP requests. The socket opens
 * with the subscription and closes with it, because a page runs one at a time. The browser sends the page's cookie along; of
 * the headers that were typed, `Authorization` goes with the first message, as a browser sends none by a handshake.
 *
 * It is not tried again when it breaks off: what happened meanwhile would be missing without a word.
 */
export function subscriptionOf(endpoint, parameters, headers) {
  const subscribe = (observer) => {
    let isOver = false;
    const client = createClient({
      url: socketAddress(endpoint),
      connectionParams: credentials(headers),
      connectionAckWaitTimeout: ACKNOWLEDGED_WITHIN,
      retryAttempts: 0,
    });
    const finish = (problem) => {
      if (isOver) return;
      isOver = true;
      if (problem) observer.next({ errors: errorsOf(problem) });
      observer.complete();
    };
    const end = client.subscribe(parameters, {
      next: (result) => isOver || observer.next(result),
      error: finish,
      complete: finish,
    });
    const unsubscribe = () => {
      isOver = true;
      end();
    };
    return { unsubscribe };
  };
  return { subscribe };
}

/** ws: for a page of http:, wss: for one of https:. */
function socketAddress(endpoint) {
  const address = new URL(endpoint, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  return address.href;
}

function credentials(headers) {
  const given = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === "authorization");
  return given && { authorization: given[1] };
}

/** Errors of GraphQL as they are; of a socket that ended, its reason; of one that never began, browsers tell nothing. */
function errorsOf(problem) {
  if (Array.isArray(problem)) return problem;
  let reason = problem instanceof Error ? problem.message : "no connection could be made, or it was lost. Run it again.";
  if (problem instanceof CloseEvent) {
    const why = [problem.code, problem.reason].filter(Boolean).join(" ");
    const wayOut = problem.code === FORBIDDEN ? "Sign in, or give a valid token, and run it again." : "Run it again.";
    reason = `its connection was closed (${why}). ${wayOut}`;
  }
  return [{ message: `The subscription has ended: ${reason}` }];
}
