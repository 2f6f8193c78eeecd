"""What a model reads of a conversation, worked out from the turns and the steps kept so far. Pure; one answer for meter and request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hybriddesk.catalog.estimate import MARGIN, PER_MESSAGE, tokens
from hybriddesk.catalog.window import Marks
from hybriddesk.records.context import ContextStep, Level, Parts, Reading
from hybriddesk.records.way import Message
from hybriddesk.records.work import Turn

INTRO = "Summary of the earlier messages of this conversation, which you do not see in full:"
Size = Callable[[Turn], int]
_KEEP = {"summary": 0.40, "rolling": 0.25, "restart": 0.10}
"""Share of the window that the newest messages, left as they are, take at most after each kind of step."""
_EXCHANGES = {"summary": 10_000, "rolling": 2, "restart": 1}
"""How many of the latest exchanges stay as they are at most."""


@dataclass(frozen=True, slots=True)
class Frame:
    """All that is not the turns: the model's window, the person's marks and reserve, the steps kept so far; ``knowledge``: tokens of the
    passages that go along with the question, without margin."""

    steps: tuple[ContextStep, ...] = ()
    window: int | None = None
    marks: Marks = field(default_factory=Marks)
    reserve: int = 0
    system: str = ""
    knowledge: int = 0


def size_of(turn: Turn) -> int:
    """About how many tokens a turn is, with its frame and without margin."""
    return tokens(turn.text) + PER_MESSAGE if turn.text else 0


def read(line: Sequence[Turn], frame: Frame, *, writing: int = 0, size: Size = size_of) -> Reading:
    """What would leave now. ``line``: the turns from first to last; ``writing``: tokens that stand in the composer."""
    system = tokens(frame.system) + PER_MESSAGE if frame.system else 0
    sizes = [size(turn) for turn in line]
    start, latest = _standing(line, frame.steps)
    everything = _parts(frame, system, None, sum(sizes) + writing, sum(sizes) + writing)
    if (everything.share or 1.0) < frame.marks.summary or (start is None and latest is None and frame.window is None):
        return Reading(_messages(frame.system, None, line), everything)
    begun = _after(line, start)
    whole = (tokens(start.text) + PER_MESSAGE if start and start.text else 0) + sum(sizes[begun:]) + writing
    share = _parts(frame, system, None, 0, whole).whole_share
    level: Level = "rest" if share is None else frame.marks.level(share)
    step = start if level == "rest" and share is not None else latest or start
    kept = _after(line, step)
    parts = _parts(frame, system, step, sum(sizes[kept:]) + writing, whole)
    return Reading(_messages(frame.system, step, line[kept:]), parts, level, step, kept)


def cut(line: Sequence[Turn], kind: str, window: int, *, size: Size = size_of, room: float | None = None) -> int:
    """The row of the first turn that stays as it is: a person's, and at the latest the last one of theirs. ``room``: tokens it may take
    with all after it, in the place of the kind's own."""
    budget = _KEEP[kind] * window / MARGIN if room is None else room / MARGIN
    most = _EXCHANGES[kind] if room is None else len(line)
    mine = [row for row, turn in enumerate(line) if turn.role == "user"]
    if not mine:
        return 0
    found, spent, upper = mine[-1], sum(size(turn) for turn in line[mine[-1] :]), mine[-1]
    for exchanges, row in enumerate(reversed(mine[:-1]), 1):
        spent += sum(size(turn) for turn in line[row:upper])
        if spent > budget or exchanges > most:
            break
        found, upper = row, row
    return found


def begun(line: Sequence[Turn], frame: Frame) -> tuple[ContextStep | None, int]:
    """The last restart, and the row of the first turn after it."""
    start, _ = _standing(line, frame.steps)
    return start, _after(line, start)


def _standing(line: Sequence[Turn], steps: Sequence[ContextStep]) -> tuple[ContextStep | None, ContextStep | None]:
    """The restart counting goes from, and the summary after it; each the one that covers most of this line."""
    rows = {turn.id: row for row, turn in enumerate(line)}
    here = [step for step in steps if step.kind != "failed" and rows.get(step.upto, len(line)) < len(line)]
    starts = [step for step in here if step.kind in {"restart", "dropped"}]
    start = max(starts, key=lambda step: (rows[step.upto], step.created_ms), default=None)
    after = rows[start.upto] if start else -1
    later = [step for step in here if step.kind in {"summary", "rolling"} and rows[step.upto] > after]
    return start, max(later, key=lambda step: (rows[step.upto], step.created_ms), default=None)


def _after(line: Sequence[Turn], step: ContextStep | None) -> int:
    return 0 if step is None else next(row for row, turn in enumerate(line) if turn.id == step.upto) + 1


def _messages(system: str, step: ContextStep | None, line: Sequence[Turn]) -> tuple[Message, ...]:
    """Summary and system prompt are one message: many local models take no second one."""
    told = f"{INTRO}\n{step.text}" if step and step.text else ""
    lead = "\n\n".join(part for part in (system, told) if part)
    said = tuple(Message(turn.role, turn.text) for turn in line if turn.text)
    return (Message("system", lead), *said) if lead else said


def _parts(frame: Frame, system: int, step: ContextStep | None, history: int, whole: int) -> Parts:
    summary = tokens(f"{INTRO}\n{step.text}") + PER_MESSAGE if step and step.text else 0
    system, summary, history, whole, knowledge = (round(part * MARGIN) for part in (system, summary, history, whole, frame.knowledge))
    return Parts(system, summary, history, knowledge, reserve=frame.reserve, whole=whole, window=frame.window)
