// The coding desk as a person sees it. It keeps no truth: what it shows came from the project, and what it does is sent there.
//
// This module is what a notebook loads, and the last of those beside it; `_module.py` joins them into one, because a notebook
// loads a widget from a Blob URL, where relative imports fail. Each imports only those above it in this list:
//   types                                     the shapes that they pass to each other
//   offsets words lanes tree keys             texts, passages, replies, keys: numbers and strings, tested without a browser
//   foresee store                             the rows as acknowledged, the operations on their way, the outbox
//   plainly elements frame state              how things are named, the elements, what a desk remembers
//   tell items ranges paint memo dock         what is shown
//   selection panel thread                    what is selected, the codebook, the thread
//   deeds walk mouse keyboard                 what a person does
//   desk                                      all of it put together

/** @import { Model } from "./types.js" */
import { closeDesk, openDesk } from "./desk.js";
import { Store, localOutbox } from "./store.js";

export default () => {
  /** @type {Store | undefined} */
  let store;
  return {
    /** @param {{model: Model}} given */
    initialize({ model }) {
      store = new Store(model, localOutbox());
      store.refresh(); // from now on the kernel tells what others do
      return () => store?.close();
    },
    /** @param {{model: Model, el: HTMLElement}} given */
    render({ model, el: host }) {
      const desk = openDesk(/** @type {Store} */ (store), host, model.get("height"));
      return () => closeDesk(desk);
    },
  };
};
