/** Each party's list: dragged or moved by key; what a swap would change is told before it is made. */

import { useEffect, useState } from "preact/hooks";
import type { Answers } from "../engine/answers.ts";
import type { Model } from "../engine/model.ts";
import { Add, ask } from "./adding.tsx";
import { useShared } from "./context.ts";
import type { Board, Line, Party } from "./data.ts";
import { Tag } from "./marks.tsx";
import { consequences } from "./phrases.ts";
import { useStore } from "./store.ts";

export function Priorities() {
  const { session, say } = useShared(), { board, sound } = useStore(session.state);
  if (!board) return <section class="ctr" aria-label={say("priorities")}><p class="empty">{say("working")}</p></section>;
  return (
    <section class="ctr lists" aria-label={say("priorities")} id="board">
      <header class="ph"><h2>{say("priorities")}</h2><p class="lat">{sound ? say("listHow") : say("unsoundReads")}</p></header>
      {board.parties.map((party) => <List key={party.id} board={board} party={party} lines={board.lists[party.id] ?? []} />)}
    </section>
  );
}

interface Dragged { from: number; to: number }

function List({ board, party, lines }: { board: Board; party: Party; lines: Line[] }) {
  const { session, say, place } = useShared(), { sound } = useStore(session.state);
  const [dragged, drag] = useState<Dragged | null>(null), [at, look] = useState<string | null>(null);
  const head = <h3><Tag code={party.code} /><bdi>{party.name}</bdi><Add kind="want" party={party.id} of={party.name} /></h3>;
  if (!lines.length) return party.at_table ? <section class="list">{head}<p class="sub">{say("noList")}</p></section> : null;

  function move(k: number, places: number): void {
    const to = k + places;
    if (!sound || !places || to < 0 || to >= lines.length) return;
    void session.change({ kind: "move", id: lines[k]!.id, places });
  }

  function key(event: KeyboardEvent, k: number): void {
    const down = event.key === "ArrowDown", up = event.key === "ArrowUp";
    if (event.key.toLowerCase() === "l" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      return ask({ session, place, say }, { kind: "want", party: party.id });
    }
    if (!up && !down) return;
    event.preventDefault();
    if (event.altKey) return move(k, down ? 1 : -1);
    const rows = [...(event.currentTarget as HTMLElement).parentElement!.children] as HTMLElement[];
    rows[k + (down ? 1 : -1)]?.focus();
  }

  return (
    <section class="list">
      {head}
      <ol>
        {lines.map((line, k) => (
          <li key={line.id} tabIndex={0} draggable={sound} class={`${dragged?.from === k ? "taken" : ""}${dragged?.to === k ? " onto" : ""}${at === line.id ? " sel" : ""}`} data-line={line.id}
            onKeyDown={(event) => key(event, k)} onFocusIn={() => { look(line.id); if (line.span) session.state.set({ option: null }); }}
            onDragStart={(event) => { event.dataTransfer!.effectAllowed = "move"; event.dataTransfer!.setData("text/plain", line.id); drag({ from: k, to: k }); look(line.id); }}
            onDragOver={(event) => { if (dragged) { event.preventDefault(); if (dragged.to !== k) drag({ ...dragged, to: k }); } }}
            onDrop={(event) => { event.preventDefault(); if (dragged) move(dragged.from, k - dragged.from); drag(null); }} onDragEnd={() => drag(null)}>
            <span class="no">{k + 1}</span>
            <span class="line-says"><bdi>{line.words}</bdi>{line.want && <code>{line.want}</code>}
              {line.equally.length > 0 && <ul>{line.equally.map((one) => <li key={one.id}><bdi>{one.words}</bdi> <code>{one.want}</code></li>)}</ul>}</span>
            <span class="acts">
              <button type="button" disabled={!sound || k === 0} aria-label={`${say("up")}: ${line.words}`} onClick={() => move(k, -1)}>↑</button>
              <button type="button" disabled={!sound || k === lines.length - 1} aria-label={`${say("down")}: ${line.words}`} onClick={() => move(k, 1)}>↓</button>
            </span>
            {(at === line.id || dragged?.from === k) && <Foretold board={board} line={line} places={dragged?.from === k && dragged.to !== k ? [dragged.to - k] : [k > 0 ? -1 : 0, k + 1 < lines.length ? 1 : 0]} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What moving a line by some places would change, worked out in the page before it is done. */
function Foretold({ board, line, places }: { board: Board; line: Line; places: number[] }) {
  return <span class="told" role="status">{places.filter((by) => by !== 0).map((by) => <One key={by} board={board} line={line} places={by} />)}</span>;
}

function One({ board, line, places }: { board: Board; line: Line; places: number }) {
  const { session, say } = useShared(), { model, reckoned, unreckoned } = useStore(session.state);
  const [told, tell] = useState<string[] | null>(null);
  useEffect(() => {
    let wanted = true;
    tell(null);
    const asked = model && reckoned && session.effect({ moved: { [line.id]: places } });
    asked?.then((effect) => { if (wanted) tell(consequences(board, effect, (reckoned as { answers: Answers }).answers, (model as Model).status_quo, say)); },
      () => { if (wanted) tell([say("tooLarge")]); });
    if (unreckoned) tell([say("tooLarge")]);
    return () => { wanted = false; };
  }, [board, model, reckoned, unreckoned, line.id, places]);
  return <span class="eff"><b>{`${places < 0 ? "↑" : "↓"}${Math.abs(places) > 1 ? Math.abs(places) : ""}`}</b> <span class="vh">{say(places < 0 ? "up" : "down")}: </span>{told ? told.join(" ") : say("working")}</span>;
}
