"""The lanes under the views of the queue: escalated, second looks, disagreements. Each shows while it holds something."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.widgets.text import restyle
from hybriddesk.desk.words import number
from hybriddesk.vault.lanes import LANES, Lane

WORDS: dict[Lane, str] = {"escalated": "Escalated {n}", "second": "Second look {n}", "differ": "Differ {n}"}
LABELS: dict[Lane, str] = {
    "escalated": "Escalated drafts: {n}", "second": "Drafts that wait for your second look: {n}", "differ": "Drafts two reviewers disagree about: {n}",
}


class LaneStrip(QWidget):
    """At most one lane is on; none: the views above are in force."""

    chosen = Signal()
    """Another lane, or none, by the person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue_lanes")
        self.setAccessibleName(tr("Lanes"))
        self._lane: Lane | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 12, 0)
        self._row.setSpacing(4)
        self._buttons = {lane: self._button(lane) for lane in LANES}
        for button in self._buttons.values():
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.show_counts({})

    @property
    def lane(self) -> Lane | None:
        """The lane in force."""
        return self._lane

    def button(self, lane: Lane) -> QPushButton:
        """One of the buttons."""
        return self._buttons[lane]

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """What each lane holds; one that is empty is out of sight unless it is on."""
        for lane, button in self._buttons.items():
            count = counts.get(lane, 0)
            button.setText(tr(WORDS[lane]).format(n=number(count)))
            button.setAccessibleName(tr(LABELS[lane]).format(n=number(count)))
            button.setToolTip(button.accessibleName())
            button.setVisible(count > 0 or lane == self._lane)
        self.setVisible(any(not button.isHidden() for button in self._buttons.values()))

    def choose(self, lane: Lane | None) -> None:
        """Puts a lane, or none, in force without telling anybody."""
        self._lane = lane
        for one, button in self._buttons.items():
            button.setChecked(one == lane)
            restyle(button, tone="accent" if one == lane else "neutral")
        if lane is not None:
            self._buttons[lane].show()
            self.show()

    def _button(self, lane: Lane) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"lane_{lane}")
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        restyle(button, kind="chip", tone="neutral")
        button.clicked.connect(partial(self._clicked, lane))
        return button

    def _clicked(self, lane: Lane, _checked: bool = False) -> None:
        self.choose(None if lane == self._lane else lane)
        self.chosen.emit()
