/** The compiled model: a dialogue as the program hands it to an engine (formats/compiled.py says what each field means). */

export const VERSION = 1;

export type Sign = "is" | ">=" | ">" | "<=" | "<";
export type Expr =
  | boolean
  | [Sign, string, number]
  | ["fact", string]
  | ["not", Expr]
  | ["and" | "or", ...Expr[]]
  | ["iff", Expr, Expr];

export type Direction = "both" | "forward" | "back";
export interface Option { id: string; by: string; levels: number; direction: Direction }
export interface Rule { id: string; never: Expr }
export interface Statement { id: string; want: Expr }
export interface Group { id: string; equally: Statement[] }
export type Priority = Statement | Group;
export interface Weight { expr: Expr; value: number | string }
export interface Ask { id: string; by: string; of: string; that: Expr }
export interface Preferences { priorities?: Priority[]; weights?: Weight[]; ranking?: number[][] }

export interface Model {
  compiled: number;
  parties: string[];
  circumstances: Record<string, boolean>;
  options: Option[];
  rules: Rule[];
  preferences: Record<string, Preferences>;
  asks: Ask[];
  status_quo: number[] | null;
}

/** A state: a level for each option, in file order. */
export type State = readonly number[];

/** More states than this are not worked out in a page. */
export const LIMIT = 2 ** 20;

export class TooLarge extends Error {}

/** The number of states, infeasible ones included. */
export const possible = (model: Model): number => model.options.reduce((product, option) => product * option.levels, 1);

/** Refuse a form that this engine does not know, and a model of more states than it has room for. */
export function check(model: Model): void {
  if (model.compiled !== VERSION) throw new Error(`a compiled model of version ${model.compiled}; this engine reads ${VERSION}`);
  if (possible(model) > LIMIT) throw new TooLarge(`${possible(model)} states; the limit is ${LIMIT}`);
}

const SIGNS: Record<Sign, (a: number, b: number) => boolean> = {
  is: (a, b) => a === b,
  ">=": (a, b) => a >= b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  "<": (a, b) => a < b,
};

/** Whether a level stands in that relation to another. */
export const compares = (sign: Sign, level: number, other: number): boolean => SIGNS[sign](level, other);

/** The options that an expression mentions. */
export function mentioned(expr: Expr, into: Set<string> = new Set()): Set<string> {
  if (typeof expr === "boolean" || expr[0] === "fact") return into;
  if (isComparison(expr)) return into.add(expr[1]);
  for (const part of expr.slice(1)) mentioned(part as Expr, into);
  return into;
}

export function isComparison(expr: Exclude<Expr, boolean>): expr is [Sign, string, number] {
  return expr[0] in SIGNS;
}
