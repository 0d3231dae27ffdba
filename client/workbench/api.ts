/** The door: every request of the workbench to the program, and nothing else goes out. */

import type { Change, Clash, Side, Stored, Worked } from "./data.ts";
import { offsetOf, placed, placeOf, type Place, type Told } from "./places.ts";

/** What the program refused, as it says it (problem+json). */
export class Refused extends Error {
  constructor(readonly status: number, message: string, readonly body: Record<string, unknown>) {
    super(message);
  }

  /** What is wrong, without the places in a text that the reader has not seen. */
  plainly(): string {
    const problems = (this.body.problems ?? []) as { message: string; hint: string }[];
    return problems.map(({ message, hint }) => `${message} ${hint}`.trim()).join(" ") || this.message;
  }
}

const ROOT = "/api/v1";

async function asked(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { "accept-language": document.documentElement.lang || "en", ...(init.headers as Record<string, string> | undefined) };
  const answer = await fetch(ROOT + path, { credentials: "same-origin", ...init, headers });
  if (answer.ok || answer.status === 304) return answer;
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  throw new Refused(answer.status, String(body.detail ?? body.title ?? answer.statusText), body);
}

const sent = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit =>
  ({ method, body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });

const named = (name: string): string => `/dialogues/${encodeURIComponent(name)}`;

export async function open(name: string): Promise<Stored> {
  return (await asked(named(name))).json() as Promise<Stored>;
}

/** The dialogue as it is stored, if it is another than that of the digest. */
export async function newer(name: string, digest: string): Promise<Stored | null> {
  const answer = await asked(named(name), { headers: { "if-none-match": `"${digest}"` } });
  if (answer.status === 304) return null;
  const stored = (await answer.json()) as Stored;
  return stored.digest === digest ? null : stored;
}

export async function work(text: string, shown: string[], name: string, signal: AbortSignal): Promise<Worked> {
  const worked = (await (await asked("/work", { ...sent("POST", { text, shown, name }), signal })).json()) as Omit<Worked, "problems"> & { problems: Told[] };
  return { ...worked, problems: worked.problems.map((one) => placed(text, one)) };
}

export async function edit(text: string, digest: string, change: Change): Promise<{ text: string; from: number; to: number }> {
  return (await asked("/edit", sent("POST", { text, digest, change }))).json() as Promise<{ text: string; from: number; to: number }>;
}

/** Two texts in one, the clashes that nobody has decided, and what keeps it from being a dialogue. */
export interface Together { text: string; conflicts: Clash[]; problems: { message: string; hint: string; line: number | null }[] }

export async function merge(base: string, ours: string, theirs: string, chosen: Record<string, Side>): Promise<Together> {
  return (await asked("/merge", sent("POST", { base, ours, theirs, chosen }))).json() as Promise<Together>;
}

/** What saving came to: stored; or somebody saved in between, with theirs. */
export type Saving = { stored: Stored } | { theirs: Theirs };
export interface Theirs { digest: string; text: string; by: string; version: string }

export async function save(name: string, text: string, base: string, message: string): Promise<Saving> {
  try {
    const answer = await asked(named(name), sent("PUT", { text, message, by: "" }, { "if-match": `"${base}"` }));
    return { stored: (await answer.json()) as Stored };
  } catch (fault) {
    if (!(fault instanceof Refused) || (fault.status !== 409 && fault.status !== 412)) throw fault;
    const { digest, text, by, number } = fault.body as Record<string, unknown>;
    if (typeof text !== "string") throw fault;
    return { theirs: { digest: String(digest), text, by: String(by ?? ""), version: String(number ?? "") } };
  }
}

export async function keepDraft(name: string, text: string, base: string): Promise<void> {
  await asked(`${named(name)}/draft`, sent("PUT", { text, base }));
}

export async function dropDraft(name: string): Promise<void> {
  await asked(`${named(name)}/draft`, { method: "DELETE" });
}

async function assist<T>(what: string, text: string, offset: number): Promise<T> {
  const [line, column] = placeOf(text, offset);
  return (await asked(`/assist/${what}`, sent("POST", { text, line, column }))).json() as Promise<T>;
}

interface Point { line: number; column: number }
interface Offered { label: string; detail: string; text: string; span: { start: Point; end: Point } }
/** One thing that may be written at a place; it goes there from `from` on. */
export interface Completion { label: string; detail: string; text: string; from: number }
export interface Hover { kind: string; name: string; text: string; more: string[]; sentence: string }

export async function complete(text: string, offset: number): Promise<Completion[]> {
  const offered = await assist<Offered[]>("complete", text, offset), start = ({ line, column }: Point): Place => [line, column];
  return offered.map(({ label, detail, text: instead, span }) => ({ label, detail, text: instead, from: offsetOf(text, start(span.start)) }));
}

export const hover = (text: string, offset: number): Promise<Hover | null> => assist<Hover | null>("hover", text, offset);

/** A question's page as a fragment of the report's own blocks. */
export async function page(question: string, text: string, name: string, parameters: unknown, signal: AbortSignal): Promise<string> {
  const answer = await asked(`/ask/${question}`, { ...sent("POST", { text, parameters, name }, { accept: "text/html", prefer: "wait=30" }), signal });
  return answer.text();
}

/** The digest of a text, as the door reckons it. */
export async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
