"""Beside the send button: how full the model's window is, and on a click what fills it, in figures."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hybriddesk.desk.conversations.context_meter import ContextMeter
from hybriddesk.desk.conversations.counting import Count
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.words import number, percent
from hybriddesk.records.context import Parts


class ContextLine(QWidget):
    """``figure`` opens and closes the details; ``details_wanted`` carries their words, empty for none."""

    details_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = False
        self._words = ""
        self.figure = Button(theme, "", "link", name="context_figure", label=tr("What fills the window"), act=self._toggle)
        self.meter = ContextMeter(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.figure)
        row.addWidget(self.meter)

    def show_count(self, count: Count) -> None:
        """What was counted. An unknown window is said in words."""
        reading = count.reading
        parts = reading.parts if reading else Parts()
        share, known = parts.share, parts.window is not None and count.tokens > 0
        self.meter.setVisible(known)
        if known:
            self.meter.show_parts(parts, count.marks)
        words = tr("context {p}").format(p=percent(share)) if known and share is not None else _unknown(count)
        self.figure.setText(words)
        self.figure.setVisible(count.tokens > 0)
        self._words = details(parts, local=count.boundless)
        self.figure.setToolTip(self._words)
        self.figure.setAccessibleName(words)
        self.figure.setAccessibleDescription(self._words)
        self.details_wanted.emit(self._words if self.open and count.tokens else "")

    def _toggle(self) -> None:
        self.open = not self.open
        self.details_wanted.emit(self._words if self.open else "")


def details(parts: Parts, *, local: bool = False) -> str:
    """Every part in figures; ``local``: the built-in helper, which has no window."""
    figures = tr("System {system} · summary {summary} · history {history} · your sources {knowledge} · kept free for the answer {reserve}").format(
        system=number(parts.system), summary=number(parts.summary), history=number(parts.history), knowledge=number(parts.knowledge),
        reserve=number(parts.reserve),
    )
    if parts.window is not None:
        told = tr("{figures}. About {n} of the {all} tokens that this model reads at once.").format(
            figures=figures, n=number(parts.used), all=number(parts.window))
        summarised = parts.summary > 0 and (parts.whole_share or 0.0) > (parts.share or 0.0)
        return f"{told} " + tr("Without summaries it would be {p}.").format(p=percent(parts.whole_share or 0.0)) if summarised else told
    if local:
        return tr("{figures} tokens. The built-in helper reads texts of any length.").format(figures=figures)
    return tr("{figures} tokens. How much this model reads at once is not known, so nothing is summarised. You can say it in Settings, Conversations.").format(
        figures=figures)


def _unknown(count: Count) -> str:
    if count.boundless:
        return tr("about {n} tokens").format(n=number(count.tokens))
    return tr("about {n} tokens, window unknown").format(n=number(count.tokens))
