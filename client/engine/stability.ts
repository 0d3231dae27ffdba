/**
 * Stability of all states at once. With reach_i(s) the states that i can move to from s, s included,
 *
 *   s is stable for i  <=>  rank_i(s) >= max over t in reach_i(s) of min(rank_i(t), sigma_i(t))
 *
 * where sigma_i(t) is the worst that the others can do to i from t: nothing for Nash; the least rank_i that they reach
 * by moves (GMR) or improvements (SEQ); the same with the best that i can still reach from there where i may reply
 * (SMR, SSEQ).
 */

import { ladder, lower, type Ladder } from "./ladder.ts";
import { masked, NONE, reached, type Space } from "./space.ts";

export const CONCEPTS = ["nash", "sseq", "seq", "smr", "gmr"] as const;
export type Concept = (typeof CONCEPTS)[number];

export const RULES: Record<Concept, { answer: "none" | "moves" | "improvements"; reply: boolean }> = {
  nash: { answer: "none", reply: false },
  sseq: { answer: "improvements", reply: true },
  seq: { answer: "improvements", reply: false },
  smr: { answer: "moves", reply: true },
  gmr: { answer: "moves", reply: false },
};

/** For each axis, 1 where its party is stable; by concept. */
export type Verdicts = Partial<Record<Concept, Uint8Array[]>>;

export function solve(space: Space, concepts: readonly Concept[] = CONCEPTS): Verdicts {
  const needed = concepts.some((name) => RULES[name].answer === "improvements");
  const ladders = needed ? space.plan.axes.map((_, at) => ladder(space, at)) : [];
  const verdicts: Verdicts = Object.fromEntries(concepts.map((name) => [name, []]));
  space.plan.axes.forEach((axis, at) => {
    const low = masked(space, space.ranks[at]!, -1);
    const best = reached(low, axis, space.plan.size, true);
    for (const name of concepts) {
      const worth = name === "nash" ? low : atWorst(space, at, name, low, best, ladders);
      verdicts[name]!.push(notBelow(low, name === "nash" ? best : reached(worth, axis, space.plan.size, true)));
    }
  });
  return verdicts;
}

/** What going there is worth to the party: the least of the state itself and what the others make of it. */
function atWorst(
  space: Space, at: number, name: Concept, low: Int32Array, best: Int32Array, ladders: Ladder[],
): Int32Array {
  const rule = RULES[name], start = masked(space, rule.reply ? best : low, NONE);
  const worst = rule.answer === "moves" ? byMoves(space, at, start) : byImprovements(at, start.slice(), ladders);
  for (let cell = 0; cell < low.length; cell++) if (low[cell]! < worst[cell]!) worst[cell] = low[cell]!;
  return worst;
}

function notBelow(low: Int32Array, best: Int32Array): Uint8Array {
  const stable = new Uint8Array(low.length);
  for (let cell = 0; cell < low.length; cell++) stable[cell] = Number(low[cell]! >= 0 && low[cell]! >= best[cell]!);
  return stable;
}

/** The least value that the others reach by moves. */
function byMoves(space: Space, at: number, worst: Int32Array): Int32Array {
  const others = space.plan.axes.filter((_, other) => other !== at);
  if (!space.holes) return others.reduce((value, axis) => reached(value, axis, space.plan.size, false), worst.slice());
  let now = worst.slice();
  for (let quiet = 0, turn = 0; quiet < others.length; turn = (turn + 1) % others.length) {
    const after = masked(space, reached(now, others[turn]!, space.plan.size, false), NONE);
    quiet = same(after, now) ? quiet + 1 : 1;
    now = after;
  }
  return now;
}

/** The least value that the others reach by improvements, each of its mover; written into `worst`. */
function byImprovements(at: number, worst: Int32Array, ladders: Ladder[]): Int32Array {
  const others = ladders.filter((_, other) => other !== at);
  for (let quiet = 0, turn = 0; quiet < others.length; turn = (turn + 1) % others.length) {
    quiet = lower(others[turn]!, worst) ? 1 : quiet + 1;
  }
  return worst;
}

function same(a: Int32Array, b: Int32Array): boolean {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/** 1 where every party is stable. */
export function everywhere(space: Space, verdicts: Uint8Array[]): Uint8Array {
  const all = space.feasible.slice();
  for (const stable of verdicts) for (let cell = 0; cell < all.length; cell++) all[cell]! &= stable[cell]!;
  return all;
}
