"""Says under the composer what an answer waits for, and counts the seconds to the next try."""

from __future__ import annotations

import math

from PySide6.QtCore import QLocale, QObject, QTimer

from hybriddesk.desk.conversations.composer import Composer
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.conversations.talk import Talk
from hybriddesk.desk.words import number, of_code


class Waiting(QObject):
    """``show`` after whatever may have changed."""

    def __init__(self, talk: Talk, composer: Composer) -> None:
        super().__init__(composer)
        self._talk, self._composer = talk, composer
        self._left = 0.0
        self._second = QTimer(self, interval=1_000)
        self._second.timeout.connect(self._tick)

    def show(self) -> None:
        """What is true now."""
        answering = self._talk.answering
        self._second.stop()
        if answering is None:
            self._composer.show_status("")
        elif answering.wait is not None:
            self._left = answering.wait[1]
            self._second.start()
            self._say()
        else:
            self._composer.show_status("" if answering.parts else tr("Waiting for the answer…"))

    def _tick(self) -> None:
        self._left = max(0.0, self._left - 1)
        answering = self._talk.answering
        if answering is None or answering.wait is None:
            self.show()
        else:
            self._say()

    def _say(self) -> None:
        answering = self._talk.answering
        if answering is None or answering.wait is None or self._talk.current is None:
            return
        attempt, _, code = answering.wait
        self._composer.show_status(tr("{attempt} in {n} s").format(attempt=_try(attempt), n=number(math.ceil(self._left))))
        self._composer.status.setToolTip(of_code(code, {"provider": self._talk.current.provider, "host": self._talk.current.provider}).what)


def _try(attempt: int) -> str:
    names = {2: tr("Second try"), 3: tr("Third try"), 4: tr("Fourth try")}
    return names.get(attempt, tr("Try {n}").format(n=QLocale().toString(attempt)))
