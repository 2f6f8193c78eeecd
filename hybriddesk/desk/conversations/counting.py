"""What the composer says while one writes: how many values will be replaced, how full the model's window is. Counted on a worker
thread, a moment after the last letter; one count at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import anyio.to_thread
from PySide6.QtCore import QObject, QTimer, Signal

from hybriddesk.catalog.estimate import PER_MESSAGE, tokens
from hybriddesk.catalog.window import Marks
from hybriddesk.desk.engine.engine import Engine
from hybriddesk.records.context import Reading
from hybriddesk.records.way import KnownMap
from hybriddesk.records.work import Turn
from hybriddesk.workflow.context_reading import Frame, read, size_of
from hybriddesk.workflow.senders import HELPER, Target
from hybriddesk.workspace import Workspace

PAUSE_MS = 220


@dataclass(frozen=True, slots=True)
class Count:
    """``kinds``: how many different values of each kind stand in the text. ``reading``: what the model would read now, of
    ``conversation``; ``boundless``: it reads texts of any length; ``paused_ms``: no summaries until then."""

    text_length: int
    kinds: tuple[tuple[str, int], ...]
    tokens: int
    reading: Reading | None = None
    marks: Marks = field(default_factory=Marks)
    boundless: bool = False
    paused_ms: int = 0
    conversation: str = ""

    @property
    def values(self) -> int:
        """How many different values."""
        return sum(number for _, number in self.kinds)


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be counted."""

    conversation: str
    provider: str
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
        compacting = self._workspace.conversing.compacting
        frame = compacting.frame(question.conversation, Target(question.provider, question.model))
        paused = compacting.paused(frame)
        return await anyio.to_thread.run_sync(self._work, question, known, frame, paused)

    def _work(self, question: Question, known: KnownMap, frame: Frame, paused: int) -> Count:
        """Runs on a worker thread."""
        spans = self._workspace.scrubber.detect(question.text, None, known) if question.text.strip() else ()
        values = {(span.kind, question.text[span.start : span.end]) for span in spans}
        kinds = Counter(kind for kind, _ in values)
        writing = tokens(question.text) + PER_MESSAGE if question.text else 0
        reading = read(question.path, frame, writing=writing, size=self._size)
        return Count(
            len(question.text), tuple(kinds.most_common()), reading.parts.sent, reading, frame.marks, question.provider == HELPER.name, paused,
            question.conversation,
        )

    def _size(self, turn: Turn) -> int:
        """About how many tokens a turn is; a finished one is counted once."""
        if turn.state == "streaming":
            return size_of(turn)
        if turn.id not in self._sizes:
            self._sizes[turn.id] = size_of(turn)
        return self._sizes[turn.id]
