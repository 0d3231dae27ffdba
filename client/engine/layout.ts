/**
 * Where each option stands in the arrays. One axis for each party that has options, in file order; along it the party's
 * options, its first most significant. A cell is the flat index of a state; a code counts in file order, the first
 * option least significant (that is what files and results show).
 */

import type { Direction, Model, State } from "./model.ts";

export interface Axis {
  party: string;
  /** The options' places in the file, and for each its levels and direction. */
  options: number[];
  levels: number[];
  directions: Direction[];
  /** Settings of these options, and how many cells one place along the axis is worth. */
  length: number;
  stride: number;
  oneWay: boolean;
}

export interface Layout {
  size: number;
  axes: Axis[];
  radices: number[];
  cellStrides: number[];
  codeStrides: number[];
}

export function layout(model: Model): Layout {
  const radices = model.options.map((option) => option.levels);
  const axes = model.parties.map((party) => axis(model, party)).filter((one) => one.options.length > 0);
  const cellStrides = radices.map(() => 0);
  let step = 1;
  for (const one of [...axes].reverse()) {
    one.stride = step;
    for (const option of [...one.options].reverse()) {
      cellStrides[option] = step;
      step *= radices[option]!;
    }
  }
  let code = 1;
  const codeStrides = radices.map((radix) => (code *= radix) / radix);
  return { size: step, axes, radices, cellStrides, codeStrides };
}

function axis(model: Model, party: string): Axis {
  const options = model.options.flatMap((option, place) => (option.by === party ? [place] : []));
  const levels = options.map((place) => model.options[place]!.levels);
  const directions = options.map((place) => model.options[place]!.direction);
  const length = levels.reduce((a, b) => a * b, 1);
  return { party, options, levels, directions, length, stride: 1, oneWay: directions.some((way) => way !== "both") };
}

export const cellOf = (plan: Layout, state: State): number =>
  state.reduce((sum, level, option) => sum + level * plan.cellStrides[option]!, 0);

export const stateOf = (plan: Layout, cell: number): number[] =>
  plan.radices.map((radix, option) => Math.floor(cell / plan.cellStrides[option]!) % radix);

export const codeOf = (plan: Layout, cell: number): number =>
  stateOf(plan, cell).reduce((sum, level, option) => sum + level * plan.codeStrides[option]!, 0);

export const cellOfCode = (plan: Layout, code: number): number =>
  cellOf(plan, plan.radices.map((radix, option) => Math.floor(code / plan.codeStrides[option]!) % radix));
