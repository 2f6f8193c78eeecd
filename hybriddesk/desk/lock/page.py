"""The locked door: passphrase, recovery code, keyring; and what to do when the store cannot be opened at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.brand import Brand
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.fields import PasswordField
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import of_code, sentence, translated
from hybriddesk.records.errors import Fault
from hybriddesk.records.store import FromKeyring, Passphrase, RecoveryCode, Secret, StoreState

if TYPE_CHECKING:
    from hybriddesk.workspace import Door

CODES: dict[StoreState, str] = {
    "damaged_header": "vault.header_damaged", "no_header": "vault.header_missing", "newer": "vault.newer",
    "no_database": "vault.no_database",
}


def _t(text: str) -> str:
    return translated(text, "Lock")


class LockPage(QWidget):
    """``unlock`` is called with what the person gave; the answer comes back by ``show_fault`` or by the page being left."""

    def __init__(
        self, engine: Engine, theme: Theme, door: Door, unlock: Callable[[Secret], object], parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("lock_page")
        self._engine, self._theme, self._door, self._unlock = engine, theme, door, unlock
        self._by_code = False
        self._usable = True
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        # a row with stretches, not an alignment: an aligned card would not grow with its wrapped sentences
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._card())
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)
        self.show_state("present")
        self.offer_keyring(offered=False)

    def show_state(self, state: StoreState) -> None:
        """The fields for a sound store, or the sentences for one that cannot be opened."""
        self._usable = state == "present"
        for widget in (self.secret, self.unlock_button, self.other_button):
            widget.setVisible(self._usable)
        for widget in (self.folder_button, self.again_button):
            widget.setVisible(not self._usable)
        self.secret.clear()
        self._say("", "")
        self.title.setText(_t("HybridDesk is locked"))
        self.hint.setText(_t("Your work is encrypted on this computer. Only you can open it."))
        if state in CODES:
            said = of_code(CODES[state], {})
            self.title.setText(_t("The store cannot be opened"))
            self.hint.setText(str(self._door.data_dir))
            self._say(said.what, " ".join(part for part in (said.works, said.do) if part))

    def show_busy(self, *, busy: bool) -> None:
        """While the store is being opened or closed."""
        for widget in (self.secret, self.unlock_button, self.other_button, self.keyring_button):
            widget.setEnabled(not busy)
        self.unlock_button.setText(_t("Please wait\u2026") if busy else _t("Unlock"))
        if busy:
            self._say("", "")
        elif self.isVisible():
            self.secret.setFocus()

    def show_fault(self, fault: Fault) -> None:
        """Why the door stayed closed, and what to do."""
        self.show_busy(busy=False)
        said = sentence(fault)
        self._say(said.what, " ".join(part for part in (said.works, said.do) if part))
        self.secret.mark_wrong(wrong=fault.code.startswith(("vault.wrong", "vault.recovery_code")))
        self.secret.selectAll()
        self.secret.setFocus()

    def offer_keyring(self, offered: bool) -> None:
        """Whether the desktop's keyring can open this store."""
        self.keyring_button.setVisible(offered and self._usable)

    def submit(self) -> None:
        """Hands over what was typed."""
        text = self.secret.text()
        if text.strip() and self.unlock_button.isEnabled():
            self.secret.mark_wrong(wrong=False)
            self.secret.clear()
            self._unlock(RecoveryCode(text) if self._by_code else Passphrase(text))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.secret.setFocus()

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        card.setObjectName("lock_card")
        card.setFixedWidth(self._theme.px(440))
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 28, 32, 24)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        self.title = Label("", "title", 600, wrap=True)
        head.addWidget(Brand(self._theme, 36))
        head.addWidget(self.title, 1)
        column.addLayout(head)
        self.hint = Label("", "base", 400, "text2", wrap=True, selectable=True)
        column.addWidget(self.hint)
        self.secret = PasswordField(self._theme, "lock_secret", _t("Passphrase"))
        self.secret.returnPressed.connect(self.submit)
        column.addWidget(self.secret)
        self.what = Label("", "base", 600, "bad", wrap=True)
        self.rest = Label("", "base", 400, "text2", wrap=True)
        column.addWidget(self.what)
        column.addWidget(self.rest)
        column.addLayout(self._buttons())
        return card

    def _buttons(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(8)
        self.unlock_button = Button(self._theme, _t("Unlock"), "primary", keys="\u21b5", name="lock_unlock", act=self.submit)
        self.keyring_button = Button(
            self._theme, _t("Open with the keyring"), icon="key-round", name="lock_keyring", act=lambda: self._unlock(FromKeyring()),
        )
        self.other_button = Button(self._theme, _t("Use the recovery code"), "link", name="lock_other", act=self._switch)
        self.folder_button = Button(self._theme, _t("Open the folder"), icon="folder-open", name="lock_folder", act=self._open_folder)
        self.again_button = Button(self._theme, _t("Look again"), "primary", icon="refresh-cw", name="lock_again", act=self._look_again)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.unlock_button, self.again_button, self.keyring_button, self.folder_button):
            row.addWidget(button)
        row.addStretch(1)
        rows.addLayout(row)
        rows.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignLeading)
        return rows

    def _switch(self) -> None:
        self._by_code = not self._by_code
        name = _t("Recovery code") if self._by_code else _t("Passphrase")
        self.secret.clear()
        self.secret.setEchoMode(QLineEdit.EchoMode.Normal if self._by_code else QLineEdit.EchoMode.Password)
        self.secret.setPlaceholderText(name)
        self.secret.setAccessibleName(name)
        self.other_button.setText(_t("Use the passphrase") if self._by_code else _t("Use the recovery code"))
        self.other_button.setAccessibleName(self.other_button.text())
        self.secret.setFocus()

    def _say(self, what: str, rest: str) -> None:
        for label, text in ((self.what, what), (self.rest, rest)):
            label.setText(text)
            label.setVisible(bool(text))

    def _look_again(self) -> None:
        self.show_state(self._door.state())

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._door.data_dir)))
