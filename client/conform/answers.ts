/** What conformance vectors hold: a model's answers as plain JSON, states by code. */

import { drift } from "../engine/drift.ts";
import { degrees, fate, minded } from "../engine/fate.ts";
import { cellOf, cellOfCode, codeOf, stateOf } from "../engine/layout.ts";
import { Lean } from "../engine/lean.ts";
import type { Model } from "../engine/model.ts";
import { space, type Space } from "../engine/space.ts";
import { CONCEPTS, everywhere, solve } from "../engine/stability.ts";
import { ways } from "../engine/ways.ts";

export function answers(model: Model): unknown {
  const made = space(model), verdicts = solve(made), lean = new Lean(made);
  const equilibria = Object.fromEntries(CONCEPTS.map((name) => [name, everywhere(made, verdicts[name]!)]));
  return {
    stable: Object.fromEntries(CONCEPTS.map((name) => [name, Object.fromEntries(
      made.plan.axes.map((axis, at) => [axis.party, codes(made, verdicts[name]![at]!)]))])),
    equilibria: mapped(equilibria, (marks) => codes(made, marks)),
    lean: Object.fromEntries((["seq", "sseq"] as const).map((name) => [name, codes(made, lean.equilibria(name, equilibria[name]!))])),
    drift: drifted(made, lean),
    ways: settled(made, equilibria.nash!, lean.equilibria("seq", equilibria.seq!)),
  };
}

/** The ends with their chances, and each ask's fate; null without a feasible status quo. */
function drifted(made: Space, lean: Lean): unknown {
  const { model, plan } = made, start = model.status_quo;
  if (!start || !made.feasible[cellOf(plan, start)]) return null;
  const { ends } = drift(lean, start);
  const minds = minded(model, (code) => made.feasible[cellOfCode(plan, code)] === 1);
  const fates = model.asks.map((ask): [string, unknown] => {
    const of = degrees(model, ask.that);
    return [ask.id, fate(ask.that, new Set(ends.flatMap((end) => end.cells.map((cell) => of(stateOf(plan, cell))))), minds)];
  });
  const told = ends.map((end) => ({ chance: end.chance, states: sorted(end.cells.map((cell) => codeOf(plan, cell))) }));
  return { ends: told.sort((a, b) => a.states[0]! - b.states[0]!), fates: Object.fromEntries(fates) };
}

/** The ways of settling, the nearest to the status quo first: how firm, the state shown, all that it stands for. */
function settled(made: Space, firm: Uint8Array, lean: Uint8Array): unknown {
  const cells = [...lean.keys()].filter((cell) => lean[cell]), code = (cell: number): number => codeOf(made.plan, cell);
  return ways(made, cells, firm).map((way) => ({
    firmness: way.firmness, shown: code(way.shown), members: sorted(way.cells.map(code)),
  }));
}

const sorted = (numbers: number[]): number[] => numbers.sort((a, b) => a - b);

const mapped = <A, B>(from: Record<string, A>, make: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(from).map(([name, value]) => [name, make(value)]));

/** The codes of the cells marked, ascending. */
function codes(made: Space, marks: Uint8Array): number[] {
  return sorted([...marks.keys()].filter((cell) => marks[cell]).map((cell) => codeOf(made.plan, cell)));
}
