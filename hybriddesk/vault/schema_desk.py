"""What the review desk keeps beside an entry and its decisions. Read by ``migrations``; a released table never changes here."""

from __future__ import annotations

TABLES = """
CREATE TABLE batches(decision TEXT PRIMARY KEY, batch TEXT NOT NULL CHECK(length(batch) = 26)) STRICT, WITHOUT ROWID;
CREATE INDEX batches_of ON batches(batch);
CREATE TABLE likeness(n INTEGER PRIMARY KEY, leader INTEGER NOT NULL) STRICT;
CREATE INDEX likeness_of ON likeness(leader);
CREATE TABLE likeness_bands(band INTEGER NOT NULL, leader INTEGER NOT NULL, PRIMARY KEY(band, leader)) STRICT, WITHOUT ROWID;
"""
"""``batches``: which decisions were made in one act over many drafts, so that one Undo takes them all back.
``likeness``: the group an entry belongs to, both as row numbers of ``reviews``; ``likeness_bands`` finds the groups' first entries.
Both are made from the drafts at any time, so no bundle carries them."""
