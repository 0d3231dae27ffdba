/**
 * What becomes of each ask, read off states. d(s) is the least number of level steps from s to where the ask holds, over
 * all settings of the options that it names (rules and directions ignored, facts as in force). In full: d = 0; not: d is
 * as large as anywhere; in part: between. *Depends*: ends differ. *Open*: unmet, and no list tells any two levels of the
 * ask's options apart.
 */

import { isComparison, compares, mentioned, TooLarge, type Expr, type Model, type Preferences, type State } from "./model.ts";

export type Degree = "full" | "part" | "not";
export type Fate = Degree | "depends" | "open";

const SETTINGS = 2 ** 16, LINE = 2 ** 12;

/** Whether an expression holds in a state, read literally. */
export function holds(model: Model, expr: Expr, level: (option: string) => number): boolean {
  if (typeof expr === "boolean") return expr;
  if (isComparison(expr)) return compares(expr[0], level(expr[1]), expr[2]);
  switch (expr[0]) {
    case "fact": return model.circumstances[expr[1]] ?? false;
    case "not": return !holds(model, expr[1], level);
    case "iff": return holds(model, expr[1], level) === holds(model, expr[2], level);
    case "and": return (expr.slice(1) as Expr[]).every((part) => holds(model, part, level));
    default: return (expr.slice(1) as Expr[]).some((part) => holds(model, part, level));
  }
}

/** Whether no rule excludes a state. */
export function possibleState(model: Model, state: State): boolean {
  const place = new Map(model.options.map((option, at) => [option.id, at]));
  return !model.rules.some((rule) => holds(model, rule.never, (option) => state[place.get(option)!]!));
}

/** By setting of its options: places in the file, levels of each, and a value for every setting (first fastest). */
interface Table { places: number[]; counts: number[]; values: Int32Array }

function settings(model: Model, expr: Expr, most: number): Table | null {
  const names = mentioned(expr);
  const places = model.options.flatMap((option, place) => (names.has(option.id) ? [place] : []));
  const counts = places.map((place) => model.options[place]!.levels);
  const size = counts.reduce((a, b) => a * b, 1);
  if (size > most) return null;
  const at = new Map(places.map((place, k) => [model.options[place]!.id, k]));
  const levels = counts.map(() => 0), values = new Int32Array(size);
  for (let n = 0; n < size; n++) {
    for (let k = 0, rest = n; k < counts.length; k++) {
      levels[k] = rest % counts[k]!;
      rest = Math.floor(rest / counts[k]!);
    }
    values[n] = Number(holds(model, expr, (option) => levels[at.get(option)!]!));
  }
  return { places, counts, values };
}

/** How far any state meets a condition. */
export function degrees(model: Model, expr: Expr): (state: State) => Degree {
  const { at, most } = steps(model, expr);
  return (state) => {
    const short = at(state);
    return short === 0 ? "full" : short === most ? "not" : "part";
  };
}

interface Distance { at: (state: State) => number; most: number }

/** Of conditions joined by `and` (`or`) that share no option the sum (the least); of others by their settings. */
function steps(model: Model, expr: Expr): Distance {
  if (typeof expr !== "boolean" && (expr[0] === "and" || expr[0] === "or")) {
    const items = expr.slice(1) as Expr[], named = items.map((item) => mentioned(item).size);
    if (mentioned(expr).size === named.reduce((a, b) => a + b, 0)) {
      const parts = items.map((item) => steps(model, item));
      const join = expr[0] === "and" ? (all: number[]) => all.reduce((a, b) => a + b, 0) : (all: number[]) => Math.min(...all);
      return { at: (state) => join(parts.map((part) => part.at(state))), most: join(parts.map((part) => part.most)) };
    }
  }
  return bySettings(model, expr);
}

function bySettings(model: Model, expr: Expr): Distance {
  const table = settings(model, expr, SETTINGS);
  if (!table) throw new TooLarge(`an ask names options of more than ${SETTINGS} settings`);
  const { places, counts, values } = table, short = new Map<number, number>();
  values.forEach((held, n) => { if (held) short.set(n, 0); });
  for (const [n, steps] of short) { // grows as it is gone through: breadth first
    let stride = 1;
    for (const count of counts) {
      const level = Math.floor(n / stride) % count;
      if (level > 0 && !short.has(n - stride)) short.set(n - stride, steps + 1);
      if (level < count - 1 && !short.has(n + stride)) short.set(n + stride, steps + 1);
      stride *= count;
    }
  }
  const at = (state: State): number => short.get(places.reduceRight((n, place, k) => n * counts[k]! + state[place]!, 0)) ?? Infinity;
  return { at, most: short.size ? Math.max(...short.values()) : Infinity };
}

/** The options of which some party's list tells two levels apart, all else equal, under the facts in force. */
export function minded(model: Model, feasible: (code: number) => boolean): Set<string> {
  const found = new Set<string>();
  for (const given of Object.values(model.preferences)) {
    const weights = given.weights?.filter((weight) => Number(weight.value) !== 0);
    for (const line of lines(weights ? { weights } : given)) for (const option of toldApart(model, line)) found.add(option);
    if (given.ranking?.length) for (const option of rankedApart(model, given.ranking, feasible)) found.add(option);
  }
  return found;
}

/** Every expression of a party's preference. */
export function lines(given: Preferences): Expr[] {
  return [
    ...(given.priorities ?? []).flatMap((line) => ("want" in line ? [line.want] : line.equally.map((item) => item.want))),
    ...(given.weights ?? []).map((weight) => weight.expr),
  ];
}

function toldApart(model: Model, expr: Expr): Iterable<string> {
  const table = settings(model, expr, LINE);
  if (!table) return mentioned(expr);
  let stride = 1;
  return table.places.filter((_, k) => {
    const step = stride, count = table.counts[k]!;
    stride *= count;
    return table.values.some((held, n) => held !== table.values[n - (Math.floor(n / step) % count) * step]);
  }).map((place) => model.options[place]!.id);
}

function* rankedApart(model: Model, ranking: number[][], feasible: (code: number) => boolean): Iterable<string> {
  const group = new Map(ranking.flatMap((codes, place) => codes.map((code): [number, number] => [code, place])));
  let stride = 1;
  for (const option of model.options) {
    const step = stride, others = Array.from({ length: option.levels }, (_, level) => level);
    const apart = [...group].some(([code, place]) => {
      const level = Math.floor(code / step) % option.levels;
      return others.some((other) => {
        const near = code + (other - level) * step;
        return other !== level && (group.get(near) ?? ranking.length) !== place && feasible(near);
      });
    });
    if (apart) yield option.id;
    stride *= option.levels;
  }
}

/** The fate of an ask whose states, where it ends, are met to these degrees. */
export function fate(that: Expr, degrees: Set<Degree>, minds: Set<string>): Fate {
  if (!degrees.has("full") && ![...mentioned(that)].some((option) => minds.has(option))) return "open";
  return degrees.size === 1 ? [...degrees][0]! : "depends";
}
