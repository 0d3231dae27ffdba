/** The page's side of the engine: questions as promises, answered in a worker so that typing never waits. */

import type { Changes } from "../engine/change.ts";
import type { Model } from "../engine/model.ts";
import type { Asked, Effect, Reckoned } from "./reckon.ts";
import type { Question } from "./worker.ts";

interface Waiting { done: (answer: never) => void; failed: (fault: Error) => void }
type Sent = Question extends infer One ? (One extends { id: number } ? Omit<One, "id"> : never) : never;

export class Engine {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private count = 0;

  constructor(address: string) {
    this.worker = new Worker(address);
    this.worker.onmessage = ({ data }: MessageEvent<{ id: number; answer?: never; fault?: string }>) => {
      const one = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.fault === undefined) one?.done(data.answer as never);
      else one?.failed(new Error(data.fault));
    };
  }

  reckon(asked: Asked): Promise<Reckoned> {
    return this.ask<Reckoned>({ kind: "reckon", asked });
  }

  effect(model: Model, changes: Partial<Changes>): Promise<Effect> {
    return this.ask<Effect>({ kind: "effect", model, changes });
  }

  private ask<T>(question: Sent): Promise<T> {
    const id = ++this.count;
    return new Promise<T>((done, failed) => {
      this.waiting.set(id, { done: done as Waiting["done"], failed });
      this.worker.postMessage({ ...question, id });
    });
  }
}
