"""The form that adds a provider: kind, name, address, key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.controls import Drop, Tick
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.settings.provider_facts import is_plain_here
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.fields import Field, PasswordField
from hybriddesk.desk.widgets.text import Label
from hybriddesk.providers.senders import ADAPTERS, BY_NAME
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import ProviderConfig

NAMES = {
    "openai": "OpenAI", "openai_responses": "OpenAI Responses", "anthropic": "Anthropic", "gemini": "Gemini", "openrouter": "OpenRouter",
    "nanogpt": "NanoGPT", "ollama": "Ollama",
}
"""What the provider is called unless the person writes another name."""


class AddProvider(Card):
    """``added`` is called with a stored provider that is to be tested, ``closed`` when the form went away; the key's field is empty then."""

    def __init__(self, context: DeskContext, added: Callable[[ProviderConfig], object], closed: Callable[[], object]) -> None:
        super().__init__(tr("Add a provider"), name="add_provider")
        self._context, self._added, self._closed = context, added, closed
        self._make_fields()
        self._lay_out()
        self.hide()

    def start(self) -> None:
        """Shows the form."""
        self.show()
        self.kind.setFocus()

    def close_form(self) -> None:
        """Forgets what was typed."""
        self.key.clear()
        self.outcome.clear()
        self.hide()
        self._closed()

    def save(self, *, test: bool) -> None:
        """Stores the provider; ``test`` asks it for its models afterwards."""
        name, adapter, address = self.name.text().strip(), self.kind.key(), self.address.text().strip()
        key, plain = self.key.text() or None, self.plain.isVisibleTo(self) and self.plain.isChecked()
        providing = self._context.workspace.providing
        self._may_save(yes=False)
        job = self._context.engine.call(lambda: providing.add(name, adapter, address, key, allow_loopback_http=plain))
        job.done.connect(self._stored_and_test if test else self._stored)
        job.failed.connect(self._failed)
        job.ended.connect(partial(self._may_save, yes=True))
        job.start()

    def _stored(self, _config: ProviderConfig) -> None:
        self.name.clear()
        self.close_form()
        self._kind_chosen()

    def _stored_and_test(self, config: ProviderConfig) -> None:
        self._stored(config)
        self._added(config)

    def _failed(self, fault: Fault) -> None:
        self.outcome.bad(fault)

    def _kind_chosen(self) -> None:
        adapter = BY_NAME[self.kind.key()]
        if self.name.text() in ("", *NAMES.values()):
            self.name.setText(NAMES.get(adapter.name, adapter.name))
        self.address.setText(adapter.base_url)
        self.key.setPlaceholderText(tr("Key from the provider's site") if adapter.asks_key else tr("Usually not needed"))
        self._address_typed()

    def _address_typed(self) -> None:
        needed = is_plain_here(self.address.text()) and not BY_NAME[self.kind.key()].local
        self._form.setRowVisible(self.plain, needed)

    def _may_save(self, *, yes: bool) -> None:
        self.add_and_test.setEnabled(yes)
        self.add_only.setEnabled(yes)

    def _make_fields(self) -> None:
        theme = self._context.theme
        self.kind = Drop("add_kind", tr("Kind of provider"))
        self.kind.offer([(adapter.name, tr(adapter.label)) for adapter in ADAPTERS], ADAPTERS[0].name)
        self.name = Field("add_name", tr("Name"), tr("How you want to call it"))
        self.address = Field("add_address", tr("Address"))
        self.key = PasswordField(theme, "add_key", tr("Key"))
        self.plain = Tick("add_plain", tr("Allow plain http to this computer"), tr("Allow plain http to this computer"))
        self.outcome = Outcome(theme, "add_outcome")
        self.add_and_test = Button(theme, tr("Add and test"), "primary", name="add_and_test", act=partial(self.save, test=True))
        self.add_only = Button(theme, tr("Add without a test"), name="add_only", act=partial(self.save, test=False))
        self.cancel = Button(theme, tr("Cancel"), "ghost", name="add_cancel", act=self.close_form)
        self.kind.activated.connect(lambda _at: self._kind_chosen())
        self.address.textChanged.connect(lambda _text: self._address_typed())
        for field in (self.name, self.address, self.key):
            field.returnPressed.connect(partial(self.save, test=True))

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("Kind"), self.kind), (tr("Name"), self.name), (tr("Address"), self.address), (tr("Key"), self.key),
        )
        for words, field in rows:
            label = Label(words, "base", 500)
            label.setBuddy(field)
            self._form.addRow(label, field)
        self._form.addRow("", self.plain)
        self.body.addLayout(self._form)
        self.body.addWidget(Label(
            tr("The key is stored encrypted and never shown again. A test asks for the list of models; nothing of yours is sent."),
            "hint", 400, "text2", wrap=True,
        ))
        self.body.addWidget(self.outcome)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.add_and_test, self.add_only, self.cancel):
            acts.addWidget(button)
        acts.addStretch(1)
        self.body.addLayout(acts)
        self._kind_chosen()
