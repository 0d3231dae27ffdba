/** What the page carries besides the compiled model: the file's words for its entries, and the page's own. */

import type { Model } from "../engine/model.ts";

export interface Data {
  model: Model;
  /** How the file is called in a command. */
  file: string;
  /** The name of what the dialogue says; changes of another are refused. */
  digest: string;
  facts: Record<string, string>;
  /** By option: its text, the names of its levels, and it at each of them as a phrase, first in a list and later. */
  options: Record<string, { text: string; levels: string[]; starts: string[]; phrases: string[] }>;
  lines: Record<string, string>;
  parties: Record<string, string>;
  asks: Record<string, string>;
  say: Record<Word, string>;
}

export type Word =
  | "title" | "supposed" | "intro" | "holds" | "holdsNot" | "otherwise" | "held" | "free" | "heldAt" | "list" | "up" | "down" | "drop"
  | "keep" | "drift" | "settle" | "unsettled" | "statusQuo" | "none" | "firm" | "credible" | "more" | "found" | "fares"
  | "greyed" | "tag" | "undo" | "copy" | "copied" | "back" | "changes" | "was" | "open" | "depends" | "unsolved" | "large"
  | "dropped" | "moved" | "share" | "cycle" | "working" | "noStatusQuo" | "full" | "part" | "not" | "hold" | "firmOnly" | "hand" | "handed";

/** A message with its places filled in. */
export const filled = (message: string, values: Record<string, string | number>): string =>
  message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));

/** Elements are made from text alone, so that nothing in a file can be markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Record<string, string> = {}, ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function button(text: string, act: () => void, attributes: Record<string, string> = {}): HTMLButtonElement {
  const made = make("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}
