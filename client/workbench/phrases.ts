/** States, settlements and effects in words, made of the file's own names. */

import type { Answers } from "../engine/answers.ts";
import type { State } from "../engine/model.ts";
import type { Board } from "./data.ts";
import { letter } from "./columns.ts";
import type { Effect } from "./reckon.ts";
import type { Say } from "./words.ts";

/** What differs from the status quo, in the program's words: "Security aid (raised); a presidential visit in 2011". */
export function described(board: Board, state: State, start: State | null, say: Say): string {
  const other = [...state.keys()].filter((k) => state[k] !== (start?.[k] ?? 0));
  const told = other.map((k, n) => board.options[k]!.told[n ? "phrases" : "starts"][state[k]!]!);
  return told.length ? told.join("; ") : say(start ? "asNow" : "nothingDone");
}

/** How a state is called: its letter among the settlements, else what differs. */
export function called(board: Board, state: State, found: Answers, start: State | null, say: Say): string {
  const place = found.ways.findIndex((way) => way.state.join() === state.join());
  return place < 0 ? described(board, state, start, say) : letter(place);
}

/** An effect in sentences, the most important first; one sentence where nothing follows. */
export function consequences(board: Board, effect: Effect, was: Answers, start: State | null, say: Say): string[] {
  const list = (states: State[]): string => states.slice(0, 3).map((state) => called(board, state, was, start, say)).join(", ") + (states.length > 3 ? ", …" : "");
  const told = [
    effect.gone.length && say("closes", { states: list(effect.gone) }),
    effect.come.length && say("opens", { states: list(effect.come) }),
    effect.firmer.length && say("becomesFirm", { states: list(effect.firmer) }),
    effect.softer.length && say("becomesCredible", { states: list(effect.softer) }),
    ...effect.fates.slice(0, 3).map((one) => say("fares", {
      ask: board.asks.find((ask) => ask.id === one.ask)?.text ?? one.ask, was: say(`fate_${one.was}`), is: say(`fate_${one.is}`),
    })),
    effect.fates.length > 3 && say("moreOf", { n: effect.fates.length - 3 }),
    effect.drifts && say("driftsElse"),
  ].filter((sentence): sentence is string => !!sentence);
  return told.length ? told : [say("nothingChanges")];
}
