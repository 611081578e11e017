// The quotation browser as a person sees it. It keeps no truth: what it shows came from the project, and what it does is sent there.
//
// Each module imports only those above it in this list:
//   ../shared      the store, the shell, the list of passages and what it stands on
//   kinds          which of the chosen passages are one's own, others', suggestions: no page
//   dock deeds     what is chosen and what is done with it
//   commands       by which key
//   browser        all of it put together

import { widgetOf } from "../shared/entry.js";
import { Store } from "../shared/store.js";
import { PassageBrowser } from "./browser.js";

export default widgetOf(Store, PassageBrowser);
