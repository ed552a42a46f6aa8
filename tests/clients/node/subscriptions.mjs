// What a developer does: follows changes of contacts in GraphiQL, ends that, follows a field until it is deleted, and
// goes on by a token when the session is over. Changes are made by HTTP meanwhile.
// Usage: node subscriptions.mjs CHROMIUM URL TOKEN SCREENSHOT. Prints one JSON object with what was seen.
import { PATIENCE, answerWith, choose, launch, openExplorer } from "./explorer.mjs";

const [executablePath, url, token, screenshot] = process.argv.slice(2);
const FIELD = `mutation { createField(input: { entity: "Contact", key: "loyalty", kind: TEXT }) { userErrors { message } } }`;
const NO_FIELD = `mutation { deleteField(entity: "Contact", key: "loyalty", confirm: "loyalty") { userErrors { message } } }`;
const CONTACT = `mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id } userErrors { message } } }`;
const browser = await launch(executablePath);

async function request(query, variables) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const response = await fetch(new URL("/graphql", url), { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = await response.json();
  const problems = errors ?? Object.values(data)[0].userErrors;
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
}

/** Nobody is told when a subscription has begun, so contacts are made until one is told of. */
async function createUntilTold(page, input) {
  const told = page.locator(".graphiql-response").getByText(input.lastName ?? input.loyalty).first();
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; ) {
    await request(CONTACT, { input });
    if (await told.waitFor({ timeout: 1_500 }).then(() => true, () => false)) return;
  }
  throw new Error(`No contact was told of; GraphiQL shows ${await page.locator(".graphiql-response").innerText()}`);
}

async function closed(socket) {
  if (!socket.isClosed()) await socket.waitForEvent("close", { timeout: PATIENCE });
}

async function follow(page, seen, begin) {
  const before = seen.sockets.length;
  await begin();
  for (const deadline = Date.now() + PATIENCE; seen.sockets.length === before && Date.now() < deadline; ) {
    await page.waitForTimeout(50);
  }
  return seen.sockets.at(-1);
}

async function type(page, text, editor = ".graphiql-query-editor") {
  await page.locator(`${editor} .view-lines`).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
  await page.waitForTimeout(1_000); // the editor parses what was typed
}

try {
  await request(FIELD);
  const { page, seen } = await openExplorer(browser, url);
  const followed = await follow(page, seen, () => choose(page, "ContactChanges"));
  await createUntilTold(page, { firstName: "Žofie", lastName: "Řeháčková", email: "zofie@example.com" });
  const told = await page.locator(".graphiql-response").innerText();
  const isOpen = !followed.isClosed();
  await page.screenshot({ path: screenshot });
  await page.locator(".graphiql-execute-button").click();
  await closed(followed);

  await type(page, "subscription Loyalty { contactChanged { contact { loyalty } } }");
  const run = () => page.keyboard.press("ControlOrMeta+Enter");
  const outdated = await follow(page, seen, run);
  await createUntilTold(page, { firstName: "Жана", loyalty: "злато" });
  await request(NO_FIELD);
  const refusal = await answerWith(page, "SCHEMA_CHANGED");
  await closed(outdated);

  await page.context().clearCookies();
  await type(page, "subscription { contactChanged { contact { lastName } } }");
  await follow(page, seen, run);
  const stranger = await answerWith(page, "4403");

  await page.getByRole("button", { name: "Headers", exact: true }).click();
  await type(page, JSON.stringify({ Authorization: `Bearer ${token}` }), '.graphiql-editor-tool .graphiql-editor:not(.hidden)');
  const byToken = await follow(page, seen, run);
  await createUntilTold(page, { firstName: "شیرین", lastName: "فرهادی" });
  await page.locator(".graphiql-execute-button").click();
  await closed(byToken);
  const sockets = seen.sockets.map((socket) => ({ url: socket.url(), isClosed: socket.isClosed() }));
  console.log(JSON.stringify({ ...seen, sockets, isOpen, told, refusal, stranger }));
} finally {
  await browser.close();
}
