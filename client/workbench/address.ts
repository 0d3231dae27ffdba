/** What is looked at, in the address: a page can be handed on, or loaded again, as it is. What changes the text is not. */

import type { Place } from "./context.ts";

export interface Looked extends Partial<Pick<Place, "pane" | "chosen" | "party" | "why" | "step">> { round: string | null }

/** What stands after the `#`; nothing where the board is as it begins. */
export function written(place: Pick<Place, "pane" | "chosen" | "party" | "why" | "step">, round: string | null): string {
  const said = new URLSearchParams();
  if (place.pane !== "board") said.set("pane", place.pane);
  if (place.chosen) said.set("alone", place.chosen);
  if (place.party) said.set("party", place.party);
  if (place.step !== null) said.set("step", String(place.step));
  if (round) said.set("round", round);
  if (place.why) said.set("why", place.why);
  return said.toString();
}

/** What an address looks at; what it does not say is as at the beginning. */
export function read(hash: string): Looked {
  const said = new URLSearchParams(hash.replace(/^#/, "")), step = said.get("step");
  return {
    pane: said.get("pane") === "priorities" ? "priorities" : "board", chosen: said.get("alone"), party: said.get("party"), round: said.get("round"),
    why: said.get("why"), step: step !== null && /^\d{1,3}$/.test(step) ? Number(step) : null,
  };
}
