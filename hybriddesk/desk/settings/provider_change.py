"""Another address or another key for a provider. The stored key is never shown; an empty field keeps it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QVBoxLayout

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.controls import Tick
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.settings.provider_facts import is_plain_here
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.fields import Field, PasswordField
from hybriddesk.desk.widgets.text import Label
from hybriddesk.providers.senders import BY_NAME
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import ProviderConfig


class ProviderChange(QFrame):
    """Hidden until ``open_for``; ``changed`` is called after the new values are stored."""

    def __init__(self, context: DeskContext, name: str, changed: Callable[[], object]) -> None:
        super().__init__()
        self._context, self._name, self._changed = context, name, changed
        self._local = False
        self.setProperty("kind", "sunken")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        self.address = Field(f"change_address_{name}", tr("Address"))
        self.key = PasswordField(context.theme, f"change_key_{name}", tr("New key"), tr("Leave empty to keep the stored key"))
        self.plain = Tick(f"change_plain_{name}", tr("Allow plain http to this computer"), tr("Allow plain http to this computer"))
        form = self._form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for words, field in ((tr("Address"), self.address), (tr("New key"), self.key)):
            label = Label(words, "base", 500)
            label.setBuddy(field)
            form.addRow(label, field)
        form.addRow("", self.plain)
        self.address.textChanged.connect(lambda _text: self._address_typed())
        column.addLayout(form)
        self.outcome = Outcome(context.theme, f"change_outcome_{name}")
        column.addWidget(self.outcome)
        column.addLayout(self._acts())
        self.key.returnPressed.connect(self.save)
        self.address.returnPressed.connect(self.save)
        self.hide()

    def open_for(self, config: ProviderConfig) -> None:
        """Shows the address; the key's field is empty."""
        self._local = config.adapter not in BY_NAME or BY_NAME[config.adapter].local
        self.plain.setChecked(config.allow_loopback_http)
        self.address.setText(config.base_url)
        self._address_typed()
        self.key.clear()
        self.outcome.clear()
        self.show()
        self.key.setFocus()

    def save(self) -> None:
        """Stores what was given."""
        name, address, key = self._name, self.address.text().strip(), self.key.text().strip()
        plain = self.plain.isChecked() if self.plain.isVisibleTo(self) else None
        providing = self._context.workspace.providing
        job = self._context.engine.call(lambda: providing.change(name, base_url=address or None, key=key or None, allow_loopback_http=plain))
        job.done.connect(self._saved)
        job.failed.connect(self._failed)
        job.start()

    def close_form(self) -> None:
        """Forgets what was typed."""
        self.key.clear()
        self.hide()

    def _address_typed(self) -> None:
        self._form.setRowVisible(self.plain, is_plain_here(self.address.text()) and not self._local)

    def _saved(self, _config: object) -> None:
        self.close_form()
        self._changed()

    def _failed(self, fault: Fault) -> None:
        self.outcome.bad(fault)

    def _acts(self) -> QHBoxLayout:
        theme = self._context.theme
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Button(theme, tr("Save and test"), "primary", name=f"change_save_{self._name}", act=self.save))
        row.addWidget(Button(theme, tr("Cancel"), name=f"change_cancel_{self._name}", act=self.close_form))
        row.addStretch(1)
        return row
