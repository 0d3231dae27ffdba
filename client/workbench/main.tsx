/** The workbench begins: the dialogue that the page names is opened, and what follows from its text is shown. */

import { render } from "preact";
import { read, written } from "./address.ts";
import { open } from "./api.ts";
import { App } from "./app.tsx";
import type { Place } from "./context.ts";
import type { Editor } from "./editor.ts";
import { Engine } from "./engine.ts";
import { Session } from "./session.ts";
import { Store } from "./store.ts";
import { firstVisit } from "./walk.tsx";
import { speaking } from "./words.ts";

async function begin(root: HTMLElement): Promise<void> {
  const say = speaking(JSON.parse(document.getElementById("words")?.textContent ?? "{}") as Record<string, string>);
  const stored = await open(root.dataset.name ?? "");
  const session = new Session(stored, new Engine("/static/workbench-engine.js"), say);
  const asked = new URLSearchParams(location.search).get("pane");
  const place = new Store<Place>({
    pane: asked === "priorities" ? "priorities" : "board", sheet: firstVisit() ? "walk" : null, adding: null, panel: asked === "text" ? "text" : "board",
    row: 0, column: "now", why: null, chosen: null, party: null, step: null, steps: { undo: false, redo: false },
  });
  let editor: Editor | null = null;
  const text = stored.draft?.text ?? stored.text;
  const made = (one: Editor): void => {
    editor = one;
    session.text = one;
    void session.start();
    if (location.hash.startsWith("#line=")) lookAt(place, session, () => one);
  };
  document.querySelector("body > header")?.remove(); // the bar of a page without scripts; the workbench has its own
  root.replaceChildren();
  render(<App shared={{ session, say, place, editor: () => editor }} text={text} made={made} />, root);
  const look = (): void => lookAt(place, session, () => editor), note = (): void => noteDown(place, session);
  if (location.hash) look();
  addEventListener("hashchange", look);
  place.watch(note);
  session.state.watch(note);
}

/** What the address looks at: a line of the text (#line=127), else a settlement, a party, a round, an ask's reason. */
function lookAt(place: Store<Place>, session: Session, editor: () => Editor | null): void {
  const line = new URLSearchParams(location.hash.slice(1)).get("line"), { round, ...seen } = read(location.hash);
  if (line) return editor()?.go(Number(line));
  place.set(seen);
  if (round !== session.state.now.round) session.look(round);
}

/** Keep the address as what is looked at. */
function noteDown(place: Store<Place>, session: Session): void {
  const hash = written(place.now, session.state.now.round), said = `${location.pathname}${location.search}${hash && `#${hash}`}`;
  if (!location.hash.startsWith("#line=") && said !== location.pathname + location.search + location.hash) history.replaceState(null, "", said);
}

const root = document.getElementById("workbench");
if (root) begin(root).catch((fault: Error) => { root.textContent = fault.message; });
