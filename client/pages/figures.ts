/** Figures that answer: one settlement, party or front alone, the rest dimmed; a way played step by step, or gone by key. */

const BEAT = 1200;

interface Chosen { part: HTMLElement | null; step: number }

export function figures(): void {
  for (const pick of document.querySelectorAll<HTMLElement>(".pick")) answering(pick);
}

function answering(pick: HTMLElement): void {
  const figure = pick.closest("figure")!, told = pick.querySelector("[role=status]")!, play = pick.querySelector<HTMLButtonElement>(".play")!;
  const buttons = [...pick.querySelectorAll<HTMLElement>("[data-pick]")], chosen: Chosen = { part: null, step: 0 };
  let beat = 0;
  const choose = (part: HTMLElement | null, step = steps(part).length): void => {
    Object.assign(chosen, { part, step });
    for (const one of buttons) one.setAttribute("aria-pressed", String(one === part));
    play.disabled = !steps(part).length;
    for (const mark of figure.querySelectorAll("[data-of]")) mark.classList.toggle("dimmed", !seen(mark.getAttribute("data-of")!.split(" "), chosen));
    told.textContent = step ? `${step} / ${steps(part).length}  ${steps(part)[step - 1]?.textContent}` : (part?.ariaLabel ?? "");
  };
  const go = (to: number): void => { if (chosen.part && to >= 0 && to <= steps(chosen.part).length) choose(chosen.part, to); };
  const on = (): void => {
    go(chosen.step + 1);
    if (chosen.step < steps(chosen.part).length) beat = window.setTimeout(on, BEAT);
  };
  pick.hidden = false;
  pick.addEventListener("click", (event) => {
    const part = (event.target as HTMLElement).closest<HTMLElement>("[data-pick]");
    clearTimeout(beat);
    if (part) choose(part === chosen.part ? null : part);
    else if (event.target === play) { go(0); beat = window.setTimeout(on, BEAT); }
  });
  pick.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") choose(null);
    else if (!by || !steps(chosen.part).length) return;
    else go(chosen.step + by);
    clearTimeout(beat);
    event.preventDefault();
    event.stopPropagation();
  });
  figure.addEventListener("click", (event) => {
    const keys = (event.target as Element).closest("[data-of]")?.getAttribute("data-of")?.split(" ");
    const part = keys && buttons.find((one) => keys.includes(one.dataset.pick!));
    if (part) choose(part === chosen.part ? null : part);
  });
}

/** What happens on the way of a part, one by one. */
function steps(part: HTMLElement | null): Element[] {
  const list = part?.nextElementSibling;
  return list?.tagName === "OL" ? [...list.children] : [];
}

/** Whether a mark belongs to what is looked at: to the part that is chosen, and to no step after the one that is shown. */
function seen(keys: string[], { part, step }: Chosen): boolean {
  if (!part) return true;
  const key = part.dataset.pick!, kind = key.split("-")[0]!, later = keys.filter((one) => one.startsWith(`${key.replace(/^way/, "step")}-`));
  if (kind === "by" && !keys.some((one) => one.startsWith("by-"))) return true;
  return keys.includes(key) && (!later.length || later.some((one) => Number(one.split("-").pop()) <= step));
}
