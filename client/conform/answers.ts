/** What conformance vectors hold: a model's answers as plain JSON, states by code. */

import { codeOf } from "../engine/layout.ts";
import type { Model } from "../engine/model.ts";
import { space, type Space } from "../engine/space.ts";
import { CONCEPTS, everywhere, solve } from "../engine/stability.ts";

export function answers(model: Model): unknown {
  const made = space(model), verdicts = solve(made);
  return {
    stable: Object.fromEntries(CONCEPTS.map((name) => [name, Object.fromEntries(
      made.plan.axes.map((axis, at) => [axis.party, codes(made, verdicts[name]![at]!)]))])),
    equilibria: Object.fromEntries(CONCEPTS.map((name) => [name, codes(made, everywhere(made, verdicts[name]!))])),
  };
}

/** The codes of the cells marked, ascending. */
function codes(made: Space, marks: Uint8Array): number[] {
  const found: number[] = [];
  marks.forEach((mark, cell) => { if (mark) found.push(codeOf(made.plan, cell)); });
  return found.sort((a, b) => a - b);
}
