"""What failing well needs: the error log, retry budgets, fallback chains, looked-up charges, providers' own model lists, and marks of answers.

All of it belongs to this device and stays out of bundles. ``errors`` has a row for each kind of fault, ``error_events`` its latest
occurrences. No column holds text of people. ``answer_marks`` are digests that tell the same answer to different prompts.
"""

SQL = """
CREATE TABLE errors(
  fingerprint TEXT PRIMARY KEY, code TEXT NOT NULL, class TEXT NOT NULL, workflow TEXT NOT NULL, node TEXT NOT NULL,
  provider TEXT NOT NULL, model TEXT NOT NULL, place TEXT NOT NULL, state TEXT NOT NULL CHECK(state IN ('open','muted','solved')),
  first_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL, count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX errors_recent ON errors(state, last_ms DESC);
CREATE TABLE error_events(
  id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL REFERENCES errors(fingerprint) ON DELETE CASCADE, at_ms INTEGER NOT NULL,
  run TEXT NOT NULL, facts_json TEXT NOT NULL
) STRICT;
CREATE INDEX error_events_of ON error_events(fingerprint, id DESC);

CREATE TABLE retry_budgets(provider TEXT PRIMARY KEY, "left" REAL NOT NULL, changed_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE fallbacks(
  start TEXT NOT NULL, model TEXT NOT NULL, position INTEGER NOT NULL, provider TEXT NOT NULL, to_model TEXT NOT NULL,
  PRIMARY KEY(start, model, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE charges(
  ledger TEXT PRIMARY KEY, run TEXT NOT NULL, state TEXT NOT NULL, cost_usd REAL, prompt_tokens INTEGER, completion_tokens INTEGER,
  asked_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX charges_of ON charges(run);

CREATE TABLE offers(
  provider TEXT NOT NULL, model TEXT NOT NULL, context INTEGER, prompt_usd REAL, completion_usd REAL, digest TEXT NOT NULL,
  seen_ms INTEGER NOT NULL, PRIMARY KEY(provider, model)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer_marks(
  id INTEGER PRIMARY KEY, workflow TEXT NOT NULL, prompt_mark TEXT NOT NULL, answer_mark TEXT NOT NULL, run TEXT NOT NULL
) STRICT;
CREATE INDEX answer_marks_of ON answer_marks(workflow, answer_mark);
"""
