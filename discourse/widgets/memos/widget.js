// The memos as a person sees them. It keeps no truth: what it shows came from the project, and what it does is sent there.
//
// Each module imports only those above it in this list:
//   ../shared            the store, the shell, the list of any length
//   told                 how a memo and the thing that it is about are named: strings, no page
//   rows compose         a memo drawn; a new one written
//   deeds commands       what is done with them, and by which key
//   memos                all of it put together

import { widgetOf } from "../shared/entry.js";
import { Store } from "../shared/store.js";
import { MemoBrowser } from "./memos.js";

export default widgetOf(Store, MemoBrowser);
