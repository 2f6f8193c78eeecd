"""One figure with its course, its limit and what it was before. Without data it says so."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QSizePolicy, QWidget

from hybriddesk.desk.home.phrases import counted, tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.sparkline import Sparkline
from hybriddesk.desk.widgets.text import Chip, Label, restyle
from hybriddesk.desk.words import duration, percent
from hybriddesk.insight.home import Tile

NO_DATA = "No data yet"


@dataclass(frozen=True, slots=True)
class TileWords:
    """``label`` over the figure; ``empty`` what will fill it."""

    label: str
    empty: str


WORDS = {
    "approved_unedited": TileWords("Approved without edits", "Comes with your first decision"),
    "edit_distance": TileWords("Median edit distance", "Comes with your first approval"),
    "error_rate": TileWords("Error rate", "Comes with the first draft"),
    "latency_p95": TileWords("p95 latency", "Comes with the first draft"),
}


class TileCard(Card):
    """Fixed in height, so that four of them stand in line whatever they show."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=f"tile_{name}", parent=parent)
        self._words = WORDS[name]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(4)
        self.label = Label(tr(self._words.label), "base", tone="text2")
        self.chip = Chip("", "bad")
        self.chip.hide()
        self.value = Label("", "page", 600)
        self.value.setMinimumHeight(theme.px(30))
        self.course = Sparkline(theme, tr(self._words.label))
        self.foot = Label("", "hint", tone="text2")
        self.head.addWidget(self.label, 1)
        self.head.addWidget(self.chip)
        self.head.addStrut(theme.px(20))
        self.body.addLayout(self.head)
        for widget in (self.value, self.course, self.foot):
            self.body.addWidget(widget)

    def show_tile(self, tile: Tile, *, course: bool) -> None:
        """Another figure. ``course``: keep room for a curve, because this tile or its neighbour has one."""
        known = tile.value is not None
        self.value.setText(amount(tile.name, tile.value) if tile.value is not None else tr(NO_DATA))
        restyle(self.value, tone="text" if known else "text3", textSize="page" if known else "read")
        self.foot.setText(compared(tile) if known else tr(self._words.empty))
        self.chip.setVisible(tile.over)
        self.chip.setText(tr("Above limit") if tile.good == "low" else tr("Below limit"))
        self.course.setVisible(course)
        self.course.show_series(days(tile), tile.limit if known and not far(tile) else None, _tone(tile))
        limit = limit_words(tile)
        self.setToolTip(limit)
        said = [tr(self._words.label), self.value.text(), self.chip.text() if tile.over else "", self.foot.text(), limit]
        self.setAccessibleName(". ".join(part for part in said if part))


def days(tile: Tile) -> tuple[float, ...]:
    """The days that have a figure, oldest first."""
    return tuple(one for one in tile.series if one is not None)


def far(tile: Tile) -> bool:
    """Whether the limit is so far above an unbounded figure that its line would press the curve flat; then it is written."""
    return tile.name == "latency_p95" and tile.limit > 3 * max(days(tile), default=0.0)


def amount(name: str, value: float) -> str:
    """The figure in its unit."""
    if name == "latency_p95":
        return duration(value * 1000)
    return percent(value, 1 if name == "error_rate" and 0 < value < 0.1 else 0)


def compared(tile: Tile) -> str:
    """``7 days, was 58 %``, or how many rows it stands on while there is nothing before it."""
    if tile.before is not None and far(tile):
        return tr("7 days, was {before}, limit {limit}").format(
            before=amount(tile.name, tile.before), limit=amount(tile.name, tile.limit),
        )
    if tile.before is not None:
        return tr("7 days, was {before}").format(before=amount(tile.name, tile.before))
    if tile.name in {"approved_unedited", "edit_distance"}:
        return counted(tile.count, "7 days, 1 decision", "7 days, {n} decisions")
    return counted(tile.count, "7 days, 1 draft", "7 days, {n} drafts")


def limit_words(tile: Tile) -> str:
    """The limit as a sentence."""
    text = tr("Limit: at most {limit}") if tile.good == "low" else tr("Limit: at least {limit}")
    return text.format(limit=amount(tile.name, tile.limit))


def _tone(tile: Tile) -> str:
    return "bad" if tile.over else "ok" if tile.good == "high" else "accent"
