// The grid of participants as a person sees it. It keeps no truth: what it shows came from the project, and what it does is sent there.
//
// Each module imports only those above it in this list:
//   ../shared            the store, the shell, the list of passages
//   values               cells as text, and text as values; blocks of a spreadsheet: no page
//   sheet                the grid of any length: rows near the eye, a focus, a field in a cell
//   names                which names there are to replace, beside the grid
//   deeds commands       what is done, and by which key
//   people               all of it put together

import { widgetOf } from "../shared/entry.js";
import { Store } from "../shared/store.js";
import { PeopleGrid } from "./people.js";

export default widgetOf(Store, PeopleGrid);
