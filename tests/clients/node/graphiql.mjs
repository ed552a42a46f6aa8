// What a developer does: opens GraphiQL, runs the query of the first tab and one of a module's tab, reads the answers.
// Usage: node graphiql.mjs CHROMIUM URL SCREENSHOT. Prints one JSON object with what was seen.
import { chromium } from "playwright-core";

const [executablePath, url, screenshot] = process.argv.slice(2);
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const PATIENCE = 60_000; // a browser's first start on a busy machine
const browser = await chromium.launch({
  executablePath,
  args: [...quiet, "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
// Until the editor has parsed its text, the button knows no operations to choose from.
async function openMenu(page, item) {
  for (let attempt = 0; attempt < 20; attempt++) {
    await page.locator(".graphiql-execute-button").click();
    const shown = item.waitFor({ timeout: 1_500 });
    if (await shown.then(() => true, () => false)) return;
    await page.keyboard.press("Escape");
  }
  throw new Error("GraphiQL offers no operation to run");
}

async function run(page, name, expected) {
  const operation = page.getByRole("menuitem", { name, exact: true });
  await openMenu(page, operation);
  await operation.click();
  const answer = page.locator(".graphiql-response");
  await answer.getByText(expected).first().waitFor({ timeout: PATIENCE });
  await page.waitForTimeout(500);
  return answer.innerText();
}

try {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const foreign = [];
  const complaints = [];
  page.on("request", (request) => {
    const address = new URL(request.url());
    if (address.protocol.startsWith("http") && address.origin !== new URL(url).origin) foreign.push(request.url());
  });
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(url);
  await page.locator(".graphiql-query-editor").getByText("ContactsBySearch").first().waitFor({ timeout: PATIENCE });
  const tabs = () => page.locator(".graphiql-tab-button").allInnerTexts();
  const opened = await tabs();
  const answer = await run(page, "ContactsBySearch", "totalCount");
  await page.getByRole("button", { name: "Real estate", exact: true }).click();
  await page.locator(".graphiql-query-editor").getByText("Flats").first().waitFor({ timeout: PATIENCE });
  const flats = await run(page, "Flats", "livingArea");
  await page.screenshot({ path: screenshot });
  const seen = { title: await page.title(), opened, answer, flats, tabs: await tabs(), foreign, complaints };
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
}
