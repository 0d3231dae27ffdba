/**
 * One open dialogue: its text, what follows from it, where it is kept. The text lives in the editor; every change of
 * it, typed or made on the board, comes through `typed`, so there is one undo and one way to the answers.
 */

import * as door from "./api.ts";
import type { Theirs } from "./api.ts";
import type { Board, Change, Problem, Span, Stored, Worked } from "./data.ts";
import type { Model } from "../engine/model.ts";
import type { Engine } from "./engine.ts";
import type { Effect, Reckoned } from "./reckon.ts";
import { between } from "./reckon.ts";
import { Store } from "./store.ts";
import type { Say } from "./words.ts";
import { told, whole } from "./columns.ts";

export interface State {
  name: string;
  /** What is stored, and the board of that text ("as in the file"). */
  stored: Stored;
  file: Board | null;
  /** Of the text as it is: its problems; of the last sound text: the answers. */
  problems: Problem[];
  sound: boolean;
  board: Board | null;
  model: Model | null;
  html: Record<string, string>;
  took: number;
  /** The engine's answers to the model shown; null until it has spoken or where it is too large for the page. */
  reckoned: Reckoned | null;
  unreckoned: string;
  changed: Effect | null;
  working: boolean;
  /** Changes from the board that the program is still writing into the text. */
  writing: number;
  kept: "saved" | "saving" | "draft" | "unsaved" | "failed";
  failure: string;
  theirs: Theirs | null;
  draftFound: boolean;
  /** The round looked at; null: now. */
  round: string | null;
  /** The row under the cursor, on the board or in the text. */
  option: string | null;
  /** The lines that the last change from the board wrote. */
  touched: Span | null;
  said: string;
}

export interface Text {
  now(): string;
  /** Put another text there as one step that can be undone. */
  become(text: string): void;
}

const DEBOUNCE = 80, DRAFT = 600, POLL = 15_000, PATIENCE = 2_000, RETRY = 3_000, TRIES = 3;

export class Session {
  readonly state: Store<State>;
  text: Text = { now: () => this.state.now.stored.text, become: () => undefined };
  private waiting = 0;
  private drafting = 0;
  private request: AbortController | null = null;
  private asked = 0;
  private again = false;
  private edits: Promise<unknown> = Promise.resolve();

  constructor(stored: Stored, private readonly engine: Engine, private readonly say: Say) {
    this.state = new Store<State>({
      name: stored.name, stored, file: null, problems: [], sound: true, board: null, model: null, html: {}, took: 0,
      reckoned: null, unreckoned: "", changed: null, working: false, writing: 0, kept: "saved", failure: "", theirs: null,
      draftFound: !!stored.draft && stored.draft.text !== stored.text, round: null, option: null, touched: null, said: "",
    });
  }

  /** Begin: answers to the text that is open, and how the stored one reads. */
  async start(): Promise<void> {
    const text = this.text.now(), { stored } = this.state.now;
    if (text !== stored.text) {
      this.state.set({ kept: "draft" });
      void this.readFile(stored);
    }
    await this.work(["board"]); // the board stands before the sentences are worked out
    if (!this.request) void this.work(["board", "brief"]);
    setInterval(() => void this.lookAtTheirs(), POLL);
    addEventListener("focus", () => void this.lookAtTheirs());
    addEventListener("beforeunload", (event) => { if (["unsaved", "failed", "saving"].includes(this.state.now.kept)) event.preventDefault(); });
  }

  private async readFile(stored: Stored): Promise<void> {
    const worked = await door.work(stored.text, ["board"], stored.name, new AbortController().signal);
    if (!worked.board || this.state.now.stored.digest !== stored.digest) return;
    this.state.set({ file: worked.board });
    if (this.state.now.board || !worked.compiled) return;
    this.state.set({ board: worked.board, model: worked.compiled }); // the draft says nothing sound: what is stored does
    await this.reckon();
  }

  // ---- from text to answers ------------------------------------------------------------------------------------------

