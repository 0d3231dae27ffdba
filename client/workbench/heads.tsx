/** The heads of the board's columns. */

import { holdsNow, type Shown } from "./columns.ts";
import { useShared } from "./context.ts";
import type { Board, Firmness } from "./data.ts";
import { useStore } from "./store.ts";
import type { Say } from "./words.ts";

export function Head({ column, board, on }: { column: Shown; board: Board; on: boolean }) {
  const { session, say, place } = useShared(), { reckoned, round } = useStore(session.state), chosen = useStore(place).chosen === column.id;
  const meeting = board.rounds.find((one) => one.id === round) ?? board.rounds[board.rounds.length - 1];
  const impossible = reckoned?.cells[column.marks]?.possible === false;
  const under = Object.entries(column.under ?? {});  // other facts, under which the rules of now say nothing
  const name = `c-${column.kind}${column.holds === "firm" ? " firm" : ""}${under.length ? " if" : ""}${on ? " on" : ""}`;
  const said = (sub: string) => <span>{impossible && !under.length ? say("cannotBe") : sub}</span>;
  if (column.kind === "now") {
    const holds = holdsNow(reckoned?.answers ?? null, column.state);
    return <th scope="col" class={name}>{say("now")}{said(meeting ? say("afterRound", { round: number(board, meeting.id) }) : column.state.includes(null) ? say("notKnown") : settled(holds, say))}</th>;
  }
  if (column.kind === "position") {
    const party = board.parties.find((one) => one.id === column.party);
    return <th scope="col" class={name}><abbr title={party?.name}>{party?.code ?? column.party}</abbr>{said(say("position"))}</th>;
  }
  if (column.kind === "step") return <th scope="col" class={name}>{say("step")}{said(board.parties.find((one) => one.id === column.party)?.code ?? "")}</th>;
  if (column.kind === "threat") return <th scope="col" class={name}>{say("threat")}{said(say("threatSub"))}</th>;
  const facts = under.map(([id, value]) => `${board.circumstances.find((one) => one.id === id)?.text ?? id}: ${say(value ? "yes" : "no")}`);
  return (
    <th scope="col" class={name} title={facts.join("; ") || undefined}>
      <button type="button" aria-pressed={chosen} title={say("alone")} onClick={() => place.set({ chosen: chosen ? null : column.id })}>{column.letter}</button>{said(under.length ? say("under", { n: under.length }) : say("settles", { firmness: settled(column.holds ?? null, say) }))}
    </th>
  );
}

export const number = (board: Board, round: string): string => String(board.rounds.findIndex((one) => one.id === round) + 1);

export const settled = (holds: Firmness, say: Say): string => (holds ? say(holds) : say("moves"));
