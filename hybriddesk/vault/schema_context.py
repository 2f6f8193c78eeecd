"""How long conversations were condensed for their models, and which conversations went to another machine.

``compactions`` only grows: the turns themselves are never touched. ``handovers`` belongs to this device and stays out of bundles.
"""

SQL = """
CREATE TABLE compactions(
  id TEXT PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK(kind IN ('summary','rolling','restart','dropped','failed')), upto TEXT NOT NULL, covered INTEGER NOT NULL,
  text TEXT NOT NULL, maker TEXT NOT NULL, added INTEGER NOT NULL, before INTEGER NOT NULL, after INTEGER NOT NULL, code TEXT NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX compactions_of ON compactions(conversation, created_ms);

CREATE TABLE handovers(
  conversation TEXT PRIMARY KEY REFERENCES conversations(id) ON DELETE CASCADE, direction TEXT NOT NULL CHECK(direction IN ('out','in')),
  sha256 TEXT NOT NULL, device TEXT NOT NULL, at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""
