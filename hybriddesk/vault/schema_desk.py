"""What the review desk keeps beside an entry and its decisions. Read by ``migrations``; a released table never changes here."""

from __future__ import annotations

TABLES = """
CREATE TABLE batches(decision TEXT PRIMARY KEY, batch TEXT NOT NULL CHECK(length(batch) = 26)) STRICT, WITHOUT ROWID;
CREATE INDEX batches_of ON batches(batch);
CREATE TABLE rubric_answers(
  review TEXT NOT NULL, person TEXT NOT NULL, criterion TEXT NOT NULL, value INTEGER NOT NULL, highest INTEGER NOT NULL,
  answered_ms INTEGER NOT NULL, PRIMARY KEY(review, person, criterion)
) STRICT, WITHOUT ROWID;
CREATE TABLE likeness(n INTEGER PRIMARY KEY, leader INTEGER NOT NULL) STRICT;
CREATE INDEX likeness_of ON likeness(leader);
CREATE TABLE likeness_bands(band INTEGER NOT NULL, leader INTEGER NOT NULL, PRIMARY KEY(band, leader)) STRICT, WITHOUT ROWID;
"""
"""``batches``: which decisions were made in one act over many drafts, so that one Undo takes them all back.
``rubric_answers``: what a person says about an entry, kept as soon as it is said.
``likeness``: the group an entry belongs to, both as row numbers of ``reviews``; ``likeness_bands`` finds the groups' first entries.
Both are made from the drafts at any time, so no bundle carries them."""
