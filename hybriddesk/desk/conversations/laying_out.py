"""Where the parts of the Conversations place stand: threads on the left, the conversation on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.desk.conversations.composer import centred
from hybriddesk.desk.widgets.text import line

if TYPE_CHECKING:
    from hybriddesk.desk.conversations.place import ConversationsPlace


def lay_out(place: ConversationsPlace) -> tuple[QStackedWidget, QWidget]:
    """Returns what shows either the tasks or the messages, and the line under the header."""
    middle, under = QStackedWidget(), line()
    middle.addWidget(place.tasks)
    middle.addWidget(place.transcript)
    right = QFrame()
    right.setProperty("kind", "surface")
    column = QVBoxLayout(right)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part, stretch in ((place.header, 0), (under, 0), (place.moved_bar, 0), (place.context_bar, 0), (middle, 1), (centred(place.composer), 0)):
        column.addWidget(part, stretch)
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(place.threads)
    row.addWidget(line(vertical=True))
    row.addWidget(right, 1)
    return middle, under
