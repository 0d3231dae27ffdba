/** The board: options down by party; now, positions, if nobody yields, settlements across. A grid for eye and key. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Add, ask } from "./adding.tsx";
import { columns, type Shown } from "./columns.ts";
import { useShared } from "./context.ts";
import type { Board, BoardOption, Party } from "./data.ts";
import { changeOf, keyed, stepped } from "./cells.ts";
import { Head } from "./heads.tsx";
import { Key, Mark, Tag } from "./marks.tsx";
import { useStore } from "./store.ts";
import type { Word } from "./words.ts";

export function BoardPane() {
  const { session, say } = useShared(), state = useStore(session.state), { board } = state;
  if (!board) return <section class="ctr" aria-label={say("board")} id="board">{state.sound ? <Waiting /> : <Mistakes />}</section>;
  return (
    <section class="ctr" aria-label={say("board")} id="board">
      <Caption />
      <Grid board={board} />
    </section>
  );
}

/** How long it has been worked on, once that is longer than somebody waits without asking why. */
function Waiting() {
  const { say } = useShared(), [seconds, tick] = useState(0);
  useEffect(() => {
    const clock = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(clock);
  }, []);
  return <p class="empty">{say("working")} {seconds > 2 && say("workingLong", { n: seconds })}</p>;
}

/** A message with the words of the file in it set apart. */
const Told = ({ text }: { text: string }) => <>{text.split("`").map((part, k) => (k % 2 ? <code key={k}>{part}</code> : part))}</>;

/** What stands in place of a board that there cannot be yet: what is wrong with the text, each with the way to its line. */
function Mistakes() {
  const { session, say, place, editor } = useShared(), { problems } = useStore(session.state), empty = !session.text.now().trim();
  const go = (line: number): void => { place.set({ panel: "text" }); editor()?.go(line); };
  return (
    <div class="empty" role="status">
      <p>{say(empty ? "emptyText" : "noBoard")}</p>
      {empty ? <p><a class="why" href="/new">{say("waysToBegin")}</a></p> : <ul class="wrongs">
        {problems.map((one) => <li key={`${one.line} ${one.message}`}>{one.line && <button type="button" class="why" onClick={() => go(one.line!)}>{say("line", { n: one.line })}</button>} <Told text={`${one.message} ${one.hint}`} /></li>)}
      </ul>}
    </div>
  );
}

function Caption() {
  const { session, say, place } = useShared(), { board, sound, round } = useStore(session.state), at = useStore(place);
  const option = board?.options[at.row];
  const span = option?.span;
  const why = round ? say("roundReads") : sound ? "" : say("unsoundReads");
  return (
    <header class="ph">
      <h2>{say("board")}</h2>
      <Add kind="party" />
      <p class="lat">{why || (option ? <>{option.text}{span && <>; {span[0] === span[1] ? say("lineOfText", { n: span[0] }) : say("lines", { from: span[0], to: span[1] })}</>}</> : "")}</p>
    </header>
  );
}

/** The options in the order that they are drawn: by party, as the file has the parties. */
export const drawn = (board: Board): BoardOption[] => board.parties.flatMap((party) => board.options.filter((one) => one.by === party.id));

function Grid({ board }: { board: Board }) {
  const { session, say, place } = useShared(), { reckoned, round } = useStore(session.state), at = useStore(place);
  const grid = useRef<HTMLTableElement>(null);
  const { shown, more } = columns(board, reckoned?.answers ?? null, round, at.step);
  const rows = drawn(board), focused = useRef(false);
  const option = board.options[at.row], column = shown.find((one) => one.id === at.column) ?? shown[0];
  const party = board.parties.find((one) => one.id === at.party), choosing = party || shown.some((one) => one.id === at.chosen);

  useEffect(() => {
    if (focused.current) grid.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  }, [at.row, at.column]);

  function go(row: number, id: string): void {
    place.set({ row, column: id });
    session.state.set({ option: board.options[row]?.id ?? null });
  }

  function key(event: KeyboardEvent): void {
    // Of two keys in one breath the second starts where the first led, drawn or not.
    const now = place.now, option = board.options[now.row], column = shown.find((one) => one.id === now.column) ?? shown[0];
    if (!option || !column || event.ctrlKey || event.metaKey || event.altKey) return;
    const rtl = getComputedStyle(grid.current!).direction === "rtl";
    const moved = stepped(event.key, rows.indexOf(option), shown.indexOf(column), rows.length, shown.length, rtl);
    if (moved) {
      go(board.options.indexOf(rows[moved.row]!), shown[moved.column]!.id);
      event.preventDefault();
      return;
    }
    const level = keyed(event.key, option, column.state[now.row] ?? null);
    if (level !== undefined) {
      set(option, column, level);
      event.preventDefault();
    } else if (event.key.toLowerCase() === "w") {
      place.set({ why: askAbout(board, option), panel: "answers" });
      event.preventDefault();
    } else if (event.key.toLowerCase() === "o") {
      ask({ session, place, say }, { kind: "option", party: option.by });
      event.preventDefault();
    } else if (event.key.toLowerCase() === "e") {
      session.state.set({ option: option.id });
      place.set({ panel: "text" });
      event.preventDefault();
    }
  }

  function set(of: BoardOption, where: Shown, level: number | null): void {
    const refusal = session.state.now.round ? say("roundReads") : session.state.now.sound ? "" : say("unsoundReads");
    const change = refusal ? null : changeOf(of, where, level);
    if (change) void session.change(change);
    else session.state.set({ said: refusal || say(where.kind === "settlement" ? "computedCell" : "noSuchLevel") });
  }

  return (
    <>
      <table class={`bd${choosing ? " choosing" : ""}`} role="grid" aria-label={say("boardOf")} ref={grid} onKeyDown={key} onFocusIn={() => { focused.current = true; }} onFocusOut={() => { focused.current = false; }}>
        <thead>
          <tr>
            <th scope="col" class="op">{say("option")}</th>
            {shown.map((one) => <Head column={one} board={board} key={one.id} on={one === column} />)}
            <th scope="col" class="dl">{say("dilemma")}<span>{say("whose")}</span></th>
          </tr>
        </thead>
        {board.parties.map((one) => (
          <tbody key={one.id} class={party && party !== one ? "grouped dim" : "grouped"}>
            <PartyRow party={one} across={shown.length + 2} />
            {rows.filter((row) => row.by === one.id).map((row) => (
              <Row board={board} option={row} shown={shown} key={row.id} at={row === option ? column?.id ?? "" : ""} on={go} set={set} />
            ))}
          </tbody>
        ))}
      </table>
      {more > 0 && <p class="bkey">{say("moreWays", { n: more })}</p>}
      <Key say={say} doubt={board.columns.some((one) => one.doubts?.length)} dilemmas={board.dilemmas.length > 0} />
    </>
  );
}

