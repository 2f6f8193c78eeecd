"""The one answer of the conversation in sight that grows right now, between the services and the messages."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from hybriddesk.desk.conversations.content import Content
from hybriddesk.desk.conversations.looks import Looks
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.conversations.talk import Talk
from hybriddesk.desk.conversations.transcript import Transcript


class Growing(QObject):
    """Takes up an answer wherever it is when its conversation comes into sight."""

    def __init__(self, talk: Talk, transcript: Transcript, looks: Looks) -> None:
        super().__init__(transcript)
        self._talk, self._transcript, self._looks = talk, transcript, looks
        self.content: Content | None = None
        talk.began.connect(self._began)
        talk.grew.connect(transcript.feed)
        talk.ended.connect(self._ended)

    def forget(self) -> None:
        """Another conversation comes into sight."""
        self.content = None

    def _began(self, turn_id: str) -> None:
        answering = self._talk.answering
        if answering is None or self.content is not None:
            return
        self.content = Content(self._looks)
        self._announce(tr("The answer begins"))
        self._transcript.grow(turn_id, self.content)
        if answering.parts:
            self.content.feed("".join(answering.parts))

    def _ended(self, turn_id: str) -> None:
        self._transcript.settle(turn_id)
        if self.content is not None:
            self._announce(tr("The answer has ended"))
        self.content = None

    def _announce(self, words: str) -> None:
        """For screen readers: the text itself is read when the person goes to it."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._transcript, words))
