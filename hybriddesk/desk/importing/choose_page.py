"""The first step: drop files, or choose them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.importing.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Label
from hybriddesk.workflow.intake import kinds


class ChoosePage(QWidget):
    """Words and two buttons; the sheet or the place it is in takes what is dropped. ``says`` is what belongs here, ``stays`` what becomes of it."""

    def __init__(
        self, theme: Theme, files: Callable[[], object], folder: Callable[[], object], parent: QWidget | None = None, *, name: str = "import",
        title: str = "", says: str = "", stays: str = "",
    ) -> None:
        super().__init__(parent)
        area = QFrame()
        area.setProperty("kind", "sunken")
        area.setObjectName("drop_area")
        inside = QVBoxLayout(area)
        inside.setContentsMargins(24, 24, 24, 24)
        inside.setSpacing(8)
        inside.addStretch(1)
        inside.addWidget(IconLabel(theme, "import", "accent", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (
            Label(title or tr("Drop files or a folder here"), "title", 600),
            Label(says or tr("Mail, text, Word, PDF, CSV and JSON lines. One message becomes one draft."), "base", tone="text2", wrap=True),
            Label("  ".join(kinds()), "hint", tone="text3"),
        ):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inside.addWidget(label)
        inside.addSpacing(8)
        self.files = Button(theme, tr("Choose files"), "primary", icon="files", name=f"{name}_files", act=files)
        self.folder = Button(theme, tr("Choose folder"), icon="folder-open", name=f"{name}_folder", act=folder)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.files)
        self._buttons.addWidget(self.folder)
        self._buttons.addStretch(1)
        inside.addLayout(self._buttons)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(area, 1)
        kept = QHBoxLayout()
        kept.setSpacing(8)
        kept.addWidget(IconLabel(theme, "lock", "ok", 16))
        kept.addWidget(Label(
            stays or tr("The files are read on this computer and stay where they are. Their texts go into your encrypted store."),
            "hint", tone="text2", wrap=True,
        ), 1)
        column.addLayout(kept)

    def add_button(self, button: Button) -> None:
        """One more way, after the two."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)