  /** The text changed. Typing waits a moment; a change that was made whole does not. */
  typed(atOnce: boolean): void {
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.work(["board", "brief"]), atOnce ? 0 : DEBOUNCE);
    this.keepDraftSoon();
  }

  /**
   * Ask for what follows from the text as it is. One request at a time: a newer text waits for the answer to the older,
   * which is near, and gives up waiting where it is not (what is given up is ended in the program).
   */
  private async work(shown: string[]): Promise<void> {
    if (this.request) {
      this.again = true;
      if (performance.now() - this.asked > PATIENCE) this.request.abort();
      else setTimeout(() => { if (this.again && performance.now() - this.asked > PATIENCE) this.request?.abort(); }, PATIENCE);
      return;
    }
    const mine = (this.request = new AbortController()), text = this.text.now();
    this.asked = performance.now();
    this.again = false;
    this.state.set({ working: true });
    const worked = await door.work(text, shown, this.state.now.name, mine.signal)
      .catch((fault: Error) => { if (!mine.signal.aborted) this.state.set({ said: fault.message }); });
    this.request = null;
    if (this.again) void this.work(shown);
    if (worked && this.text.now() === text) await this.show(worked, text);
    else if (!this.again && !this.request) this.state.set({ working: false });
  }

  private async show(worked: Worked, text: string): Promise<void> {
    const { state } = this, { stored } = state.now;
    if (!worked.board || !worked.compiled) {
      state.set({ working: false, sound: false, problems: worked.problems });
      return;
    }
    const file = text === stored.text ? worked.board : state.now.file, line = state.now.touched?.[0];
    const added = worked.board.options.find((one) => one.span?.[0] === line);
    if (added) state.set({ option: added.id }); // the row of an entry that was just written
    state.set({
      sound: worked.sound, problems: worked.problems, board: worked.board, model: worked.compiled,
      html: worked.html ?? (this.state.now.board ? this.state.now.html : {}), took: worked.took, file,
      round: worked.board.rounds.some((one) => one.id === state.now.round) ? state.now.round : null,
    });
    await this.reckon();
    if (!this.request) state.set({ working: false });
  }

  /** Ask the page's engine about what is shown: the model as it is, or as it was in a round. */
  async reckon(): Promise<void> {
    const { board, model, round } = this.state.now;
    if (!board || !model) return;
    const shown = asOf(model, board, round);
    try {
      const reckoned = await this.engine.reckon({ model: shown, states: whole(board, shown, round) });
      if (this.state.now.model !== model || this.state.now.round !== round) return;
      const before = this.state.now.reckoned, effect = before && between(before.answers, reckoned.answers);
      this.state.set({ reckoned, unreckoned: "", changed: effect ?? this.state.now.changed });
    } catch (fault) {
      this.state.set({ reckoned: null, unreckoned: (fault as Error).message });
    }
  }

  /** What a change of the list would make otherwise, by the page's engine. */
  effect(changes: Parameters<Engine["effect"]>[1]): Promise<Effect> | null {
    const { model } = this.state.now;
    return model && this.engine.effect(model, changes);
  }

  /** Look at a round; at now where the board has none of that name. */
  look(round: string | null): void {
    const { board } = this.state.now, there = !board || board.rounds.some((one) => one.id === round);
    this.state.set({ round: there ? round : null, changed: null });
    void this.reckon();
  }

  // ---- from the board to the text ------------------------------------------------------------------------------------

  /** One change of the text, made by the program on the text as it is then; the mark moves at once. */
  async change(change: Change): Promise<void> {
    const said = await this.tried(change);
    if (said) this.state.set({ said });
  }

  /** The same; a refusal is answered, to be told where it was asked for. */
  tried(change: Change): Promise<string> {
    this.foresee(change);
    this.state.set({ writing: this.state.now.writing + 1 });
    const done = this.edits.then(() => this.write(change)).finally(() => this.state.set({ writing: this.state.now.writing - 1 }));
    this.edits = done.catch(() => undefined);
    return done;
  }

  private async write(change: Change): Promise<string> {
    for (let tries = 0; tries < TRIES; tries++) {
      const text = this.text.now();
      try {
        const edited = await door.edit(text, await door.digest(text), change);
        if (this.text.now() !== text) continue; // it moved while the program wrote: the change is made again on what is there
        this.text.become(edited.text);
        this.state.set({ touched: [edited.from, edited.to] });
        return "";
      } catch (fault) {
        void this.work(["board"]); // what was foreseen is taken back
        return fault instanceof door.Refused ? fault.plainly() : (fault as Error).message;
      }
    }
    void this.work(["board"]); // the mark that was foreseen is not in the text
    return this.say("keptMoving");
  }

  /** Show the mark before the program has answered; its answer comes over this. */
  private foresee(change: Change): void {
    const { board, model, round } = this.state.now, after = board && model && told(board, model, change);
    if (!after || round) return;
    this.state.set(after);
    void this.reckon();
  }

  // ---- where it is kept ----------------------------------------------------------------------------------------------

  private keepDraftSoon(): void {
    clearTimeout(this.drafting);
    const { stored } = this.state.now;
    this.state.set({ kept: "unsaved" });
    this.drafting = window.setTimeout(() => void this.keepDraft(stored), DRAFT);
  }

  private async keepDraft(stored: Stored): Promise<void> {
    const text = this.text.now();
    try {
      if (text === stored.text) await door.dropDraft(stored.name);
      else await door.keepDraft(stored.name, text, stored.digest);
      if (this.text.now() === text) this.state.set({ kept: text === stored.text ? "saved" : "draft", failure: "" });
    } catch (fault) {
      this.state.set({ kept: "failed", failure: (fault as Error).message });
      this.drafting = window.setTimeout(() => void this.keepDraft(this.state.now.stored), RETRY);
    }
  }

  async save(): Promise<void> {
    await this.edits; // a mark is shown before the text has it: what is seen is what is saved
    clearTimeout(this.drafting);
    const text = this.text.now(), { stored } = this.state.now;
    if (text === stored.text) return;
    this.state.set({ kept: "saving" });
    try {
      const saving = await door.save(stored.name, text, stored.digest, "");
      if ("theirs" in saving) this.state.set({ kept: "draft", theirs: saving.theirs });
      else this.becameStored({ ...saving.stored, text }, this.text.now() === text);
    } catch (fault) {
      this.state.set({ kept: "failed", failure: (fault as Error).message });
    }
  }

  private becameStored(stored: Stored, same: boolean): void {
    this.state.set({ stored, kept: same ? "saved" : "unsaved", failure: "", theirs: null, draftFound: false, file: same ? this.state.now.board : null });
    if (!same) this.keepDraftSoon();
    if (!same) void this.readFile(stored);
  }

  private async lookAtTheirs(): Promise<void> {
    const { stored, theirs } = this.state.now;
    if (theirs || document.hidden) return;
    const other = await door.newer(stored.name, stored.digest).catch(() => null);
    if (!other) return;
    if (this.text.now() === stored.text) {
      this.becameStored(other, true);
      this.text.become(other.text);
    } else {
      this.state.set({ theirs: { digest: other.digest, text: other.text, by: other.by, version: String(other.number ?? "") } });
    }
  }

  /** What to do with the other's change: take a text in place of ours, on top of theirs. */
  settle(text: string | null): void {
    const { theirs, stored } = this.state.now;
    if (!theirs) return;
    this.state.set({ theirs: null, stored: { ...stored, text: theirs.text, digest: theirs.digest, by: theirs.by }, file: null });
    void this.readFile(this.state.now.stored);
    if (text !== null) this.text.become(text);
    this.keepDraftSoon();
  }

  backToFile(): void {
    this.state.set({ draftFound: false });
    this.text.become(this.state.now.stored.text);
  }
}

/** Whether something is still on its way: a change into the text, the text to the disk, the answers back. */
export const busy = (state: State): boolean => state.working || state.writing > 0 || state.kept === "unsaved" || state.kept === "saving";

/** The model as it was in a round: its facts and its status quo. */
export function asOf(model: Model, board: Board, round: string | null): Model {
  const meeting = board.rounds.find((one) => one.id === round);
  if (!meeting) return model;
  return {
    ...model, circumstances: { ...model.circumstances, ...meeting.facts }, status_quo: meeting.state ?? model.status_quo,
  };
}
