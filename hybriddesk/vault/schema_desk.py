"""What the review desk keeps beside an entry and its decisions. Read by ``migrations``; a released table never changes here."""

from __future__ import annotations

TABLES = """
CREATE TABLE batches(decision TEXT PRIMARY KEY, batch TEXT NOT NULL CHECK(length(batch) = 26)) STRICT, WITHOUT ROWID;
CREATE INDEX batches_of ON batches(batch);
"""
"""``batches``: which decisions were made in one act over many drafts, so that one Undo takes them all back."""
