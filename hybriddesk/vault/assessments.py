"""What the judge went by, answer by answer, and what people made of it: the memory that the learned judge is refitted from.

It stays with this device: another one measures what it drafts itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Row, as_json

_TRAITS = msgspec.json.Decoder(dict[str, float])
_SIGNALS = msgspec.json.Decoder(tuple[tuple[str, str], ...])
HALF = 0.5
"""More than this share of the words changed counts as rejected."""
_BAD = f"(r.state = 'returned' OR coalesce(r.edit_words, 0) > {HALF})"
_DONE = "r.state IN ('approved','edited','returned')"


@dataclass(frozen=True, slots=True)
class Assessment:
    """``bad``: what a person decided, None while nobody has; ``rejected``: the text of a rejected draft, else empty."""

    workflow: str
    traits: Mapping[str, float]
    bad: float | None
    rejected: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A decided draft that had been drawn for a random check: its P(bad), the chance it was drawn with, and what came of it."""

    p_bad: float
    chance: float
    bad: float


class Assessments:
    """Rows are kept when an answer is scored; decisions are read from the reviews themselves, so an undone one stops counting."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def keep(self, run: str, workflow: str, prompt_version: str, p_bad: float, traits: Mapping[str, float]) -> None:
        """Stores what one answer was judged by; a run is judged once."""
        with self.db.write("assessments") as connection:
            connection.execute(
                "INSERT OR REPLACE INTO assessments(run, workflow, prompt_version, p_bad, created_ms, traits_json) VALUES(?, ?, ?, ?, ?, ?)",
                (run, workflow, prompt_version, p_bad, self.db.clock(), as_json(dict(traits))),
            )

    def gated(self, run: str, *, passed: bool, check_chance: float | None) -> None:
        """Notes whether the gate let the answer pass, and with what chance a random check was drawn for it (None: a rule sent it)."""
        with self.db.write("assessments") as connection:
            connection.execute("UPDATE assessments SET passed = ?, check_chance = ? WHERE run = ?", (int(passed), check_chance, run))

    def decisions(self) -> int:
        """A number that grows with every decision; cheap to ask. What is undone stops counting when the past is read again."""
        return int(self.db.query("SELECT coalesce(max(rowid), 0) FROM decisions")[0][0])

    def past(self, limit: int) -> tuple[Assessment, ...]:
        """The latest decided drafts, oldest first, then up to a quarter as many that wait; sample drafts left out."""
        decided = self.db.query(
            f"SELECT a.workflow, a.traits_json, {_BAD}, iif({_BAD}, r.draft, '') FROM reviews r JOIN assessments a ON a.run = r.run"
            f" WHERE {_DONE} AND r.sample = 0 ORDER BY r.decided_ms DESC, r.n DESC LIMIT ?",
            (limit,),
        )
        waiting = self.db.query(
            "SELECT a.workflow, a.traits_json, NULL, '' FROM assessments a WHERE NOT EXISTS"
            f" (SELECT 1 FROM reviews r WHERE r.run = a.run AND {_DONE}) ORDER BY a.n DESC LIMIT ?",
            (limit // 4,),
        )
        return tuple(map(_assessment, (*reversed(decided), *reversed(waiting))))

    def hints(self, limit: int) -> tuple[tuple[str, Mapping[str, float], tuple[tuple[str, str], ...]], ...]:
        """(workflow, traits, (name, value) of every signal in order) of the latest chat answers that people reacted to, oldest first."""
        rows = self.db.query(
            "SELECT a.workflow, a.traits_json, json_group_array(json_array(f.name, f.value) ORDER BY f.created_ms, f.rowid)"
            " FROM feedback f JOIN turns t ON t.id = f.turn JOIN assessments a ON a.run = t.run"
            " GROUP BY a.n ORDER BY max(f.created_ms) DESC LIMIT ?",
            (limit,),
        )
        return tuple((workflow, _TRAITS.decode(traits), _SIGNALS.decode(signals)) for workflow, traits, signals in reversed(rows))

    def latest_p_bad(self, limit: int) -> tuple[float, ...]:
        """P(bad) of the latest answers, in no order."""
        return tuple(row[0] for row in self.db.query("SELECT p_bad FROM assessments ORDER BY n DESC LIMIT ?", (limit,)))

    def per_day(self, days: int = 7) -> float:
        """Answers a day over the last days in which there were any."""
        since = self.db.clock() - days * 86_400_000
        count, first = self.db.query("SELECT count(*), min(created_ms) FROM assessments WHERE created_ms >= ?", (since,))[0]
        return count / max(1.0, (self.db.clock() - first) / 86_400_000) if count else 0.0

    def of_version(self, prompt_version: str, most: int) -> int:
        """How many answers of a prompt version there are, counted up to ``most``."""
        sql = "SELECT count(*) FROM (SELECT 1 FROM assessments WHERE prompt_version = ? LIMIT ?)"
        return int(self.db.query(sql, (prompt_version, most))[0][0])

    def judged(self, limit: int) -> tuple[tuple[float, float], ...]:
        """(P(bad) at the time, bad 0 or 1) of the latest decided drafts, for the risk-coverage curve."""
        rows = self.db.query(
            f"SELECT a.p_bad, {_BAD} FROM reviews r JOIN assessments a ON a.run = r.run WHERE {_DONE} AND r.sample = 0"
            " ORDER BY r.decided_ms DESC, r.n DESC LIMIT ?",
            (limit,),
        )
        return tuple((p, float(bad)) for p, bad in rows)

    def checks(self, limit: int) -> tuple[Check, ...]:
        """Random checks that were decided, the latest first."""
        rows = self.db.query(
            f"SELECT a.p_bad, a.check_chance, {_BAD} FROM reviews r JOIN assessments a ON a.run = r.run"
            f" WHERE {_DONE} AND r.sample = 0 AND a.passed = 0 AND a.check_chance > 0 ORDER BY r.decided_ms DESC, r.n DESC LIMIT ?",
            (limit,),
        )
        return tuple(Check(p, chance, float(bad)) for p, chance, bad in rows)

    def could_pass(self) -> tuple[int, int]:
        """How many answers the gate would have let pass, those drawn for a check among them, and how many were drawn."""
        could, drawn = self.db.query("SELECT count(*), coalesce(sum(passed = 0), 0) FROM assessments WHERE check_chance > 0")[0]
        return could, drawn


def _assessment(row: Row) -> Assessment:
    workflow, traits, bad, text = row
    return Assessment(workflow, _TRAITS.decode(traits), None if bad is None else float(bad), text)
