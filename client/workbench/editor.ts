/**
 * The text: CodeMirror in a shadow root, so that its styles are constructed sheets (a strict content policy forbids
 * style elements). Lines of the chosen row are lit; problems stand under their line, with the mend one key away.
 */

import { autocompletion, completionKeymap, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState, type Extension, type StateEffect } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, hoverTooltip, keymap, lineNumbers, type Tooltip } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Completion } from "./api.ts";
import type { Problem, Span } from "./data.ts";
import { difference } from "./difference.ts";
import { light, lit, mendAt, nextProblem, problems, tell } from "./editor-marks.ts";
import { THEME } from "./editor-theme.ts";
import type { Say } from "./words.ts";

/** A change that the board made, or another text that was opened: whole at once, one step of undo. */
const whole = Annotation.define<boolean>();

export interface Watched {
  changed(atOnce: boolean): void;
  /** The line that the cursor is in, from 1, and whether the reader put it there. */
  moved(line: number): void;
  complete(text: string, offset: number): Promise<Completion[]>;
  hover(text: string, offset: number): Promise<string>;
}

export class Editor {
  readonly view: EditorView;

  constructor(host: HTMLElement, text: string, private readonly say: Say, watched: Watched) {
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const state = EditorState.create({ doc: text, extensions: [...this.extensions(watched)] });
    this.view = new EditorView({ state, root, parent: root as unknown as HTMLElement });
  }

  private extensions(watched: Watched): Extension[] {
    return [
      lineNumbers(), history(), drawSelection(), highlightActiveLine(), indentOnInput(), bracketMatching(), highlightSelectionMatches(),
      yaml(), syntaxHighlighting(COLOURS), search({ top: true }), EditorView.lineWrapping, EditorState.phrases.of(phrases(this.say)),
      autocompletion({ override: [(context) => completed(context, watched)], icons: false }), hoverTooltip((view, place) => hovered(view, place, watched)),
      problems(this.say), lit, THEME,
      keymap.of([{ key: "Tab", run: mendAt }, { key: "F8", run: nextProblem }, ...defaultKeymap, ...historyKeymap, ...searchKeymap, ...completionKeymap]),
      EditorView.contentAttributes.of({ "aria-label": this.say("text"), tabindex: "0" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) watched.changed(update.transactions.some((one) => one.annotation(whole) || one.isUserEvent("undo") || one.isUserEvent("redo")));
        if (update.selectionSet && update.transactions.some((one) => one.isUserEvent("select") || one.isUserEvent("input"))) watched.moved(this.line());
      }),
    ];
  }

  now(): string {
    return this.view.state.doc.toString();
  }

  line(): number {
    return this.view.state.doc.lineAt(this.view.state.selection.main.head).number;
  }

  /** Another text in place of this one: only what differs is touched, and it is one step that can be undone. */
  become(text: string): void {
    const change = difference(this.now(), text);
    if (change) this.view.dispatch({ changes: change, annotations: [whole.of(true), isolateHistory.of("full")], userEvent: "board" });
  }

  undo(): void {
    undo(this.view);
  }

  redo(): void {
    redo(this.view);
  }

  steps(): { undo: boolean; redo: boolean } {
    return { undo: undoDepth(this.view.state) > 0, redo: redoDepth(this.view.state) > 0 };
  }

  find(): void {
    openSearchPanel(this.view);
  }

  tell(found: Problem[]): void {
    this.view.dispatch({ effects: tell.of(found) });
  }

  /** Light up lines, and bring the first into sight if it is asked for. */
  light(spans: Span[], show: boolean): void {
    const doc = this.view.state.doc, first = spans[0]?.[0];
    const effects: StateEffect<unknown>[] = [light.of(spans)];
    if (show && first !== undefined && first <= doc.lines) effects.push(EditorView.scrollIntoView(doc.line(first).from, { y: "center" }));
    this.view.dispatch({ effects });
  }

  go(line: number): void {
    const place = this.view.state.doc.line(Math.min(Math.max(line, 1), this.view.state.doc.lines)).from;
    this.view.dispatch({ selection: { anchor: place }, effects: EditorView.scrollIntoView(place, { y: "center" }), userEvent: "select" });
    this.view.focus();
  }
}

async function completed(context: CompletionContext, watched: Watched): Promise<CompletionResult | null> {
  if (!context.explicit && !context.matchBefore(/[\w.-]+/)) return null;
  const found = await watched.complete(context.state.doc.toString(), context.pos).catch(() => []);
  if (!found.length || context.aborted) return null;
  const from = Math.min(...found.map((one) => one.from));
  return { from, options: found.map((one) => ({ label: one.label, detail: one.detail, apply: one.text })), validFor: /^[\w.-]*$/ };
}

async function hovered(view: EditorView, place: number, watched: Watched): Promise<Tooltip | null> {
  const text = await watched.hover(view.state.doc.toString(), place).catch(() => "");
  if (!text) return null;
  return { pos: place, above: true, create: () => ({ dom: Object.assign(document.createElement("div"), { className: "hover", textContent: text }) }) };
}

const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], fontWeight: "600" },
  { tag: [tags.comment, tags.lineComment], color: "var(--ink-3)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--ink-2)" },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: "var(--ink-3)" },
]);

/** CodeMirror's own words, as far as a reader meets them. */
const phrases = (say: Say): Record<string, string> => ({ Find: say("find"), close: say("close"), "Go to line": say("line") });
