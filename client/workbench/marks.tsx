/** The marks: a filled, half or empty square, a dash; arrows; all said in words as well. */

import type { BoardOption } from "./data.ts";
import { isSwitch, kindOf } from "./columns.ts";
import type { Say } from "./words.ts";

export const Symbols = () => (
  <svg width="0" height="0" class="symbols" aria-hidden="true">
    <symbol id="m-yes" viewBox="0 0 14 14"><rect x="1" y="1" width="12" height="12" fill="currentColor" /></symbol>
    <symbol id="m-no" viewBox="0 0 14 14"><rect x="1.75" y="1.75" width="10.5" height="10.5" fill="none" stroke="currentColor" stroke-width="1.5" /></symbol>
    <symbol id="m-part" viewBox="0 0 14 14">
      <rect x="1.75" y="1.75" width="10.5" height="10.5" fill="none" stroke="currentColor" stroke-width="1.5" /><path d="M1 7H13V13H1Z" fill="currentColor" />
    </symbol>
    <symbol id="m-open" viewBox="0 0 14 14"><path d="M2 7H12" stroke="currentColor" stroke-width="1.6" /></symbol>
    <symbol id="m-up" viewBox="0 0 10 14"><path d="M5 2V12M1.5 5.5L5 2L8.5 5.5" fill="none" stroke="currentColor" stroke-width="1.6" /></symbol>
    <symbol id="m-down" viewBox="0 0 10 14"><path d="M5 2V12M1.5 8.5L5 12L8.5 8.5" fill="none" stroke="currentColor" stroke-width="1.6" /></symbol>
  </svg>
);

export const Glyph = ({ id, name = "glyph" }: { id: string; name?: string }) => (
  <svg class={name} viewBox={name === "ar" ? "0 0 10 14" : "0 0 14 14"} aria-hidden="true"><use href={`#m-${id}`} /></svg>
);

interface Marked { option: BoardOption; level: number | null; open: string; rather: number; doubted: boolean; say: Say }

/** A cell's mark; a level that is no plain yes or no is written beside it. */
export function Mark({ option, level, open, rather, doubted, say }: Marked) {
  const word = level === null ? open : option.levels[level] ?? "";
  const plain = isSwitch(option) || level === null;
  return (
    <>
      <Glyph id={kindOf(option, level)} />
      {!plain && <small>{word}</small>}
      {rather !== 0 && <Glyph id={rather > 0 ? "up" : "down"} name="ar" />}
      {doubted && <i class="q" aria-hidden="true">?</i>}
      <span class="vh">{[plain && (level === null ? word : say(level ? "yes" : "no")), rather > 0 && say("wouldRather"), rather < 0 && say("ratherNot"), doubted && say("doubted")].filter(Boolean).join(", ")}</span>
    </>
  );
}

export const Ring = ({ letter }: { letter: string }) => <span class="letter">{letter}</span>;
export const Tag = ({ code }: { code: string }) => <span class="code">{code}</span>;

export const Key = ({ say, ...marks }: { say: Say; doubt: boolean; dilemmas: boolean }) => (
  <p class="bkey">
    <span><Glyph id="yes" /> {say("yes")}</span> <span><Glyph id="part" /> {say("inPart")}</span> <span><Glyph id="no" /> {say("no")}</span>{" "}
    <span><Glyph id="open" /> {say("leftOpen")}</span> <span><Glyph id="up" name="ar" /> {say("wouldRather")}</span>{" "}
    <span><Glyph id="down" name="ar" /> {say("ratherNot")}</span> {marks.doubt && <span><i class="q">?</i> {say("doubted")}</span>}{" "}
    {marks.dilemmas && <span><b>P</b> {say("persuasion")} <b>R</b> {say("rejection")} <b>T</b> {say("trust")}</span>}
  </p>
);
