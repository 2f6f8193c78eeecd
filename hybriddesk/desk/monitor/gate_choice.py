"""The card in which a person says what should wait: by risk, by reviews a day, by share, or by confidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QWidget

from hybriddesk.desk.monitor.phrases import counted, tr
from hybriddesk.desk.settings.controls import INDENT, Measure, WholeBox, named
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button, Segmented
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import NO_BREAK
from hybriddesk.records.settings import BY_NAME
from hybriddesk.review.gate_price import GateChoice
from hybriddesk.review.gating import OFFERED

WAYS = {"risk": "By what slips through", "per_day": "By reviews a day", "share": "By share", "threshold": "By confidence"}
SENTENCES = {
    "risk": "At most this share of what passes may be bad, 9 times in 10. The line follows your decisions.",
    "per_day": "About so many drafts a day wait, the riskiest first. The line follows the latest answers.",
    "share": "This share of the drafts waits, the riskiest first. The line follows the latest answers.",
    "threshold": "Whatever is less sure than this waits. The line stays where you put it.",
}
LABELS = {"risk": "Bad outputs that may pass", "per_day": "Reviews a day", "share": "Share that waits", "threshold": "Confidence below which a draft waits"}
FIELD = 128


class ShareBox(QDoubleSpinBox):
    """A share in percent with one decimal, within a setting's limits."""

    def __init__(self, theme: Theme, name: str, label: str, setting: str) -> None:
        super().__init__()
        limits = BY_NAME[setting]
        named(self, name, label)
        named(self.lineEdit(), f"{name}_text", label)
        self.lineEdit().setTextMargins(INDENT, 0, INDENT, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setDecimals(1)
        self.setRange(100 * (limits.low or 0.0), 100 * (limits.high or 1.0))
        self.setSuffix(f"{NO_BREAK}%")
        Measure(theme, self, width=FIELD)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def share(self) -> float:
        """What stands in the field, 0..1."""
        return round(self.value() / 100, 4)

    def show_share(self, share: float) -> None:
        """Shows a share without telling anybody."""
        self.blockSignals(True)
        self.setValue(100 * share)
        self.blockSignals(False)


class ChoiceCard(Card):
    """``changed`` hears of every change by the person, ``save`` and ``rules`` of their buttons. What is not in front keeps the value that is stored."""

    def __init__(self, theme: Theme, changed: Callable[[], object], save: Callable[[], object], rules: Callable[[], object]) -> None:
        super().__init__(tr("What should wait for a person?"), name="card_gate_choice")
        self._stored: GateChoice | None = None
        self._changed = changed
        self.way = Segmented({key: tr(words) for key, words in WAYS.items()}, name="gate_way", label=tr("How the line is drawn"), chosen=lambda _key: self._chosen())
        self.says = Label("", "base", tone="text2", wrap=True)
        self.fields: dict[str, ShareBox | WholeBox] = {
            "risk": ShareBox(theme, "gate_risk", tr(LABELS["risk"]), "review.risk"),
            "per_day": WholeBox("gate_per_day", tr(LABELS["per_day"]), 1, 100_000),
            "share": WholeBox("gate_share", tr(LABELS["share"]), 0, 100),
            "threshold": ShareBox(theme, "gate_threshold", tr(LABELS["threshold"]), "review.threshold"),
        }
        self.fields["share"].setSuffix(f"{NO_BREAK}%")
        for name in ("per_day", "share"):
            Measure(theme, self.fields[name], width=FIELD)
        self.audit = ShareBox(theme, "gate_audit", tr("Random checks"), "review.audit_share")
        self.risk_note = Label("", "hint", tone="warn", wrap=True)
        self.save_button = Button(theme, tr("Save"), "primary", icon="check", name="gate_save", act=save)
        self.rules_button = Button(theme, tr("Rules that always send"), "link", name="gate_rules", act=rules)
        self.back_button = Button(theme, tr("As it was"), "ghost", icon="rotate-ccw", name="gate_back", act=self._as_stored)
        self._lay_out()
        for field in (*self.fields.values(), self.audit):
            field.valueChanged.connect(lambda _value: self._changed())

    def value(self) -> GateChoice:
        """What the person chose so far."""
        assert self._stored is not None
        way, stored = self.way.value(), replace(self._stored, audit_share=self.audit.share())
        risk, per_day, share, threshold = (self.fields[name] for name in ("risk", "per_day", "share", "threshold"))
        assert isinstance(risk, ShareBox)
        assert isinstance(threshold, ShareBox)
        match way:
            case "risk":
                return replace(stored, mode="risk", risk=risk.share())
            case "per_day":
                return replace(stored, mode="capacity", per_day=float(per_day.value()))
            case "share":
                return replace(stored, mode="capacity", per_day=0.0, capacity_percent=float(share.value()))
            case _:
                return replace(stored, mode="threshold", threshold=threshold.share())

    def show_choice(self, choice: GateChoice) -> None:
        """Another stored choice, and its way in front."""
        self._stored = choice
        self.way.choose("risk" if choice.mode == "risk" else "threshold" if choice.mode == "threshold" else "per_day" if choice.per_day else "share")
        for name, value in (("risk", choice.risk), ("threshold", choice.threshold)):
            field = self.fields[name]
            assert isinstance(field, ShareBox)
            field.show_share(value)
        for name, whole in (("per_day", choice.per_day or 20), ("share", choice.capacity_percent)):
            box = self.fields[name]
            box.blockSignals(True)
            box.setValue(round(whole))
            box.blockSignals(False)
        self.audit.show_share(choice.audit_share)
        self._show_way()

    def allow_save(self, on: bool) -> None:
        """Whether the choice differs from what is stored."""
        self.save_button.setEnabled(on)
        self.back_button.setEnabled(on)

    def say_risk(self, decided: int) -> None:
        """A promise about risk needs decisions; says how many are missing."""
        missing = OFFERED - decided
        self.risk_note.setText(counted(missing, "This needs 1 more decision; until then your confidence line stands.",
                                       "This needs {n} more decisions; until then your confidence line stands.") if missing > 0 else "")
        self._show_way()

    def _chosen(self) -> None:
        self._show_way()
        self._changed()

    def _as_stored(self) -> None:
        if self._stored is not None:
            self.show_choice(self._stored)
            self._changed()

    def _show_way(self) -> None:
        way = self.way.value()
        self.says.setText(tr(SENTENCES[way]))
        for name, holder in self._rows.items():
            holder.setVisible(name == way)
        self.risk_note.setVisible(way == "risk" and bool(self.risk_note.text()))

    def _lay_out(self) -> None:
        self.body.addWidget(self.way)
        self.body.addWidget(self.says)
        self._rows = {name: _row(tr(LABELS[name]), field) for name, field in self.fields.items()}
        for holder in self._rows.values():
            self.body.addWidget(holder)
        self.body.addWidget(self.risk_note)
        self.body.addWidget(_row(tr("Random checks of what would pass"), self.audit))
        self.body.addWidget(Label(tr(
            "Some confident drafts wait all the same, the less sure ones more often, so that what slips through is measured and not guessed.",
        ), "hint", tone="text2", wrap=True))
        self.body.addStretch(1)
        self.body.addLayout(row(self.save_button, self.back_button, self.rules_button, stretch=-1))
        self.allow_save(False)


def _row(words: str, field: QWidget) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    line.addWidget(Label(words, "base", 500, wrap=True), 1)
    line.addWidget(field)
    return holder
