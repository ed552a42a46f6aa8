// What a developer does: opens GraphiQL, runs the query of the first tab and one of a module's tab, reads the answers.
// Usage: node graphiql.mjs CHROMIUM URL SCREENSHOT. Prints one JSON object with what was seen.
import { PATIENCE, answerWith, choose, launch, openExplorer } from "./explorer.mjs";

const [executablePath, url, screenshot] = process.argv.slice(2);
const browser = await launch(executablePath);

async function run(page, name, expected) {
  await choose(page, name);
  return answerWith(page, expected);
}

try {
  const { page, seen } = await openExplorer(browser, url);
  const tabs = () => page.locator(".graphiql-tab-button").allInnerTexts();
  const opened = await tabs();
  const answer = await run(page, "ContactsBySearch", "totalCount");
  await page.getByRole("button", { name: "Real estate", exact: true }).click();
  await page.locator(".graphiql-query-editor").getByText("Flats").first().waitFor({ timeout: PATIENCE });
  const flats = await run(page, "Flats", "livingArea");
  await page.screenshot({ path: screenshot });
  const sockets = seen.sockets.map((socket) => socket.url());
  console.log(JSON.stringify({ ...seen, sockets, title: await page.title(), opened, answer, flats, tabs: await tabs() }));
} finally {
  await browser.close();
}
