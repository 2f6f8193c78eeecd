"""Model servers on this computer: looked for when the person asks, added with one click."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.model_file import ModelFile
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Chip, ElidedLabel, Label
from hybriddesk.desk.words import number
from hybriddesk.providers.local import PLACES, Found, look
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import ProviderConfig
from hybriddesk.vault.provider_book import provider_rows

MODELS_SHOWN = 3


class LocalModels(Card):
    """``places`` are the names, adapters and addresses that are asked. ``added`` is called with the stored provider."""

    def __init__(self, context: DeskContext, added: Callable[[ProviderConfig], object]) -> None:
        super().__init__(tr("Models on this computer"), name="local_models")
        self._context, self._added = context, added
        self.places = PLACES
        self._found: tuple[Found, ...] = ()
        self.look_button = Button(
            context.theme, tr("Look for models on this computer"), icon="search", name="local_look", act=self.look,
        )
        self.head.addWidget(self.look_button)
        self.body.addWidget(Label(
            tr("Texts that go to a model on this computer do not leave it. Nothing is looked for until you ask."), "hint", 400, "text2", wrap=True,
        ))
        self.outcome = Outcome(context.theme, "local_outcome")
        self.body.addWidget(self.outcome)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.model_file = ModelFile(context, self._added, self.outcome)
        self.body.addWidget(self.model_file)

    def look(self) -> None:
        """Asks the usual places for their lists of models."""
        self.look_button.setEnabled(False)
        self.outcome.busy(tr("Looking\u2026"))
        job = self._context.engine.job(partial(look, self.places))
        job.done.connect(self._looked)
        job.failed.connect(self.outcome.bad)
        job.ended.connect(self._ended)
        job.start()

    def refresh(self) -> None:
        """Shows anew which of the found ones are in the list of providers."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            assert widget is not None
            widget.hide()
            widget.deleteLater()
        known = {config.base_url for config in provider_rows(self._context.reader)}
        for found in self._found:
            self._rows.addWidget(self._row(found, known=found.base_url in known))

    def _looked(self, found: tuple[Found, ...]) -> None:
        self._found = found
        self.look_button.setText(f" {tr('Look again')}")
        self.look_button.setAccessibleName(tr("Look again"))
        if found:
            self.outcome.good(tr("Found {count} on this computer.").format(count=number(len(found))))
        else:
            names = ", ".join(name for name, _, _ in self.places)
            self.outcome.plain(
                tr("Looked for {names} at their usual addresses on this computer. None answered. Start one and look again.").format(names=names),
            )
        self.refresh()

    def _ended(self) -> None:
        self.look_button.setEnabled(True)

    def _add(self, found: Found) -> None:
        providing = self._context.workspace.providing

        def store() -> ProviderConfig:
            return providing.add(found.name, found.adapter, found.base_url, None, allow_loopback_http=True)

        job = self._context.engine.call(store)
        job.done.connect(self._added)
        job.failed.connect(self._failed)
        job.start()

    def _failed(self, fault: Fault) -> None:
        self.outcome.bad(fault)

    def _row(self, found: Found, *, known: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(found.name, "base", 500))
        words.addWidget(ElidedLabel(f"{found.base_url} \u00b7 {_models(found.models)}", "hint", 400, "text2"))
        line.addLayout(words, 1)
        if known:
            line.addWidget(Chip(tr("In your list"), "ok"))
        else:
            label = tr("Add {name}").format(name=found.name)
            line.addWidget(Button(
                self._context.theme, tr("Add"), icon="plus", name=f"local_add_{found.name}", label=label, act=partial(self._add, found),
            ))
        return row


def _models(models: tuple[str, ...]) -> str:
    if not models:
        return tr("no model loaded")
    more = f", +{number(len(models) - MODELS_SHOWN)}" if len(models) > MODELS_SHOWN else ""
    return ", ".join(models[:MODELS_SHOWN]) + more
