/** The columns of the board: the program's as they stand, with the engine's settlements beside them. */

import type { Answers } from "../engine/answers.ts";
import type { Fate } from "../engine/fate.ts";
import type { Model } from "../engine/model.ts";
import type { Board, BoardOption, Change, Column, Firmness } from "./data.ts";

/** More settlements than this are counted, not drawn. */
export const SHOWN = 4;

export interface Shown extends Column {
  /** By the id under which the engine knows its marks. */
  marks: string;
  letter?: string;
}

/** What is drawn, from left to right; of settlements the first few, and how many more there are. */
export function columns(board: Board, found: Answers | null, round: string | null, step: number | null = null): { shown: Shown[]; more: number } {
  const meeting = board.rounds.find((one) => one.id === round);
  const fixed = board.columns.filter((one) => ["now", "position", "threat"].includes(one.kind));
  const stated = fixed.filter((one) => !meeting || one.kind === "now")
    .map((one): Shown => ({ ...one, marks: one.id, ...(meeting?.state && { state: meeting.state }) }));
  if (!found) return { shown: [...stated, ...given(board)], more: 0 };
  const ways = found.ways.slice(0, SHOWN).map((way, k): Shown =>
    ({ id: `way:${k}`, marks: `way:${k}`, kind: "settlement", letter: letter(k), holds: way.firmness, state: [...way.state] }));
  const other = meeting ? [] : given(board).filter((one) => one.under && Object.keys(one.under).length)
    .map((one, k): Shown => ({ ...one, letter: letter(found.ways.length + k) }));
  const taken = step === null ? undefined : found.walk[step];
  const stepped: Shown[] = taken ? [{ id: "step", marks: "step", kind: "step", party: taken.by, state: [...taken.state] }] : [];
  return { shown: [...stated, ...stepped, ...ways, ...other.slice(0, SHOWN)], more: Math.max(0, found.ways.length - SHOWN) };
}

/** The program's answers in the form of the engine's: for a dialogue that is too large for the page. */
export function programs(board: Board): Answers {
  const plain = board.columns.filter((one) => one.kind === "settlement" && !Object.keys(one.under ?? {}).length);
  const ends = board.columns.filter((one) => one.kind === "drift");
  const fates = board.asks.flatMap((ask): [string, Fate][] => (ask.drift ? [[ask.id, ask.drift]] : []));
  return {
    possible: true, whole: false, walk: [],
    ends: ends.length ? ends.map((one) => ({ chance: one.chance ?? 1, states: [one.state as number[]] })) : null,
    fates: fates.length ? new Map(fates) : null,
    ways: plain.map((one) => ({ firmness: one.holds === "firm" ? "firm" : "credible", state: one.state as number[], count: 1 })),
  };
}

const given = (board: Board): Shown[] => board.columns.filter((one) => one.kind === "settlement")
  .map((one, k): Shown => ({ ...one, marks: one.id, letter: letter(k) }));

/** A, B, … Z, AA, AB, … */
export const letter = (k: number): string => (k >= 26 ? letter(Math.floor(k / 26) - 1) : "") + String.fromCharCode(65 + (k % 26));

/** The whole states of the columns, for the engine: what a position leaves open is as the program completes it. */
export function whole(board: Board, model: Model, round: string | null): Record<string, number[]> {
  const now = model.status_quo;
  return Object.fromEntries(board.columns.filter((one) => !round || one.kind === "now").flatMap((one): [string, number[]][] => {
    if (one.kind === "now") return now ? [[one.id, [...now]]] : [];
    if (one.whole) return [[one.id, one.whole]];
    return one.state.includes(null) ? [] : [[one.id, one.state as number[]]];
  }));
}

/** Whether the status quo settles, by the engine. */
export const holdsNow = (found: Answers | null, state: readonly (number | null)[]): Firmness =>
  found?.ways.find((way) => way.state.join() === state.join())?.firmness ?? null;

/** Board and model as they will be after a change; null where that is for the program to say. */
export function told(board: Board, model: Model, change: Change): { board: Board; model: Model } | null {
  const at = (id: string): number => board.options.findIndex((one) => one.id === id);
  if (change.kind === "fact") {
    const circumstances = board.circumstances.map((one) => (one.id === change.circumstance ? { ...one, now: change.now } : one));
    return { board: { ...board, circumstances }, model: { ...model, circumstances: { ...model.circumstances, [change.circumstance]: change.now } } };
  }
  if (change.kind === "status_quo") {
    const k = at(change.option), level = board.options[k]!.levels.indexOf(change.level);
    const put = <T>(state: readonly T[]): (T | number)[] => state.map((old, n) => (n === k ? level : old));
    const next = board.columns.map((one) => (one.kind === "now" ? { ...one, state: put(one.state) } : one));
    return model.status_quo && { board: { ...board, columns: next }, model: { ...model, status_quo: put(model.status_quo) as number[] } };
  }
  if (change.kind === "position") {
    const k = at(change.option), level = change.level === null ? null : board.options[k]!.levels.indexOf(change.level);
    const next = board.columns.map((one) => (one.kind === "position" && one.party === change.party
      ? { ...one, state: one.state.map((old, n) => (n === k ? level : old)) } : one));
    return { board: { ...board, columns: next }, model };
  }
  return null;
}

/** A level as a mark: whether it is none, all, or something in between. */
export const kindOf = (option: BoardOption, level: number | null): "yes" | "part" | "no" | "open" =>
  level === null ? "open" : level === 0 ? "no" : level === option.levels.length - 1 ? "yes" : "part";

/** Whether an option's levels are a plain no and yes, which a mark says alone. */
export const isSwitch = (option: BoardOption): boolean => option.levels.join() === "no,yes";
