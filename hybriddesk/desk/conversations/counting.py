"""What the composer says while one writes: how many values will be replaced, about how many tokens the whole is. Counted on a worker
thread, a moment after the last letter; one count at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import anyio.to_thread
from PySide6.QtCore import QObject, QTimer, Signal

from hybriddesk.catalog.estimate import MARGIN, PER_MESSAGE, tokens
from hybriddesk.catalog.prices import price
from hybriddesk.desk.engine.engine import Engine
from hybriddesk.records.way import KnownMap
from hybriddesk.records.work import Turn
from hybriddesk.workspace import Workspace

PAUSE_MS = 220


@dataclass(frozen=True, slots=True)
class Count:
    """``kinds``: how many different values of each kind stand in the text. ``window``: the model's, None if nobody knows it."""

    text_length: int
    kinds: tuple[tuple[str, int], ...]
    tokens: int
    window: int | None

    @property
    def values(self) -> int:
        """How many different values."""
        return sum(number for _, number in self.kinds)


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be counted."""

    conversation: str
    model: str
    text: str
    path: Sequence[Turn]


class Counting(QObject):
    """``ask`` after each letter; ``counted`` follows when the person pauses."""

    counted = Signal(object)
    failed = Signal(object)

    def __init__(self, engine: Engine, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._workspace = engine, workspace
        self._question: Question | None = None
        self._running = False
        self._sizes: dict[str, int] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._start)

    def ask(self, question: Question) -> None:
        """Counts this, once the person pauses."""
        self._question = question
        self._pause.start()

    def _start(self) -> None:
        if self._running or self._question is None:
            return
        question, self._question = self._question, None
        self._running = True
        job = self._engine.job(lambda: self._count(question))
        job.done.connect(self.counted)
        job.failed.connect(self.failed)
        job.ended.connect(self._ended)
        job.start()

    def _ended(self) -> None:
        self._running = False
        if self._question is not None and not self._pause.isActive():
            self._start()

    async def _count(self, question: Question) -> Count:
        known = self._workspace.agreeing.known(question.conversation) if question.conversation else KnownMap()
        return await anyio.to_thread.run_sync(self._work, question, known)

    def _work(self, question: Question, known: KnownMap) -> Count:
        """Runs on a worker thread."""
        spans = self._workspace.scrubber.detect(question.text, None, known) if question.text.strip() else ()
        values = {(span.kind, question.text[span.start : span.end]) for span in spans}
        kinds = Counter(kind for kind, _ in values)
        size = sum(self._size(turn) for turn in question.path if turn.text) + (tokens(question.text) + PER_MESSAGE if question.text else 0)
        known_price = price(question.model) if question.model else None
        window = known_price.context if known_price else None
        return Count(len(question.text), tuple(kinds.most_common()), round(size * MARGIN), window)

    def _size(self, turn: Turn) -> int:
        """About how many tokens a turn is; a finished one is counted once."""
        if turn.state == "streaming":
            return tokens(turn.text) + PER_MESSAGE
        if turn.id not in self._sizes:
            self._sizes[turn.id] = tokens(turn.text) + PER_MESSAGE
        return self._sizes[turn.id]
