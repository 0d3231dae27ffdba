// The client, bundled: the page's script beside the page, the workbench into the web's static files (both ignored by
// git, carried by the wheel), the rest into build/.
import { build } from "esbuild";
import { readdirSync } from "node:fs";

const PAGE = "../src/detente/report/renderers/page/think.js", STATIC = "../src/detente/web/static";
const page = { bundle: true, minify: true, format: "iife", target: "es2022", charset: "ascii", logLevel: "warning" };
await build({ ...page, entryPoints: ["brief/main.ts"], outfile: PAGE });
await build({ ...page, entryPoints: { pages: "pages/main.ts", workbench: "workbench/main.tsx", "workbench-engine": "workbench/worker.ts" }, outdir: STATIC, jsx: "automatic", jsxImportSource: "preact" });
await build({ ...page, entryPoints: ["workbench/workbench.css"], outdir: STATIC });

const test = readdirSync("test").filter((name) => name.endsWith(".test.ts")).map((name) => `test/${name}`);
const node = { bundle: true, platform: "node", format: "esm", outExtension: { ".js": ".mjs" }, logLevel: "warning" };
await build({ ...node, entryPoints: test, outdir: "build/test" });
await build({ ...node, entryPoints: { conform: "conform/main.ts", speed: "conform/speed.ts" }, outdir: "build" });
