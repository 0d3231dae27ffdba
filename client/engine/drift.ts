/**
 * The drift: where it goes if nobody signs anything. A party wants the improvements that no lean reply deters; of these
 * the best for it; of these the ones that change least. Every party that wants a step takes it with the same chance,
 * each of its steps as likely. Ends are the closed classes that the status quo leads to.
 */

import { cellOf, stateOf } from "./layout.ts";
import type { Lean } from "./lean.ts";
import { TooLarge, type State } from "./model.ts";

/** By cell reached: for each party (by axis) that wants a step, where to. */
export type Moves = Map<number, Map<number, number[]>>;

export interface End { chance: number; cells: number[] }
export interface Drift { moves: Moves; ends: End[] }

/** More states than this are not walked through in a page. */
const MOST = 5000;

/** The cells that a party (by axis) would move to; none if it stays. */
export function wanted(lean: Lean, at: number, cell: number): number[] {
  const mover = lean.movers[at]!, plan = lean.space.plan, here = stateOf(plan, cell);
  const open = mover.improvements(cell).sort((a, b) => mover.low[b]! - mover.low[a]!);
  for (let k = 0; k < open.length; ) {
    let end = k;
    while (end < open.length && mover.low[open[end]!] === mover.low[open[k]!]) end++;
    const alike = open.slice(k, end).map((there) => ({ there, state: stateOf(plan, there) }));
    const chosen = least(here, alike, (there) => !lean.replies[at]!.deters(cell, there));
    if (chosen.length) return chosen.sort((a, b) => a - b);
    k = end;
  }
  return [];
}

/** Of states those that pass and hold no other such one on their way. The smaller changes are looked at first. */
function least(here: State, alike: { there: number; state: State }[], passes: (there: number) => boolean): number[] {
  const chosen: typeof alike = [];
  for (const one of alike.sort((a, b) => distance(here, a.state) - distance(here, b.state))) {
    if (!chosen.some((less) => between(here, less.state, one.state)) && passes(one.there)) chosen.push(one);
  }
  return chosen.map((one) => one.there);
}

/** How many level steps apart two states are. */
export const distance = (a: State, b: State): number => a.reduce((sum, level, k) => sum + Math.abs(level - b[k]!), 0);

const between = (here: State, middle: State, there: State): boolean =>
  here.every((a, k) => Math.min(a, there[k]!) <= middle[k]! && middle[k]! <= Math.max(a, there[k]!));

/** The drift from a state. */
export function drift(lean: Lean, start: State): Drift {
  const first = cellOf(lean.space.plan, start), moves = walked(lean, first);
  return { moves, ends: ends(moves, first) };
}

function walked(lean: Lean, start: number): Moves {
  const moves: Moves = new Map(), edge = [start];
  for (let cell = edge.pop(); cell !== undefined; cell = edge.pop()) {
    if (moves.has(cell)) continue;
    if (moves.size >= MOST) throw new TooLarge(`the drift goes through more than ${MOST} states`);
    const steps = new Map<number, number[]>();
    lean.movers.forEach((_, at) => {
      const targets = wanted(lean, at, cell!);
      if (targets.length) steps.set(at, targets);
    });
    moves.set(cell, steps);
    for (const targets of steps.values()) edge.push(...targets);
  }
  return moves;
}

/** The closed classes and their chances, likeliest first. */
function ends(moves: Moves, start: number): End[] {
  const mass = new Map([[start, 1]]), found: End[] = [];
  for (const part of components(moves, start).reverse()) {
    const inside = new Set(part), flows = part.map((cell) => mass.get(cell) ?? 0);
    if (part.every((cell) => targets(moves, cell).every(([there]) => inside.has(there)))) {
      found.push({ chance: flows.reduce((a, b) => a + b, 0), cells: part.sort((a, b) => a - b) });
      continue;
    }
    const visits = solved(part, moves, flows);
    part.forEach((cell, k) => {
      for (const [there, chance] of targets(moves, cell)) {
        if (!inside.has(there)) mass.set(there, (mass.get(there) ?? 0) + visits[k]! * chance);
      }
    });
  }
  return found.sort((a, b) => b.chance - a.chance || a.cells[0]! - b.cells[0]!);
}

/** Each step from a cell, with its chance. */
function targets(moves: Moves, cell: number): [number, number][] {
  const steps = moves.get(cell)!;
  return [...steps.values()].flatMap((there) => there.map((to): [number, number] => [to, 1 / (steps.size * there.length)]));
}

/** Visits within a component that is left again: v = inflow + Qᵀ v, by elimination. */
function solved(part: number[], moves: Moves, inflow: number[]): number[] {
  const at = new Map(part.map((cell, k) => [cell, k])), n = part.length;
  const rows = part.map((_, k) => Array.from({ length: n + 1 }, (_, j) => (j === n ? inflow[k]! : j === k ? 1 : 0)));
  part.forEach((cell, k) => {
    for (const [there, chance] of targets(moves, cell)) {
      const to = at.get(there);
      if (to !== undefined) rows[to]![k]! -= chance;
    }
  });
  for (let k = 0; k < n; k++) {
    const pivot = rows.slice(k).reduce((best, row, j) => (Math.abs(row[k]!) > Math.abs(rows[best]![k]!) ? k + j : best), k);
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let j = 0; j < n; j++) {
      const factor = j === k ? 0 : rows[j]![k]! / rows[k]![k]!;
      if (factor) for (let c = k; c <= n; c++) rows[j]![c]! -= factor * rows[k]![c]!;
    }
  }
  return rows.map((row, k) => row[n]! / row[k]!);
}

/** Strongly connected components, each before those that lead to it (Tarjan 1972), without recursion. */
function components(moves: Moves, start: number): number[][] {
  const number = new Map<number, number>(), low = new Map<number, number>(), stack: number[] = [], on = new Set<number>();
  const found: number[][] = [], work: { cell: number; after: number[]; next: number }[] = [];
  const enter = (cell: number): void => {
    number.set(cell, number.size);
    low.set(cell, number.get(cell)!);
    stack.push(cell);
    on.add(cell);
    work.push({ cell, after: targets(moves, cell).map(([there]) => there), next: 0 });
  };
  enter(start);
  while (work.length) {
    const { cell, after, next } = work[work.length - 1]!;
    if (next < after.length) {
      work[work.length - 1]!.next++;
      const there = after[next]!;
      if (!number.has(there)) enter(there);
      else if (on.has(there)) low.set(cell, Math.min(low.get(cell)!, number.get(there)!));
      continue;
    }
    work.pop();
    const above = work[work.length - 1]?.cell;
    if (above !== undefined) low.set(above, Math.min(low.get(above)!, low.get(cell)!));
    if (low.get(cell) === number.get(cell)) {
      const part = stack.splice(stack.indexOf(cell));
      for (const one of part) on.delete(one);
      found.push(part);
    }
  }
  return found;
}
