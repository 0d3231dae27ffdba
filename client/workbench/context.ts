/** What every part of the page is given: the session, the words, and where the reader is. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Asked } from "./adding.tsx";
import type { Editor } from "./editor.ts";
import type { Session } from "./session.ts";
import type { Store } from "./store.ts";
import type { Say } from "./words.ts";

export type Pane = "board" | "priorities";
export type Sheet = "keys" | "walk" | "merge" | "add" | null;

/** Where the reader is: what is open, the cell of the board under the cursor, the ask whose reason is asked for. */
export interface Place {
  pane: Pane;
  sheet: Sheet;
  /** What the form over the page adds. */
  adding: Asked | null;
  /** On a phone and beside a narrow board one panel is seen at a time. */
  panel: "text" | "board" | "answers";
  row: number;
  column: string;
  why: string | null;
  /** What is looked at alone: a settlement's column, a party's rows; and the step of the way that is shown. */
  chosen: string | null;
  party: string | null;
  step: number | null;
  steps: { undo: boolean; redo: boolean };
}

export interface Shared { session: Session; say: Say; place: Store<Place>; editor: () => Editor | null }

const Context = createContext<Shared | null>(null);
export const Provided = Context.Provider;

export function useShared(): Shared {
  return useContext(Context)!;
}
