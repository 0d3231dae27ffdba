/** The first visit: five steps through the open dialogue, each beside what it speaks of. Nothing is covered. */

import { useEffect, useState } from "preact/hooks";
import { useShared } from "./context.ts";
import { useStore } from "./store.ts";

/** What each step speaks of. */
const STEPS = [".bd, .ctr", ".ans", ".txt", ".circ", ".wb-tools"] as const;
const SEEN = "detente.walked";

export const firstVisit = (): boolean => {
  try {
    return localStorage.getItem(SEEN) === null;
  } catch {
    return false; // no storage, no memory of a visit: do not walk every time
  }
};

export function Walk() {
  const { say, place } = useShared(), { sheet } = useStore(place), [step, go] = useState(0);
  useEffect(() => {
    if (sheet !== "walk") return undefined;
    const about = document.querySelector(STEPS[step]!);
    about?.classList.add("walked");
    return () => about?.classList.remove("walked");
  }, [sheet, step]);
  if (sheet !== "walk") return null;
  const end = (): void => {
    try {
      localStorage.setItem(SEEN, "1");
    } catch {
      // not kept
    }
    go(0);
    place.set({ sheet: null });
  };
  return (
    <aside class="walk" role="region" aria-label={say("walkTitle")} onKeyDown={(event) => { if (event.key === "Escape") end(); }}>
      <p><b>{say("walkStep", { n: step + 1, of: STEPS.length })}</b> {say(`walk${step + 1}` as "walk1")}</p>
      <p class="acts">
        {step > 0 && <button type="button" class="why" onClick={() => go(step - 1)}>{say("walkBack")}</button>}
        {step + 1 < STEPS.length ? <button type="button" class="try" onClick={() => go(step + 1)}>{say("walkOn")}</button> : null}
        <button type="button" class="why" onClick={end}>{say("walkEnd")}</button>
      </p>
    </aside>
  );
}
