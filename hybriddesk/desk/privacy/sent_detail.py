"""One request that left, in full: outcome, where to, headers, what was replaced, the exact bytes and their digest."""

from __future__ import annotations

from functools import partial
from typing import Any

import anyio.to_thread
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QGridLayout

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.lists.detail import Detail
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.body_view import BodyView, mono_text
from hybriddesk.desk.privacy.ledger_reads import Sent, digest, sent
from hybriddesk.desk.privacy.phrases import OUTCOMES, kind_label, tr
from hybriddesk.desk.privacy.receipt_row import ReceiptRow
from hybriddesk.desk.privacy.tables import Cell, PlainTable
from hybriddesk.desk.review.sent_page import as_sent
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Chip, ElidedLabel, Label
from hybriddesk.desk.words import moment, number

HEADERS_HEIGHT = 96
MOST_ROWS = 6


class SentDetail(Detail):
    """Values are shown while V is held or the eye is on."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "sent", tr("The request"))
        self._sent: Sent | None = None
        self._peeking = False
        self.outcome = self.chips[0]
        self.chips[1].hide()
        self._make(context.theme)
        self._lay_out()
        context.theme.changed.connect(self._measure)
        self._measure()

    def reading(self, wanted: str) -> Job:
        return self.context.engine.job(partial(anyio.to_thread.run_sync, partial(sent, self.context.workspace.db, wanted)))

    def show_read(self, result: Any) -> None:
        self._sent = result
        assert self._sent is not None
        line = self._sent.line
        words, tone, sentence = OUTCOMES[line.outcome]
        self.title.setText(f"{line.host} \u00b7 {line.model}")
        self.outcome.show_text(tr(words), tone)
        self.sentence.setText(tr(sentence))
        self.sentence.set_tone("warn" if line.outcome == "unknown" else "text2")
        facts = (
            moment(line.at_ms), line.provider, f"{line.method} {line.url}", number(line.attempt),
            "\u2014" if line.status is None else str(line.status), line.request_id or "\u2014",
        )
        for label, value in zip(self._facts, facts, strict=True):
            label.set_text(value)
        self.headers.setPlainText("\n".join(f"{name}: {value}" for name, value in line.headers))
        self.sha.set_text(line.sha256)
        self.checked.hide()
        self.to_review.setVisible(bool(self._sent.review))
        self.receipt.show_run(line.run)
        self.bytes.show_body(self._sent.exact, self._sent.readable, len(line.body))
        self._show_replaced()

    def clear(self) -> None:
        super().clear()
        self._sent = None
        self.bytes.clear()
        self.headers.clear()
        self.table.show_cells([])

    def check_digest(self) -> None:
        """Computes the digest of the stored bytes anew and compares."""
        if self._sent is not None:
            work = partial(digest, self.context.workspace.db, self._sent.line.id)
            job = self.context.engine.job(lambda: anyio.to_thread.run_sync(work))
            job.done.connect(self._digested)
            job.failed.connect(self.context.errors.show_fault)
            job.start()

    def copy(self) -> None:
        """The request line, headers and exact body to the clipboard, the key hidden."""
        if self._sent is not None:
            QGuiApplication.clipboard().setText(as_sent(self._sent.line))
            self.context.toasts.show_toast(tr("Request copied, the key hidden"))

    def peek(self, on: bool) -> None:
        """Real values while V is held."""
        if on != self._peeking:
            self._peeking = on
            self._show_replaced()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_V and not event.modifiers():
            self.peek(on=True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_V and not event.isAutoRepeat():
            self.peek(on=False)
        super().keyReleaseEvent(event)

    def _show_replaced(self) -> None:
        if self._sent is None:
            return
        values = {entry.token: entry.value for entry in self._sent.entries}
        clear = self._peeking or self.eye.isChecked()
        rows = [
            (Cell(token, "pii"), Cell(kind_label(kind), "text2"), Cell(values.get(token, "\u2014") if clear else "\u2022" * 8, "text" if clear else "text3"))
            for token, kind in self._sent.line.replaced
        ]
        self.table.show_cells(rows)
        self.table.setVisible(bool(rows))
        self.eye.setVisible(bool(rows))
        self.replaced.setText(tr("Replaced before it left: {n}").format(n=number(len(rows))) if rows else tr("Nothing was replaced in this request."))
        self.table.setFixedHeight(self.table.height_for(min(len(rows), MOST_ROWS)))

    def _digested(self, pair: tuple[str, str]) -> None:
        same = pair[0] == pair[1]
        self.checked.show_text(tr("Matches the bytes") if same else tr("Does not match: the stored bytes were changed"), "ok" if same else "bad")
        self.checked.show()

    def _open_conversation(self) -> None:
        if self._sent is not None:
            self.context.go_to("conversations", conversation=self._sent.line.conversation)

    def _open_review(self) -> None:
        if self._sent is not None:
            self.context.go_to("review", review=self._sent.review)

    def _measure(self) -> None:
        self.headers.setFixedHeight(self.context.theme.px(HEADERS_HEIGHT))
        self.table.setFixedHeight(self.table.height_for(min(self.table.rowCount(), MOST_ROWS)))

    def _make(self, theme: Theme) -> None:
        self.sentence = Label("", "base", tone="text2", wrap=True)
        self.headers = mono_text("sent_headers", tr("Headers, the key hidden"))
        self.replaced = Label("", "base", 600)
        self.eye = Button(theme, tr("Show real values"), "toggle", icon="eye", name="sent_values")
        self.eye.setCheckable(True)
        self.eye.toggled.connect(lambda _on: self._show_replaced())
        self.receipt = ReceiptRow(self.context)
        self.table = PlainTable(theme, "sent_replaced", tr("Replaced values"), [tr("Token"), tr("Kind"), tr("Value")], (30, 34, 36))
        self.bytes = BodyView(theme, self.copy)
        self.sha = ElidedLabel("", "hint")
        self.check = Button(theme, tr("Check"), icon="fingerprint", label=tr("Compute the digest again"), name="sent_check", act=self.check_digest)
        self.checked = Chip("")
        self.to_conversation = Button(theme, tr("Open the conversation"), icon="message-square", name="sent_conversation", act=self._open_conversation)
        self.to_review = Button(theme, tr("Open the draft"), icon="inbox", name="sent_review", act=self._open_review)

    def _lay_out(self) -> None:
        column = self.column
        column.addWidget(self.sentence)
        column.addLayout(self._grid())
        column.addLayout(row(self.to_conversation, self.to_review, stretch=-1))
        column.addWidget(self.receipt)
        column.addSpacing(8)
        column.addLayout(row(self.replaced, self.eye, stretch=0))
        column.addWidget(self.table)
        column.addSpacing(8)
        column.addWidget(self.bytes)
        column.addLayout(row(Label("SHA-256", "hint", 600, "text3"), self.sha, self.checked, self.check, stretch=1))
        column.addSpacing(8)
        column.addWidget(Label(tr("Headers, the key hidden"), "base", 600))
        column.addWidget(self.headers)
        column.addStretch(1)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self._facts = []
        for at, name in enumerate((tr("When"), tr("Provider"), tr("Sent to"), tr("Attempt"), tr("Status"), tr("Their request id"))):
            value = ElidedLabel("", "hint")
            grid.addWidget(Label(name, "hint", 500, "text3"), at, 0)
            grid.addWidget(value, at, 1)
            self._facts.append(value)
        return grid
