/** A dialog over the page that is left by Escape and gives the focus back. */

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useShared } from "./context.ts";

export function Sheet({ title, children }: { title: string; children: ComponentChildren }) {
  const { place, say } = useShared(), box = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null, dialog = box.current!;
    dialog.showModal();
    dialog.querySelector<HTMLElement>("form :is(input, select)")?.focus();
    return () => {
      dialog.close(); // nothing outside it takes the focus before
      before?.focus();
    };
  }, []);
  return (
    <dialog class="over-page" ref={box} aria-labelledby="sheet-title" onClose={() => place.set({ sheet: null, adding: null })}>
      <header><h2 id="sheet-title">{title}</h2><button type="button" class="why" onClick={() => box.current?.close()}>{say("close")}</button></header>
      {children}
    </dialog>
  );
}
