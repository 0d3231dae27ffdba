/** A question that takes a while: how far it is, as the program tells it, and its answer once it is there. */

interface Told { state: string; done: number | null }

export function follow(): void {
  const going = document.querySelector<HTMLElement>("[data-job]");
  if (!going?.dataset.job) return;
  const bar = going.querySelector("progress"), far = going.querySelector(".far"), next = going.dataset.next ?? location.href;
  const source = new EventSource(`/api/v1/jobs/${encodeURIComponent(going.dataset.job)}/events`);
  source.onmessage = (event: MessageEvent<string>): void => {
    const told = JSON.parse(event.data) as Told;
    if (told.done !== null && bar) {
      bar.value = told.done;
      if (far) far.textContent = `${Math.floor(100 * told.done)} %`;
    }
    if (["done", "failed", "cancelled"].includes(told.state)) source.close();
    if (["done", "failed"].includes(told.state)) location.replace(next);  // who cancelled is led on by the form
  };
}
