"""How the store is locked and opened."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.group_page import rows_of
from hybriddesk.desk.settings.keyring_card import KeyringCard
from hybriddesk.desk.settings.new_passphrase import NewPassphrase
from hybriddesk.desk.settings.page import SettingsPage
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.settings.recovery_card import RecoveryCard
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Label

LOCK = "desk.lock"


class SecurityPage(SettingsPage):
    """The settings of the table first, then the three ways into the store."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "security", tr("Security"), tr("Everything is encrypted on this computer. Here is who can open it, and when it locks."))
        self.grow(
            lambda: self.add(self._lock_card()), *self.row_parts(rows_of(context, "security")),
            self._add_passphrase, self._add_keyring, self._add_recovery,
        )

    def opened(self) -> None:
        if self.grown:
            self.keyring.refresh()

    def put_away(self) -> None:
        super().put_away()
        if self.grown:
            self.passphrase.forget()

    def leaving(self) -> None:
        super().leaving()
        if self.grown:
            self.recovery.forget()
            self.recovery.code.clipboard.clear()

    def _add_passphrase(self) -> None:
        self.passphrase = NewPassphrase(self.context)
        self.add(self.passphrase)

    def _add_keyring(self) -> None:
        self.keyring = KeyringCard(self.context)
        self.add(self.keyring)
        self.keyring.refresh()

    def _add_recovery(self) -> None:
        self.recovery = RecoveryCard(self.context)
        self.add(self.recovery)

    def _lock_card(self) -> Card:
        card = Card(name="lock_card")
        row = QHBoxLayout()
        row.setSpacing(24)
        words = Label(tr("Locking saves what you are writing, closes the store and wipes its key from memory."), "base", 400, "text2", wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(words, 1)
        keys = self.context.registry.shown_keys(LOCK)
        row.addWidget(Button(
            self.context.theme, tr("Lock now"), icon="lock", keys=keys, name="lock_now", act=lambda: self.context.registry.run(LOCK),
        ))
        card.body.addLayout(row)
        return card
