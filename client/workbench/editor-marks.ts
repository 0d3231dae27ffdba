/** What is shown in the text beside the text: lit lines, and problems under the line that they are about. */

import { EditorState, StateEffect, StateField, type Extension, type Range, type Text, type Transaction } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import type { Mend, Problem, Span } from "./data.ts";
import type { Say } from "./words.ts";

export const light = StateEffect.define<Span[]>();
export const tell = StateEffect.define<Problem[]>();

const LIT = Decoration.line({ class: "lit" }), BAD = Decoration.line({ class: "bad" });

/** The lines of the chosen row. */
export const lit = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, change) {
    const asked = change.effects.find((one) => one.is(light));
    return asked ? lines(change.state, asked.value as Span[]) : marks.map(change.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function lines(state: EditorState, spans: Span[]): DecorationSet {
  const numbers = new Set(spans.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, k) => from + k)));
  const sorted = [...numbers].filter((line) => line >= 1 && line <= state.doc.lines).sort((a, b) => a - b);
  return Decoration.set(sorted.map((line) => LIT.range(state.doc.line(line).from)));
}

/** A problem where it is now: its line's beginning and its mend move with the text until other problems are told. */
interface Standing { problem: Problem; at: number; mend: Mend | null }
interface Told { list: Standing[]; marks: DecorationSet }

let words: Say = (word) => word;

const told = StateField.define<Told>({
  create: () => ({ list: [], marks: Decoration.none }),
  update(before, change) {
    const asked = change.effects.find((one) => one.is(tell));
    if (asked) return { list: standing(change.state, asked.value as Problem[]), marks: under(change.state, asked.value as Problem[]) };
    if (!change.docChanged) return before;
    return { list: before.list.map((one) => carried(one, change)), marks: before.marks.map(change.changes) };
  },
  provide: (field) => EditorView.decorations.from(field, (one) => one.marks),
});

const standing = ({ doc }: EditorState, found: Problem[]): Standing[] => found.flatMap((problem) =>
  (problem.line && problem.line <= doc.lines ? [{ problem, at: doc.line(problem.line).from, mend: fitting(doc, problem.mends?.[0] ?? null) }] : []));

function carried({ problem, at, mend }: Standing, { changes, newDoc }: Transaction): Standing {
  const moved = mend && { ...mend, from: changes.mapPos(mend.from, 1), to: changes.mapPos(mend.to, -1) };
  return { problem, at: changes.mapPos(at), mend: fitting(newDoc, moved) };
}

/** A mend that still replaces what it was made for; another's words are not touched. */
const fitting = (doc: Text, mend: Mend | null): Mend | null =>
  mend && mend.from <= mend.to && mend.to <= doc.length && doc.sliceString(mend.from, mend.to) === mend.was ? mend : null;

export function problems(say: Say): Extension {
  words = say;
  return told;
}

function under(state: EditorState, found: Problem[]): DecorationSet {
  const placed = found.flatMap((problem): Range<Decoration>[] => {
    if (!problem.line || problem.line > state.doc.lines) return [];
    const line = state.doc.line(problem.line);
    const widget = Decoration.widget({ widget: new Underneath(problem), block: true, side: 1 });
    return problem.severity === "warning" ? [widget.range(line.to)] : [BAD.range(line.from), widget.range(line.to)];
  });
  return Decoration.set(placed, true);
}

/** The problem in words, under its line. */
class Underneath extends WidgetType {
  constructor(private readonly problem: Problem) {
    super();
  }

  override eq(other: Underneath): boolean {
    return JSON.stringify(other.problem) === JSON.stringify(this.problem);
  }

  override toDOM(view: EditorView): HTMLElement {
    const { message, hint, line, mends, severity } = this.problem;
    const box = element("div", severity === "warning" ? "told soft" : "told");
    box.append(element("b", "", `${words("line", { n: line ?? 0 })}:`), ` ${message} ${hint} `);
    const mend = mends?.[0];
    if (mend) {
      const act = element("button", "mend", "");
      act.append(element("kbd", "", "Tab"), ` ${words("mend", { text: mend.text })}`);
      act.addEventListener("mousedown", (event) => {
        event.preventDefault();
        const same = JSON.stringify(this.problem);
        mending(view, view.state.field(told).list.find((one) => JSON.stringify(one.problem) === same));
      });
      box.append(act);
    }
    return box;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

function element(tag: string, className: string, text = ""): HTMLElement {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

function mending(view: EditorView, standing: Standing | undefined): boolean {
  if (!standing?.mend) return false;
  const { from, to, text } = standing.mend;
  view.dispatch({ changes: { from, to, insert: text }, userEvent: "input.complete" });
  return true;
}

/** Make the mend of the cursor's line, if it has one: the key is free elsewhere, so that it can leave the editor. */
export function mendAt(view: EditorView): boolean {
  const { doc, selection } = view.state, here = doc.lineAt(selection.main.head).from;
  return mending(view, view.state.field(told).list.find((one) => one.mend && doc.lineAt(one.at).from === here));
}

/** To the next line that has a problem, round and round. */
export function nextProblem(view: EditorView): boolean {
  const { doc, selection } = view.state, here = doc.lineAt(selection.main.head).number;
  const at = view.state.field(told).list.map((one) => doc.lineAt(one.at).number).sort((a, b) => a - b);
  const next = at.find((line) => line > here) ?? at[0];
  if (next === undefined) return false;
  const end = doc.line(next).to;
  view.dispatch({ selection: { anchor: end }, effects: EditorView.scrollIntoView(end, { y: "center" }), userEvent: "select" });
  return true;
}
