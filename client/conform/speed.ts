/** Processor seconds that each part takes for the model on standard input, the least of three runs. */

import { readFileSync } from "node:fs";
import { drift } from "../engine/drift.ts";
import { Lean } from "../engine/lean.ts";
import type { Model } from "../engine/model.ts";
import { space } from "../engine/space.ts";
import { solve } from "../engine/stability.ts";

const seconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

function timed(model: Model): Record<string, number> {
  const start = seconds(), made = space(model), built = seconds();
  solve(made);
  const concepts = seconds();
  drift(new Lean(made), model.status_quo!);
  return { build: built - start, concepts: concepts - built, drift: seconds() - concepts };
}

const model = JSON.parse(readFileSync(0, "utf8")) as Model, runs = [timed(model), timed(model), timed(model)];
const least = (part: string): number => Math.min(...runs.map((run) => run[part]!));
process.stdout.write(JSON.stringify({ build: least("build"), concepts: least("concepts"), drift: least("drift") }));
