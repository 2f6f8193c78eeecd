"""A link is opened only after a second look at where it leads."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from hybriddesk.desk.conversations.clean import clean
from hybriddesk.desk.conversations.markdown import host, may_open
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.sheets import Sheet

WIDTH = 508


class LinkCard(Sheet):
    """Shows host and whole address; nothing is opened until "Open" is chosen. ``Cancel`` has the focus."""

    def __init__(self, theme: Theme, address: str, parent: QWidget) -> None:
        super().__init__(theme, "link_card", tr("Open {host} in your browser?").format(host=clean(host(address))), parent)
        self.address = address
        self.head(tr("The page will see your internet address. The whole link:"))
        self.column.addWidget(_whole(theme, address))
        self.copy = Button(theme, tr("Copy"), "ghost", icon="copy", name="link_copy", act=self._copy)
        self.cancel = Button(theme, tr("Cancel"), name="link_cancel", act=self.reject)
        self.go = Button(theme, tr("Open"), "primary", icon="external-link", name="link_open", act=self._open)
        self.foot(self.cancel, self.go, begin=self.copy)
        self.cancel.setDefault(True)
        self.place(WIDTH)
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
    field.setFixedHeight(theme.px(76))
    return field
