"""What was chosen to link less, by provider; the pool of keys, and the key each conversation keeps. Append-only, see ``schema_1``.

``n`` of ``provider_keys`` is never used twice; ``key_of`` with ``n`` 0 means the provider's own key. All of it goes with its provider.
"""

SQL = """
CREATE TABLE isolation(
  provider TEXT PRIMARY KEY REFERENCES providers(name) ON DELETE CASCADE, padding INTEGER NOT NULL, proxy TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE provider_keys(
  n INTEGER PRIMARY KEY AUTOINCREMENT, provider TEXT NOT NULL REFERENCES providers(name) ON DELETE CASCADE, key TEXT NOT NULL,
  UNIQUE(provider, key)
) STRICT;
CREATE TABLE key_of(
  conversation TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
  provider TEXT NOT NULL REFERENCES providers(name) ON DELETE CASCADE, n INTEGER NOT NULL, PRIMARY KEY(conversation, provider)
) STRICT, WITHOUT ROWID;
"""
