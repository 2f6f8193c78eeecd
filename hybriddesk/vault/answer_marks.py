"""Digests of prompts and answers, so that one answer given to many prompts is noticed."""

from __future__ import annotations

from hybriddesk.vault.database import Database

KEPT = 500
"""Answers of one workflow that are remembered."""


class AnswerMarks:
    """The latest answers of each workflow by digest."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def add(self, workflow: str, prompt_mark: str, answer_mark: str, run: str) -> None:
        """Remembers one answer and forgets the oldest beyond ``KEPT``."""
        with self.db.write("answer_marks") as connection:
            connection.execute(
                "INSERT INTO answer_marks(workflow, prompt_mark, answer_mark, run) VALUES(?, ?, ?, ?)", (workflow, prompt_mark, answer_mark, run),
            )
            connection.execute(
                "DELETE FROM answer_marks WHERE workflow = ?1 AND id <= (SELECT id FROM answer_marks WHERE workflow = ?1"
                " ORDER BY id DESC LIMIT 1 OFFSET ?2)", (workflow, KEPT),
            )

    def others(self, workflow: str, prompt_mark: str, answer_mark: str) -> int:
        """How many different other prompts got this very answer."""
        found: int = self.db.query(
            "SELECT count(DISTINCT prompt_mark) FROM answer_marks WHERE workflow = ? AND answer_mark = ? AND prompt_mark <> ?",
            (workflow, answer_mark, prompt_mark),
        )[0][0]
        return found
