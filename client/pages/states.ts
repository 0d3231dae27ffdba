/** A state chosen in a form: by its name, which puts every mark of the small board, or mark by mark. */

export function states(): void {
  for (const names of document.querySelectorAll<HTMLElement>("[data-states]")) {
    const board = names.closest("details")!;
    const fetched = (): void => { if (board.open && !names.childElementCount) void fill(names, board); };
    board.addEventListener("toggle", fetched);
    board.addEventListener("change", () => told(names, board));
    names.addEventListener("click", (event) => {
      const name = (event.target as Element).closest<HTMLElement>("[data-levels]");
      if (name) for (const [row, level] of marks(board, name)) row[level]!.checked = true;
      told(names, board);
    });
    fetched();
  }
}

async function fill(names: HTMLElement, board: HTMLElement): Promise<void> {
  const answer = await fetch(names.dataset.states!);
  if (!answer.ok) return;
  names.innerHTML = await answer.text();  // our own markup: a file's texts are escaped in it
  names.hidden = false;
  told(names, board);
}

/** Each option's marks, with the level at which the named state has it. */
function marks(board: HTMLElement, name: HTMLElement): [HTMLInputElement[], number][] {
  const levels = JSON.parse(name.dataset.levels!) as Record<string, number>;
  return [...board.querySelectorAll("fieldset")].map((row) => {
    const all = [...row.querySelectorAll("input")], option = all[0]!.name.replace(/^\w+\./, "");
    return [all, levels[option]!];
  });
}

/** Which of the names is what the marks say. */
function told(names: HTMLElement, board: HTMLElement): void {
  for (const one of names.querySelectorAll<HTMLElement>("button")) {
    one.setAttribute("aria-pressed", String(marks(board, one).every(([row, level]) => row[level]!.checked)));
  }
}
