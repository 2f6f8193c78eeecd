"""The first steps in an empty store: bring work in, review, take the results out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.home.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card, IconLabel
from hybriddesk.desk.widgets.text import Label, SectionTitle, line

STEPS = (
    ("import", "import", "Import work", "Mails, texts, tables, Word and PDF files. They are read on this computer.", "Import drafts\u2026"),
    ("review", "inbox", "Review the drafts", "Each message gets a draft. You read it, mend it and approve it.", "Open Review"),
    ("export", "package", "Take the results out", "Export what you approved, or everything as one encrypted file.", "Open Sync and backup"),
)

OPTIONAL = (
    "sources", "library", "If you like: your own sources", "Answers can rest on your terms, price lists and manuals. Passages that fit go along.", "Add sources",
)


class Checklist(Card):
    """``act(key)`` with the key of the step whose button was pressed."""

    def __init__(self, theme: Theme, act: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(name="checklist", parent=parent)
        self._act = act
        self.setAccessibleName(tr("Three steps to start with"))
        self.body.addWidget(SectionTitle(tr("Three steps to start with")))
        for number, (key, icon, title, sentence, button) in enumerate(STEPS, 1):
            if number > 1:
                self.body.addWidget(line())
            self.body.addWidget(self._step(theme, key, icon, f"{number}.  {tr(title)}", tr(sentence), tr(button)))
        key, icon, title, sentence, button = OPTIONAL
        self.body.addWidget(line())
        self.body.addWidget(self._step(theme, key, icon, tr(title), tr(sentence), tr(button)))

    def _step(self, theme: Theme, key: str, icon: str, title: str, sentence: str, button: str) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addWidget(IconLabel(theme, icon, "accent", 20), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(title, "base", 500))
        words.addWidget(Label(sentence, "hint", tone="text2", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(Button(theme, button, "primary" if key == "import" else "plain", name=f"checklist_{key}", act=lambda: self._act(key)))
        return page
