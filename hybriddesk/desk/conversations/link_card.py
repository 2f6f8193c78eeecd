"""A link is opened only after a second look at where it leads."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextOption
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from hybriddesk.desk.conversations.clean import clean
from hybriddesk.desk.conversations.markdown import host, may_open
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label


def ask_first(theme: Theme, address: str, window: QWidget) -> None:
    """Shows the card for an address that may be opened at all."""
    if may_open(address):
        LinkCard(theme, address, window).open()


class LinkCard(QDialog):
    """Shows host and whole address; nothing is opened until "Open" is chosen. ``Cancel`` has the focus."""

    def __init__(self, theme: Theme, address: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.address = address
        self.setObjectName("link_card")
        self.setWindowTitle(tr("Open this link?"))
        self.setAccessibleName(self.windowTitle())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(Label(tr("Open {host} in your browser?").format(host=clean(host(address))), "read", 600, wrap=True))
        column.addWidget(Label(tr("The page will see your internet address. The whole link:"), "base", tone="text2", wrap=True))
        column.addWidget(_whole(theme, address))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.copy = Button(theme, tr("Copy"), "ghost", icon="copy", name="link_copy", act=self._copy)
        self.cancel = Button(theme, tr("Cancel"), name="link_cancel", act=self.reject)
        self.go = Button(theme, tr("Open"), "primary", icon="external-link", name="link_open", act=self._open)
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        column.addLayout(row)
        for button in (self.copy, self.go):
            button.setAutoDefault(False)
        self.cancel.setDefault(True)
        self.cancel.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address)
        self.reject()

    def _open(self) -> None:
        self.accept()
        if may_open(self.address):
            QDesktopServices.openUrl(QUrl(self.address, QUrl.ParsingMode.StrictMode))


def _whole(theme: Theme, address: str) -> QPlainTextEdit:
    """The address to its last letter, broken wherever the line ends."""
    field = QPlainTextEdit(clean(address))
    field.setProperty("kind", "mono")
    field.setObjectName("link_address")
    field.setAccessibleName(tr("Address of the link"))
    field.setReadOnly(True)
    field.setTabChangesFocus(True)
    field.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
    field.setFixedSize(theme.px(460), theme.px(76))
    return field
