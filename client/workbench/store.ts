/** A value that others watch: the one place where the workbench's state lives. */

import { useEffect, useState } from "preact/hooks";

export class Store<T extends object> {
  private readonly watchers = new Set<() => void>();

  constructor(public now: T) {}

  set(part: Partial<T>): void {
    this.now = { ...this.now, ...part };
    for (const watcher of [...this.watchers]) watcher();
  }

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }
}

/** The store's value in a component that is drawn again when it changes. */
export function useStore<T extends object>(store: Store<T>): T {
  const [, draw] = useState(0), drawn = store.now;
  useEffect(() => {
    const again = (): void => draw((count) => count + 1);
    if (store.now !== drawn) again(); // it changed between being drawn and being watched
    return store.watch(again);
  }, [store]);
  return drawn;
}
