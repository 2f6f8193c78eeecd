"""Who gives feedback, what people do without a word, and how often decisions are taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hybriddesk.desk.monitor.judgement_words import ending_words, signal_words
from hybriddesk.desk.monitor.phrases import tr
from hybriddesk.desk.privacy.tables import Cell, PlainTable
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import number, percent
from hybriddesk.insight.agreement import Rated
from hybriddesk.insight.ratings import ENOUGH, Stars
from hybriddesk.insight.voices import Voices
from hybriddesk.workflow.judging import SINCE_DAYS

MOST_ROWS = 8
BY = {"person": "People", "gate": "The gate"}


class VoicesCard(Card):
    """Four small tables; each says what would fill it while it is empty."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Who gives feedback"), name="card_voices")
        self.sentence = Label("", "base", tone="text2", wrap=True)
        self.body.addWidget(self.sentence)
        self.endings = self._table(theme, "voices_endings", tr("Feedback by how it ended"), (tr("How it ended"), tr("How many"), tr("With a thumb, stars or a word")), (46, 20, 34))
        self.signals = self._table(theme, "voices_signals", tr("Signals"), (tr("What people said or did"), tr("Times"), tr("On answers")), (46, 20, 34))
        self.reversed = self._table(
            theme, "voices_reversed", tr("Decisions taken back"), (tr("Who decided, prompt version"), tr("Decisions"), tr("Taken back later")), (46, 20, 34),
        )
        self.stars = self._table(
            theme, "voices_stars", tr("Stars"), (tr("Prompt version, model"), tr("Mean of 5"), tr("Rated"), tr("Answers at 1, 2, 3, 4, 5 stars")), (36, 24, 12, 28),
        )
        self._tables = (self.endings, self.signals, self.reversed, self.stars)
        theme.changed.connect(self._measure)

    def show_voices(self, found: Voices, undone: Mapping[tuple[str, str], Rated], stars: Mapping[tuple[str, str], Stars]) -> None:
        """Other counts."""
        self.sentence.setText(bias_words(found))
        self.endings.show_cells([
            (Cell(ending_words(one.kind, one.outcome)), Cell(number(one.share.count), "text2"), Cell(_rate(one.share), "text2")) for one in found.of
        ])
        self.signals.show_cells([
            (Cell(signal_words(one.name, one.value)), Cell(number(one.times), "text2"), Cell(number(one.answers), "text2"))
            for one in (*found.explicit, *found.implicit)
        ])
        self.reversed.show_cells([
            (Cell(tr("{who}, {version}").format(who=tr(BY[by]), version=version)), Cell(number(rate.count), "text2"), Cell(_rate(rate), "text2"))
            for (by, version), rate in sorted(undone.items())
        ])
        self.stars.show_cells([
            (Cell(", ".join(filter(None, key))), Cell(mean_words(one), "text2"), Cell(number(one.count), "text2"), Cell(" \u00b7 ".join(map(number, one.counts)), "text2"))
            for key, one in stars.items()
        ])
        self._measure()

    def _table(self, theme: Theme, name: str, label: str, heads: Sequence[str], shares: Sequence[int]) -> PlainTable:
        made = PlainTable(theme, name, label, heads, shares)
        self.body.addWidget(Label(label, "base", 600))
        self.body.addWidget(made)
        return made

    def _measure(self) -> None:
        for table in self._tables:
            table.setFixedHeight(table.height_for(min(max(1, table.rowCount()), MOST_ROWS)))


def bias_words(found: Voices) -> str:
    """How many are silent, and who speaks most."""
    if found.silent is None:
        return tr("Nothing ended in the last {days} days. Thumbs and words are a figure about those who give them; here you will see who that is.").format(
            days=number(SINCE_DAYS))
    words = tr("{share} of what ended in the last {days} days got no thumb, no stars and no word, so those speak for the others only as far as they are alike.").format(
        share=percent(found.silent.value), days=number(SINCE_DAYS))
    if found.bias is None or found.loudest is None:
        return words
    return tr("{words} \u201c{loudest}\u201d is commented on {times} times as often as the quietest of its kind.").format(
        words=words, loudest=ending_words(found.loudest.kind, found.loudest.outcome), times=number(found.bias, 1))


def mean_words(one: Stars) -> str:
    """The mean with its interval, or how many more ratings it needs."""
    if one.mean is None or one.give is None:
        return tr("Too few: from {n} on").format(n=number(ENOUGH))
    return tr("{mean} ({low} to {high})").format(mean=number(one.mean, 1), low=number(max(1.0, one.mean - one.give), 1), high=number(min(5.0, one.mean + one.give), 1))


def _rate(one: Rated) -> str:
    return tr("{share} ({low} to {high})").format(share=percent(one.value), low=percent(one.low), high=percent(one.high))
