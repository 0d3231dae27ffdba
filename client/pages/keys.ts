/** Keys: `data-key` names that of a link or a button; in a list the arrows choose a row, and its keys go where it leads. */

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-name],[data-row]")];

function current(): HTMLElement | undefined {
  return rows().find((row) => row.classList.contains("foc"));
}

/** The first row is chosen, so that the keys have something to act on. */
export function chosen(): void {
  const all = rows(), first = all.find((row) => row.dataset.row === "here") ?? all[0];
  if (first) first.classList.add("foc");
}

function choose(step: number): void {
  const all = rows(), at = all.findIndex((row) => row.classList.contains("foc"));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  if (!next) return;
  all[at]?.classList.remove("foc");
  next.classList.add("foc");
  const link = next.querySelector<HTMLElement>("a,button");
  (next.tabIndex >= 0 ? next : link)?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

/** Where a key of a library's row leads. */
function ofRow(name: string, key: string): string | undefined {
  const place = `/d/${encodeURIComponent(name)}`;
  return { Enter: place, b: `${place}/brief`, v: `${place}/versions`, c: `/compare?before=${encodeURIComponent(name)}` }[key];
}

export function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && typing(event.target)) {
    (event.target as HTMLElement).blur();
    return;
  }
  if (typing(event.target)) return;
  if (act(event.key.length === 1 ? event.key.toLowerCase() : event.key, event.target)) event.preventDefault();
}

function act(key: string, target: EventTarget | null): boolean {
  if (key === "ArrowDown" || key === "ArrowUp") {
    if (!current()) return false;
    choose(key === "ArrowDown" ? 1 : -1);
    return true;
  }
  if (key === "Enter" && target instanceof HTMLElement && target.closest("a,button,summary")) return false;
  const row = current();
  const place = row?.dataset.name === undefined ? undefined : ofRow(row.dataset.name, key);
  if (place !== undefined) {
    location.assign(place);
    return true;
  }
  const find = key === "/" ? document.querySelector<HTMLInputElement>("input[type=search]") : null;
  if (find) {
    find.focus();
    return true;
  }
  const wanted = `[data-key="${CSS.escape(key)}"]`;
  const button = row?.querySelector<HTMLElement>(wanted) ?? document.querySelector<HTMLElement>(wanted);
  if (button && typing(button)) button.focus();
  else button?.click();
  button?.closest("details[open]")?.querySelector<HTMLElement>("select, input:not([type=hidden])")?.focus();
  return button != null;
}
