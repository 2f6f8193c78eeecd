"""The person's own sources, their indexes, what they gave to each run, and why an answer was bad. Read by ``migrations``; a released
table never changes here."""

from __future__ import annotations

SQL = """
CREATE TABLE knowledge_sources(
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK(length(id) = 26), name TEXT NOT NULL, path TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL,
  sha256 TEXT NOT NULL, characters INTEGER NOT NULL, hidden INTEGER NOT NULL DEFAULT 0,
  added_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL, removed_ms INTEGER, text TEXT NOT NULL
) STRICT;
CREATE INDEX knowledge_sources_standing ON knowledge_sources(name, n) WHERE removed_ms IS NULL;

CREATE TABLE knowledge_indexes(
  version INTEGER PRIMARY KEY, size INTEGER NOT NULL, overlap INTEGER NOT NULL, ranking TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('building','ready')), live INTEGER NOT NULL DEFAULT 0 CHECK(live IN (0,1)), built_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX knowledge_indexes_live ON knowledge_indexes(live) WHERE live = 1;

CREATE TABLE knowledge_chunks(
  n INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES knowledge_indexes(version) ON DELETE CASCADE,
  source TEXT NOT NULL REFERENCES knowledge_sources(id) ON DELETE CASCADE, start INTEGER NOT NULL, end INTEGER NOT NULL,
  text TEXT NOT NULL, terms TEXT NOT NULL,
  UNIQUE(version, source, start)
) STRICT;
CREATE INDEX knowledge_chunks_of ON knowledge_chunks(source);
CREATE VIRTUAL TABLE knowledge_text USING fts5(terms, content='knowledge_chunks', content_rowid='n', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE knowledge_terms USING fts5vocab(knowledge_text, row);
CREATE TRIGGER knowledge_text_new AFTER INSERT ON knowledge_chunks BEGIN
  INSERT INTO knowledge_text(rowid, terms) VALUES(new.n, new.terms);
END;
CREATE TRIGGER knowledge_text_old AFTER DELETE ON knowledge_chunks BEGIN
  INSERT INTO knowledge_text(knowledge_text, rowid, terms) VALUES('delete', old.n, old.terms);
END;
CREATE TRIGGER knowledge_text_change AFTER UPDATE OF n, terms ON knowledge_chunks BEGIN
  INSERT INTO knowledge_text(knowledge_text, rowid, terms) VALUES('delete', old.n, old.terms);
  INSERT INTO knowledge_text(rowid, terms) VALUES(new.n, new.terms);
END;
CREATE TABLE knowledge_indexed(
  version INTEGER NOT NULL REFERENCES knowledge_indexes(version) ON DELETE CASCADE,
  source TEXT NOT NULL REFERENCES knowledge_sources(id) ON DELETE CASCADE, chunks INTEGER NOT NULL,
  PRIMARY KEY(version, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX knowledge_indexed_of ON knowledge_indexed(source);
CREATE TRIGGER knowledge_sources_changed AFTER UPDATE OF text ON knowledge_sources WHEN old.text IS NOT new.text BEGIN
  DELETE FROM knowledge_indexed WHERE source = new.id;
  DELETE FROM knowledge_chunks WHERE source = new.id;
END;

CREATE TABLE knowledge_questions(
  id TEXT PRIMARY KEY CHECK(length(id) = 26), wanted TEXT NOT NULL DEFAULT '', created_ms INTEGER NOT NULL, removed_ms INTEGER, text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE passages(
  run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE, place INTEGER NOT NULL, source TEXT NOT NULL, name TEXT NOT NULL,
  version INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, score REAL NOT NULL, code TEXT NOT NULL DEFAULT '', cut INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL, PRIMARY KEY(run, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX passages_given ON passages(source) WHERE code = '';

CREATE TABLE diagnoses(
  review TEXT PRIMARY KEY CHECK(length(review) = 26) REFERENCES reviews(id) ON DELETE CASCADE, cause TEXT NOT NULL,
  named_by TEXT NOT NULL CHECK(named_by IN ('app','person')), facts_json TEXT NOT NULL DEFAULT '{}', changed_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX diagnoses_recent ON diagnoses(changed_ms);
"""
"""``knowledge_sources`` hold the text itself; a removed one stays, marked, until its removal can no longer be undone. Of the indexes at most
one is ``live``; they are made from the sources and never travel. ``terms`` of a chunk are its words as they are compared; what
``knowledge_indexed`` names is wholly in its index. ``knowledge_text`` does without secure-delete, which makes taking out a piece twenty times
as long: its old words go when it is merged, at the end of each clearing. ``knowledge_questions`` are replayed before another index goes live; ``wanted``
is the source that should be found. ``passages`` is what each run was given, in order, and what was held back from it (``code`` says why).
``diagnoses``: why a reviewed answer was bad, found by the app or named by a person."""
