"""The Sync place: bundles out, checked and in; readable exports; what was carried so far."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from hybriddesk.desk.commands.declared import bound
from hybriddesk.desk.commands.registry import Command
from hybriddesk.desk.growing import Growing
from hybriddesk.desk.place import DeskContext, Place
from hybriddesk.desk.sync.phrases import tr
from hybriddesk.desk.sync.sync_commands import COMMANDS
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.work import Changed

if TYPE_CHECKING:
    from hybriddesk.desk.sync.cards import SyncCards
    from hybriddesk.desk.sync.export_card import ExportCard
    from hybriddesk.desk.sync.history_card import HistoryCard
    from hybriddesk.desk.sync.import_card import ImportCard
    from hybriddesk.desk.sync.readable_card import ReadableCard
    from hybriddesk.desk.sync.verify_card import VerifyCard

CARDS = "hybriddesk.desk.sync.cards"
BUNDLE = ".age"


class SyncPlace(Place):
    """A ``.age`` file dropped on the window while this place is in front goes to the import card.

    The cards are made one a turn of the loop; asking for one that is not there yet makes all of them at once.
    """

    place_id = "sync"
    title = "Sync and backup"
    icon = "refresh-cw"

    def build(self, context: DeskContext) -> None:
        self._cards: SyncCards | None = None
        self._before = QApplication.focusWidget()
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        head.addWidget(Label(tr("Sync and backup"), "page", 600))
        head.addStretch(1)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 20, 0, 0)
        self._outer.setSpacing(8)
        self._outer.addLayout(head)
        self._outer.addStretch(1)
        self.growing = Growing(context, self, CARDS, self._begin)

    @property
    def page(self) -> SyncCards:
        """All the cards."""
        self.growing.finish()
        assert self._cards is not None
        return self._cards

    @property
    def export(self) -> ExportCard:
        return self.page.export

    @property
    def replies(self) -> ReadableCard:
        return self.page.replies

    @property
    def import_(self) -> ImportCard:
        return self.page.import_

    @property
    def verify(self) -> VerifyCard:
        return self.page.verify

    @property
    def conversations(self) -> ReadableCard:
        return self.page.conversations

    @property
    def history(self) -> HistoryCard:
        return self.page.history

    def opened(self, **args: Any) -> None:
        if isinstance(args.get("bundle"), str):
            self.drop([args["bundle"]])

    def on_changed(self, changed: Changed) -> None:
        if "audit" in changed.tables and self.growing.grown:
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
        acts = {"export": "export", "verify": "verify", "import": "import_", "replies": "replies", "conversations": "conversations"}
        return bound(COMMANDS, {f"sync.{name}": partial(self._go, card) for name, card in acts.items()})

    def leaving(self) -> None:
        """No passphrase stays in a field behind the lock."""
        if not self.growing.grown:
            return
        self.export.passphrase.forget()
        self.verify.passphrase.clear()
        self.import_.passphrase.clear()

    def _go(self, name: str) -> None:
        self.context.go_to("sync")
        card = getattr(self, name)
        self.page.ensureWidgetVisible(card)
        card.choose()

    def _begin(self) -> None:
        from hybriddesk.desk.sync.cards import SyncCards  # noqa: PLC0415  imported in a worker by now

        self._cards = SyncCards(self.context)
        self._outer.takeAt(self._outer.count() - 1)
        self._outer.addWidget(self._cards, 1)
        self.growing.add(*self._cards.parts(), self._take_focus)

    def _take_focus(self) -> None:
        """Leaving the place before took the keyboard from where it was: it goes to the first card."""
        focus = self.window().focusWidget()  # the window's own, also while a dialog or another window has the keyboard
        lost = focus in {None, self} or (focus is not self._before and not self.isAncestorOf(focus))
        if self._cards is not None and self.isVisible() and lost:
            self._cards.export.file.button.setFocus()
