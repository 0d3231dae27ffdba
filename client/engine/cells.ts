/**
 * Single cells of a state: whether its owner would rather have the option at another level, all else as it is, and
 * whether any other level is possible there at all.
 */

import { cellOf } from "./layout.ts";
import type { State } from "./model.ts";
import { leads } from "./ladder.ts";
import type { Space } from "./space.ts";

export interface Cells {
  /** Whether no rule excludes the state; the rest is empty where one does. */
  possible: boolean;
  /** By option: 1 where the owner would like a higher level best, -1 a lower one, 0 where it likes none better. */
  rather: (-1 | 0 | 1)[];
  /** By option: whether the rules leave it no other level while all others stay. */
  fixed: boolean[];
}

/** The cells of a state. Of levels liked equally well the nearest counts. */
export function cells(space: Space, state: State): Cells {
  const { plan, feasible, model } = space, here = cellOf(plan, state);
  if (!feasible[here]) return { possible: false, rather: state.map(() => 0), fixed: state.map(() => false) };
  const levels = state.map((level, option) =>
    [...Array(model.options[option]!.levels).keys()].filter((to) => to !== level && feasible[at(space, here, option, to - level)]));
  return {
    possible: true,
    rather: levels.map((others, option) => wish(space, state, here, option, others)),
    fixed: levels.map((others) => others.length === 0),
  };
}

const at = (space: Space, cell: number, option: number, by: number): number => cell + by * space.plan.cellStrides[option]!;

function wish(space: Space, state: State, here: number, option: number, others: number[]): -1 | 0 | 1 {
  const axis = space.plan.axes.findIndex((one) => one.options.includes(option));
  const ranks = space.ranks[axis]!, level = state[option]!;
  const open = others.filter((to) => mayGo(space, axis, option, level, to));
  const best = open.reduce(
    (best, to) => {
      const rank = ranks[at(space, here, option, to - level)]!;
      return rank > best.rank || (rank === best.rank && Math.abs(to - level) < Math.abs(best.to - level)) ? { to, rank } : best;
    },
    { to: level, rank: ranks[here]! },
  );
  return Math.sign(best.to - level) as -1 | 0 | 1;
}

function mayGo(space: Space, axis: number, option: number, from: number, to: number): boolean {
  const one = space.plan.axes[axis]!, place = one.options.indexOf(option);
  const here = one.levels.map(() => 0), there = here.slice();
  here[place] = from;
  there[place] = to;
  return leads(one, here, there);
}
