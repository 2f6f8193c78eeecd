"""Schema 1, the first released one. Append-only: a later change is a later migration.

Times are milliseconds since 1970-01-01 UTC, ids 26 base-32 characters, ``*_json`` JSON objects or arrays. The finals index is
stored with kind slots (``{PERSON}``) in the place of values, so that one client's data never reaches another's draft.
"""

SQL = """
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
CREATE TABLE import_faults(
  id TEXT PRIMARY KEY, import_id TEXT NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
  source TEXT NOT NULL, key TEXT NOT NULL, code TEXT NOT NULL, facts_json TEXT NOT NULL
) STRICT;

CREATE TABLE conversations(
  id TEXT PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL CHECK(kind IN ('chat','item')),
  provider TEXT NOT NULL DEFAULT '', model TEXT NOT NULL DEFAULT '', unsent TEXT NOT NULL DEFAULT '',
  created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, deleted_ms INTEGER
) STRICT;
CREATE INDEX conversations_recent ON conversations(kind, updated_ms DESC);

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
  id TEXT PRIMARY KEY REFERENCES conversations(id), import_id TEXT REFERENCES imports(id),
  source TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
  sender TEXT NOT NULL, extra_json TEXT NOT NULL DEFAULT '{}', state TEXT NOT NULL, workflow TEXT NOT NULL,
  received_ms INTEGER, created_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL,
  fault_code TEXT, digest TEXT NOT NULL, sample INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX items_state ON items(state, created_ms);
CREATE INDEX items_digest ON items(digest);

CREATE TABLE turns(
  id TEXT PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
  parent TEXT, role TEXT NOT NULL, text TEXT NOT NULL, scrubbed TEXT NOT NULL, state TEXT NOT NULL,
  run TEXT, provider TEXT NOT NULL DEFAULT '', model TEXT NOT NULL DEFAULT '', confidence REAL,
  created_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX turns_of ON turns(conversation, created_ms);

CREATE TABLE runs(
  id TEXT PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
  item TEXT, workflow TEXT NOT NULL, prompt_version TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
  state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, started_ms INTEGER NOT NULL, ended_ms INTEGER,
  latency_ms INTEGER, prompt_tokens INTEGER, completion_tokens INTEGER, cost_usd REAL, fault_code TEXT, request_id TEXT,
  finish TEXT, served_model TEXT
) STRICT;
CREATE INDEX runs_recent ON runs(started_ms DESC);
CREATE INDEX runs_open ON runs(state) WHERE state IN ('intent','sent','unknown');
CREATE INDEX runs_of ON runs(conversation, started_ms);

CREATE TABLE spans(
  id INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE, step TEXT NOT NULL,
  started_ms INTEGER NOT NULL, duration_us INTEGER, state TEXT NOT NULL, facts_json TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX spans_of ON spans(run, id);

CREATE TABLE ledger(
  id TEXT PRIMARY KEY, run TEXT NOT NULL, conversation TEXT NOT NULL, attempt INTEGER NOT NULL, at_ms INTEGER NOT NULL,
  provider TEXT NOT NULL, model TEXT NOT NULL, host TEXT NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL,
  headers_json TEXT NOT NULL, body BLOB NOT NULL, sha256 TEXT NOT NULL, replaced_json TEXT NOT NULL,
  outcome TEXT NOT NULL, status INTEGER, request_id TEXT
) STRICT;
CREATE INDEX ledger_recent ON ledger(at_ms DESC);
CREATE INDEX ledger_run ON ledger(run);

CREATE TABLE reviews(
  id TEXT PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversations(id), run TEXT NOT NULL, item TEXT, turn TEXT,
  workflow TEXT NOT NULL, prompt_version TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
  title TEXT NOT NULL, snippet TEXT NOT NULL, request TEXT NOT NULL, draft TEXT NOT NULL, draft_scrubbed TEXT NOT NULL,
  working TEXT, working_ms INTEGER, final TEXT, confidence REAL NOT NULL, reasons_json TEXT NOT NULL,
  reason_code TEXT NOT NULL DEFAULT '', needs_person INTEGER NOT NULL, hidden_count INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL, risk REAL NOT NULL, taken_by TEXT, taken_ms INTEGER, created_ms INTEGER NOT NULL,
  decided_ms INTEGER, edit_words REAL, edit_chars REAL, seconds REAL, note TEXT NOT NULL DEFAULT '',
  sample INTEGER NOT NULL DEFAULT 0, changed_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX reviews_queue ON reviews(state, needs_person DESC, risk DESC, created_ms);
CREATE INDEX reviews_done ON reviews(decided_ms DESC) WHERE decided_ms IS NOT NULL;
CREATE INDEX reviews_of ON reviews(conversation);

CREATE TABLE decisions(
  id TEXT PRIMARY KEY, review TEXT NOT NULL REFERENCES reviews(id), action TEXT NOT NULL, from_state TEXT NOT NULL,
  final TEXT, note TEXT NOT NULL, edit_words REAL, edit_chars REAL, seconds REAL NOT NULL,
  decided_ms INTEGER NOT NULL, undone_ms INTEGER, person TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX decisions_recent ON decisions(decided_ms DESC);
CREATE INDEX decisions_of ON decisions(review, decided_ms);

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

CREATE VIRTUAL TABLE finals USING fts5(request, final UNINDEXED, review UNINDEXED, tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE search USING fts5(text, kind UNINDEXED, row_id UNINDEXED, conversation UNINDEXED, tokenize='unicode61 remove_diacritics 2');
INSERT INTO finals(finals, rank) VALUES('secure-delete', 1);
INSERT INTO search(search, rank) VALUES('secure-delete', 1);
"""
