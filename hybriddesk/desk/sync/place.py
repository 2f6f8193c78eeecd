"""The Sync place: bundles out, checked and in; readable exports; what was carried so far."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from hybriddesk.desk.commands.registry import Command
from hybriddesk.desk.place import DeskContext, Place
from hybriddesk.desk.privacy.scrolling import CardScroll
from hybriddesk.desk.sync.export_card import ExportCard
from hybriddesk.desk.sync.history_card import HistoryCard, column
from hybriddesk.desk.sync.import_card import ImportCard
from hybriddesk.desk.sync.phrases import tr
from hybriddesk.desk.sync.readable_card import approved_card, conversations_card
from hybriddesk.desk.sync.verify_card import VerifyCard
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.work import Changed

SIDE_BY_SIDE = 880
BUNDLE = ".age"


class SyncPlace(Place):
    """A ``.age`` file dropped on the window while this place is in front goes to the import card."""

    place_id = "sync"
    title = "Sync and backup"
    icon = "refresh-cw"

    def build(self, context: DeskContext) -> None:
        self.export = ExportCard(context)
        self.verify = VerifyCard(context)
        self.import_ = ImportCard(context)
        self.replies = approved_card(context)
        self.conversations = conversations_card(context)
        self.history = HistoryCard(context)
        self._lay_out()

    def opened(self, **args: Any) -> None:
        if isinstance(args.get("bundle"), str):
            self.drop([args["bundle"]])

    def on_changed(self, changed: Changed) -> None:
        if "audit" in changed.tables:
            self.history.refresh()

    def drop(self, paths: Sequence[str]) -> bool:
        bundles = [Path(path) for path in paths if path.lower().endswith(BUNDLE)]
        if not bundles or self.import_.running.busy:
            return False
        self.import_.choose_path(bundles[0])
        self.page.ensureWidgetVisible(self.import_)
        if len(bundles) > 1:
            self.context.toasts.show_toast(tr("One bundle at a time: {file} was taken.").format(file=bundles[0].name))
        return True

    def commands(self) -> Sequence[Command]:
        return (
            Command("sync.export", "Export a bundle", partial(self._go, self.export, self.export.choose), "sync", icon="package"),
            Command("sync.verify", "Verify a bundle", partial(self._go, self.verify, self.verify.choose), "sync", icon="shield-check"),
            Command("sync.import", "Import a bundle", partial(self._go, self.import_, self.import_.choose), "sync", icon="import"),
            Command("sync.replies", "Export approved replies", partial(self._go, self.replies, self.replies.choose), "sync", icon="check-check"),
            Command("sync.conversations", "Export conversations", partial(self._go, self.conversations, self.conversations.choose), "sync",
                    icon="message-square"),
        )

    def leaving(self) -> None:
        """No passphrase stays in a field behind the lock."""
        self.export.passphrase.forget()
        self.verify.passphrase.clear()
        self.import_.passphrase.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.context.theme.px(SIDE_BY_SIDE)
        self._pair.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _go(self, card: Card, ask: Any) -> None:
        self.context.go_to("sync")
        self.page.ensureWidgetVisible(card)
        ask()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        head.addWidget(Label(tr("Sync and backup"), "page", 600))
        head.addStretch(1)
        self.page = CardScroll("sync_page", tr("Sync and backup"))
        body = self.page.column
        body.addWidget(Label(tr("Your data is yours: take all of it anywhere, at any time. No server is involved; you carry the file."), "hint", 400, "text2", wrap=True))
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(16)
        self._pair.addLayout(column(self.export, self.replies), 1)
        self._pair.addLayout(column(self.import_, self.verify, self.conversations), 1)
        body.addLayout(self._pair)
        body.addWidget(self.history)
        body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 20, 0, 0)
        outer.setSpacing(8)
        outer.addLayout(head)
        outer.addWidget(self.page, 1)
