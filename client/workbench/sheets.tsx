/** What lies over the page: the keys, the first visit's five steps, the other's change beside ours. */

import { Adding } from "./adding.tsx";
import { useShared } from "./context.ts";
import { Merge } from "./merge.tsx";
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
