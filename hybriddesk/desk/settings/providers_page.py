"""The providers: the built-in helper, the person's own, and the ways to add one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.add_provider import AddProvider
from hybriddesk.desk.settings.local_models import LocalModels
from hybriddesk.desk.settings.page import SettingsPage
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.settings.provider_card import ProviderCard
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card, IconLabel
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.records.work import Changed, ProviderConfig
from hybriddesk.vault.provider_book import provider_rows


class ProvidersPage(SettingsPage):
    """Cards are kept by name, so that what stands in one survives a change of another."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(
            context, "providers", tr("Providers"), tr("Where drafts and answers come from. Only what you let go leaves this computer."),
        )
        self.cards: dict[str, ProviderCard] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        cards = [partial(self._show_config, config) for config in provider_rows(context.reader)]
        self.grow(self._add_helper, *cards, self._add_form, self._add_local)

    def refresh(self) -> None:
        """Shows the stored list."""
        configs = {config.name: config for config in provider_rows(self.context.reader)}
        for name in self.cards.keys() - configs.keys():
            card = self.cards.pop(name)
            card.hide()
            card.deleteLater()
        for config in configs.values():
            self._show_config(config)
        if self.grown:
            self.local.refresh()

    def start_adding(self) -> None:
        """Opens the form."""
        self.finish()
        self.add_button.hide()
        self.form.start()
        self.ensureWidgetVisible(self.form)

    def on_changed(self, changed: Changed) -> None:
        super().on_changed(changed)
        if "providers" in changed.tables:
            self.refresh()

    def put_away(self) -> None:
        super().put_away()
        if not self.grown:
            return
        self.form.key.clear()
        for card in self.cards.values():
            card.change.key.clear()

    def _show_config(self, config: ProviderConfig) -> None:
        if config.name in self.cards:
            self.cards[config.name].show_config(config)
        else:
            self.cards[config.name] = ProviderCard(self.context, config)
            self._list.addWidget(self.cards[config.name])

    def _add_helper(self) -> None:
        self.add(_helper_card(self.context))
        self.add(self._list)

    def _add_form(self) -> None:
        self.add_button = Button(
            self.context.theme, tr("Add a provider"), "primary", icon="plus", name="provider_add", act=self.start_adding,
        )
        self.form = AddProvider(self.context, self._test, self.add_button.show)
        self.add(self.add_button)
        self.add(self.form)

    def _add_local(self) -> None:
        self.local = LocalModels(self.context, self._test)
        self.add(self.local)

    def _test(self, config: ProviderConfig) -> None:
        self.refresh()
        self.cards[config.name].test()


def _helper_card(context: DeskContext) -> Card:
    card = Card(name="provider_helper")
    card.setAccessibleName(tr("Built-in helper"))
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(IconLabel(context.theme, "hard-drive", "text2", 18), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    title = QHBoxLayout()
    title.setSpacing(8)
    for widget in (Label(tr("Built-in helper"), "read", 600), Chip(tr("This computer"), "ok"), Chip(tr("Always there"))):
        title.addWidget(widget)
    title.addStretch(1)
    words.addLayout(title)
    sentence = Label(
        tr("Works without network, key or model: it fills your own approved replies and templates. It sends nothing, so it never asks."),
        "hint", 400, "text2", wrap=True,
    )
    sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    words.addWidget(sentence)
    row.addLayout(words, 1)
    card.body.addLayout(row)
    return card
