/** A model's states: which are feasible, how each party ranks them, and how far each can reach. */

import { layout, type Axis, type Layout } from "./layout.ts";
import { check, type Expr, type Model } from "./model.ts";
import { ranking, type Ranks } from "./ranks.ts";
import { Truths } from "./truth.ts";

export interface Space {
  model: Model;
  plan: Layout;
  truths: Truths;
  /** 1 where no rule excludes the cell. */
  feasible: Uint8Array;
  /** Whether some cell is infeasible. */
  holes: boolean;
  /** By axis: the ranks of the party whose axis it is. */
  ranks: Ranks[];
}

export function space(model: Model): Space {
  check(model);
  const plan = layout(model), truths = new Truths(model, plan);
  const feasible = excluding(truths, plan, model.rules.map((rule) => rule.never));
  const ranks = plan.axes.map((axis) => ranking(truths, plan, model.preferences[axis.party] ?? {}));
  return { model, plan, truths, feasible, holes: feasible.includes(0), ranks };
}

function excluding(truths: Truths, plan: Layout, rules: Expr[]): Uint8Array {
  const feasible = new Uint8Array(plan.size).fill(1);
  for (const never of rules) {
    const bits = truths.of(never);
    for (let cell = 0; cell < plan.size; cell++) feasible[cell]! &= ~(bits[cell >>> 5]! >>> (cell & 31)) & 1;
  }
  return feasible;
}

/**
 * The greatest (least) value over all cells that moves along an axis lead to from each, itself among them. Values of
 * infeasible cells must be below (above) all others already.
 */
export function reached(values: Int32Array, axis: Axis, size: number, greatest: boolean): Int32Array {
  const out = values.slice();
  axis.options.forEach((_, k) => {
    const stride = axis.levels.slice(k + 1).reduce((a, b) => a * b, axis.stride);
    const levels = axis.levels[k]!, direction = axis.directions[k]!;
    if (direction !== "back") sweep(out, levels, stride, size, -1, greatest);
    if (direction !== "forward") sweep(out, levels, stride, size, 1, greatest);
  });
  return out;
}

/** Carry values along one option, level by level: from below upwards (1) or from above downwards (-1). */
function sweep(out: Int32Array, levels: number, stride: number, size: number, way: 1 | -1, greatest: boolean): void {
  const block = levels * stride;
  for (let base = 0; base < size; base += block) {
    for (let n = 1; n < levels; n++) {
      const to = base + (way === 1 ? n : levels - 1 - n) * stride, from = to - way * stride;
      if (greatest) for (let c = 0; c < stride; c++) { if (out[from + c]! > out[to + c]!) out[to + c] = out[from + c]!; }
      else for (let c = 0; c < stride; c++) { if (out[from + c]! < out[to + c]!) out[to + c] = out[from + c]!; }
    }
  }
}

export const NONE = 0x7fffffff;

/** The values, `mark` where infeasible. */
export function masked(space: Space, values: Int32Array, mark: number): Int32Array {
  if (!space.holes) return values;
  const out = values.slice();
  for (let cell = 0; cell < out.length; cell++) if (!space.feasible[cell]) out[cell] = mark;
  return out;
}
