/** Where each dialogue goes: asked row by row, since the first takes longer than the page should. */

export async function headlines(): Promise<void> {
  for (const cell of document.querySelectorAll<HTMLElement>("[data-goes]")) {
    const answer = await fetch(`/api/v1/dialogues/${encodeURIComponent(cell.dataset.goes ?? "")}/headline`);
    const said = (await answer.json().catch(() => ({}))) as { headline?: string; title?: string };
    cell.textContent = answer.ok ? (said.headline ?? "") : "–";
    cell.removeAttribute("data-goes");
  }
}
