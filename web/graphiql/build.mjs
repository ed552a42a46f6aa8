/**
 * Bundles GraphiQL into files that need no other host and no inline script.
 *
 *   node build.mjs FOLDER
 *
 * writes FOLDER/manifest.json ({script, style}: names inside FOLDER/assets), FOLDER/assets/* (names carry a hash of their
 * content, so they may be cached for ever) and FOLDER/licenses.txt (of the bundled packages).
 */
import { build } from "esbuild";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const WORKERS = {
  EDITOR_WORKER: "monaco-editor/esm/vs/editor/editor.worker.js",
  JSON_WORKER: "monaco-editor/esm/vs/language/json/json.worker.js",
  GRAPHQL_WORKER: "monaco-graphql/esm/graphql.worker.js",
};

/** GraphiQL names a tab after its operation; one with a `label` is called by that instead. */
const TABS = "@graphiql/react/dist/utility/tabs.js";
const LABELS = [
  ["headers = null } = {}) {", "headers = null, label } = {}) {"],
  ["\n\t\ttitle: operationName ||", "\n\t\tlabel,\n\t\ttitle: label || operationName ||"],
  ["title: newTab.operationName ||", "title: newTab.label || newTab.operationName ||"],
];
const labelledTabs = {
  name: "labelled-tabs",
  setup(build) {
    let seen = false;
    build.onLoad({ filter: /utility[\\/]tabs\.js$/ }, async ({ path: file }) => {
      seen = true;
      let contents = await readFile(file, "utf8");
      for (const [plain, labelled] of LABELS) {
        if (contents.split(plain).length !== 2) throw new Error(`${TABS} has changed: "${plain}" is not there once`);
        contents = contents.replace(plain, () => labelled);
      }
      return { contents, loader: "js" };
    });
    build.onEnd(() => {
      if (!seen) throw new Error(`${TABS} is not there any more: who names GraphiQL's tabs now?`);
    });
  },
};

function options(assets) {
  return {
    absWorkingDir: HERE,
    bundle: true,
    minify: true,
    metafile: true,
    outdir: assets,
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    legalComments: "none", // licenses.txt has them whole
    logLevel: "warning",
  };
}

/** The name of the file that was written for a source; with `splitting`, chunks count as entry points too. */
function outputOf({ metafile }, source) {
  const [file] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(source));
  return path.basename(file);
}

function buildWorker(assets, entryPoint) {
  return build({ ...options(assets), entryPoints: [entryPoint], format: "iife" });
}

function buildScript(assets, workerNames) {
  const define = Object.fromEntries(
    Object.entries(workerNames).map(([name, file]) => [name, JSON.stringify(`./${file}`)]),
  );
  return build({
    ...options(assets),
    entryPoints: { graphiql: "src/main.jsx" },
    plugins: [labelledTabs],
    define: { ...options(assets).define, ...define },
    format: "esm",
    jsx: "automatic",
    loader: { ".css": "empty" }, // the editor's rules come with GraphiQL's own style sheet
    splitting: true,
  });
}

function buildStyle(assets) {
  return build({ ...options(assets), entryPoints: { graphiql: "src/page.css" } });
}

function bundledPackages(builds) {
  const inputs = builds.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const names = inputs.map((input) => input.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[0]);
  return [...new Set(names.filter(Boolean))].sort();
}

async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(path.join(HERE, folder, "package.json"), "utf8"));
  const file = (await readdir(path.join(HERE, folder))).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? await readFile(path.join(HERE, folder, file), "utf8") : "";
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}

async function bundle(folder) {
  const assets = path.join(folder, "assets");
  const workers = await Promise.all(Object.values(WORKERS).map((entry) => buildWorker(assets, entry)));
  const workerNames = Object.fromEntries(
    Object.entries(WORKERS).map(([name, source], index) => [name, outputOf(workers[index], source)]),
  );
  const [script, style] = await Promise.all([buildScript(assets, workerNames), buildStyle(assets)]);
  const licences = await Promise.all(bundledPackages([...workers, script, style]).map(licenceOf));
  await writeFile(path.join(folder, "licenses.txt"), licences.join(`\n${"-".repeat(80)}\n\n`));
  const manifest = { script: outputOf(script, "src/main.jsx"), style: outputOf(style, "src/page.css") };
  await writeFile(path.join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** A half-built folder never takes the place of a whole one. */
async function main(folder) {
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  await bundle(fresh);
  if (existsSync(folder)) await rm(folder, { recursive: true });
  await rename(fresh, folder);
}

const [target] = process.argv.slice(2);
if (!target) {
  console.error("usage: node build.mjs FOLDER");
  process.exit(2);
}
await main(path.resolve(target));
