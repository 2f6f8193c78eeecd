"""Beside the desk: why this draft waits, what it rests on, what was sent for it, and what happened to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.desk.review.log_page import LogPage
from hybriddesk.desk.review.notes_page import NotesPage
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.sent_page import SentPage
from hybriddesk.desk.review.sources_page import Away, SourcesPage
from hybriddesk.desk.review.version import Version
from hybriddesk.desk.review.why_page import WhyPage
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Segmented
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Label
from hybriddesk.workflow.reviewing import Opened

WIDTH = 276
TABS = ("why", "sources", "notes", "sent", "log")


class Inspector(QFrame):
    """Five pages of which one is shown; each is filled only when its tab is in front."""

    reason_chosen = Signal(object)
    """The ``Reason`` that was clicked."""
    thumbed = Signal(str, str)
    """``up`` or ``down``, and the reason (may be empty)."""

    rated = Signal(int)
    """1 to 5 stars, 0 where they were taken back."""
    passage_wanted = Signal(object)
    """Places of the draft to mark: what rests on a passage that was clicked."""

    def __init__(self, theme: Theme, away: Away, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review_inspector")
        self.setProperty("kind", "surface")
        self._current: tuple[Opened, Version] | None = None
        self.tabs = Segmented(
            {"why": tr("Why"), "sources": tr("Sources"), "notes": tr("Notes"), "sent": tr("Sent"), "log": tr("Log")}, name="inspector_tabs",
            label=tr("Inspector"), chosen=self.show_tab, tight=True,
        )
        self.why = WhyPage(theme, self.reason_chosen.emit, self.thumbed.emit, self.rated.emit)
        self.sources = SourcesPage(theme, away, self.passage_wanted.emit)
        self.notes = NotesPage(theme)
        self.sent = SentPage(theme)
        self.log = LogPage(theme)
        self._pages = QStackedWidget()
        for page in (self.why, self.sources, self.notes, self.sent, self.log):
            self._pages.addWidget(_scrolled(page))
        # A turn of its own: the texts are on the screen first, and neither turn is long enough to be felt.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fill)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 6)
        foot.addWidget(IconLabel(theme, "keyboard", "text3", 16))
        foot.addWidget(Label(tr("Press ? for all keys"), "hint", tone="text2"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(16)
        column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._pages, 1)
        column.addLayout(foot)

    def show_opened(self, opened: Opened, version: Version) -> None:
        """What lies on the desk now; filled in the next turn."""
        self._current = (opened, version)
        self.notes.lay(opened.review.id)
        self._soon.start()

    def show_answers(self, opened: Opened | None) -> None:
        """The rubric was answered meanwhile."""
        if opened is not None and self._current is not None:
            self.show_opened(opened, self._current[1])

    def show_form(self, opened: Opened | None) -> None:
        """Tokens or real values: what quotes the texts is shown anew."""
        if opened is not None and self._current is not None and self.tabs.value() in {"sources", "notes"}:
            self._current = (opened, self._current[1])
            self.show_tab(self.tabs.value())

    def show_passage(self, number_of: int, into_sight: Callable[[], object]) -> None:
        """Brings the passage that a ``[n]`` of the draft names into sight; nothing where this draft was given none of that number."""
        found = self._current[0].passages if self._current is not None else None
        if found is None or not 0 < number_of <= len(found.given):
            return
        into_sight()
        self.show_tab("sources")
        self.sources.point_at(number_of)

    def clear(self) -> None:
        """Nothing lies on the desk."""
        self._current = None
        self.notes.lay("")

    def show_tab(self, tab: str) -> None:
        """Brings a page to the front and fills it."""
        self.tabs.choose(tab)
        self._pages.setCurrentIndex(TABS.index(tab))
        if self._current is None:
            return
        opened, version = self._current
        if tab == "sources":
            self.sources.show_sources(opened, version)
        elif tab == "notes":
            self.notes.show_notes(opened.notes, version.shown)
        elif tab == "sent":
            self.sent.show_lines(opened)
        elif tab == "log":
            self.log.show_history(opened.history, opened.answers)

    def _fill(self) -> None:
        if self._current is not None:
            self.why.show_review(self._current[0].review, self._current[0].stars)
            self.show_tab(self.tabs.value())


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName(f"{page.objectName()}_scroll")
    area.setAccessibleName(page.accessibleName())
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area
