// The codebook as a person sees it. It keeps no truth: what it shows came from the project, and what it does is sent there.
//
// This module is what a notebook loads, and the last of those beside it. Each imports only those above it in this list:
//   ../shared               what every widget has: the store and its outbox, the shell, keys, words to the person, lists of passages
//   types                   the shapes that they pass to each other
//   branches drafts         the tree and what is being written: values, tested without a browser
//   frame state             the elements, what the widget remembers
//   tree dragging           the codes on the left
//   fields colours quotes story merging       the page of a code on the right, a part each
//   page deeds commands     which page is shown, what a person does, and by which key
//   book                    all of it put together

import { widgetOf } from "../shared/entry.js";
import { Store } from "../shared/store.js";
import { Book } from "./book.js";

export default widgetOf(Store, Book);
