"""What the question page reads, in a worker thread: the kept questions, and the sources by name."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field

from hybriddesk.vault.database import Database
from hybriddesk.vault.knowledge import QuestionRow, question_rows
from hybriddesk.vault.knowledge_pages import source_names

MOST = 5_000
"""Sources to choose the wanted one from; of more, those that were found can be chosen."""


@dataclass(frozen=True, slots=True)
class Asking:
    """``names`` of sources by id, in the order of their names."""

    questions: tuple[QuestionRow, ...]
    names: dict[str, str] = field(repr=False)


def read_asking(db: Database) -> Asking:
    """Kept questions and sources as they are now."""
    with closing(db.reader()) as reader:
        return Asking(question_rows(reader), dict(source_names(reader, MOST)))
