"""A link is opened only after a second look at where it leads."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.conversations.clean import clean
from hybriddesk.desk.conversations.markdown import host, may_open
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label


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
        whole = Label(clean(address), "base", wrap=True, selectable=True)
        whole.setObjectName("link_address")
        whole.setAccessibleName(tr("Address of the link"))
        whole.setMaximumWidth(theme.px(460))
        column.addWidget(whole)
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
