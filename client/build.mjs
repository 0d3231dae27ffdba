// The client, bundled: the page's script beside the page (ignored by git, carried by the wheel), the rest into build/.
import { build } from "esbuild";
import { readdirSync } from "node:fs";

const PAGE = "../src/detente/report/renderers/page/think.js";
await build({ entryPoints: ["brief/main.ts"], bundle: true, minify: true, format: "iife", target: "es2022", charset: "ascii", outfile: PAGE, logLevel: "warning" });

const test = readdirSync("test").filter((name) => name.endsWith(".test.ts")).map((name) => `test/${name}`);
const node = { bundle: true, platform: "node", format: "esm", outExtension: { ".js": ".mjs" }, logLevel: "warning" };
await build({ ...node, entryPoints: test, outdir: "build/test" });
await build({ ...node, entryPoints: { conform: "conform/main.ts", speed: "conform/speed.ts" }, outdir: "build" });
