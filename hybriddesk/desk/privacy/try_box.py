"""The try box: what the rules would find in a text of the person's own, as they type. The text is never stored and never sent."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import anyio.to_thread
from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.phrases import certainty, kind_label, rule_name, rule_sentence, tr
from hybriddesk.desk.privacy.tables import Cell, PlainTable
from hybriddesk.desk.privacy.trying import Found, Tried, lists_of, try_out
from hybriddesk.desk.review.marks import Look, Mark, Marks
from hybriddesk.desk.review.text_view import TextView
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.desk.words import number
from hybriddesk.vault.hide_lists import terms_for

SETTLE_MS = 150
TEXT_HEIGHT = 196
LEAST_ROWS, MOST_ROWS = 2, 8
LISTED = 100
"""Values that get a row; all of them are marked in the text."""
HEADS = ("Found", "Would become", "Kind", "Rule", "Certainty", "Why")
SHARES = (22, 14, 17, 13, 8, 26)
EXAMPLE = (
    "Dear Mr Marsh,\n\nplease send the refund for order 1042 to IBAN DE89 3704 0044 0532 0130 00 and write to "
    "anna.keller@example.org or call +44 20 7946 0018.\n\nKind regards,\nAnna Keller"
)


class TryText(TextView):
    """An input whose found values are violet on a soft ground and underlined."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Text to try the rules on"), "version")
        self.setObjectName("try_text")
        self.setPlaceholderText(tr("Type or paste a text. It stays in this box: it is not stored and not sent."))

    def _restyle(self) -> None:
        super()._restyle()
        self._looks[Look.TOKEN].setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        self._paint_marks()


class TryBox(Card):
    """Reads anew a moment after the last keystroke, in a worker thread, one text at a time."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(name="pane_try")
        self._context = context
        self._tokens: dict[tuple[str, str], str] = {}
        self._busy = self._again = self._told = False
        self._pause = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._pause.timeout.connect(self.read)
        theme = context.theme
        self.setAccessibleName(tr("Try it"))
        self.count = Chip("", "neutral")
        self.example = Button(theme, tr("Show an example"), "ghost", icon="wand-sparkles", name="try_example", act=self.show_example)
        self.clear = Button(theme, tr("Clear"), "ghost", icon="x", name="try_clear", act=self.empty)
        self.text = TryText(theme)
        self.text.setFixedHeight(theme.px(TEXT_HEIGHT))
        self.text.edited.connect(self._pause.start)
        self.table = PlainTable(theme, "try_found", tr("Values found in the text"), [tr(head) for head in HEADS], SHARES)
        self.why = Label("", "hint", tone="text2", wrap=True)
        self.table.currentCellChanged.connect(lambda row, *_: self._point(row))
        self._tried = Tried("", (), ())
        theme.changed.connect(self._fit)
        self._lay_out()
        self.show_tried(self._tried)

    def show_example(self) -> None:
        """A letter with a name, an address, a number and an account."""
        self.text.show_text(tr(EXAMPLE))
        self.read()

    def empty(self) -> None:
        """Takes the text and everything known of it away."""
        self.text.show_text("")
        self._tokens.clear()
        self.read()

    def read(self) -> None:
        """Asks the scrubber, unless it is still at work: then once more as soon as it is done."""
        self._pause.stop()
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        workspace, text, known = self._context.workspace, self.text.text(), lists_of(self._context.setting)

        async def work() -> Tried:
            """Engine thread; the scrubbing itself in a worker."""
            hidden = replace(known, deny=(*known.deny, *terms_for(workspace.db, "")))
            return await anyio.to_thread.run_sync(partial(try_out, workspace.scrubber, text, hidden))

        job = self._context.engine.job(work)
        job.done.connect(self.show_tried)
        job.failed.connect(self._context.errors.show_fault)
        job.ended.connect(self._ended)
        job.start()

    def show_tried(self, tried: Tried) -> None:
        """An answer; marks of a text that was changed meanwhile wait for the next one."""
        self._tried = tried
        if tried.text == self.text.text():
            self.text.set_marks(Marks(Mark(span.start, span.end, Look.TOKEN) for span in tried.spans))
        self.table.show_cells([self._cells(found) for found in tried.found[:LISTED]])
        self._fit()
        values = len(tried.found)
        said = tr("{n} values would be hidden").format(n=number(values)) if values != 1 else tr("1 value would be hidden")
        nothing = tr("Nothing found") if tried.text.strip() else tr("No text yet")
        if values > LISTED:
            said += tr(", the first {n} listed").format(n=number(LISTED))
        self.count.show_text(said if values else nothing, "pii" if values else "neutral")
        self._point(self.table.currentRow())
        if tried.fault and not self._told:
            self._told = True
            self._context.errors.show_fault(tried.fault)

    def _ended(self) -> None:
        self._busy = False
        if self._again:
            self.read()

    def _cells(self, found: Found) -> tuple[Cell, ...]:
        # tokens are drawn anew for every reading; one value keeps the first one here, so that the table stands still
        token = self._tokens.setdefault((found.kind, found.value), found.token)
        shown = found.value if found.count == 1 else f"{found.value}  \u00d7{number(found.count)}"
        sentence = rule_sentence(found.rule)
        return (
            Cell(shown.replace("\n", " ")), Cell(token, "pii"), Cell(kind_label(found.kind), "text2"), Cell(rule_name(found.rule), "text2"),
            Cell(certainty(found.score), "text2"), Cell(sentence, "text2"),
        )

    def _point(self, row: int) -> None:
        found = self._tried.found[row] if 0 <= row < len(self._tried.found) else None
        self.why.setText(f"{kind_label(found.kind)}: {rule_sentence(found.rule)}" if found else "")
        self.why.setVisible(bool(self.why.text()))

    def _fit(self) -> None:
        self.text.setFixedHeight(self._context.theme.px(TEXT_HEIGHT))
        rows = len(self._tried.found)
        self.table.setVisible(rows > 0)
        self.table.setFixedHeight(self.table.height_for(min(max(rows, LEAST_ROWS), MOST_ROWS)))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(tr("Try it"), "read", 600))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.example)
        head.addWidget(self.clear)
        self.body.addLayout(head)
        self.body.addWidget(self.text)
        self.body.addWidget(self.table)
        self.body.addWidget(self.why)
        QWidget.setTabOrder(self.text, self.table)
