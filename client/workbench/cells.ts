/** Cells of the board by key: where an arrow leads, which level a key means, which change of the text that is. */

import type { Shown } from "./columns.ts";
import type { BoardOption, Change } from "./data.ts";

/** The cell that a key leads to; null where it leads nowhere. */
export function stepped(key: string, row: number, column: number, rows: number, columns: number, rtl: boolean): { row: number; column: number } | null {
  const ahead = rtl ? -1 : 1;
  const steps: Record<string, [number, number]> = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -ahead], ArrowRight: [0, ahead],
    Home: [0, -columns], End: [0, columns], PageUp: [-rows, 0], PageDown: [rows, 0],
  };
  const step = steps[key];
  if (!step) return null;
  const inside = (n: number, count: number): number => Math.min(Math.max(n, 0), count - 1);
  return { row: inside(row + step[0], rows), column: inside(column + step[1], columns) };
}

/** The level that a key sets, null for left open; undefined where it sets none. */
export function keyed(key: string, option: BoardOption, level: number | null): number | null | undefined {
  const last = option.levels.length - 1;
  if (key === "y" || key === "Y") return last;
  if (key === "n" || key === "N") return 0;
  if (key === "-" || key === "–") return null;
  if (key === "+") return level === null ? 0 : Math.min(level + 1, last);
  const digit = /^[1-9]$/.test(key) ? Number(key) - 1 : -1;
  return digit >= 0 && digit <= last ? digit : undefined;
}

/** The change of the text that sets a cell to a level; null where the cell follows from others or has no such level. */
export function changeOf(option: BoardOption, column: Shown, level: number | null): Change | null {
  const name = level === null ? null : option.levels[level]!;
  if (column.kind === "position") {
    return name === null && option.by === column.party ? null : { kind: "position", party: column.party!, option: option.id, level: name };
  }
  if (name === null) return null;
  if (column.kind === "now") return { kind: "status_quo", option: option.id, level: name };
  if (column.kind === "threat") return { kind: "set", path: [...(option.said ?? ["intentions", option.by]), option.id], value: name };
  return null;
}
