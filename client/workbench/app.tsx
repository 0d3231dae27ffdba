/** The page: head, circumstances, rounds; text, board, answers; the keys of all of it. */

import { useEffect } from "preact/hooks";
import { Answers } from "./answers.tsx";
import { BoardPane } from "./board.tsx";
import { Provided, useShared, type Shared } from "./context.ts";
import type { Editor } from "./editor.ts";
import { Symbols } from "./marks.tsx";
import { busy } from "./session.ts";
import { Priorities } from "./priorities.tsx";
import { Sheets } from "./sheets.tsx";
import { useStore } from "./store.ts";
import { TextPane } from "./textpane.tsx";
import { Circumstances, Notices, Rounds, Top } from "./top.tsx";
import { Walk } from "./walk.tsx";

export function App({ shared, text, made }: { shared: Shared; text: string; made(editor: Editor): void }) {
  const { pane, panel } = useStore(shared.place), waiting = busy(useStore(shared.session.state));
  useEffect(() => {
    const heard = (event: KeyboardEvent): void => pressed(event, shared);
    addEventListener("keydown", heard);
    return () => removeEventListener("keydown", heard);
  }, []);
  return (
    <Provided value={shared}>
      <Symbols />
      <div class={`app on-${panel}`} data-busy={waiting}>
        <Top />
        <Notices />
        <Circumstances />
        <Rounds />
        <Tabs />
        <main class="main" id="main" tabIndex={-1}>
          <TextPane text={text} made={made} />
          {pane === "board" ? <BoardPane /> : <Priorities />}
          <Answers />
        </main>
        <Walk />
        <Hints />
      </div>
      <Sheets />
    </Provided>
  );
}

function Tabs() {
  const { say, place } = useShared(), { panel } = useStore(place);
  return (
    <div class="tabs" role="group" aria-label={say("keyPanel")}>
      {(["text", "board", "answers"] as const).map((one) => <button type="button" key={one} aria-pressed={panel === one} onClick={() => place.set({ panel: one })}>{say(one)}</button>)}
    </div>
  );
}

function Hints() {
  const { say } = useShared();
  const hint = (key: string, does: Parameters<typeof say>[0]) => <span>{key.split(" ").map((one) => <kbd key={one}>{one}</kbd>)} {say(does)}</span>;
  return (
    <footer class="hints" aria-label={say("keys")}>
      {hint("← ↑ ↓ →", "keyMove")}{hint("Y", "yes")}{hint("N", "no")}{hint("–", "leftOpen")}{hint("1…9", "keyLevel")}{hint("W", "keyWhy")}{hint("E", "keyText")}
      {hint("F6", "keyPanel")}{hint("Ctrl Z", "undo")}{hint("/", "find")}{hint("?", "keys")}
    </footer>
  );
}

/** The panels in the order that F6 goes through, and what takes the focus in each. */
const PANELS = [["text", ".ed"], ["board", ".bd [tabindex='0'], .list [tabindex='0']"], ["answers", ".ans button, .ans a"], ["board", ".circ button, .rnd button"]] as const;

function pressed(event: KeyboardEvent, { session, place, editor }: Shared): void {
  const target = event.composedPath()[0] as HTMLElement, writing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  const command = event.ctrlKey || event.metaKey, key = event.key.toLowerCase();
  if (place.now.sheet && place.now.sheet !== "walk") return;
  const does = command && key === "s" ? () => void session.save()
    : event.key === "F6" ? () => nextPanel(place, editor, event.shiftKey)
    : writing ? null
    : command && key === "z" ? () => (event.shiftKey ? editor()?.redo() : editor()?.undo())
    : command && key === "y" ? () => editor()?.redo()
    : command || event.altKey ? null
    : key === "?" ? () => place.set({ sheet: "keys" })
    : key === "/" ? () => { place.set({ panel: "text" }); editor()?.find(); }
    : key === "p" ? () => place.set({ pane: place.now.pane === "board" ? "priorities" : "board" })
    : null;
  if (!does) return;
  event.preventDefault();
  does();
}

function nextPanel(place: Shared["place"], editor: Shared["editor"], back: boolean): void {
  const inside = PANELS.findIndex(([, selector]) => selector.split(", ").some((one) => document.querySelector(one.split(" ")[0]!)?.contains(document.activeElement)));
  const [panel, selector] = PANELS[(inside + (back ? PANELS.length - 1 : 1)) % PANELS.length]!;
  place.set({ panel });
  if (panel === "text") editor()?.view.focus();
  else document.querySelector<HTMLElement>(selector)?.focus();
}
