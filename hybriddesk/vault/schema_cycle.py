"""The improvement cycle: the cards of its board, and the reviews that were held. Both travel in bundles; a card is never deleted."""

SQL = """
CREATE TABLE cycle_entries(
  id TEXT PRIMARY KEY CHECK(length(id) = 26), topic TEXT NOT NULL, code TEXT NOT NULL, facts_json TEXT NOT NULL,
  stage TEXT NOT NULL CHECK(stage IN ('evaluate','decide','act','closed','dropped')), note TEXT NOT NULL, action TEXT NOT NULL,
  owner TEXT NOT NULL, figure TEXT NOT NULL, workflow TEXT NOT NULL, days INTEGER NOT NULL, items INTEGER NOT NULL,
  created_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL, decided_ms INTEGER, acted_ms INTEGER, closed_ms INTEGER, check_json TEXT
) STRICT;
CREATE INDEX cycle_entries_recent ON cycle_entries(changed_ms DESC);
CREATE TABLE cycle_sessions(
  id TEXT PRIMARY KEY CHECK(length(id) = 26), held_ms INTEGER NOT NULL, person TEXT NOT NULL, topics INTEGER NOT NULL, decisions INTEGER NOT NULL
) STRICT;
"""
