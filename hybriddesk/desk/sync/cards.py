"""The cards of the Sync place in two columns, or in one where there is little room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.growing import Part
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.sync.export_card import ExportCard
from hybriddesk.desk.sync.history_card import HistoryCard
from hybriddesk.desk.sync.import_card import ImportCard
from hybriddesk.desk.sync.phrases import tr
from hybriddesk.desk.sync.readable_card import ReadableCard, approved_card, conversations_card
from hybriddesk.desk.sync.verify_card import VerifyCard
from hybriddesk.desk.widgets.scrolling import CardScroll
from hybriddesk.desk.widgets.text import Label

SIDE_BY_SIDE = 880


class SyncCards(CardScroll):
    """``parts`` makes the cards in the order in which Tab walks them."""

    export: ExportCard
    replies: ReadableCard
    import_: ImportCard
    verify: VerifyCard
    conversations: ReadableCard
    history: HistoryCard

    def __init__(self, context: DeskContext) -> None:
        super().__init__("sync_page", tr("Sync and backup"))
        self._context = context
        self.column.addWidget(Label(tr(
            "Your data is yours: take all of it anywhere, at any time. No server is involved; you carry the file.",
        ), "hint", 400, "text2", wrap=True))
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(16)
        self._left, self._right = _column(), _column()
        self._pair.addLayout(self._left, 1)
        self._pair.addLayout(self._right, 1)
        self.column.addLayout(self._pair)
        self.column.addStretch(1)

    def parts(self) -> tuple[Part, ...]:
        """What makes each card."""
        return self._export, self._replies, self._import, self._verify, self._conversations, self._history

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._context.theme.px(SIDE_BY_SIDE)
        self._pair.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _export(self) -> None:
        self.export = ExportCard(self._context)
        _add(self._left, self.export)

    def _replies(self) -> None:
        self.replies = approved_card(self._context)
        _add(self._left, self.replies)

    def _import(self) -> None:
        self.import_ = ImportCard(self._context)
        _add(self._right, self.import_)

    def _verify(self) -> None:
        self.verify = VerifyCard(self._context)
        _add(self._right, self.verify)

    def _conversations(self) -> None:
        self.conversations = conversations_card(self._context)
        _add(self._right, self.conversations)

    def _history(self) -> None:
        self.history = HistoryCard(self._context)
        self.column.insertWidget(self.column.count() - 1, self.history)


def _column() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(16)
    made.addStretch(1)
    return made


def _add(column: QVBoxLayout, card: QWidget) -> None:
    column.insertWidget(column.count() - 1, card)
