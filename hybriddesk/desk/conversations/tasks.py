"""What an empty conversation offers: three tasks the built-in helper does without any network."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import noop


class Task(NamedTuple):
    """``words`` is the instruction the helper understands; ``sample`` what it is tried on until one's own text takes its place."""

    name: str
    icon: str
    title: str
    words: str
    sample: str


TASKS = (
    Task(
        "summary", "list", noop("Conversations", "Summarise a text"), noop("Conversations", "Summarise this text:"),
        "The meeting on Tuesday decided three things. The new price list takes effect on 1 March and replaces all earlier ones. "
        "Orders placed before that day keep the old prices if they are delivered by the end of April. Jonas will tell all customers "
        "with open orders by the end of next week. The stand at the spring fair was discussed as well, but nothing was decided.",
    ),
    Task(
        "reply", "mail", noop("Conversations", "Draft a reply"), noop("Conversations", "Draft a reply to this message:"),
        "Hello, my parcel with order 1042 arrived today and the glass is broken. I would like to have my money back. "
        "What do I have to do? Kind regards, Anna Keller",
    ),
    Task(
        "sort", "inbox", noop("Conversations", "Sort a message"), noop("Conversations", "Sort this message:"),
        "Good morning, we have moved. Please send everything from now on to 12 Mill Lane, York. Thank you, Tom Baker",
    ),
)


class Tasks(QWidget):
    """``start`` hears which task was chosen."""

    def __init__(self, theme: Theme, start: Callable[[Task], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conversation_tasks")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(IconLabel(theme, "message-square", "text3", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        title = Label(tr("What shall be done?"), "title", 600)
        sentence = Label(
            tr("These three work without any network: the built-in helper does them on this computer. It is no language model."),
            "base", 400, "text2", wrap=True,
        )
        sentence.setMaximumWidth(theme.px(460))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(sentence, 6)
        middle.addStretch(1)
        sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(middle)
        column.addSpacing(8)
        self.buttons: dict[str, Button] = {}
        for task in TASKS:
            button = Button(theme, tr(task.title), icon=task.icon, name=f"task_{task.name}", act=partial(start, task))
            button.setMinimumWidth(theme.px(260))
            self.buttons[task.name] = button
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
