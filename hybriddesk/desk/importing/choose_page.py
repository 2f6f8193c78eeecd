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
    """Words and two buttons; the sheet itself takes what is dropped."""

    def __init__(
        self, theme: Theme, files: Callable[[], object], folder: Callable[[], object], parent: QWidget | None = None,
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
            Label(tr("Drop files or a folder here"), "title", 600),
            Label(tr("Mail, text, Word, PDF, CSV and JSON lines. One message becomes one draft."), "base", tone="text2", wrap=True),
            Label("  ".join(kinds()), "hint", tone="text3"),
        ):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inside.addWidget(label)
        inside.addSpacing(8)
        self.files = Button(theme, tr("Choose files"), "primary", icon="files", name="import_files", act=files)
        self.folder = Button(theme, tr("Choose folder"), icon="folder-open", name="import_folder", act=folder)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.files)
        row.addWidget(self.folder)
        row.addStretch(1)
        inside.addLayout(row)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(area, 1)
        stays = QHBoxLayout()
        stays.setSpacing(8)
        stays.addWidget(IconLabel(theme, "lock", "ok", 16))
        stays.addWidget(Label(
            tr("The files are read on this computer and stay where they are. Their texts go into your encrypted store."),
            "hint", tone="text2", wrap=True,
        ), 1)
        column.addLayout(stays)
