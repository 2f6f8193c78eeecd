"""Which lists of words to hide are used for the conversation in sight: told in its header, and changed from there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.conversations.talk import Talk
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.words import number
from hybriddesk.vault.hide_lists import lists_here

ROOM = 180
"""Pixels that the names may take at 100 %; the whole is in the tip and in the accessible name."""


class Hiding(QObject):
    """``show`` after the conversation in sight was read, or a list changed. A store without lists has no button; the command is always there."""

    def __init__(self, context: DeskContext, talk: Talk, button: Button) -> None:
        super().__init__(button)
        self._context, self._talk, self._button = context, talk, button
        button.clicked.connect(lambda _checked=False: self.open())
        talk.loaded.connect(self.show)
        button.hide()

    def show(self) -> None:
        """The names of those that are used here."""
        thread, button = self._talk.current, self._button
        every = lists_here(self._context.reader, thread.id) if thread else ()
        used = [name for name, here in every if here]
        button.setVisible(bool(every))
        shown = button.fontMetrics().elidedText(short(used), Qt.TextElideMode.ElideRight, self._context.theme.px(ROOM))
        button.setText(" " + shown.replace("&", "&&"))
        whole = tr("Words to hide here: {lists}").format(lists=", ".join(used) or tr("no list is used"))
        button.setAccessibleName(whole)
        button.setToolTip(whole)

    def open(self) -> None:
        """The sheet in which lists are taken and left."""
        from hybriddesk.desk.privacy.list_uses_sheet import ListUsesSheet  # noqa: PLC0415  -- seldom wanted, and no part of the start

        if self._talk.current is not None:
            ListUsesSheet(self._context, self._talk.current.id, self._button.window()).open()


def short(used: Sequence[str]) -> str:
    """The first name and how many more."""
    if not used:
        return tr("Words to hide")
    more = tr("{name} and {n} more").format(name=used[0], n=number(len(used) - 1))
    return more if len(used) > 1 else used[0]
