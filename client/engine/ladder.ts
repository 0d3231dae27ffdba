/**
 * A party's improvements, sorted once and used many times. Along its axis lie fibers: its places while all others stay.
 * A ladder holds every fiber's feasible cells best first, so that the improvements from a cell are the cells above its
 * tie group, and "the least of some value over all improvements" is a running minimum.
 */

import type { Axis } from "./layout.ts";
import { NONE, type Space } from "./space.ts";

export interface Ladder {
  axis: Axis;
  /** Fiber by fiber the cells, best first; where a tie group starts, the complement (negative). */
  order: Int32Array;
  /** How many feasible cells each fiber has. */
  alive: Int32Array;
  /** Of a party with one-way options: for each of their settings the places that have it, and where moves lead. */
  ways: { starts: Uint8Array; ends: Uint8Array }[];
}

export function ladder(space: Space, at: number): Ladder {
  const axis = space.plan.axes[at]!, ranks = space.ranks[at]!;
  const { length, stride } = axis, fibers = space.plan.size / length;
  const order = new Int32Array(space.plan.size), alive = new Int32Array(fibers);
  const sort = length <= 48 ? inserted : sorted(length);
  for (let fiber = 0, from = 0; fiber < fibers; fiber++, from += length) {
    const base = Math.floor(fiber / stride) * length * stride + (fiber % stride);
    let count = 0;
    for (let place = 0, cell = base; place < length; place++, cell += stride) {
      if (space.feasible[cell]) order[from + count++] = cell;
    }
    sort(order, ranks, from, count);
    mark(order, ranks, from, count);
    alive[fiber] = count;
  }
  return { axis, order, alive, ways: axis.oneWay ? ways(axis) : [] };
}

function inserted(order: Int32Array, ranks: Int32Array, from: number, count: number): void {
  for (let k = from + 1; k < from + count; k++) {
    const cell = order[k]!, rank = ranks[cell]!;
    let to = k;
    for (; to > from && ranks[order[to - 1]!]! < rank; to--) order[to] = order[to - 1]!;
    order[to] = cell;
  }
}

/** By the platform's sort of numbers, each rank and place in one. */
function sorted(length: number): typeof inserted {
  const keys = new Float64Array(length), cells = new Int32Array(length);
  return (order, ranks, from, count) => {
    for (let k = 0; k < count; k++) {
      cells[k] = order[from + k]!;
      keys[k] = -ranks[cells[k]!]! * length + k;
    }
    keys.subarray(0, count).sort();
    for (let k = 0; k < count; k++) {
      const place = keys[k]! % length;
      order[from + k] = cells[place < 0 ? place + length : place]!;
    }
  };
}

function mark(order: Int32Array, ranks: Int32Array, from: number, count: number): void {
  let last = NONE;
  for (let k = from; k < from + count; k++) {
    const rank = ranks[order[k]!]!;
    if (rank !== last) order[k] = ~order[k]!;
    last = rank;
  }
}

/** Lower every cell's value to the least among its improvements; whether any cell changed. */
export function lower(of: Ladder, worst: Int32Array): boolean {
  let changed = false;
  const { order, alive, axis } = of;
  for (let fiber = 0, from = 0; fiber < alive.length; fiber++, from += axis.length) {
    const end = from + alive[fiber]!;
    if (of.ways.length) {
      for (const way of of.ways) if (lowerWay(order, from, end, worst, axis, way)) changed = true;
    } else if (lowerFiber(order, from, end, worst)) changed = true;
  }
  return changed;
}

function lowerFiber(order: Int32Array, from: number, end: number, worst: Int32Array): boolean {
  let changed = false, above = NONE, group = NONE;
  for (let k = from; k < end; k++) {
    let cell = order[k]!;
    if (cell < 0) {
      cell = ~cell;
      if (group < above) above = group;
      group = NONE;
    }
    const value = worst[cell]!;
    if (above < value) {
      worst[cell] = above;
      changed = true;
    } else if (value < group) group = value;
  }
  return changed;
}

function lowerWay(
  order: Int32Array, from: number, end: number, worst: Int32Array, axis: Axis, way: { starts: Uint8Array; ends: Uint8Array },
): boolean {
  let changed = false, above = NONE, group = NONE;
  for (let k = from; k < end; k++) {
    let cell = order[k]!;
    if (cell < 0) {
      cell = ~cell;
      if (group < above) above = group;
      group = NONE;
    }
    const place = Math.floor(cell / axis.stride) % axis.length, value = worst[cell]!;
    if (way.ends[place] && value < group) group = value;
    if (way.starts[place] && above < value) {
      worst[cell] = above;
      changed = true;
    }
  }
  return changed;
}

function ways(axis: Axis): Ladder["ways"] {
  const settings = new Map<string, Ladder["ways"][number]>();
  const digits = Array.from({ length: axis.length }, (_, place) => digitsOf(axis, place));
  const limited = axis.directions.flatMap((way, k) => (way === "both" ? [] : [k]));
  digits.forEach((here, place) => {
    const key = limited.map((k) => here[k]).join();
    let way = settings.get(key);
    if (!way) {
      way = { starts: new Uint8Array(axis.length), ends: Uint8Array.from(digits, (there) => Number(leads(axis, here, there))) };
      settings.set(key, way);
    }
    way.starts[place] = 1;
  });
  return [...settings.values()];
}

/** The levels of an axis's options at one of its places. */
export function digitsOf(axis: Axis, place: number): number[] {
  const digits = new Array<number>(axis.levels.length);
  for (let k = axis.levels.length - 1; k >= 0; k--) {
    digits[k] = place % axis.levels[k]!;
    place = Math.floor(place / axis.levels[k]!);
  }
  return digits;
}

/** Whether the directions of the options let the party go from one setting to another. */
export function leads(axis: Axis, here: number[], there: number[]): boolean {
  return axis.directions.every((way, k) => way === "both" || (way === "forward" ? there[k]! >= here[k]! : there[k]! <= here[k]!));
}
