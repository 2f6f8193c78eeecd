"""What a model reads of a conversation: how its window is filled, and the steps by which older messages were condensed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hybriddesk.records.way import Message

Level = Literal["rest", "summary", "rolling", "restart"]
StepKind = Literal["summary", "rolling", "restart", "dropped", "failed"]


@dataclass(frozen=True, slots=True)
class Parts:
    """About how many tokens each part of a prompt takes. ``reserve`` is kept free for the answer; ``whole`` is the history since the
    last restart as it would be without any summary; ``window`` is the model's, None where nobody knows it."""

    system: int = 0
    summary: int = 0
    history: int = 0
    knowledge: int = 0
    reserve: int = 0
    whole: int = 0
    window: int | None = None

    @property
    def sent(self) -> int:
        """What leaves, without the reserve."""
        return self.system + self.summary + self.history + self.knowledge

    @property
    def used(self) -> int:
        """What leaves, and the reserve."""
        return self.sent + self.reserve

    @property
    def share(self) -> float | None:
        """How full the window is with what leaves, 1.0 for full; None for an unknown window."""
        return self.used / self.window if self.window else None

    @property
    def whole_share(self) -> float | None:
        """How full it would be without summaries. The marks are held against this one."""
        return (self.system + self.knowledge + self.whole + self.reserve) / self.window if self.window else None


@dataclass(frozen=True, slots=True)
class ContextStep:
    """One condensing, kept for good. ``upto``: the last turn it stands for, ``covered`` how many those are; ``text`` what the model
    reads in their place; ``maker`` who wrote it (``helper`` or a provider); ``added`` facts that it had lost and that were put back
    word for word; ``code`` why one failed."""

    id: str
    conversation: str
    kind: StepKind
    upto: str
    covered: int
    text: str = field(repr=False)
    maker: str
    added: int
    before: int
    after: int
    code: str
    created_ms: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model reads of a conversation now. ``step`` stands for the ``covered`` oldest turns; ``level`` is the mark that was reached;
    ``paused_ms``: until when no summaries are tried, 0 for not."""

    messages: tuple[Message, ...] = field(repr=False)
    parts: Parts
    level: Level = "rest"
    step: ContextStep | None = None
    covered: int = 0
    paused_ms: int = 0
