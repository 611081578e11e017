"""The one room that remembers, and the only one that speaks SQL.

tables.py     the tables: an append-only log, and the state that follows from it
store.py      where a project is kept: sqlite.py opens a file safely, postgres.py the database of a team
              settings.py chooses how, lease.py guards a network folder, migrations/ brings older files on, plainly.py tells errors,
              backups.py takes snapshots and keeper.py knows when, damage.py looks, salvage.py recovers, pages.py reads without SQLite
log.py        a deed is an event with its changes; undo is the same changes the other way round
log_file.py   the log as lines of JSON, made to live in git
replay.py     what follows from a log: the rule by which two copies become one
folding.py    the state that follows from the log of a database, and where its tables say something else
union.py      taking the deeds of another log into this one, each vouched for
own.py        what belongs to this copy and not to the log: its merges, and what had to be settled
telling.py    how a row is told to a person
tree.py       the tree of codes, their ids and their paths
plans/        what each verb would change: a function of the state, without side effects
answers.py    the frames that plural nouns answer with; passages.py those of codings, standing.py those of a team,
              overview.py the one of threads
derived.py    what is kept beside a passage so that a million answer at once; columns.py reads it as columns
blindness.py  what a coder who reads blind is not shown
versions.py   where a passage stands in a newer capture
names.py      whose names stand where; rewriting.py and forgetting.py make a log without them
history.py    what became of a thing; drift.py of a code
news.py       what has changed, as plain rows, for a surface that must not wait
base.py       who is at work, and one transaction a verb
coding.py codes.py sources.py people.py team.py keeping.py privacy.py nouns.py merging.py verify.py past.py
              the verbs and nouns that a user meets, a subject a file
project.py    Project: all of them together
"""

from discourse.project.log import through as through
from discourse.project.log_file import log_lines as log_lines
from discourse.project.project import Project as Project
