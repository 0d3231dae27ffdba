/** A page of the program's, fitted into the panel: its finding and what stands under it, without head, foot and sources. */

import { useEffect, useRef } from "preact/hooks";

/** Made there of escaped text, without script or style; the policy of the page would run neither. */
export function Fragment({ html, name, stale = false }: { html: string; name: string; stale?: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.replaceChildren(fitted(html)), [html]);
  return <div class={`frag q-${name}${stale ? " old" : ""}`} ref={box} />;
}

const LEFT_OUT = ".mast > p, .foot, #sources, .sl, script, style";

function fitted(html: string): DocumentFragment {
  const made = document.createElement("template");
  made.innerHTML = html;
  for (const part of made.content.querySelectorAll(LEFT_OUT)) part.remove();
  for (const link of made.content.querySelectorAll("a[href^='#']")) link.remove(); // what they lead to was left out
  for (const named of made.content.querySelectorAll("[id], [name], [aria-labelledby]")) for (const name of ["id", "name", "aria-labelledby"]) named.removeAttribute(name);
  for (const heading of made.content.querySelectorAll("h1, h2, h3")) heading.replaceWith(asParagraph(heading));
  return made.content;
}

/** Headings of another page are none of this one's outline. */
function asParagraph(heading: Element): Element {
  const said = Object.assign(document.createElement("p"), { className: `head ${heading.className}` });
  said.append(...heading.childNodes);
  return said;
}
