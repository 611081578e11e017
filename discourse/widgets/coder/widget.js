// The coding desk as a person sees it. It keeps no truth: what it shows came from the project, and what it does is sent there.
//
// This module is what a notebook loads, and the last of those beside it; `_module.py` joins them into one, because a notebook
// loads a widget from a Blob URL, where relative imports fail. Each imports only those above it in this list:
//   ../shared                          what every widget has: the store and its outbox, the shell, keys, words to the person
//   types                              the shapes that they pass to each other
//   lanes tree keys foresee codings    passages, replies, keys, rows: numbers and strings, tested without a browser
//   counts frame state                 the counts, the elements, what a desk remembers
//   items ranges paint memo dock       what is shown
//   selection panel                    what is selected, the codebook
//   heads place section near thread    the thread, built and drawn where it is looked at
//   folding readings threads filters   which utterances are shown, what is read, the pane of threads, what fits
//   disagree coders hover              whose codings are shown, where they differ, the card of a coding
//   seek searchbar hits results        what a search found: numbers, elements, painted, listed
//   search autocode finding            searching, coding what was found, by which key
//   cuts give bounds deeds walk visit mouse  what a person does
//   palette vivo likewise gestures     how it is asked for by key
//   pointed drag handles bar           how it is asked for by mouse
//   commands views                     all keys
//   around desk                        all of it put together

import { widgetOf } from "../shared/entry.js";
import { Codings } from "./codings.js";
import { CodingDesk } from "./desk.js";

export default widgetOf(Codings, CodingDesk);
