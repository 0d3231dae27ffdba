/** One of the shortest ways that the drift takes from where it starts to where it ends: who moves, and where to. */

import type { End, Moves } from "./drift.ts";

export interface Step { axis: number; cell: number }

/** The steps to the nearest cell of an end; of ways as short the first by party and cell. None where it starts there. */
export function walk(moves: Moves, start: number, end: End): Step[] {
  const goal = new Set(end.cells), before = new Map<number, { from: number; axis: number } | null>([[start, null]]);
  for (const cell of before.keys()) { // keys that are added while it runs are walked, too: breadth first
    if (goal.has(cell)) return back(before, cell);
    for (const [axis, targets] of moves.get(cell) ?? []) {
      for (const to of targets) if (!before.has(to)) before.set(to, { from: cell, axis });
    }
  }
  return [];
}

function back(before: Map<number, { from: number; axis: number } | null>, cell: number): Step[] {
  const steps: Step[] = [];
  for (let here = before.get(cell), at = cell; here; at = here.from, here = before.get(at)) steps.unshift({ axis: here.axis, cell: at });
  return steps;
}
