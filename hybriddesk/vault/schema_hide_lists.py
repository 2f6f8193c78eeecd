"""Lists of what is always hidden for a client or matter, and where each is used. Append-only, see ``schema_1``.

``terms_json`` is a JSON list of strings. A use names a conversation by its id, or an import by what it is called: the file or folder.
"""

SQL = """
CREATE TABLE hide_lists(
  id TEXT PRIMARY KEY, name TEXT NOT NULL, everywhere INTEGER NOT NULL CHECK(everywhere IN (0, 1)), terms_json TEXT NOT NULL, changed_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE hide_list_uses(
  list TEXT NOT NULL REFERENCES hide_lists(id) ON DELETE CASCADE, scope TEXT NOT NULL CHECK(scope IN ('conversation', 'import')), target TEXT NOT NULL,
  created_ms INTEGER NOT NULL, PRIMARY KEY(list, scope, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX hide_list_uses_of ON hide_list_uses(scope, target);
"""
