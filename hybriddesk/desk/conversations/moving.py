"""A conversation on its way to another computer: the dialog, the mark over the messages, and going on here all the same."""

from __future__ import annotations

from PySide6.QtCore import QObject

from hybriddesk.desk.conversations.moved_bar import MovedBar
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.conversations.talk import Talk
from hybriddesk.desk.conversations.thread_model import title_of
from hybriddesk.desk.place import DeskContext
from hybriddesk.vault.handovers import Handovers, handover


class Moving(QObject):
    """``show`` after the conversation in sight was read."""

    def __init__(self, context: DeskContext, talk: Talk, bar: MovedBar) -> None:
        super().__init__(bar)
        self._context, self._talk, self._bar = context, talk, bar
        bar.kept.connect(self.keep)

    def show(self) -> None:
        """The mark of the conversation in sight."""
        thread = self._talk.current
        self._bar.show_mark(handover(self._context.reader, thread.id) if thread else None)

    def hand_over(self) -> None:
        """Opens the dialog. An answer under way is stopped first; what came of it goes along."""
        from hybriddesk.desk.conversations.hand_over import HandOverCard  # noqa: PLC0415  on first use

        thread = self._talk.current
        if thread is not None:
            self._talk.stop()
            self.card = HandOverCard(self._context, thread.id, title_of(thread), self._bar.window())
            self.card.open()

    def keep(self) -> None:
        """Takes the mark away."""
        thread = self._talk.current
        if thread is None:
            return
        wanted, db = thread.id, self._context.workspace.db
        job = self._context.engine.call(lambda: Handovers(db).keep(wanted))
        job.done.connect(lambda _none: self._context.toasts.show_toast(tr("It goes on here. What is written on the other computer is another branch.")))
        job.failed.connect(self._context.errors.show_fault)
        job.start()
