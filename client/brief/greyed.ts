/** Sentences that the page cannot make again: grey, and tagged "as in the file", while something is supposed. */

import { make } from "./data.ts";

/** What tells of outcomes, in the page's own marks; record (sources, promises, answers) and the switches stay as they are. */
const SENTENCES = [
  "h1", ".lead dd", ".do li", "#asks > h2", "#asks .note", "#asks thead th.short", "#asks thead th.text",
  ".p2 > .sec:not(#sources) h2:not(.vh)", ".p2 > .sec:not(#sources) .t", ".p2 > .sec:not(#sources) li",
  ".p2 > .sec:not(#sources) dd", ".p2 > .sec:not(#sources) figure > .fh", ".p2 > .sec:not(#sources) caption",
  ".p2 > .sec:not(#sources) thead th:first-child", ".annex > details > summary i",
].join(",");
const GREY = `${SENTENCES}, #asks td.short, #asks td.text, #asks .fate ~ .fate, .p2 > .sec:not(#sources) .sb > *, .annex > details > .in`;

export function grey(root: ParentNode, supposing: boolean, tag: string): void {
  for (const element of root.querySelectorAll(GREY)) element.classList.toggle("gy", supposing);
  for (const old of root.querySelectorAll(".tagf")) old.remove();
  if (supposing) for (const element of root.querySelectorAll(SENTENCES)) element.append(" ", make("span", { class: "tagf" }, tag));
}
