/** A party's ranking of all cells, from whichever way its preference was given. Higher is better; none is below 0. */

import { cellOfCode, type Layout } from "./layout.ts";
import type { Preferences, Priority, Weight } from "./model.ts";
import type { Bits, Truths } from "./truth.ts";

export type Ranks = Int32Array;

/** Places that a double holds exactly, and those that a rank may have. */
const EXACT = 2 ** 52, RANKS = 2 ** 30;

export function ranking(truths: Truths, plan: Layout, given: Preferences): Ranks {
  if (given.ranking?.length) return byCodes(plan, given.ranking);
  if (given.weights?.length) return byWeights(truths, plan, given.weights);
  return byPriorities(truths, plan, given.priorities ?? []);
}

/** Earlier lines outweigh all later ones together; of a group it counts how many of its statements hold. */
function byPriorities(truths: Truths, plan: Layout, priorities: Priority[]): Ranks {
  const terms = priorities.map((priority) => "want" in priority
    ? [truths.of(priority.want)] : priority.equally.map((item) => truths.of(item.want)));
  const most = terms.reduce((product, items) => product * (items.length + 1), 1);
  if (most <= RANKS) return pushed(new Int32Array(plan.size), terms);
  let scores = new Float64Array(plan.size), room = 1;
  for (const items of terms) {
    if (room * (items.length + 1) > EXACT) {
      scores = Float64Array.from(dense(scores));
      room = plan.size;
    }
    pushed(scores, [items]);
    room *= items.length + 1;
  }
  return dense(scores);
}

function pushed<T extends Int32Array | Float64Array>(scores: T, terms: Bits[][]): T {
  for (const items of terms) {
    if (items.length === 1) push(scores, items[0]!);
    else pushCount(scores, items);
  }
  return scores;
}

function push(scores: Int32Array | Float64Array, bits: Bits): void {
  for (let cell = 0, word = 0; cell < scores.length; word++) {
    const end = Math.min(cell + 32, scores.length);
    for (let left = bits[word]!; cell < end; cell++, left >>>= 1) scores[cell] = scores[cell]! * 2 + (left & 1);
  }
}

function pushCount(scores: Int32Array | Float64Array, items: Bits[]): void {
  for (let cell = 0; cell < scores.length; cell++) {
    let count = 0;
    for (const bits of items) count += (bits[cell >>> 5]! >>> (cell & 31)) & 1;
    scores[cell] = scores[cell]! * (items.length + 1) + count;
  }
}

/** The sum of what holds. Values are whole numbers, as text where a double would not hold their sums. */
function byWeights(truths: Truths, plan: Layout, weights: Weight[]): Ranks {
  if (weights.some((weight) => typeof weight.value === "string")) return byLargeWeights(truths, plan, weights);
  const sums = new Float64Array(plan.size);
  for (const weight of weights) {
    const bits = truths.of(weight.expr), value = weight.value as number;
    for (let cell = 0; cell < plan.size; cell++) if ((bits[cell >>> 5]! >>> (cell & 31)) & 1) sums[cell]! += value;
  }
  return dense(sums);
}

function byLargeWeights(truths: Truths, plan: Layout, weights: Weight[]): Ranks {
  const sums = new Array<bigint>(plan.size).fill(0n);
  for (const weight of weights) {
    const bits = truths.of(weight.expr), value = BigInt(weight.value);
    for (let cell = 0; cell < plan.size; cell++) if ((bits[cell >>> 5]! >>> (cell & 31)) & 1) sums[cell]! += value;
  }
  const sorted = [...new Set(sums)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const place = new Map(sorted.map((sum, at) => [sum, at]));
  return Int32Array.from(sums, (sum) => place.get(sum)!);
}

/** Groups of codes, best first; cells that no group names rank last, tied. */
function byCodes(plan: Layout, groups: number[][]): Ranks {
  const ranks = new Int32Array(plan.size);
  for (let at = groups.length - 1; at >= 0; at--) {
    for (const code of groups[at]!) ranks[cellOfCode(plan, code)] = groups.length - at;
  }
  return ranks;
}

/** The same order in small numbers. */
function dense(scores: Float64Array): Ranks {
  const sorted = scores.slice().sort();
  let count = 0;
  for (let at = 0; at < sorted.length; at++) if (at === 0 || sorted[at] !== sorted[at - 1]) sorted[count++] = sorted[at]!;
  const ranks = new Int32Array(scores.length);
  for (let cell = 0; cell < scores.length; cell++) {
    let low = 0, high = count - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]! < scores[cell]!) low = middle + 1;
      else high = middle;
    }
    ranks[cell] = low;
  }
  return ranks;
}
