import "./workers.js";

import { useGraphiQLActions } from "@graphiql/react";
import { GraphiQL } from "graphiql";
import { useEffect } from "react";
import { createRoot } from "react-dom/client";

import { initialTabs, initialVariables, readConfiguration } from "./configuration.js";
import { createFetcher } from "./fetcher.js";

const catalogChanges = new EventTarget();

function Name({ links }) {
  const { introspect } = useGraphiQLActions();
  useEffect(() => {
    catalogChanges.addEventListener("change", introspect);
    return () => catalogChanges.removeEventListener("change", introspect);
  }, [introspect]);
  return (
    <span className="gql-crm-name">
      gql_crm
      {links.map(({ label, href }) => (
        <a key={href} href={href} target="_blank" rel="noreferrer">
          {label}
        </a>
      ))}
    </span>
  );
}

function Explorer({ endpoint, tabs, links }) {
  const fetcher = createFetcher(endpoint, () => catalogChanges.dispatchEvent(new Event("change")));
  return (
    <GraphiQL
      fetcher={fetcher}
      defaultTabs={tabs.length > 0 ? initialTabs(tabs) : undefined}
      initialVariables={initialVariables(tabs)}
      inputValueDeprecation
      schemaDescription
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
    >
      <GraphiQL.Logo>
        <Name links={links} />
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

createRoot(document.getElementById("graphiql")).render(<Explorer {...readConfiguration()} />);
