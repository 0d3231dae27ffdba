/** Where expressions hold: one bit for each cell. */

import type { Layout } from "./layout.ts";
import { compares, isComparison, type Expr, type Model, type Sign } from "./model.ts";

export type Bits = Uint32Array;

export class Truths {
  private readonly leaves = new Map<string, Bits>();
  private readonly place: Map<string, number>;
  private readonly words: number;

  constructor(private readonly model: Model, private readonly plan: Layout) {
    this.place = new Map(model.options.map((option, at) => [option.id, at]));
    this.words = (plan.size + 31) >>> 5;
  }

  /** Where the expression holds. What is handed out is never written to. */
  of(expr: Expr): Bits {
    if (typeof expr === "boolean") return this.constant(expr);
    if (isComparison(expr)) return this.leaf(...expr);
    switch (expr[0]) {
      case "fact": return this.constant(this.model.circumstances[expr[1]] ?? false);
      case "not": return this.of(expr[1]).map((word) => ~word);
      case "iff": return joined([this.of(expr[1]), this.of(expr[2])], (a, b) => ~(a ^ b));
      case "and": return joined((expr.slice(1) as Expr[]).map((part) => this.of(part)), (a, b) => a & b);
      default: return joined((expr.slice(1) as Expr[]).map((part) => this.of(part)), (a, b) => a | b);
    }
  }

  private constant(value: boolean): Bits {
    return new Uint32Array(this.words).fill(value ? 0xffffffff : 0);
  }

  private leaf(sign: Sign, option: string, level: number): Bits {
    const key = `${sign} ${level} ${option}`;
    let bits = this.leaves.get(key);
    if (!bits) this.leaves.set(key, (bits = this.made(sign, this.place.get(option)!, level)));
    return bits;
  }

  private made(sign: Sign, option: number, level: number): Bits {
    const bits = new Uint32Array(this.words);
    const radix = this.plan.radices[option]!, stride = this.plan.cellStrides[option]!;
    for (let k = 0; k < radix; k++) {
      if (!compares(sign, k, level)) continue;
      for (let start = k * stride; start < this.plan.size; start += radix * stride) fill(bits, start, start + stride);
    }
    return bits;
  }
}

/** Set the bits from `start` up to `end`. */
function fill(bits: Bits, start: number, end: number): void {
  const first = start >>> 5, last = (end - 1) >>> 5;
  const head = 0xffffffff << (start & 31), tail = 0xffffffff >>> (31 - ((end - 1) & 31));
  if (first === last) {
    bits[first]! |= head & tail;
    return;
  }
  bits[first]! |= head;
  bits.fill(0xffffffff, first + 1, last);
  bits[last]! |= tail;
}

function joined(parts: Bits[], join: (a: number, b: number) => number): Bits {
  const made = parts[0]!.slice();
  for (const part of parts.slice(1)) for (let word = 0; word < made.length; word++) made[word] = join(made[word]!, part[word]!);
  return made;
}

export const holdsAt = (bits: Bits, cell: number): boolean => ((bits[cell >>> 5]! >>> (cell & 31)) & 1) === 1;
