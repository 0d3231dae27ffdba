/**
 * The lean reading. A reply is lean if it changes nothing that its improvement does not need: putting any part of the
 * changed options back, wholly or to a level between, gives an infeasible state or one worse for the mover. A party may
 * reply twice running, so replies are whatever lean steps of the others lead to.
 *
 * Worked out state by state, and kept: a page asks about few of them.
 */

import { leads, digitsOf } from "./ladder.ts";
import type { Axis } from "./layout.ts";
import { mentioned, type Expr, type Preferences } from "./model.ts";
import { masked, reached, type Space } from "./space.ts";
import { RULES, type Concept } from "./stability.ts";

/** What one party may do, by state. */
class Mover {
  private readonly kept = new Map<number, Int32Array>();
  /** By cell the highest rank in reach; where a cell has it there is no improvement. */
  readonly best: Int32Array;
  readonly low: Int32Array;
  private readonly places: Int32Array;
  /** Of the options that a line of the party or a rule mentions (a lean step changes no other): levels and strides. */
  private readonly minded: { levels: number; stride: number; forward: boolean; back: boolean }[];

  constructor(private readonly space: Space, readonly at: number) {
    const axis = this.axis, speaks = spoken(space, axis.party);
    this.low = masked(space, space.ranks[at]!, -1);
    this.best = reached(this.low, axis, space.plan.size, true);
    this.places = Int32Array.from({ length: axis.length }, (_, place) => place);
    this.minded = axis.options.flatMap((option, k) => speaks.has(space.model.options[option]!.id)
      ? [{
          levels: axis.levels[k]!, stride: space.plan.cellStrides[option]!,
          forward: axis.directions[k] !== "back", back: axis.directions[k] !== "forward",
        }]
      : []);
  }

  get axis(): Axis {
    return this.space.plan.axes[this.at]!;
  }

  /** The improvements from a cell, ascending. */
  improvements(cell: number): number[] {
    const { axis, low } = this, rank = low[cell]!;
    if (this.best[cell]! <= rank) return [];
    const place = Math.floor(cell / axis.stride) % axis.length, base = cell - place * axis.stride;
    const better = [...this.places].filter((there) => low[base + there * axis.stride]! > rank);
    const here = axis.oneWay ? digitsOf(axis, place) : [];
    return better.filter((there) => !axis.oneWay || leads(axis, here, digitsOf(axis, there)))
      .map((there) => base + there * axis.stride);
  }

  /** The lean improvements from a cell. */
  lean(cell: number): Int32Array {
    let steps = this.kept.get(cell);
    if (!steps) this.kept.set(cell, (steps = this.best[cell]! <= this.low[cell]! ? EMPTY : this.leanFrom(cell)));
    return steps;
  }

  /**
   * `most` holds for every setting of the minded options the highest rank between it and the cell, both included; a
   * setting is lean if it is above what stands one level nearer, in any option.
   */
  private leanFrom(cell: number): Int32Array {
    const { minded, low } = this;
    let cells = [cell], length = 1;
    const axes = minded.map(({ levels, stride, forward, back }) => {
      const level = Math.floor(cell / stride) % levels, from = back ? 0 : level, to = forward ? levels - 1 : level;
      const steps = Array.from({ length: to - from + 1 }, (_, k) => (from + k - level) * stride);
      cells = steps.flatMap((step) => cells.map((one) => one + step));
      const inner = length;
      length = cells.length;
      return { inner, count: steps.length, here: level - from };
    });
    const most = Int32Array.from(cells, (one) => low[one]!);
    const below = new Int32Array(length).fill(-2);
    for (const axis of axes) carry(most, axis);
    for (const axis of axes) nearer(most, below, axis);
    return Int32Array.from(cells.filter((one, k) => one !== cell && low[one]! > below[k]!)).sort();
  }
}

const EMPTY = new Int32Array(0);

interface Spread { inner: number; count: number; here: number }

/** Carry the highest value outwards along one option, away from the level that it has. */
function carry(most: Int32Array, { inner, count, here }: Spread): void {
  for (let base = 0; base < most.length; base += inner * count) {
    for (let level = here + 1; level < count; level++) raise(most, base + level * inner, base + (level - 1) * inner, inner);
    for (let level = here - 1; level >= 0; level--) raise(most, base + level * inner, base + (level + 1) * inner, inner);
  }
}

