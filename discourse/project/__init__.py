"""The one room that remembers, and the only one that speaks SQL.

tables.py     the tables: an append-only log, and the state that follows from it
store.py      where a project is kept: sqlite.py opens a file safely, postgres.py the database of a team
log.py        a deed is an event with its changes; undo is the same changes the other way round
replay.py     what follows from a log: the rule by which two copies become one
tree.py       the tree of codes, their ids and their paths
plans/        what each verb would change: a function of the state, without side effects
answers.py    the frames that plural nouns answer with
news.py       what has changed, as plain rows, for a surface that must not wait
base.py       who is at work, and one transaction a verb
coding.py codes.py sources.py nouns.py …    the verbs and nouns that a user meets, a subject a file
project.py    Project: all of them together
"""

from discourse.project.log import through as through
from discourse.project.project import Project as Project
