/** Changes in the page's address, as a command, and as a file to hand back. An address is anybody's: what the model does not know is left out. */

import { type Changes, NOTHING } from "../engine/change.ts";
import type { Model } from "../engine/model.ts";
import { filled, type Data } from "./data.ts";

const START = "#if=";

/** The part of an address that keeps the changes; "" for none. */
export function written(changes: Changes): string {
  const parts = [
    ...Object.entries(changes.facts).map(([id, value]) => ["set", id, value ? "yes" : "no"]),
    ...Object.entries(changes.held).map(([id, level]) => ["hold", id, String(level)]),
    ...changes.dropped.map((id) => ["drop", id]),
    ...Object.entries(changes.moved).map(([id, places]) => ["move", id, String(places)]),
  ];
  return parts.length ? START + parts.map((part) => part.map(encodeURIComponent).join(":")).join(";") : "";
}

/** The changes that an address keeps; null where it keeps none. */
export function read(hash: string, model: Model): Changes | null {
  if (!hash.startsWith(START)) return null;
  const changes: Changes = structuredClone(NOTHING), lines = ids(model);
  for (const part of hash.slice(START.length).split(";").slice(0, 1000)) {
    const [kind = "", id = "", value = ""] = part.split(":").map(decoded);
    const option = model.options.find((one) => one.id === id), number = Number(value);
    if (kind === "set" && Object.hasOwn(model.circumstances, id)) changes.facts[id] = value === "yes";
    if (kind === "hold" && option && Number.isInteger(number) && number >= 0 && number < option.levels) changes.held[id] = number;
    if (kind === "drop" && lines.has(id) && !changes.dropped.includes(id)) changes.dropped.push(id);
    if (kind === "move" && lines.has(id) && Number.isInteger(number) && number !== 0) changes.moved[id] = number;
  }
  for (const [id, value] of Object.entries(changes.facts)) if (model.circumstances[id] === value) delete changes.facts[id];
  for (const id of changes.dropped) delete changes.moved[id];
  return changes;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** The lines that can be left out or moved: those of the lists, and groups by their own ids. */
const ids = (model: Model): Set<string> =>
  new Set(Object.values(model.preferences).flatMap((given) => (given.priorities ?? []).map((line) => line.id)));

/** The same question as it is asked of the program. */
export function command(changes: Changes, data: Data): string {
  const options = [
    ...Object.entries(changes.facts).map(([id, value]) => ["--set", `${id}=${value ? "yes" : "no"}`]),
    ...changes.dropped.map((id) => ["--drop", id]),
    ...Object.entries(changes.moved).map(([id, places]) => ["--move", `${id}=${places > 0 ? "+" : ""}${places}`]),
    ...Object.entries(changes.held).map(([id, level]) => ["--grant", `${id}=${data.options[id]!.levels[level]!}`]),
  ];
  return ["detente", "whatif", quoted(data.file), ...options.map(([flag, value]) => `${flag} ${quoted(value!)}`)].join(" ");
}

const quoted = (text: string): string => (/^[\w.,/=+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** The same as a file that the program and the workbench write into the dialogue's; what JSON says is YAML, too. */
export function handed(changes: Changes, data: Data): string {
  const part = (name: string, lines: string[]): string[] => (lines.length ? [`${name}:`, ...lines] : []);
  const entry = (id: string, value: unknown, told: string): string => `  ${JSON.stringify(id)}: ${JSON.stringify(value)}${remark(told)}`;
  return [
    remark(filled(data.say.handed, { file: data.file })).trim(), "changes: 1", `to: ${JSON.stringify(data.file)}`, `digest: ${data.digest}`,
    ...part("set", Object.entries(changes.facts).map(([id, value]) => entry(id, value, data.facts[id]!))),
    ...part("drop", changes.dropped.map((id) => `  - ${JSON.stringify(id)}${remark(data.lines[id]!)}`)),
    ...part("move", Object.entries(changes.moved).map(([id, places]) => entry(id, places, data.lines[id]!))),
    ...part("hold", Object.entries(changes.held).map(([id, level]) => entry(id, data.options[id]!.levels[level], data.options[id]!.text))), "",
  ].join("\n");
}

/** What a line is about, behind it: no text of a file breaks out of a comment. */
const remark = (text: string): string => `  # ${text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S}]+/gu, " ")}`;
