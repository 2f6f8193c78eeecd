"""What the place asks of the services, and what it knows of the conversation in sight. No widgets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from hybriddesk.desk.conversations.live import Live
from hybriddesk.desk.conversations.tree import Tree
from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.preview.asking import Asking
from hybriddesk.desk.review.autosave import Autosave
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import Conversation, Turn
from hybriddesk.vault.conversations import conversation, turn_rows, turns_of
from hybriddesk.vault.reader import Reader
from hybriddesk.workflow.path import Hear
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace

MANY = 64
"""Changed turns from which on the whole conversation is read anew."""


@dataclass(eq=False)
class Answering:
    """One answer on its way. ``turn`` is empty until the request left; ``parts`` all that came so far; ``asked_at`` the turn another
    answer was asked for at; ``newest`` the newest turn before.
    """

    conversation: str
    live: Live
    job: Job | None = None
    turn: str = ""
    parts: list[str] = field(default_factory=list, repr=False)
    wait: tuple[int, float, str] | None = None
    said: str = field(default="", repr=False)
    asked_at: str = ""
    newest: str = ""


class Talk(QObject):
    """The conversation in sight and every answer on its way. Results arrive on the window's thread."""

    loaded = Signal()
    """Turns of the conversation in sight were read."""
    began = Signal(str)
    """An answer's turn is there and will grow."""
    grew = Signal(str, str)
    """Turn id and new text."""
    waited = Signal()
    """A retry waits, or no longer."""
    ended = Signal(str)
    """An answer of this conversation ended, well or not."""
    failed = Signal(object)
    """A fault outside of an answer."""
    unsaid = Signal(str)
    """Words that could not even be stored: they belong back into the composer."""

    def __init__(self, engine: Engine, workspace: Workspace, reader: Reader, asking: Asking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._workspace, self._reader, self._asking = engine, workspace, reader, asking
        self._answering: dict[str, Answering] = {}
        self._chosen: dict[str, list[str]] = {}
        self.faults: dict[str, Fault] = {}
        self.current: Conversation | None = None
        self.tree = Tree()
        self.path: tuple[Turn, ...] = ()
        self._left = False
        self.autosave = Autosave(self._save_unsent, self)

    # -- the conversation in sight ---------------------------------------------------------------------------------

    def open(self, conversation_id: str) -> None:
        """Shows another conversation. Raises ``Refused('conversation.unknown')``."""
        self.autosave.flush()
        self.current = conversation(self._reader, conversation_id)
        self.load()

    def close(self) -> None:
        """No conversation is in sight."""
        self.autosave.flush()
        self.current, self.tree, self.path = None, Tree(), ()

    def leave(self) -> None:
        """The store is about to close: keeps what was typed, and reads nothing any more however the answers end."""
        self.autosave.settle()
        self.current, self._left = None, True

    def load(self, changed: Collection[str] | None = None) -> None:
        """Reads the conversation anew and these of its turns, None meaning all: a long one is not read again for each letter kept."""
        if self.current is None:
            return
        self.current = conversation(self._reader, self.current.id)
        if changed is None or changed:
            if changed is None or len(changed) > MANY or not self._take(self.current.id, changed):
                self.tree = Tree(turn_rows(self._reader, self.current.id))
            self._show_path()
        self.loaded.emit()

    def _take(self, thread: str, changed: Collection[str]) -> bool:
        found = turns_of(self._reader, changed)
        gone = {turn_id for turn_id in changed if turn_id in self.tree} - {turn.id for turn in found}
        return not gone and all(self.tree.put(turn) for turn in found if turn.conversation == thread)

    def _show_path(self) -> None:
        assert self.current is not None
        self.tree.choose(self._chosen.get(self.current.id, ()))
        self.path = self.tree.path()
        self._find_growing()

    def choose(self, turn_id: str) -> None:
        """Shows the branch of this turn."""
        assert self.current is not None
        chosen = self._chosen.setdefault(self.current.id, [])
        if turn_id in chosen:
            chosen.remove(turn_id)
        chosen.append(turn_id)
        self._show_path()
        self.loaded.emit()

    def unsent(self) -> str:
        """What was left in the composer of the conversation in sight."""
        return self.current.unsent if self.current else ""

    @property
    def answering(self) -> Answering | None:
        """The answer on its way in the conversation in sight."""
        return self._answering.get(self.current.id) if self.current else None

    # -- asking ----------------------------------------------------------------------------------------------------

    def say(self, text: str, *, beside: str = "") -> None:
        """Stores the person's words and asks for an answer. They go on from the answer in sight, or stand ``beside`` an earlier turn."""
        assert self.current is not None
        thread = self.current.id
        self.autosave.take(thread)
        path = self.tree.line(beside)[:-1] if beside else self.path
        parent = next((turn.id for turn in reversed(path) if turn.role == "assistant"), "")
        self._pin(parent)
        conversing = self._workspace.conversing
        self._ask(thread, lambda hear: conversing.say(thread, text, self._asking.ask, parent=parent, hear=hear), said=text)

    def again(self, turn_id: str) -> None:
        """Asks for another answer, beside an old one or for the person's words themselves."""
        assert self.current is not None
        thread, conversing, line = self.current.id, self._workspace.conversing, self.tree.line(turn_id)
        self.faults.pop(turn_id, None)
        self._pin(next((turn.id for turn in reversed(line) if turn.role == "user"), ""))
        self._ask(thread, lambda hear: conversing.again(turn_id, self._asking.ask, hear=hear), asked_at=turn_id)

    def _pin(self, turn_id: str) -> None:
        """The branch down to this turn stays in sight; below it the newest comes."""
        assert self.current is not None
        line = self.tree.line(turn_id) if turn_id else ()
        self._chosen[self.current.id] = [turn.id for turn in line if len(self.tree.siblings(turn.id)) > 1]

    def stop(self) -> bool:
        """Stops the answer in sight; what came is kept. Says whether there was one."""
        answering = self.answering
        if answering is None or answering.job is None:
            return False
        answering.job.cancel()
        return True

    def _ask(self, thread: str, call: Callable[[Hear], Awaitable[Turn]], *, said: str = "", asked_at: str = "") -> None:
        if thread in self._answering:
            return
        answering = self._answering[thread] = Answering(
            thread, Live(self._engine.post, self), said=said, asked_at=asked_at, newest=self.tree.newest(),
        )
        hear = Hear(
            sent=lambda _outgoing: None, text=lambda restored, _raw: answering.live.add(restored),
            wait=lambda attempt, seconds, code: self._engine.post(lambda: self._waits(answering, (attempt, seconds, code))),
        )
        answering.live.arrived.connect(lambda text: self._arrived(answering, text))
        answering.live.drained.connect(lambda: self._drained(answering))
        job = answering.job = self._engine.job(lambda: call(hear))
        job.failed.connect(lambda fault: self._fell(answering, fault))
        job.ended.connect(answering.live.finish)
        self._asking.watch(job).start()
        self.waited.emit()

    def _arrived(self, answering: Answering, text: str) -> None:
        answering.parts.append(text)
        answering.wait = None
        if answering.turn and self.answering is answering:
            self.grew.emit(answering.turn, text)

    def _waits(self, answering: Answering, wait: tuple[int, float, str]) -> None:
        answering.wait = wait
        self.waited.emit()

    def _fell(self, answering: Answering, fault: Fault) -> None:
        """The fault stands at the answer if there is one, else at the words that were not answered."""
        if self._left:
            return
        turns = turn_rows(self._reader, answering.conversation)
        newest = turns[-1] if turns else None
        if answering.turn:
            self.faults[answering.turn] = fault
        elif newest is not None and newest.id != answering.newest:
            self.faults[newest.id] = fault
        elif answering.asked_at:
            self.faults[answering.asked_at] = fault
        else:
            self.unsaid.emit(answering.said)
            self.failed.emit(fault)

    def _drained(self, answering: Answering) -> None:
        del self._answering[answering.conversation]
        self.ended.emit(answering.turn)
        answering.live.deleteLater()
        if self.current is not None and self.current.id == answering.conversation:
            self.load({answering.turn} if answering.turn else ())  # one that ended before it was seen came with its commit

    def _find_growing(self) -> None:
        """The answer's turn is stored when its request leaves; from then on it grows in sight."""
        answering = self.answering
        if answering is None:
            return
        growing = next((turn.id for turn in reversed(self.path) if turn.role == "assistant" and turn.state == "streaming"), "")
        if growing and growing != answering.turn:
            answering.turn = growing
        if growing:
            self.began.emit(growing)

    # -- everything else -------------------------------------------------------------------------------------------

    def new(self, target: Target, done: Callable[[Conversation], object]) -> None:
        """Makes a conversation."""
        self._run(lambda: self._workspace.conversing.new(target), done)

    def rename(self, thread: str, title: str) -> None:
        """Another title."""
        self._call(lambda: self._workspace.conversations.rename(thread, title))

    def set_model(self, thread: str, target: Target) -> None:
        """Who answers from now on."""
        self._call(lambda: self._workspace.conversations.set_model(thread, target.provider, target.model))

    def delete(self, thread: str) -> None:
        """Hides the conversation; ``undelete`` brings it back."""
        if thread in self._answering and (job := self._answering[thread].job) is not None:
            job.cancel()
        self._call(lambda: self._workspace.conversations.delete(thread))

    def undelete(self, thread: str, done: Callable[[object], object]) -> None:
        """Brings a deleted conversation back."""
        self._call(lambda: self._workspace.conversations.undelete(thread), done)

    def feedback(self, turn_id: str, name: str, value: str, reason: str = "", comment: str = "") -> None:
        """Keeps what the person thinks of an answer, or that it was copied."""
        self._run(lambda: self._workspace.conversing.feedback(turn_id, name, value, reason, comment))

    def to_review(self, turn_id: str, done: Callable[[str], object]) -> None:
        """Files an answer for review."""
        self._run(lambda: self._workspace.conversing.to_review(turn_id), done)

    def _save_unsent(self, thread: str, text: str, done: Callable[[], None], failed: Callable[[], None]) -> None:
        job = self._engine.job(lambda: self._workspace.conversing.save_unsent(thread, text), keep=True)
        job.done.connect(lambda _none: done())
        job.failed.connect(lambda _fault: failed())
        job.start()

    def _call(self, work: Callable[[], Any], done: Callable[[Any], object] | None = None) -> None:
        job = self._engine.call(work)
        self._start(job, done)

    def _run(self, work: Callable[[], Awaitable[Any]], done: Callable[[Any], object] | None = None) -> None:
        self._start(self._engine.job(work), done)

    def _start(self, job: Job, done: Callable[[Any], object] | None) -> None:
        if done is not None:
            job.done.connect(done)
        job.failed.connect(self.failed)
        job.start()
