-- Layout 2, as it was first released: what a migration to it makes. It never changes; a change of tables.py is layout 3.
CREATE TABLE events (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL,
	tick INTEGER NOT NULL,
	time TEXT NOT NULL,
	coder TEXT NOT NULL,
	via TEXT NOT NULL,
	verb TEXT NOT NULL,
	what TEXT NOT NULL,
	undoes TEXT,
	digest TEXT NOT NULL,
	chain TEXT NOT NULL,
	UNIQUE (id)
)
 STRICT;
CREATE TABLE texts (
	sha256 TEXT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (sha256)
)
 STRICT;
CREATE TABLE local (
	id TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE threads (
	id TEXT NOT NULL,
	seq INTEGER NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE participants (
	id TEXT NOT NULL,
	seq INTEGER NOT NULL,
	more TEXT NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE codes (
	id TEXT NOT NULL,
	parent TEXT,
	name TEXT NOT NULL,
	seq INTEGER NOT NULL,
	brief TEXT NOT NULL,
	definition TEXT NOT NULL,
	include TEXT NOT NULL,
	exclude TEXT NOT NULL,
	example TEXT NOT NULL,
	colour TEXT NOT NULL,
	terms TEXT NOT NULL,
	retired TEXT,
	merged_into TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(parent) REFERENCES codes (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;
CREATE TABLE memos (
	id TEXT NOT NULL,
	about TEXT NOT NULL,
	target TEXT NOT NULL,
	text TEXT NOT NULL,
	coder TEXT NOT NULL,
	created_at TEXT NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE notes (
	id TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE changes (
	event INTEGER NOT NULL,
	n INTEGER NOT NULL,
	place TEXT NOT NULL,
	id TEXT NOT NULL,
	utterance TEXT,
	"before" TEXT,
	"after" TEXT,
	PRIMARY KEY (event, n),
	FOREIGN KEY(event) REFERENCES events (seq)
)
 WITHOUT ROWID,
 STRICT;
CREATE TABLE utterances (
	id TEXT NOT NULL,
	thread TEXT NOT NULL,
	seq INTEGER NOT NULL,
	reply_to TEXT,
	kind TEXT NOT NULL,
	participant TEXT,
	time TEXT,
	more TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(thread) REFERENCES threads (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(sha256) REFERENCES texts (sha256)
)
 STRICT;
CREATE TABLE assignments (
	id TEXT NOT NULL,
	thread TEXT NOT NULL,
	coder TEXT NOT NULL,
	blind INTEGER NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(thread) REFERENCES threads (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;
CREATE TABLE codings (
	id TEXT NOT NULL,
	utterance TEXT NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	code TEXT NOT NULL,
	coder TEXT NOT NULL,
	quote TEXT NOT NULL,
	score REAL,
	sha256 TEXT NOT NULL,
	passage TEXT,
	weight REAL,
	suggested_by TEXT,
	created_at TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(utterance) REFERENCES utterances (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(code) REFERENCES codes (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(sha256) REFERENCES texts (sha256)
)
 STRICT;
CREATE TABLE suggestions (
	id TEXT NOT NULL,
	utterance TEXT NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	code TEXT NOT NULL,
	coder TEXT NOT NULL,
	quote TEXT NOT NULL,
	score REAL,
	sha256 TEXT NOT NULL,
	reason TEXT,
	status TEXT NOT NULL,
	decided_by TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(utterance) REFERENCES utterances (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(code) REFERENCES codes (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(sha256) REFERENCES texts (sha256)
)
 STRICT;
CREATE TABLE readings (
	id TEXT NOT NULL,
	utterance TEXT NOT NULL,
	coder TEXT NOT NULL,
	created_at TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(utterance) REFERENCES utterances (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;
CREATE TABLE members (
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	utterance TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(utterance) REFERENCES utterances (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;
CREATE INDEX events_of_coder ON events (coder, tick, id);
CREATE INDEX events_in_order ON events (tick, id);
CREATE INDEX memos_of_target ON memos (target);
CREATE INDEX changes_of_utterance ON changes (utterance);
CREATE INDEX changes_of_row ON changes (place, id);
CREATE INDEX utterances_in_order ON utterances (thread, seq, id);
CREATE INDEX assignments_of_coder ON assignments (coder);
CREATE INDEX codings_of_utterance ON codings (utterance);
CREATE INDEX codings_of_code ON codings (code);
CREATE INDEX suggestions_of_utterance ON suggestions (utterance);
CREATE INDEX suggestions_of_code ON suggestions (code);
CREATE INDEX readings_of_utterance ON readings (utterance);
CREATE INDEX members_of_set ON members (name);
CREATE INDEX members_of_utterance ON members (utterance);
-- when the rows are there
ALTER TABLE codings ADD COLUMN spot INTEGER;
ALTER TABLE codings ADD COLUMN thread TEXT;
ALTER TABLE codings ADD COLUMN participant TEXT;
ALTER TABLE suggestions ADD COLUMN spot INTEGER;
ALTER TABLE suggestions ADD COLUMN thread TEXT;
UPDATE codings SET (spot, thread, participant) = (SELECT t.seq * 4294967296 + u.seq, u.thread, u.participant FROM utterances u JOIN threads t ON t.id = u.thread WHERE u.id = codings.utterance AND u.sha256 = codings.sha256);
UPDATE suggestions SET (spot, thread) = (SELECT t.seq * 4294967296 + u.seq, u.thread FROM utterances u JOIN threads t ON t.id = u.thread WHERE u.id = suggestions.utterance AND u.sha256 = suggestions.sha256);
CREATE INDEX codings_counted ON codings (code, participant, utterance, coder, thread) WHERE spot IS NOT NULL;
CREATE TRIGGER codings_derived_insert AFTER INSERT ON codings BEGIN UPDATE codings SET (spot, thread, participant) = (SELECT t.seq * 4294967296 + u.seq, u.thread, u.participant FROM utterances u JOIN threads t ON t.id = u.thread WHERE u.id = codings.utterance AND u.sha256 = codings.sha256) WHERE codings.id = NEW.id; END;
CREATE TRIGGER codings_derived_update AFTER UPDATE OF utterance, sha256 ON codings BEGIN UPDATE codings SET (spot, thread, participant) = (SELECT t.seq * 4294967296 + u.seq, u.thread, u.participant FROM utterances u JOIN threads t ON t.id = u.thread WHERE u.id = codings.utterance AND u.sha256 = codings.sha256) WHERE codings.id = NEW.id; END;
CREATE TRIGGER suggestions_derived_insert AFTER INSERT ON suggestions BEGIN UPDATE suggestions SET (spot, thread) = (SELECT t.seq * 4294967296 + u.seq, u.thread FROM utterances u JOIN threads t ON t.id = u.thread WHERE u.id = suggestions.utterance AND u.sha256 = suggestions.sha256) WHERE suggestions.id = NEW.id; END;
CREATE TRIGGER suggestions_derived_update AFTER UPDATE OF utterance, sha256 ON suggestions BEGIN UPDATE suggestions SET (spot, thread) = (SELECT t.seq * 4294967296 + u.seq, u.thread FROM utterances u JOIN threads t ON t.id = u.thread WHERE u.id = suggestions.utterance AND u.sha256 = suggestions.sha256) WHERE suggestions.id = NEW.id; END;
CREATE TRIGGER utterances_told_insert AFTER INSERT ON utterances BEGIN UPDATE codings SET (spot, thread, participant) = (SELECT t.seq * 4294967296 + u.seq, u.thread, u.participant FROM utterances u JOIN threads t ON t.id = u.thread WHERE u.id = codings.utterance AND u.sha256 = codings.sha256) WHERE utterance = NEW.id; UPDATE suggestions SET (spot, thread) = (SELECT t.seq * 4294967296 + u.seq, u.thread FROM utterances u JOIN threads t ON t.id = u.thread WHERE u.id = suggestions.utterance AND u.sha256 = suggestions.sha256) WHERE utterance = NEW.id; END;
CREATE TRIGGER utterances_told_update AFTER UPDATE ON utterances BEGIN UPDATE codings SET (spot, thread, participant) = (SELECT t.seq * 4294967296 + u.seq, u.thread, u.participant FROM utterances u JOIN threads t ON t.id = u.thread WHERE u.id = codings.utterance AND u.sha256 = codings.sha256) WHERE utterance = NEW.id; UPDATE suggestions SET (spot, thread) = (SELECT t.seq * 4294967296 + u.seq, u.thread FROM utterances u JOIN threads t ON t.id = u.thread WHERE u.id = suggestions.utterance AND u.sha256 = suggestions.sha256) WHERE utterance = NEW.id; END;
CREATE TRIGGER threads_told_insert AFTER INSERT ON threads BEGIN UPDATE codings SET (spot, thread, participant) = (SELECT t.seq * 4294967296 + u.seq, u.thread, u.participant FROM utterances u JOIN threads t ON t.id = u.thread WHERE u.id = codings.utterance AND u.sha256 = codings.sha256) WHERE utterance IN (SELECT id FROM utterances WHERE thread = NEW.id); UPDATE suggestions SET (spot, thread) = (SELECT t.seq * 4294967296 + u.seq, u.thread FROM utterances u JOIN threads t ON t.id = u.thread WHERE u.id = suggestions.utterance AND u.sha256 = suggestions.sha256) WHERE utterance IN (SELECT id FROM utterances WHERE thread = NEW.id); END;
CREATE TRIGGER threads_told_update AFTER UPDATE ON threads BEGIN UPDATE codings SET (spot, thread, participant) = (SELECT t.seq * 4294967296 + u.seq, u.thread, u.participant FROM utterances u JOIN threads t ON t.id = u.thread WHERE u.id = codings.utterance AND u.sha256 = codings.sha256) WHERE utterance IN (SELECT id FROM utterances WHERE thread = NEW.id); UPDATE suggestions SET (spot, thread) = (SELECT t.seq * 4294967296 + u.seq, u.thread FROM utterances u JOIN threads t ON t.id = u.thread WHERE u.id = suggestions.utterance AND u.sha256 = suggestions.sha256) WHERE utterance IN (SELECT id FROM utterances WHERE thread = NEW.id); END;
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'the log of a project is append-only'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the log of a project is append-only'); END;
CREATE TRIGGER changes_no_update BEFORE UPDATE ON changes BEGIN SELECT RAISE(ABORT, 'the log of a project is append-only'); END;
CREATE TRIGGER changes_no_delete BEFORE DELETE ON changes BEGIN SELECT RAISE(ABORT, 'the log of a project is append-only'); END;