function raise(most: Int32Array, to: number, from: number, length: number): void {
  for (let c = 0; c < length; c++) if (most[from + c]! > most[to + c]!) most[to + c] = most[from + c]!;
}

/** What is highest one level nearer along one option, at the least. */
function nearer(most: Int32Array, below: Int32Array, { inner, count, here }: Spread): void {
  for (let k = 0; k < most.length; k++) {
    const level = Math.floor(k / inner) % count;
    if (level === here) continue;
    const near = most[level > here ? k - inner : k + inner]!;
    if (near > below[k]!) below[k] = near;
  }
}

/** The options that a party's preference or a rule mentions; all of them if it is a ranking. */
function spoken(space: Space, party: string): Set<string> {
  const given: Preferences = space.model.preferences[party] ?? {};
  if (given.ranking?.length) return new Set(space.model.options.map((option) => option.id));
  const lines: Expr[] = [
    ...space.model.rules.map((rule) => rule.never),
    ...(given.weights ?? []).map((weight) => weight.expr),
    ...(given.priorities ?? []).flatMap((line) => ("want" in line ? [line.want] : line.equally.map((item) => item.want))),
  ];
  const found = new Set<string>();
  for (const line of lines) mentioned(line, found);
  return found;
}

/** The worst that lean replies of the others make of cells for one party, without and with a reply of its own. */
class Replies {
  private readonly known: Uint8Array;
  private readonly seq: Int32Array;
  private readonly sseq: Int32Array;

  constructor(private readonly self: Mover, private readonly others: Mover[]) {
    this.known = new Uint8Array(self.low.length);
    this.seq = self.low.slice();
    this.sseq = self.best.slice();
  }

  worst(cell: number, reply: boolean): number {
    if (!this.known[cell]) this.explore(cell);
    return (reply ? this.sseq : this.seq)[cell]!;
  }

  /** Whatever is newly reached from there depends on itself and on what is settled already. */
  private explore(start: number): void {
    const fresh = [start];
    this.known[start] = 1;
    for (let k = 0; k < fresh.length; k++) {
      for (const other of this.others) {
        for (const there of other.lean(fresh[k]!)) {
          if (this.known[there]) continue;
          this.known[there] = 1;
          fresh.push(there);
        }
      }
    }
    fresh.reverse();
    while (this.settle(this.seq, fresh));
    while (this.settle(this.sseq, fresh));
  }

  private settle(worst: Int32Array, cells: number[]): boolean {
    let changed = false;
    for (const cell of cells) {
      let least = worst[cell]!;
      for (const other of this.others) for (const there of other.lean(cell)) if (worst[there]! < least) least = worst[there]!;
      if (least < worst[cell]!) {
        worst[cell] = least;
        changed = true;
      }
    }
    return changed;
  }

  /** Whether lean replies keep the party from that improvement. */
  deters(cell: number, improvement: number, reply = false): boolean {
    return this.worst(improvement, reply) <= this.self.low[cell]!;
  }
}

export class Lean {
  readonly movers: Mover[];
  readonly replies: Replies[];

  constructor(readonly space: Space) {
    this.movers = space.plan.axes.map((_, at) => new Mover(space, at));
    this.replies = this.movers.map((self) => new Replies(self, this.movers.filter((other) => other !== self)));
  }

  /** Whether a party (by axis) stays at a cell: lean replies deter it from every improvement. */
  stable(at: number, cell: number, reply: boolean): boolean {
    return this.movers[at]!.improvements(cell).every((there) => this.replies[at]!.deters(cell, there, reply));
  }

  /** 1 where everybody stays, under `seq` or `sseq`. `plain`: 1 where they do in the plain reading, which is wider. */
  equilibria(concept: Concept, plain: Uint8Array): Uint8Array {
    const { reply } = RULES[concept], found = plain.slice();
    for (let cell = 0; cell < found.length; cell++) {
      if (found[cell]) found[cell] = Number(this.movers.every((_, at) => this.stable(at, cell, reply)));
    }
    return found;
  }
}
