/** Answers of the engine for models read from standard input, one in a line, one answer in a line. */

import { createInterface } from "node:readline";
import { answers } from "./answers.ts";

for await (const line of createInterface({ input: process.stdin })) {
  if (line) process.stdout.write(`${JSON.stringify(answers(JSON.parse(line)))}\n`);
}
