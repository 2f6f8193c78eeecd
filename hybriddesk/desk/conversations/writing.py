"""From the composer to a conversation: the first letter makes one, every letter is kept and counted, Enter asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hybriddesk.desk.conversations.composer import Composer
from hybriddesk.desk.conversations.counting import Count, Counting, Question
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.conversations.talk import Talk
from hybriddesk.desk.conversations.tasks import Task
from hybriddesk.records.work import Conversation
from hybriddesk.workflow.senders import HELPER, Target

if TYPE_CHECKING:
    from hybriddesk.records.work import ProviderConfig, Turn

HELPER_TARGET = Target(HELPER.name, HELPER.default_model)


class Writing(QObject):
    """``made`` carries a conversation that is to be shown; ``said`` follows words that were sent off."""

    made = Signal(str)
    said = Signal()

    def __init__(self, talk: Talk, composer: Composer, counting: Counting, default_provider: Callable[[], str]) -> None:
        super().__init__(composer)
        self._talk, self._composer, self._counting, self._default = talk, composer, counting, default_provider
        self._making = False
        self._draft = ""
        self.providers: tuple[ProviderConfig, ...] = (HELPER,)
        composer.sent.connect(self._send)
        composer.typed.connect(self._typed)
        composer.given_up.connect(self._give_up)
        counting.counted.connect(composer.show_count)
        counting.failed.connect(talk.failed)
        talk.unsaid.connect(self._put_back)

    def new(self) -> None:
        """A fresh conversation; an empty one in sight is used."""
        if self._talk.current is None or self._talk.path or self._composer.text().strip():
            self._make(self._target(), lambda: None)
        self._composer.paper.setFocus()

    def start_task(self, task: Task) -> None:
        """One of the three offers, done by the helper."""

        def offer() -> None:
            self._composer.offer(tr(task.words), tr(task.sample))

        thread = self._talk.current
        if thread is None or self._talk.path:
            self._make(HELPER_TARGET, offer)
            return
        if thread.provider != HELPER.name:
            self._talk.set_model(thread.id, HELPER_TARGET)
        offer()

    def count(self) -> None:
        """Counts what stands in the composer and in the conversation."""
        thread = self._talk.current
        if thread is not None:
            self._counting.ask(Question(thread.id, thread.provider, thread.model, self._composer.text(), self._talk.path))

    def edit(self, turn: Turn) -> None:
        """An earlier message of the person in the composer; what stood there comes back afterwards."""
        if self._talk.answering is None:
            if not self._composer.edits:
                self._draft = self._composer.text()
            self._composer.edit(turn.id, turn.text)
            self.count()

    def _give_up(self) -> None:
        self._put_draft_back()
        self._composer.paper.setFocus()

    def _put_draft_back(self) -> None:
        draft, self._draft = self._draft, ""
        self._composer.show_text(draft)
        self._typed(draft)

    def _send(self, text: str, edits: str) -> None:
        if self._talk.current is None:
            self._make(self._target(), lambda: self._talk.say(text))
        elif edits:
            self._talk.say(text, beside=edits)
            self._put_draft_back()
        else:
            self._talk.say(text)
        self._composer.show_count(Count(0, (), 0))
        self.said.emit()

    def _typed(self, text: str) -> None:
        if self._talk.current is not None:
            kept = "\n\n".join(filter(None, (self._draft, text))) if self._composer.edits else text  # a crash costs neither of the two
            self._talk.autosave.touch(self._talk.current.id, lambda: kept)
            self.count()
        elif text.strip() and not self._making:
            self._make(self._target(), lambda: self._typed(self._composer.text()))

    def _make(self, target: Target, then: Callable[[], object]) -> None:
        """What stands in the composer before there is a conversation goes into it."""
        self._making = True
        fresh = self._talk.current is None

        def made(thread: Conversation) -> None:
            self._making = False
            written = self._composer.text() if fresh else ""
            self.made.emit(thread.id)
            if written:
                self._composer.show_text(written)
            self._composer.paper.setFocus()
            then()

        self._talk.new(target, made)

    def _target(self) -> Target:
        name = self._default()
        config = next((one for one in self.providers if one.name == name), HELPER)
        return Target(config.name, config.default_model)

    def _put_back(self, text: str) -> None:
        if text and not self._composer.text().strip():
            self._composer.show_text(text)
