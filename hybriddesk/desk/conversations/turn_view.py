"""One turn: who said it, its text, what can be done with it. Made once and shown again for other turns while one scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.conversations.body import Body
from hybriddesk.desk.conversations.content import Content
from hybriddesk.desk.conversations.looks import Looks
from hybriddesk.desk.conversations.opinion import Opinion
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.conversations.shown import Shown
from hybriddesk.desk.passage_words import count_given
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Chip, ElidedLabel, Label, restyle
from hybriddesk.desk.words import clock, noop, number, percent

PAD, EDIT = 12, 38
"""Around a turn, and beside a person's words for the button that edits them."""
SAID_PAD, LEAD = 6, 8
"""Over and under a person's words; Qt puts the room between lines under each, so that as much goes over the first."""
STATES = {
    "interrupted": noop("Conversations", "Stopped"), "failed": noop("Conversations", "Failed"),
    "unknown": noop("Conversations", "Broke off"),
}


class TurnView(QFrame):
    """``act(name, turn id)`` is emitted for what the person chose: copy, again, without, up, down, review, open_review, sent, older,
    newer, edit, charge, passages.
    """

    act = Signal(str, str)
    opinion_given = Signal(str, str, str)
    """Turn id, reason, comment."""
    link_clicked = Signal(str)
    copied = Signal(str, str)
    """Turn id and the text copied."""
    grew = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks = looks
        self.shown: Shown | None = None
        self._current = self._reading = False
        self.body = Body(looks)
        self.body.setObjectName("turn_text")
        self._head = self._make_head()
        self._notice = self._make_notice()
        self.opinion = Opinion(looks.theme, self._gave)
        self._foot = self._make_foot()
        self.edit = self._icon("pencil", tr("Write this message anew"), "edit")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addWidget(self._head)
        words = QHBoxLayout()
        words.setSpacing(6)
        self._lead = QVBoxLayout()
        self._lead.addWidget(self.body)
        words.addLayout(self._lead, 1)
        words.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(words)
        for part in (self.status, self._notice, self.opinion, self._foot):
            self._column.addWidget(part)
        self.body.grew.connect(self.grew)
        self.body.focused.connect(self._read)
        self.body.link_clicked.connect(self.link_clicked)
        self.body.copied.connect(lambda text: self.copied.emit(self._id(), text))
        self.opinion.changed.connect(self.grew)

    def show_turn(self, shown: Shown, content: Content) -> None:
        """Another turn, or the same with other facts."""
        same = self.shown is not None and self.shown.turn.id == shown.turn.id
        self.shown = shown
        mine = shown.turn.role == "user"
        name = tr("You wrote") if mine else tr("Answer of {model}").format(model=shown.who)
        if not same or self.body.content is not content:
            self.body.show_content(content, name)
            self.opinion.hide()
        self.setObjectName(f"turn_{shown.turn.id}")
        self.setAccessibleName(name)
        restyle(self, kind="said" if mine else "answer")
        self._show_head(shown, mine=mine)
        self._show_notice(shown)
        self._show_foot(shown, mine=mine)
        self.status.setText(shown.status)
        self.status.setVisible(bool(shown.status))

    def forget(self) -> None:
        """Whatever comes next is another turn."""
        self.shown = None
        self.hide()

    def set_current(self, current: bool) -> None:
        """The turn the keys act on."""
        if current != self._current:
            self._current = current
            self.update()

    def fit(self, width: int) -> int:
        """Takes this width; returns the height it needs."""
        assert self.shown is not None
        px, mine = self._looks.theme.px, self.shown.turn.role == "user"
        pad, high = px(PAD), px(SAID_PAD if mine else PAD)
        self._column.setContentsMargins(pad, high, pad, high)
        self._lead.setContentsMargins(0, px(LEAD) if mine else 0, 0, 0)
        beside = px(EDIT) if mine else 0
        self.body.set_width(width - 2 * pad - beside)
        self._column.activate()
        has = self._column.hasHeightForWidth()
        return self._column.totalHeightForWidth(width) if has else self._column.totalSizeHint().height()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._looks.theme
        if self.shown is not None and self.shown.turn.role == "user":
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(theme.colour("neutral_soft"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 10, 10)
        if self._current or self._reading:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 10, 10)
        super().paintEvent(event)

    # -- parts -----------------------------------------------------------------------------------------------------

    def _make_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._picture = IconLabel(self._looks.theme, "sparkles", "text2", 16)
        self._who = ElidedLabel("", "hint", 600, "text2")
        self.confidence = Chip("")
        self.state = Chip("", "warn")
        self._time = Label("", "hint", tone="text3")
        row.addWidget(self._picture)
        row.addWidget(self._who, 1)
        for part in (self.state, self.confidence, self._time):
            row.addWidget(part)
        return head

    def _make_notice(self) -> QFrame:
        notice = QFrame()
        notice.setProperty("kind", "sunken")
        notice.setObjectName("turn_notice")
        row = QHBoxLayout(notice)
        row.setContentsMargins(12, 10, 10, 10)
        row.setSpacing(10)
        row.addWidget(IconLabel(self._looks.theme, "triangle-alert", "bad", 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.what = Label("", "base", 600, "bad", wrap=True)
        self._rest = Label("", "base", 400, "text2", wrap=True)
        words.addWidget(self.what)
        words.addWidget(self._rest)
        row.addLayout(words, 1)
        self.ask_again = Button(
            self._looks.theme, tr("Ask again"), icon="refresh-cw", name="turn_ask_again",
            act=lambda: self._act("without" if self.shown and self.shown.without else "again"),
        )
        self.look_up = Button(
            self._looks.theme, tr("Look up the charge"), icon="search", name="turn_look_up", act=lambda: self._act("charge"),
        )
        for button in (self.look_up, self.ask_again):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return notice

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setSpacing(2)
        row.setContentsMargins(0, 0, 0, 0)
        self.older = self._icon("chevron-left", tr("Answer before this one"), "older")
        self.place = Label("", "hint", 500, "text2")
        self.newer = self._icon("chevron-right", tr("Answer after this one"), "newer")
        self.copy = self._icon("copy", tr("Copy the text"), "copy")
        self.again = self._icon("refresh-cw", tr("Ask for another answer"), "again")
        self.up = self._icon("thumbs-up", tr("Good answer"), "up")
        self.down = self._icon("thumbs-down", tr("Poor answer"), "down")
        theme = self._looks.theme
        self.review = Button(theme, tr("Send to review"), "ghost", icon="inbox", name="turn_review", act=self._review)
        self.sent = Button(theme, tr("What was sent"), "ghost", icon="shield-check", name="turn_sent", act=lambda: self._act("sent"))
        self.passages = Button(theme, "", "ghost", icon="library", name="turn_passages", label=tr("What this answer rests on"), act=lambda: self._act("passages"))
        for part in (self.older, self.place, self.newer, self.copy, self.again, self.up, self.down):
            row.addWidget(part)
        row.addSpacing(6)
        row.addWidget(self.review)
        row.addWidget(self.sent)
        row.addWidget(self.passages)
        row.addStretch(1)
        self.status = Label("", "hint", tone="text2", wrap=True)
        self.status.setObjectName("turn_status")
        return foot

    def _icon(self, icon: str, label: str, name: str) -> Button:
        return Button(self._looks.theme, kind="icon", icon=icon, label=label, name=f"turn_{name}", act=lambda: self._act(name))

    # -- showing ---------------------------------------------------------------------------------------------------

    def _show_head(self, shown: Shown, *, mine: bool) -> None:
        turn = shown.turn
        self._head.setVisible(not mine)
        self._who.set_text(shown.who)
        self._picture.show_icon("cpu" if turn.provider == "helper" else "sparkles")
        self._time.setText(clock(turn.created_ms))
        known = turn.confidence is not None and turn.state == "complete"
        self.confidence.setVisible(known)
        if turn.confidence is not None and known:
            self.confidence.show_text(tr("Confidence {p}").format(p=percent(turn.confidence)), shown.tone)
        self.state.setVisible(turn.state in STATES)
        if turn.state in STATES:
            self.state.show_text(tr(STATES[turn.state]), "bad" if turn.state == "failed" else "warn")

    def _show_notice(self, shown: Shown) -> None:
        self._notice.setVisible(shown.notice is not None or shown.can_ask_again)
        if shown.notice is not None:
            self.what.setText(shown.notice.what)
            self._rest.setText(" ".join(part for part in (shown.notice.works, shown.notice.do) if part))
        self._notice.setAccessibleName(shown.notice.what if shown.notice else "")
        self._rest.setVisible(bool(self._rest.text()))
        self.look_up.setVisible(shown.can_look_up)
        self.ask_again.setVisible(shown.can_ask_again)
        self.ask_again.setEnabled(not shown.busy)
        without = tr("Ask without the oldest message") if shown.without == 1 else tr("Ask without the {n} oldest messages").format(n=number(shown.without))
        self.ask_again.setText(" " + (without if shown.without else tr("Ask again")))
        self.ask_again.setAccessibleName(self.ask_again.text().strip())

    def _show_foot(self, shown: Shown, *, mine: bool) -> None:
        ended = shown.turn.state != "streaming"
        several = shown.siblings > 1
        for part in (self.older, self.place, self.newer):
            part.setVisible(several)
        self.place.setText(f"{number(shown.sibling)}/{number(shown.siblings)}")
        self.place.setAccessibleName(tr("{n} of {all}").format(n=shown.sibling, all=shown.siblings))
        self.older.setAccessibleName(tr("Version before this one") if mine else tr("Answer before this one"))
        self.newer.setAccessibleName(tr("Version after this one") if mine else tr("Answer after this one"))
        for step in (self.older, self.newer):
            step.setToolTip(step.accessibleName())
        self.edit.setVisible(mine)
        self.edit.setEnabled(not shown.busy)
        self.older.setEnabled(shown.sibling > 1)
        self.newer.setEnabled(shown.sibling < shown.siblings)
        judged = not mine and ended and bool(shown.text.strip())
        for part in (self.up, self.down, self.review):
            part.setVisible(judged)
        self.again.setVisible(not mine and ended and not shown.can_ask_again)
        self.copy.setVisible(not mine and ended and bool(shown.text.strip()))
        self.sent.setVisible(not mine and bool(shown.turn.run))
        self.passages.setVisible(not mine and shown.passages > 0)
        self.passages.setText(" " + count_given(shown.passages))
        self.again.setEnabled(not shown.busy)
        for button, thumb in ((self.up, "up"), (self.down, "down")):
            ground = self._looks.theme.tokens.accent_soft
            button.setStyleSheet(f"background: {ground}; border-radius: 6px;" if shown.thumb == thumb else "")
            button.setAccessibleDescription(tr("chosen") if shown.thumb == thumb else "")
        self.review.setText(" " + (tr("Open in Review") if shown.review else tr("Send to review")))
        self.review.setAccessibleName(self.review.text().strip())
        self._foot.setVisible(several or not mine)

    def _read(self, reading: bool) -> None:
        self._reading = reading
        self.update()

    def _review(self) -> None:
        self._act("open_review" if self.shown and self.shown.review else "review")

    def _gave(self, reason: str, comment: str) -> None:
        self.opinion_given.emit(self._id(), reason, comment)

    def _act(self, name: str) -> None:
        self.act.emit(name, self._id())

    def _id(self) -> str:
        assert self.shown is not None
        return self.shown.turn.id


def tab_order(views: Sequence[TurnView]) -> None:
    """Tab goes through the messages from top to bottom, whatever order their widgets were made in."""
    for before, after in pairwise(views):
        QWidget.setTabOrder(before.sent, after.body)
