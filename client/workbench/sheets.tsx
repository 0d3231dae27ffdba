/** What lies over the page: the keys, the first visit's five steps, the other's change beside ours. */

import { Adding } from "./adding.tsx";
import { useShared } from "./context.ts";
import { Sheet } from "./sheet.tsx";
import { useStore } from "./store.ts";
import type { Word } from "./words.ts";

export function Sheets() {
  const { place } = useShared(), { sheet } = useStore(place);
  if (sheet === "keys") return <Keys />;
  if (sheet === "merge") return <Merge />;
  if (sheet === "add") return <Adding />;
  return null;
}

const KEYS: [Word, [string, Word][]][] = [
  ["onBoard", [["← ↑ → ↓", "keyMove"], ["Y", "keyYes"], ["N", "keyNo"], ["–", "keyOpen"], ["1 … 9", "keyLevel"], ["W", "keyWhy"], ["E", "keyText"], ["O", "newOption"]]],
  ["onLists", [["↑ ↓", "keyList"], ["Alt ↑ ↓", "keyGrab"], ["L", "newLine"]]],
  ["inText", [["Tab", "keyMend"], ["F8", "keyNext"], ["Ctrl Space", "keyComplete"], ["Ctrl F", "keyFind"]]],
  ["everywhere", [["F6", "keyPanel"], ["Ctrl Z", "keyUndo"], ["Ctrl Y", "keyRedo"], ["Ctrl S", "keySave"], ["P", "keyPriorities"], ["/", "keyFind"], ["?", "keyHelp"], ["Esc", "keyClose"]]],
];

function Keys() {
  const { say, place } = useShared();
  return (
    <Sheet title={say("keysTitle")}>
      {KEYS.map(([where, keys]) => (
        <section key={where}>
          <h3>{say(where)}</h3>
          <dl class="key-list">{keys.map(([key, does]) => <div key={does}><dt>{key.split(" ").map((one) => (/^\W$/.test(one) && one === "…" ? " … " : <kbd key={one}>{one}</kbd>))}</dt><dd>{say(does)}</dd></div>)}</dl>
        </section>
      ))}
      <p><button type="button" class="why" onClick={() => place.set({ sheet: "walk" })}>{say("walkAgain")}</button></p>
    </Sheet>
  );
}

function Merge() {
  const { say, session, editor, place } = useShared(), { theirs } = useStore(session.state);
  if (!theirs) return null;
  const ours = editor()?.now() ?? "";
  const settle = (text: string | null): void => {
    place.set({ sheet: null });
    session.settle(text);
  };
  return (
    <Sheet title={say("savedMeanwhile", { who: theirs.by || say("someone"), version: theirs.version })}>
      {theirs.merged !== null ? <p>{say("mergeable")}</p> : theirs.conflicts.length ? <p>{say("clashes", { n: theirs.conflicts.length })}</p> : <p>{say("again")}</p>}
      {theirs.conflicts.map((one) => (
        <table class="clash" key={one.entry}>
          <caption>{say("entry", { id: one.entry })}</caption>
          <tbody>
            <tr><th scope="row">{say("base")}</th><td><pre>{one.base}</pre></td></tr>
            <tr><th scope="row">{say("ours")}</th><td><pre>{one.ours}</pre></td></tr>
            <tr><th scope="row">{say("theirs")}</th><td><pre>{one.theirs}</pre></td></tr>
          </tbody>
        </table>
      ))}
      <p class="acts">
        {theirs.merged !== null && <button type="button" class="main-act" onClick={() => settle(theirs.merged)}>{say("takeMerged")}</button>}
        {theirs.merged === null && theirs.conflicts.length === 0 && <button type="button" class="main-act" onClick={() => { place.set({ sheet: null }); session.state.set({ theirs: null }); void session.save(); }}>{say("tryBoth")}</button>}
        <button type="button" class="try" onClick={() => settle(theirs.text)}>{say("takeTheirs")}</button>
        <button type="button" class="try" onClick={() => settle(ours)}>{say("keepOurs")}</button>
      </p>
    </Sheet>
  );
}
