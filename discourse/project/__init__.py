"""The one room that remembers, and the only one that speaks SQL.

tables.py    the tables: an append-only log, and the state that follows from it
engine.py    opening a file safely, and its errors in plain words
log.py       a deed is an event with its changes; undo is the same changes the other way round
plans/       what each verb would change: a function of the state, without side effects
answers.py   the frames that plural nouns answer with
news.py      what has changed, as plain rows, for a surface that must not wait
project.py   Project: the verbs and nouns that a user meets
"""

from discourse.project.project import Project as Project
