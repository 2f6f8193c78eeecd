"""Schema 2: what a judge went by for each answer, when a waiting entry moves up, and hard cases."""

from __future__ import annotations

SQL = """
CREATE TABLE assessments(
  n INTEGER PRIMARY KEY,
  run TEXT NOT NULL UNIQUE REFERENCES runs(id) ON DELETE CASCADE, workflow TEXT NOT NULL, prompt_version TEXT NOT NULL,
  p_bad REAL NOT NULL, check_chance REAL, passed INTEGER, created_ms INTEGER NOT NULL, traits_json TEXT NOT NULL
) STRICT;
CREATE INDEX assessments_recent ON assessments(created_ms, p_bad, passed, check_chance);
CREATE INDEX assessments_version ON assessments(prompt_version);

CREATE TABLE ageing(
  review TEXT PRIMARY KEY REFERENCES reviews(id) ON DELETE CASCADE, base REAL NOT NULL, sensitive INTEGER NOT NULL,
  filed_ms INTEGER NOT NULL, sla_ms INTEGER NOT NULL, due_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX ageing_due ON ageing(due_ms);
CREATE INDEX reviews_run ON reviews(run);

CREATE TABLE hard_cases(
  id TEXT PRIMARY KEY CHECK(length(id) = 26), review TEXT NOT NULL UNIQUE REFERENCES reviews(id) ON DELETE CASCADE,
  workflow TEXT NOT NULL, prompt_version TEXT NOT NULL, held_back INTEGER NOT NULL, created_ms INTEGER NOT NULL,
  request TEXT NOT NULL, must_json TEXT NOT NULL, must_not_json TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE INDEX hard_cases_of ON hard_cases(workflow, created_ms);
"""
