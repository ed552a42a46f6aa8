// What the scripts that drive GraphiQL share: a browser with a page that notes what it does, and operations to choose.
import { chromium } from "playwright-core";

const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
export const PATIENCE = 60_000; // a browser's first start on a busy machine

export function launch(executablePath) {
  return chromium.launch({
    executablePath,
    args: [...QUIET, "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** Open GraphiQL; what the page loads from elsewhere, complains of and opens as sockets is noted as it happens. */
export async function openExplorer(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const seen = { foreign: [], complaints: [], sockets: [] };
  page.on("request", (request) => {
    const address = new URL(request.url());
    if (address.protocol.startsWith("http") && address.origin !== new URL(url).origin) seen.foreign.push(request.url());
  });
  page.on("console", (message) => message.type() === "error" && seen.complaints.push(message.text()));
  page.on("pageerror", (error) => seen.complaints.push(String(error)));
  page.on("websocket", (socket) => seen.sockets.push(socket));
  await page.goto(url);
  await page.locator(".graphiql-query-editor").getByText("ContactsBySearch").first().waitFor({ timeout: PATIENCE });
  return { page, seen };
}

/** Run an operation of the open tab. Until the editor has parsed its text, the button knows none to choose from. */
export async function choose(page, name) {
  const operation = page.getByRole("menuitem", { name, exact: true });
  for (let attempt = 0; attempt < 20; attempt++) {
    await page.locator(".graphiql-execute-button").click();
    const shown = operation.waitFor({ timeout: 1_500 });
    if (await shown.then(() => true, () => false)) {
      await operation.click();
      return;
    }
    await page.keyboard.press("Escape");
  }
  throw new Error("GraphiQL offers no operation to run");
}

export async function answerWith(page, expected) {
  const answer = page.locator(".graphiql-response");
  await answer.getByText(expected).first().waitFor({ timeout: PATIENCE });
  await page.waitForTimeout(500);
  return answer.innerText();
}
