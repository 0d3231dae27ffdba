/** Answers of the engine for vectors read from standard input, one in a line (`model`, perhaps `changes`): one a line. */

import { createInterface } from "node:readline";
import { changed } from "../engine/change.ts";
import { answers } from "./answers.ts";

for await (const line of createInterface({ input: process.stdin })) {
  if (!line) continue;
  const { model, changes } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(answers(changes ? changed(model, changes) : model))}\n`);
}
