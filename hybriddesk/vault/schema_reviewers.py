"""Second looks, entries lent by another desk, and notes. Read by ``migrations``; a released table never changes here."""

from __future__ import annotations

SQL = """
CREATE TABLE second_looks(
  review TEXT PRIMARY KEY CHECK(length(review) = 26) REFERENCES reviews(id) ON DELETE CASCADE, first TEXT NOT NULL,
  drawn_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL, person TEXT NOT NULL DEFAULT '',
  action TEXT CHECK(action IN ('approve','edit','return')), edit_words REAL, edit_chars REAL, seconds REAL, decided_ms INTEGER,
  differs INTEGER NOT NULL DEFAULT 0, settled TEXT NOT NULL DEFAULT '' CHECK(settled IN ('','first','second')),
  settled_by TEXT NOT NULL DEFAULT '', settled_ms INTEGER, note TEXT NOT NULL DEFAULT '', working TEXT, final TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX second_looks_open ON second_looks(drawn_ms) WHERE decided_ms IS NULL;
CREATE INDEX second_looks_differ ON second_looks(decided_ms) WHERE differs = 1 AND settled = '';

CREATE TABLE lent(
  review TEXT PRIMARY KEY REFERENCES reviews(id) ON DELETE CASCADE, first TEXT NOT NULL, asked TEXT NOT NULL, taken_in_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE notes(
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK(length(id) = 26), review TEXT NOT NULL REFERENCES reviews(id) ON DELETE CASCADE,
  person TEXT NOT NULL, created_ms INTEGER NOT NULL, removed_ms INTEGER,
  about TEXT NOT NULL CHECK(about IN ('','request','draft','version')), quote TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE INDEX notes_of ON notes(review, created_ms);
CREATE VIEW notes_standing AS SELECT n, quote, text FROM notes WHERE removed_ms IS NULL;
CREATE VIRTUAL TABLE notes_text USING fts5(quote, text, content='notes_standing', content_rowid='n',
  tokenize='unicode61 remove_diacritics 2', prefix='2 3');
INSERT INTO notes_text(notes_text, rank) VALUES('secure-delete', 1);
CREATE TRIGGER notes_text_new AFTER INSERT ON notes WHEN new.removed_ms IS NULL BEGIN
  INSERT INTO notes_text(rowid, quote, text) VALUES(new.n, new.quote, new.text);
END;
CREATE TRIGGER notes_text_old AFTER DELETE ON notes WHEN old.removed_ms IS NULL BEGIN
  INSERT INTO notes_text(notes_text, rowid, quote, text) VALUES('delete', old.n, old.quote, old.text);
END;
CREATE TRIGGER notes_text_change AFTER UPDATE OF n, removed_ms, quote, text ON notes BEGIN
  INSERT INTO notes_text(notes_text, rowid, quote, text) SELECT 'delete', old.n, old.quote, old.text WHERE old.removed_ms IS NULL;
  INSERT INTO notes_text(rowid, quote, text) SELECT new.n, new.quote, new.text WHERE new.removed_ms IS NULL;
END;
"""
"""``second_looks``: a drawn entry, the decision it was drawn by, and what the second reviewer decided without seeing that one.
``lent``: entries that another desk asked ``asked`` for a second look at; ``first`` is the decision there. They leave as an answer alone.
``notes``: what people wrote about an entry, with a passage they quote; a removed one stays, marked."""
