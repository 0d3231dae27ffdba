/**
 * Places in a text. The program counts lines and characters, both from 0; the browser counts the units of a string, of
 * which a character beyond U+FFFF takes two. Lines end at "\n" alone, for both. The door turns the one into the other.
 */

import type { Mend, Problem } from "./data.ts";

/** A line and a character of it, from 0, as the program counts. */
export type Place = readonly [line: number, column: number];

/** The offset of a place, in units; one outside the text is brought to the nearest inside. */
export function offsetOf(text: string, [line, column]: Place): number {
  let at = 0;
  for (let n = 0; n < line; n++) {
    const end = text.indexOf("\n", at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  for (let n = 0; n < column && at < text.length && text[at] !== "\n"; n++) at += wide(text, at) ? 2 : 1;
  return at;
}

/** The place of an offset; one within a character is before it. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset), start = before.lastIndexOf("\n") + 1;
  let column = 0;
  for (let at = start; at < before.length; at += wide(text, at) ? 2 : 1) column++;
  if (offset > start && offset < text.length && wide(text, offset - 1)) column--;
  return [before.split("\n").length - 1, column];
}

const wide = (text: string, at: number): boolean => text.codePointAt(at)! > 0xffff;

/** A problem as the program tells it. */
export type Told = Omit<Problem, "mends"> & { mends?: { from: Place; to: Place; text: string }[] };

/** A problem of a text with its mends in the units of the text. */
export const placed = (text: string, { mends, ...problem }: Told): Problem => ({
  ...problem, ...(mends && { mends: mends.map((one): Mend => mend(text, one.from, one.to, one.text)) }),
});

function mend(text: string, start: Place, end: Place, instead: string): Mend {
  const from = offsetOf(text, start), to = offsetOf(text, end);
  return { from, to, was: text.slice(from, to), text: instead };
}
