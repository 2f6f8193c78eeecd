"""The desk in the middle: title, facts, request, texts, figures and the decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hybriddesk.desk.review.customer_message import CustomerMessage
from hybriddesk.desk.review.decision_bar import DecisionBar
from hybriddesk.desk.review.notice import Notice
from hybriddesk.desk.review.phrases import STATES, strange, sure, tone, tr
from hybriddesk.desk.review.texts_pane import Away, Mode, TextsPane
from hybriddesk.desk.review.version import Version
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button, Segmented
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Chip, ElidedLabel, Label
from hybriddesk.desk.words import moment, number, percent
from hybriddesk.records.work import Review
from hybriddesk.workflow.reviewing import Opened

Acts = dict[str, Callable[..., object]]
LEAST, SHORT, ROOMY = 400, 590, 678
"""Width in px at 100 % that is enough with pictures and two rows of decisions, with short words, and with long ones."""

AUTOSAVE = {
    "saved": ("check", "ok", "Autosaved"), "unsaved": ("pencil", "text3", "Not saved yet"), "saving": ("clock", "text3", "Saving"),
    "failed": ("triangle-alert", "bad", "Not saved: trying again"),
}


class Bench(QWidget):
    """Shows; decides nothing. ``acts`` are the buttons' deeds, ``keys(command id)`` the keys written on them."""

    def __init__(self, theme: Theme, away: Away, acts: Acts, keys: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fit, self._has_prompt = "", False
        self.setObjectName("review_bench")
        self.setProperty("kind", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = ElidedLabel("", "title", 600)
        self.inspect = Button(
            theme, kind="icon", icon="panel-right", label=tr("Inspector"), keys=keys("review.inspector"), name="toggle_inspector",
            act=acts["inspector"],
        )
        self.confidence, self.model = Chip(""), Chip("")
        self.prompt, self.hidden = Chip(""), Chip("", "pii")
        for chip in (self.model, self.prompt):  # a long model id gives way before the window does
            chip.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            chip.setMinimumWidth(48)
        self.place = Label("", "hint", tone="text2")
        self.message = CustomerMessage(theme)
        self.modes = Segmented(
            {"side": tr("Side by side"), "inline": tr("Inline"), "final": tr("Final only")}, name="diff_mode", label=tr("Show changes"),
            chosen=acts["mode"],
        )
        self.texts = TextsPane(theme, away)
        self.undo = Button(
            theme, kind="icon", icon="undo-2", label=tr("Undo typing"), keys="Ctrl+Z", name="undo_typing", act=self.texts.editor.undo,
        )
        self.values = Button(theme, tr("Show real values"), "ghost", icon="eye", name="show_values", act=acts["values"])
        self.again = Button(theme, tr("Ask for another draft"), "ghost", icon="sparkles", name="another_draft", act=acts["redraft"])
        self.figures = Label("", "hint", tone="text2")
        self.lane = Notice(theme, "flag", "warn", name="lane_notice")
        self.strangers = Notice(theme, "triangle-alert", "warn", name="strangers")
        self._saved_icon = IconLabel(theme, "check", "ok", 14)
        self.saved = Label("", "hint", tone="text2")
        self.bar = DecisionBar(theme, acts, keys)
        self.texts.editor.document().undoAvailable.connect(self.undo.setEnabled)
        self.undo.setEnabled(False)
        self._lay_out(theme)

    def show_opened(self, opened: Opened, version: Version, place: tuple[int, int], threshold: float) -> None:
        """Everything about one draft."""
        review = opened.review
        self.title.set_text(review.title)
        self.confidence.show_text(tr("Confidence {p}").format(p=sure(review.confidence)), tone(review.confidence, threshold))
        self.model.show_text(" · ".join(part for part in (review.provider, review.model.removeprefix(f"{review.provider}/")) if part))
        self.prompt.show_text(tr("prompt {version}").format(version=review.prompt_version))
        self._has_prompt = bool(review.prompt_version)
        self._show_origin()
        self._show_hidden(review.hidden_count)
        self.show_place(place)
        self.values.setEnabled(version.hideable and bool(opened.entries))
        self.again.setEnabled(bool(review.item) and review.decided_ms is None and not opened.blind)
        self.bar.escalate.setVisible(not opened.blind)
        self.show_form(opened, version)
        decided = is_decided(review)
        self.texts.show_version(version, locked=decided)
        self.show_saved("saved" if review.working is not None and not decided else "")
        if decided:
            self.bar.show_decided(_decision(review))
        else:
            self.bar.show_open()

    def show_form(self, opened: Opened, version: Version) -> None:
        """Tokens or real values, outside the two texts."""
        self.message.show_message(version.shown(opened.review.request), version.shown(opened.sender), opened.received_ms)
        words = tr("Hide real values") if version.clear and version.hideable else tr("Show real values")
        self.values.setAccessibleName(words)
        self.values.set_icon("eye-off" if version.clear and version.hideable else "eye")
        self._write_tools()

    def show_place(self, place: tuple[int, int]) -> None:
        """"1 of 12", or nothing for an entry that is not in the list."""
        at, of = place
        self.place.setText(tr("{n} of {of}").format(n=number(at), of=number(of)) if at else "")

    def show_figures(self, distance: float, words: int) -> None:
        """Edit distance (share of words changed) and length, live."""
        self.figures.setText(
            tr("Edit distance {p}  ·  {n} words").format(p=percent(distance), n=number(words)),
        )

    def show_strangers(self, words: Sequence[str]) -> None:
        """Warns of words that look like hidden values and are none; the decision stays the person's."""
        self.strangers.say(strange(words))

    def show_saved(self, state: str) -> None:
        """Whether the version is in the store: one of ``AUTOSAVE``, or ``""`` while nothing was typed."""
        icon, role, words = AUTOSAVE.get(state, ("check", "ok", ""))
        self._saved_icon.setVisible(bool(words))
        self._saved_icon.show_icon(icon, role)
        self.saved.setText(tr(words))
        self.saved.setAccessibleName(tr(words))

    def show_mode(self, mode: Mode) -> None:
        """Switches the texts and the buttons above them."""
        self.modes.choose(mode)
        self.texts.show_mode(mode)

    def minimumSizeHint(self) -> QSize:
        """Narrower than the long words ask for: ``_shorten`` makes them fit."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self._theme.px(LEAST)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, px = self.width(), self._theme.px
        fit = "roomy" if width >= px(ROOMY) else "short" if width >= px(SHORT) else "tight"
        if fit != self._fit:
            self._fit = fit
            self.bar.fit(short=fit != "roomy", tight=fit == "tight")
            self._write_tools()
            self._show_origin()

    def _write_tools(self) -> None:
        """Words, short words or the pictures alone; the whole name stays for tooltips and screen readers."""
        for button, words in (
            (self.values, self.values.accessibleName()), (self.again, tr("Another draft") if self._fit != "roomy" else self.again.accessibleName()),
        ):
            button.setText("" if self._fit == "tight" else f" {words}")
            button.setToolTip(button.accessibleName() if self._fit == "tight" else "")
            button.updateGeometry()

    def _show_origin(self) -> None:
        """Model and prompt give way first; the inspector's Sent page names them too."""
        self.model.setVisible(self._fit != "tight")
        self.prompt.setVisible(self._fit != "tight" and self._has_prompt)

    def _show_hidden(self, count: int) -> None:
        words = tr("1 PII item hidden") if count == 1 else tr("{n} PII items hidden").format(n=number(count))
        self.hidden.show_text(words)
        self.hidden.setVisible(count > 0)

    def _lay_out(self, theme: Theme) -> None:
        head = _row(self.title, self.inspect)
        chips = _row(self.confidence, self.model, self.prompt, self.hidden, None, self.place, spacing=6)
        tools = _row(self.modes, None, self.undo, self.values, self.again, spacing=2)
        foot = _row(IconLabel(theme, "pencil", "text3", 14), self.figures, None, self._saved_icon, self.saved, spacing=6)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 14, 16, 10)
        inner.setSpacing(0)
        for part, space in ((head, 6), (chips, 12), (self.lane, 0), (self.message, 12), (tools, 10)):
            inner.addWidget(part) if isinstance(part, QWidget) else inner.addLayout(part)
            inner.addSpacing(space)
        inner.addWidget(self.texts, 1)
        inner.addSpacing(10)
        inner.addWidget(self.strangers)
        inner.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(self.bar)


def is_decided(review: Review) -> bool:
    """Decided for good; an escalated entry is still open."""
    return review.decided_ms is not None and review.state != "escalated"


def _decision(review: Review) -> str:
    facts = [tr(STATES.get(review.state, review.state))]
    if review.edit_words:
        facts.append(tr("{p} of the words changed").format(p=percent(review.edit_words)))
    if review.decided_ms is not None:
        facts.append(moment(review.decided_ms))
    return " · ".join((*facts, *([review.note] if review.note else [])))


def _row(*widgets: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets in a row; None is the free room between them."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
