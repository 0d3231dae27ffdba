/** The workbench begins: the dialogue that the page names is opened, and what follows from its text is shown. */

import { render } from "preact";
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
  const session = new Session(stored, new Engine("/static/workbench-engine.js"));
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
  };
  document.querySelector("body > header")?.remove(); // the bar of a page without scripts; the workbench has its own
  root.replaceChildren();
  render(<App shared={{ session, say, place, editor: () => editor }} text={text} made={made} />, root);
  lookAt(place, () => editor);
  addEventListener("hashchange", () => lookAt(place, () => editor));
}

/** What the address looks at: #line=127, #why=ASK. */
function lookAt(place: Store<Place>, editor: () => Editor | null): void {
  const [key, value] = decodeURIComponent(location.hash.slice(1)).split("=");
  if (key === "why" && value) place.set({ why: value });
  if (key === "line" && value) editor()?.go(Number(value));
}

const root = document.getElementById("workbench");
if (root) begin(root).catch((fault: Error) => { root.textContent = fault.message; });