function PartyRow({ party, across }: { party: Party; across: number }) {
  const { say, place } = useShared(), on = useStore(place).party === party.id;
  return (
    <tr class="pg"><th colSpan={across} scope="rowgroup">
      <button type="button" aria-pressed={on} title={say("alone")} onClick={() => place.set({ party: on ? null : party.id })}><Tag code={party.code} /><bdi>{party.name}</bdi></button>
      {!party.at_table && <em>{say("notAtTable")}</em>}
      <Add kind="option" party={party.id} of={party.name} />
    </th></tr>
  );
}

interface Rowed { board: Board; option: BoardOption; shown: Shown[]; at: string; on(row: number, column: string): void; set(of: BoardOption, where: Shown, level: number | null): void }

function Row({ board, option, shown, at, on, set }: Rowed) {
  const { session, say, place } = useShared(), { reckoned, file, option: chosen } = useStore(session.state), alone = useStore(place).chosen;
  const now = shown.find((one) => one.kind === "now"), looked = shown.find((one) => one.id === alone);
  const k = board.options.indexOf(option), dilemma = board.dilemmas.find((one) => one.option === option.id);
  return (
    <tr class={`r${chosen === option.id ? " sel" : ""}${looked && now && looked.state[k] === now.state[k] ? " dim" : ""}`} data-option={option.id}>
      <th scope="row"><bdi>{option.text}</bdi>{edited(board, file, k) && <span class="chg">{say("edited")}</span>}</th>
      {shown.map((column) => {
        const marks = reckoned?.cells[column.marks], level = column.state[k] ?? null, cell = at === column.id;
        const fixed = marks?.fixed[k] ?? false;
        return (
          <td role="gridcell" key={column.id} class={`c-${column.kind}${looked && ![looked, now].includes(column) && column.kind !== "step" ? " dim" : ""}${cell ? " cur" : ""}${fixed ? " dis" : ""}${changeable(column) ? "" : " follows"}`} data-column={column.id}
            aria-selected={cell} aria-readonly={!changeable(column)} title={fixed ? say("ruledOut") : undefined}>
            <button type="button" class="mk" tabIndex={cell ? 0 : -1} onFocus={() => on(k, column.id)}
              onClick={() => { on(k, column.id); if (changeable(column)) set(option, column, next(option, column, level)); }}>
              <Mark option={option} level={level} open={say(column.kind === "now" ? "notKnown" : "leftOpen")} rather={level === null ? 0 : marks?.rather[k] ?? 0} doubted={!!column.doubts?.includes(option.id)} say={say} />
              {fixed && <span class="vh">, {say("ruledOut")}</span>}
            </button>
          </td>
        );
      })}
      <td class="dl">{dilemma && <Dilemma board={board} kind={dilemma.kind} who={dilemma.who} />}</td>
    </tr>
  );
}

function Dilemma({ board, kind, who }: { board: Board; kind: string; who: string }) {
  const { say } = useShared(), code = board.parties.find((one) => one.id === who)?.code ?? who;
  return <span class="di"><b aria-hidden="true">{kind.charAt(0).toUpperCase()}</b><span class="vh">{say(`${kind}Of` as Word, { who: code })}</span> <span aria-hidden="true">{code}</span></span>;
}

/** What a click makes of a cell: the next level, after the last (for a position) left open, then the first. */
function next(option: BoardOption, column: Shown, level: number | null): number | null {
  if (level === null) return 0;
  if (level + 1 < option.levels.length) return level + 1;
  return column.kind === "position" && option.by !== column.party ? null : 0;
}

const changeable = (column: Shown): boolean => ["now", "position", "threat"].includes(column.kind);

/** Whether the row says otherwise than what is stored. */
function edited(board: Board, file: Board | null, k: number): boolean {
  if (!file || file === board) return false;
  const id = board.options[k]!.id, old = file.options.findIndex((one) => one.id === id);
  return board.columns.some((column) => {
    const was = changeable(column as Shown) && file.columns.find((one) => one.id === column.id);
    return was && was.state[old] !== column.state[k];
  });
}

/** The ask that a row is about: the one made of it, else the first that names it. */
export const askAbout = (board: Board, option: BoardOption): string | null =>
  (board.asks.find((one) => one.option === option.id) ?? board.asks.find((one) => one.id === option.id))?.id ?? null;

