/**
 * Ways of settling. Settlements are states that are firm (nobody gains by a move of its own) or credible in the lean
 * reading. Two are one way if every party's lines hold alike in both (weights: each expression; a ranking: the same
 * class). A way is as firm as its firmest member; shown is the member nearest to the status quo (without one, to
 * everything at its first level), of equals the firmer, then the smaller code.
 */

import { distance } from "./drift.ts";
import { lines } from "./fate.ts";
import { codeOf, stateOf } from "./layout.ts";
import type { State } from "./model.ts";
import { ranking } from "./ranks.ts";
import type { Space } from "./space.ts";
import { holdsAt } from "./truth.ts";

export interface Way {
  firmness: "firm" | "credible";
  shown: number;
  /** All cells that it stands for, the one shown first. */
  cells: number[];
}

/** The ways among some cells; `firm`: 1 where a cell is firm. The nearest to the status quo first. */
export function ways(space: Space, settlements: Iterable<number>, firm: Uint8Array): Way[] {
  const sign = signature(space), groups = new Map<string, number[]>();
  for (const cell of settlements) {
    const key = sign(cell), group = groups.get(key);
    if (group) group.push(cell);
    else groups.set(key, [cell]);
  }
  const near = nearness(space, firm);
  return [...groups.values()].map((cells): Way => {
    cells.sort(near);
    return { firmness: cells.some((cell) => firm[cell]) ? "firm" : "credible", shown: cells[0]!, cells };
  }).sort((a, b) => near(a.shown, b.shown));
}

function nearness(space: Space, firm: Uint8Array): (a: number, b: number) => number {
  const { model, plan } = space, from: State = model.status_quo ?? plan.radices.map(() => 0);
  const key = new Map<number, [number, number, number]>();
  const of = (cell: number): [number, number, number] => {
    let known = key.get(cell);
    if (!known) key.set(cell, (known = [distance(from, stateOf(plan, cell)), firm[cell] ? 0 : 1, codeOf(plan, cell)]));
    return known;
  };
  return (a, b) => of(a)[0] - of(b)[0] || of(a)[1] - of(b)[1] || of(a)[2] - of(b)[2];
}

/** Which lines of which party hold in a cell, as text. */
function signature(space: Space): (cell: number) => string {
  const { model, plan, truths } = space;
  const bits = Object.values(model.preferences).flatMap((given) => lines(given).map((line) => truths.of(line)));
  const classes = Object.values(model.preferences).filter((given) => given.ranking?.length)
    .map((given) => ranking(truths, plan, given));
  return (cell) => bits.map((one) => (holdsAt(one, cell) ? "1" : "0")).join("") + classes.map((one) => ` ${one[cell]}`).join("");
}
