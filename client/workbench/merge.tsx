/** Somebody saved in between: both changes entry by entry, whose stands where they clash, and whether the whole is sound. */

import { useEffect, useState } from "preact/hooks";
import { merge, type Together } from "./api.ts";
import { useShared } from "./context.ts";
import type { Clash, Side } from "./data.ts";
import { Sheet } from "./sheet.tsx";
import { useStore } from "./store.ts";

export function Merge() {
  const { say, session, editor, place } = useShared(), { theirs, stored } = useStore(session.state);
  const [clashes, list] = useState<Clash[]>([]), [chosen, choose] = useState<Record<string, Side>>({});
  const [both, put] = useState<Together | null>(null), [fault, tell] = useState("");
  const ours = editor()?.now() ?? "";

  useEffect(() => {
    if (!theirs) return undefined;
    let wanted = true;
    merge(stored.text, ours, theirs.text, chosen).then((made) => {
      if (!wanted) return;
      put(made);
      list((before) => [...before, ...made.conflicts.filter((one) => !before.some(({ entry }) => entry === one.entry))]);
    }, (why: Error) => { if (wanted) tell(why.message); });
    return () => { wanted = false; };
  }, [theirs, chosen]);

  if (!theirs) return null;
  const settle = (text: string): void => {
    place.set({ sheet: null });
    session.settle(text);
  };
  const open = both?.conflicts.length ?? 0, sound = both?.problems.length === 0;
  return (
    <Sheet title={say("savedMeanwhile", { who: theirs.by || say("someone"), version: theirs.version })}>
      <p role="status">{fault || (!both ? say("working") : clashes.length ? say("clashes", { n: clashes.length, open }) : say("mergeable"))}</p>
      {clashes.map((clash) => <OneClash key={clash.entry} clash={clash} chosen={chosen[clash.entry]} choose={(side) => choose({ ...chosen, [clash.entry]: side })} />)}
      {both && !open && !sound && (
        <div class="fail" role="alert"><p>{say("unsoundTogether")}</p>
          <ul>{both.problems.map((one) => <li key={one.message}>{one.line ? `${say("line", { n: one.line })}: ` : ""}{one.message} {one.hint}</li>)}</ul></div>
      )}
      <p class="acts">
        {both && !open && <button type="button" class={sound ? "main-act" : "try"} onClick={() => settle(both.text)}>{say(sound ? "takeMerged" : "takeUnsound")}</button>}
        <button type="button" class="try" onClick={() => settle(theirs.text)}>{say("takeTheirs")}</button>
        <button type="button" class="try" onClick={() => settle(ours)}>{say("keepOurs")}</button>
      </p>
    </Sheet>
  );
}

/** One entry that both changed, each otherwise: what it was, and the two to choose from. */
function OneClash({ clash, chosen, choose }: { clash: Clash; chosen: Side | undefined; choose(side: Side): void }) {
  const { say } = useShared();
  return (
    <fieldset class="clash">
      <legend>{clash.entry ? say("entry", { id: clash.entry }) : say("wholeText")}</legend>
      <p class="was">{say("base")} <code>{clash.base || say("notThere")}</code></p>
      {(["ours", "theirs"] as const).map((side) => (
        <label key={side} class={chosen === side ? "on" : ""}>
          <input type="radio" name={`clash ${clash.entry}`} checked={chosen === side} onChange={() => choose(side)} />
          <b>{say(side)}</b><code>{clash[side] || say("notThere")}</code>
        </label>
      ))}
    </fieldset>
  );
}
