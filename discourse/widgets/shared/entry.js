// What a notebook loads of a widget: one store for each model, and a view for each place where it is shown.

/** @import { Model } from "./types.js" */
import { localOutbox } from "./outbox.js";
import { Store } from "./store.js";

/**
 * @template {Store<any>} S
 * @param {new (model: Model, outbox: ReturnType<typeof localOutbox>) => S} Kept
 * @param {new (store: S, height: string, keys: Record<string, string[]>) => {open(host: HTMLElement): void, close(): void}} View
 */
export const widgetOf = (Kept, View) => () => {
  /** @type {S | undefined} */
  let store;
  return {
    /** @param {{model: Model}} given */
    initialize({ model }) {
      store = new Kept(model, localOutbox());
      store.refresh(); // from now on the kernel tells what others do
      return () => store?.close();
    },
    /** @param {{model: Model, el: HTMLElement}} given */
    render({ model, el: host }) {
      const view = new View(/** @type {S} */ (store), model.get("height"), model.get("given_keys"));
      view.open(host);
      return () => view.close();
    },
  };
};
