"""What left this computer for this draft: every attempt, the host, the headers, what was replaced, the exact bytes."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from hybriddesk.desk.passage_words import held_line
from hybriddesk.desk.review.page import Page
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Chip, ElidedLabel, Label, SectionTitle, line
from hybriddesk.desk.words import moment, size
from hybriddesk.records.knowledge import Gathered
from hybriddesk.records.work import LedgerLine
from hybriddesk.workflow.reviewing import Opened

BODY_HEIGHT = 180
OUTCOMES = {
    "intent": ("About to be sent", "warn"), "sent": ("Sent, answer under way", "neutral"), "done": ("Answered", "ok"),
    "failed": ("Failed", "bad"), "unknown": ("Outcome unknown", "warn"), "cancelled": ("Cancelled", "neutral"),
}


class SentPage(Page):
    """The built-in helper sends nothing, and then the page says so."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("sent_page", tr("What was sent"))
        self._theme = theme

    def show_lines(self, opened: Opened) -> None:
        """One block per attempt, the newest first as the ledger gives them."""
        self.empty()
        self.column.addWidget(SectionTitle(tr("What left this computer")))
        if not opened.sent:
            self.column.addWidget(
                Label(tr("Nothing. This draft was written on this computer; no request left it."), "hint", tone="text2", wrap=True),
            )
        if opened.sent and opened.passages is not None:
            self._passages(opened.passages)
        for attempt in opened.sent:
            self._attempt(attempt)

    def _passages(self, found: Gathered) -> None:
        """Which passages of the person's own sources went along."""
        names = ", ".join(f"[{at}] {one.name}" for at, one in enumerate(found.given, 1))
        self._fact(tr("From your sources"), names or tr("nothing"))
        if found.held:
            self._fact(tr("Held back"), held_line(found.held))

    def _attempt(self, sent: LedgerLine) -> None:
        words, tone = OUTCOMES[sent.outcome]
        self.column.addSpacing(4)
        self.column.addWidget(Chip(tr(words), tone))
        self._fact(tr("To"), f"{sent.provider}, {sent.host}")
        self._fact(tr("Model"), sent.model)
        self._fact(tr("When"), moment(sent.at_ms))
        replaced = ", ".join(token for token, _ in sent.replaced)
        self._fact(tr("Replaced"), replaced or tr("nothing"))
        self._fact(tr("SHA-256 of the body"), sent.sha256)
        text = as_sent(sent)
        self._fact(tr("Exactly what left"), size(len(sent.body)))
        body = QPlainTextEdit(text)
        body.setReadOnly(True)
        body.setProperty("kind", "mono")
        body.setObjectName("sent_body")
        body.setAccessibleName(tr("Exactly what left"))
        body.setFixedHeight(self._theme.px(BODY_HEIGHT))
        self.column.addWidget(body)
        copy = Button(
            self._theme, tr("Copy request"), "ghost", icon="copy", name="copy_request", act=lambda: QGuiApplication.clipboard().setText(text),
        )
        self.column.addWidget(copy)
        self.column.addWidget(line())

    def _fact(self, name: str, value: str) -> None:
        self.column.addWidget(Label(name, "small", 600, "text3"))
        self.column.addWidget(ElidedLabel(value, "hint"))


def as_sent(sent: LedgerLine) -> str:
    """Request line, headers (the key hidden), empty line, body."""
    head = [f"{sent.method} {sent.url}", *(f"{name}: {value}" for name, value in sent.headers)]
    return "\n".join((*head, "", sent.body.decode("utf-8", "backslashreplace")))
