"""Schema 1, the first released one. Append-only: a later change is a later migration.

Times are milliseconds since 1970-01-01 UTC, ids 26 base-32 characters, ``*_json`` JSON objects or arrays. ``n`` is a row number of this
file alone (the full-text indexes need one that survives VACUUM): it never travels in a bundle. Large texts stand last in their
row, so that reading a small column never follows overflow pages. ``finals`` holds kind slots (``{PERSON}``) in the place of
values, so that one client's data never reaches another's draft.
"""

TABLES = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE settings(name TEXT PRIMARY KEY, value_json TEXT NOT NULL, changed_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE providers(
  name TEXT PRIMARY KEY, adapter TEXT NOT NULL, base_url TEXT NOT NULL, key TEXT,
  allow_loopback_http INTEGER NOT NULL DEFAULT 0, ask TEXT NOT NULL DEFAULT 'always',
  models_json TEXT NOT NULL DEFAULT '[]', default_model TEXT NOT NULL DEFAULT '',
  seen_kinds_json TEXT NOT NULL DEFAULT '[]', created_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE breakers(
  provider TEXT NOT NULL, model TEXT NOT NULL, state_json TEXT NOT NULL, changed_ms INTEGER NOT NULL,
  PRIMARY KEY(provider, model)
) STRICT, WITHOUT ROWID;

CREATE TABLE imports(
  id TEXT PRIMARY KEY, source TEXT NOT NULL, workflow TEXT NOT NULL, items INTEGER NOT NULL, created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX imports_recent ON imports(created_ms DESC);
CREATE TABLE import_faults(
  id TEXT PRIMARY KEY, import_id TEXT NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
  source TEXT NOT NULL, key TEXT NOT NULL, code TEXT NOT NULL, facts_json TEXT NOT NULL
) STRICT;
CREATE INDEX import_faults_of ON import_faults(import_id);

CREATE TABLE conversations(
  id TEXT PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL CHECK(kind IN ('chat','item')),
  provider TEXT NOT NULL DEFAULT '', model TEXT NOT NULL DEFAULT '', unsent TEXT NOT NULL DEFAULT '',
  created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, deleted_ms INTEGER
) STRICT;
CREATE INDEX conversations_recent ON conversations(kind, updated_ms DESC, id) WHERE deleted_ms IS NULL;

CREATE TABLE placeholders(
  conversation TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
  token TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY(conversation, token)
) STRICT, WITHOUT ROWID;
CREATE TABLE by_hand(
  conversation TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
  action TEXT NOT NULL CHECK(action IN ('show','hide')), value TEXT NOT NULL, kind TEXT NOT NULL,
  created_ms INTEGER NOT NULL, PRIMARY KEY(conversation, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE items(
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK(length(id) = 26) REFERENCES conversations(id), import_id TEXT REFERENCES imports(id),
  source TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, workflow TEXT NOT NULL,
  received_ms INTEGER, created_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL,
  fault_code TEXT, digest TEXT NOT NULL, sample INTEGER NOT NULL DEFAULT 0,
  sender TEXT NOT NULL, subject TEXT NOT NULL, extra_json TEXT NOT NULL DEFAULT '{}', body TEXT NOT NULL
) STRICT;
CREATE INDEX items_state ON items(state, created_ms, n, id);
CREATE INDEX items_digest ON items(digest);
CREATE INDEX items_import ON items(import_id);

CREATE TABLE turns(
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK(length(id) = 26), conversation TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
  parent TEXT, role TEXT NOT NULL, state TEXT NOT NULL,
  run TEXT, provider TEXT NOT NULL DEFAULT '', model TEXT NOT NULL DEFAULT '', confidence REAL,
  created_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL, text TEXT NOT NULL, scrubbed TEXT NOT NULL
) STRICT;
CREATE INDEX turns_of ON turns(conversation, created_ms, n);
CREATE INDEX turns_streaming ON turns(n) WHERE state = 'streaming';

CREATE TABLE runs(
  id TEXT PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
  item TEXT, workflow TEXT NOT NULL, prompt_version TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
  state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, started_ms INTEGER NOT NULL, ended_ms INTEGER,
  latency_ms INTEGER, prompt_tokens INTEGER, completion_tokens INTEGER, cost_usd REAL, fault_code TEXT, request_id TEXT,
  finish TEXT, served_model TEXT
) STRICT;
CREATE INDEX runs_recent ON runs(started_ms DESC);
CREATE INDEX runs_ended ON runs(ended_ms DESC) WHERE ended_ms IS NOT NULL;
CREATE INDEX runs_open ON runs(state, started_ms) WHERE state IN ('intent','sent','unknown');
CREATE INDEX runs_of ON runs(conversation, started_ms);

CREATE TABLE spans(
  id INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE, step TEXT NOT NULL,
  started_ms INTEGER NOT NULL, duration_us INTEGER, state TEXT NOT NULL, facts_json TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX spans_of ON spans(run, id);

CREATE TABLE ledger(
  id TEXT PRIMARY KEY, run TEXT NOT NULL, conversation TEXT NOT NULL, attempt INTEGER NOT NULL, at_ms INTEGER NOT NULL,
  provider TEXT NOT NULL, model TEXT NOT NULL, host TEXT NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL,
  sha256 TEXT NOT NULL, outcome TEXT NOT NULL, status INTEGER, request_id TEXT,
  headers_json TEXT NOT NULL, replaced_json TEXT NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE INDEX ledger_recent ON ledger(at_ms DESC, id);
CREATE INDEX ledger_run ON ledger(run, attempt);
CREATE INDEX ledger_open ON ledger(run) WHERE outcome IN ('intent','sent');

CREATE TABLE reviews(
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK(length(id) = 26), conversation TEXT NOT NULL REFERENCES conversations(id),
  run TEXT NOT NULL, item TEXT, turn TEXT,
  workflow TEXT NOT NULL, prompt_version TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('pending','in_review','approved','edited','returned','escalated')),
  needs_person INTEGER NOT NULL, risk REAL NOT NULL, confidence REAL NOT NULL, reason_code TEXT NOT NULL DEFAULT '',
  hidden_count INTEGER NOT NULL DEFAULT 0, taken_by TEXT, taken_ms INTEGER, created_ms INTEGER NOT NULL,
  decided_ms INTEGER, edit_words REAL, edit_chars REAL, seconds REAL, sample INTEGER NOT NULL DEFAULT 0,
  changed_ms INTEGER NOT NULL, working_ms INTEGER, title TEXT NOT NULL, snippet TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '', reasons_json TEXT NOT NULL, request TEXT NOT NULL, draft TEXT NOT NULL,
  draft_scrubbed TEXT NOT NULL, working TEXT, final TEXT
) STRICT;
CREATE INDEX reviews_queue ON reviews(needs_person DESC, risk DESC, created_ms, n, id, state) WHERE state IN ('pending','in_review','escalated');
CREATE INDEX reviews_age ON reviews(created_ms, n, id, needs_person, state) WHERE state IN ('pending','in_review','escalated');
CREATE INDEX reviews_done ON reviews(decided_ms, n, id, state) WHERE state IN ('approved','edited','returned');
CREATE INDEX reviews_settled ON reviews(risk DESC, decided_ms, n, id, state) WHERE state IN ('approved','edited','returned');
CREATE INDEX reviews_state ON reviews(state, needs_person);
CREATE INDEX reviews_of ON reviews(conversation, created_ms);

CREATE TABLE decisions(
  id TEXT PRIMARY KEY, review TEXT NOT NULL REFERENCES reviews(id), action TEXT NOT NULL, from_state TEXT NOT NULL,
  edit_words REAL, edit_chars REAL, seconds REAL NOT NULL, decided_ms INTEGER NOT NULL, undone_ms INTEGER,
  person TEXT NOT NULL DEFAULT '', note TEXT NOT NULL, final TEXT
) STRICT;
CREATE INDEX decisions_recent ON decisions(decided_ms DESC);
CREATE INDEX decisions_of ON decisions(review, decided_ms);
CREATE INDEX decisions_standing ON decisions(person, decided_ms) WHERE undone_ms IS NULL;

CREATE TABLE finals(
  n INTEGER PRIMARY KEY,
  review TEXT NOT NULL UNIQUE, created_ms INTEGER NOT NULL, request TEXT NOT NULL, final TEXT NOT NULL
) STRICT;

CREATE TABLE feedback(
  id TEXT PRIMARY KEY, conversation TEXT NOT NULL, turn TEXT, review TEXT, name TEXT NOT NULL, value TEXT NOT NULL,
  reason TEXT NOT NULL, comment TEXT NOT NULL, context_json TEXT NOT NULL, created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX feedback_of ON feedback(conversation, created_ms);

CREATE TABLE versions(
  id TEXT PRIMARY KEY, table_name TEXT NOT NULL, row_id TEXT NOT NULL, row_json TEXT NOT NULL, why TEXT NOT NULL,
  replaced_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE audit(
  seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, act TEXT NOT NULL, subject TEXT NOT NULL, facts_json TEXT NOT NULL,
  previous TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_of ON audit(subject) WHERE subject <> '';
"""

# A streaming turn is rewritten every second, so it enters the index once, when it has ended. A final has an index of its own: taking
# the old row of a large index out safely costs 45 ms, and a decision must not.
FULL_TEXT = """
CREATE VIEW turns_ended AS SELECT n, text FROM turns WHERE state <> 'streaming';
CREATE VIEW reviews_edited AS SELECT n, final FROM reviews WHERE final <> draft;

CREATE VIRTUAL TABLE items_text USING fts5(sender, subject, body, content='items', content_rowid='n',
  tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE VIRTUAL TABLE turns_text USING fts5(text, content='turns_ended', content_rowid='n',
  tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE VIRTUAL TABLE reviews_text USING fts5(title, request, draft, content='reviews', content_rowid='n',
  tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE VIRTUAL TABLE edits_text USING fts5(final, content='reviews_edited', content_rowid='n',
  tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE VIRTUAL TABLE finals_text USING fts5(request, content='finals', content_rowid='n', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE finals_terms USING fts5vocab(finals_text, row);
INSERT INTO items_text(items_text, rank) VALUES('secure-delete', 1);
INSERT INTO turns_text(turns_text, rank) VALUES('secure-delete', 1);
INSERT INTO reviews_text(reviews_text, rank) VALUES('secure-delete', 1);
INSERT INTO edits_text(edits_text, rank) VALUES('secure-delete', 1);
INSERT INTO finals_text(finals_text, rank) VALUES('secure-delete', 1);

CREATE TRIGGER items_text_new AFTER INSERT ON items BEGIN
  INSERT INTO items_text(rowid, sender, subject, body) VALUES(new.n, new.sender, new.subject, new.body);
END;
CREATE TRIGGER items_text_old AFTER DELETE ON items BEGIN
  INSERT INTO items_text(items_text, rowid, sender, subject, body) VALUES('delete', old.n, old.sender, old.subject, old.body);
END;
CREATE TRIGGER items_text_change AFTER UPDATE OF n, sender, subject, body ON items BEGIN
  INSERT INTO items_text(items_text, rowid, sender, subject, body) VALUES('delete', old.n, old.sender, old.subject, old.body);
  INSERT INTO items_text(rowid, sender, subject, body) VALUES(new.n, new.sender, new.subject, new.body);
END;

CREATE TRIGGER turns_text_new AFTER INSERT ON turns WHEN new.state <> 'streaming' BEGIN
  INSERT INTO turns_text(rowid, text) VALUES(new.n, new.text);
END;
CREATE TRIGGER turns_text_old AFTER DELETE ON turns WHEN old.state <> 'streaming' BEGIN
  INSERT INTO turns_text(turns_text, rowid, text) VALUES('delete', old.n, old.text);
END;
CREATE TRIGGER turns_text_change AFTER UPDATE OF n, text, state ON turns BEGIN
  INSERT INTO turns_text(turns_text, rowid, text) SELECT 'delete', old.n, old.text WHERE old.state <> 'streaming';
  INSERT INTO turns_text(rowid, text) SELECT new.n, new.text WHERE new.state <> 'streaming';
END;

CREATE TRIGGER reviews_text_new AFTER INSERT ON reviews BEGIN
  INSERT INTO reviews_text(rowid, title, request, draft) VALUES(new.n, new.title, new.request, new.draft);
  INSERT INTO edits_text(rowid, final) SELECT new.n, new.final WHERE new.final <> new.draft;
END;
CREATE TRIGGER reviews_text_old AFTER DELETE ON reviews BEGIN
  INSERT INTO reviews_text(reviews_text, rowid, title, request, draft) VALUES('delete', old.n, old.title, old.request, old.draft);
  INSERT INTO edits_text(edits_text, rowid, final) SELECT 'delete', old.n, old.final WHERE old.final <> old.draft;
END;
CREATE TRIGGER reviews_text_change AFTER UPDATE OF n, title, request, draft ON reviews
  WHEN (old.n, old.title, old.request, old.draft) IS NOT (new.n, new.title, new.request, new.draft) BEGIN
  INSERT INTO reviews_text(reviews_text, rowid, title, request, draft) VALUES('delete', old.n, old.title, old.request, old.draft);
  INSERT INTO reviews_text(rowid, title, request, draft) VALUES(new.n, new.title, new.request, new.draft);
END;
CREATE TRIGGER edits_text_change AFTER UPDATE OF n, draft, final ON reviews
  WHEN (old.n, old.draft, old.final) IS NOT (new.n, new.draft, new.final) BEGIN
  INSERT INTO edits_text(edits_text, rowid, final) SELECT 'delete', old.n, old.final WHERE old.final <> old.draft;
  INSERT INTO edits_text(rowid, final) SELECT new.n, new.final WHERE new.final <> new.draft;
END;

CREATE TRIGGER finals_text_new AFTER INSERT ON finals BEGIN
  INSERT INTO finals_text(rowid, request) VALUES(new.n, new.request);
END;
CREATE TRIGGER finals_text_old AFTER DELETE ON finals BEGIN
  INSERT INTO finals_text(finals_text, rowid, request) VALUES('delete', old.n, old.request);
END;
CREATE TRIGGER finals_text_change AFTER UPDATE ON finals BEGIN
  INSERT INTO finals_text(finals_text, rowid, request) VALUES('delete', old.n, old.request);
  INSERT INTO finals_text(rowid, request) VALUES(new.n, new.request);
END;
"""

SQL = TABLES + FULL_TEXT
