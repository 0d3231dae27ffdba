/** What the workbench is told: the door's own shapes (docs/reference/rest.md), as far as the board reads them. */

import type { Fate } from "../engine/fate.ts";
import type { Model } from "../engine/model.ts";

/** The first and the last line of an entry in the text, from 1. */
export type Span = [number, number];

export interface Party { id: string; name: string; code: string; at_table: boolean; line: number }
export interface Fact { id: string; text: string; now: boolean; chance: { value: number; band: string } | null; line: number; span?: Span }
export interface BoardOption {
  id: string; by: string; text: string; levels: string[]; direction: string; front: string; line: number;
  /** Its own entry, and the entries whose conditions speak of it. */
  span?: Span; mentions?: Span[];
  /** It at each level as a phrase: first in a list, or later. */
  told: { starts: string[]; phrases: string[] };
  /** Where the text says what becomes of it without agreement. */
  said?: string[];
}
export interface BoardAsk { id: string; text: string; by: string; of: string; option: string; line: number; drift: Fate | null }
export interface Meeting {
  id: string; title: string; date: string; place: string; line: number;
  events: { date: string; text: string }[];
  /** The facts and the status quo as they were then. */
  facts?: Record<string, boolean>; state?: number[] | null;
}
export interface Line { id: string; want: string; words: string; because: string; line: number; span?: Span; equally: Line[] }
export type Firmness = "firm" | "credible" | null;
export interface Column {
  id: string; kind: "now" | "position" | "threat" | "drift" | "settlement" | "step";
  label?: string; party?: string; holds?: Firmness; chance?: number | null; under?: Record<string, boolean>;
  state: (number | null)[];
  /** A position made whole where it is silent; options whose promise is doubted. */
  whole?: number[]; doubts?: string[];
}
export interface Dilemma { option: string | null; kind: string; who: string; toward: string | null }
export interface Board {
  title: string; as_of: string; round: string;
  parties: Party[]; circumstances: Fact[]; options: BoardOption[]; asks: BoardAsk[]; rounds: Meeting[];
  lists: Record<string, Line[]>; columns: Column[]; dilemmas: Dilemma[]; refused: string[];
}

export interface Problem { message: string; line: number | null; hint: string; severity?: string; mends?: Mend[] }
/** A mend of a problem: a stretch of the text, in units of a string, what stands there, and what should instead. */
export interface Mend { from: number; to: number; was: string; text: string }

export interface Worked {
  digest: string; sound: boolean; problems: Problem[];
  compiled: Model | null; board: Board | null; html: Record<string, string> | null; took: number;
}

export interface Stored {
  name: string; text: string; digest: string; version: string; number?: number; changed: string; by: string; message: string;
  draft: { text: string; digest: string; base: string } | null;
}

export interface Clash { entry: string; base: string; ours: string; theirs: string }
export type Side = "ours" | "theirs";

export type Change =
  | { kind: "status_quo"; option: string; level: string }
  | { kind: "position"; party: string; option: string; level: string | null }
  | { kind: "fact"; circumstance: string; now: boolean }
  | { kind: "move"; id: string; places: number }
  | { kind: "drop"; id: string }
  | { kind: "option"; by: string; text: string; levels: string[]; asked_by: string }
  | { kind: "want"; party: string; want: string; because: string }
  | { kind: "party"; name: string; code: string }
  | { kind: "round"; date: string; place: string }
  | { kind: "set"; path: (string | number)[]; value: unknown };
