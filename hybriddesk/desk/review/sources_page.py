"""What the draft rests on, passage by passage; the request, what the person's own sources gave to it, and earlier approved replies."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from hybriddesk.desk.review.clickable import Clickable
from hybriddesk.desk.review.given import given_card, held_card
from hybriddesk.desk.review.page import Page
from hybriddesk.desk.review.passages import Show, Texts, fill
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.source_leads import SourceLeads
from hybriddesk.desk.review.version import Version
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Meter
from hybriddesk.desk.widgets.text import Label, SectionTitle, line
from hybriddesk.desk.words import percent
from hybriddesk.knowledge.resting import Resting, resting
from hybriddesk.records.knowledge import Gathered
from hybriddesk.records.work import PastFinal
from hybriddesk.workflow.reviewing import Opened

Away = Callable[[Callable[[], object], Callable[[object], None]], None]
"""``away(work, done)`` runs ``work`` off this thread and calls ``done(result)`` back on it."""
MOST = 4_000
"""Characters of a text shown here; the whole request unfolds above the draft."""


class SourcesPage(Page):
    """Earlier replies hold kind slots such as ``{PERSON}``: nothing of one client is shown beside another."""

    def __init__(self, theme: Theme, away: Away, show: Show) -> None:
        self.given: dict[int, Clickable] = {}
        super().__init__("sources_page", tr("Sources"))
        self._theme, self._away, self._show = theme, away, show
        self._compared: Texts | None = None
        self.cards: list[Clickable] = []
        self.leads: SourceLeads | None = None

    def show_sources(self, opened: Opened, version: Version) -> None:
        """What the draft rests on, the request, then the earlier replies. Comparing is done off this thread. What is shown already stays,
        with the focus that may be in it.
        """
        found = opened.passages or Gathered(0)
        texts = Texts(version.draft, (
            (tr("The request"), version.shown(opened.review.request)),
            *((f"[{at}] {version.shown(one.name)}", version.shown(one.text)) for at, one in enumerate(found.given, 1)),
            *((tr("An earlier reply"), past.final) for past in opened.past),
        ))
        if texts == self._compared:
            return
        self.empty()
        self.column.addWidget(SectionTitle(tr("What the draft rests on")))
        place = QVBoxLayout()
        place.setSpacing(6)
        self.column.addLayout(place)
        self.column.addSpacing(8)
        self.column.addWidget(line())
        self.column.addSpacing(8)
        self._compared = texts
        sources = [text for _, text in texts.sources]
        self._away(lambda: resting(texts.draft, sources), partial(self._found, texts, place))
        self.column.addWidget(SectionTitle(tr("The request")))
        self.column.addWidget(_text(tr("The request"), version.shown(opened.review.request)))
        self.column.addSpacing(8)
        self.column.addWidget(line())
        self.column.addSpacing(8)
        self._from_sources(found, version)
        self.column.addWidget(SectionTitle(tr("Your earlier replies")))
        if not opened.past:
            self.column.addWidget(
                Label(tr("None yet is like this one. Every reply you approve can serve the next draft."), "hint", tone="text2", wrap=True),
            )
        for past in opened.past:
            self.column.addWidget(self._past(past))

    def point_at(self, number_of: int) -> None:
        """The focus on the passage of this number; the column scrolls to it."""
        card = self.given.get(number_of)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def empty(self) -> None:
        super().empty()
        self._compared, self.cards, self.given = None, [], {}

    def _from_sources(self, found: Gathered, version: Version) -> None:
        """The passages that went along under their numbers, and those held back; nothing where no sources were asked."""
        if found.given:
            self.column.addWidget(SectionTitle(tr("From your sources")))
            standing = self.leads.standing(found.given) if self.leads is not None else frozenset()
            for at, one in enumerate(found.given, 1):
                self.given[at] = given_card(at, one, version.draft, version.shown, self._show)
                if self.leads is not None and one.source in standing:
                    follow = partial(self.leads.follow, one)
                    self.given[at].column.addWidget(Button(self._theme, tr("Open the source"), "link", name=f"given_source_{at}", act=follow))
                self.column.addWidget(self.given[at])
        if found.held:
            self.column.addSpacing(4)
            self.column.addWidget(SectionTitle(tr("Held back")))
            for at, held in enumerate(found.held):
                self.column.addWidget(held_card(at, held, version.shown))
        if found.given or found.held:
            self.column.addSpacing(8)
            self.column.addWidget(line())
            self.column.addSpacing(8)

    def _found(self, texts: Texts, place: QVBoxLayout, found: object) -> None:
        """Another draft, or another form of this one, may be shown by now."""
        if texts is self._compared:
            self.cards = fill(place, texts, cast("Resting", found), self._show)

    def _past(self, past: PastFinal) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "sunken")
        body = QVBoxLayout(card)
        body.setContentsMargins(12, 10, 12, 10)
        body.setSpacing(6)
        body.addWidget(Label(tr("{p} alike").format(p=percent(past.match)), "hint", 600))
        body.addWidget(Meter(self._theme, tr("Likeness"), past.match))
        body.addWidget(_text(tr("Earlier reply"), past.final))
        return card


def _text(name: str, text: str) -> Label:
    label = Label(text[:MOST], "hint", tone="text2", wrap=True, selectable=True)
    label.setAccessibleName(name)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
    return label
