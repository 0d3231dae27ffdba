/** What the page works out again: where it drifts, what becomes of each ask, where it can settle. */

import { drift } from "./drift.ts";
import { degrees, fate, minded, type Fate } from "./fate.ts";
import { cellOf, cellOfCode, stateOf } from "./layout.ts";
import { Lean } from "./lean.ts";
import type { Model, State } from "./model.ts";
import { space, type Space } from "./space.ts";
import { everywhere, solve } from "./stability.ts";
import { walk } from "./walk.ts";
import { ways, type Way } from "./ways.ts";

/** Beyond these, as in the program, only firm settlements and those that the drift leads to are looked for. */
const WHOLE = 2 ** 16, MOST = 500;

export interface Answers {
  /** Whether any state is feasible. */
  possible: boolean;
  /** Where it drifts to, with chances; null without a feasible status quo. */
  ends: { chance: number; states: State[] }[] | null;
  /** A shortest way that the drift takes to the likeliest end: who moves, and the state after. */
  walk: { by: string; state: State }[];
  /** By ask; null as above. */
  fates: Map<string, Fate> | null;
  ways: { firmness: Way["firmness"]; state: State; count: number }[];
  /** Whether credible settlements that nothing leads to were looked for. */
  whole: boolean;
}

export function answers(model: Model, made: Space = space(model)): Answers {
  const lean = new Lean(made), start = model.status_quo;
  const here = start && made.feasible[cellOf(made.plan, start)] ? start : null;
  const going = here && drift(lean, here), ends = going && going.ends;
  const firm = everywhere(made, solve(made, ["nash"]).nash!);
  const plain = made.plan.size <= WHOLE ? everywhere(made, solve(made, ["seq"]).seq!) : null;
  const whole = plain !== null && total(plain) <= MOST + total(firm);
  const settled = whole ? lean.equilibria("seq", plain!)
    : withEnds(firm, (ends ?? []).filter((end) => end.cells.length === 1).flatMap((end) => end.cells));
  const cells = [...settled.keys()].filter((cell) => settled[cell]);
  return {
    possible: made.feasible.includes(1),
    ends: ends && ends.map(({ chance, cells: round }) => ({ chance, states: round.map((cell) => stateOf(made.plan, cell)) })),
    walk: !going ? [] : walk(going.moves, cellOf(made.plan, here!), going.ends[0]!)
      .map(({ axis, cell }) => ({ by: made.plan.axes[axis]!.party, state: stateOf(made.plan, cell) })),
    fates: ends && fates(made, ends.flatMap((end) => end.cells)),
    ways: ways(made, cells, firm).map((way) => ({
      firmness: way.firmness, state: stateOf(made.plan, way.shown), count: way.cells.length,
    })),
    whole,
  };
}

const total = (marks: Uint8Array): number => marks.reduce((sum, mark) => sum + mark, 0);

function withEnds(firm: Uint8Array, ends: number[]): Uint8Array {
  const found = firm.slice();
  for (const cell of ends) found[cell] = 1;
  return found;
}

function fates(made: Space, cells: number[]): Map<string, Fate> {
  const { model, plan } = made, states = cells.map((cell) => stateOf(plan, cell));
  const minds = minded(model, (code) => made.feasible[cellOfCode(plan, code)] === 1);
  return new Map(model.asks.map((ask) => {
    const of = degrees(model, ask.that);
    return [ask.id, fate(ask.that, new Set(states.map(of)), minds)];
  }));
}
